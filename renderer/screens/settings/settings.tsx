import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useActions } from '../../keys/keys.tsx'
import { Message } from '../../parts/message.tsx'
import { useDraft } from '../../station/drafts.ts'
import { settingsParts, settingsPartWords, settingsWords, type SettingsPart } from '../../words/settings.ts'
import { useSay } from '../../words/say.tsx'
import { AgencyPart } from './agency-part.tsx'
import { CustodyPart } from './custody-part.tsx'
import { DoctorPart } from './doctor-part.tsx'
import { KeyPart } from './key-part.tsx'
import { LookPart } from './look-part.tsx'
import { OfficersPart } from './officers-part.tsx'
import { ReadingPart } from './reading-part.tsx'
import { ServicesPart } from './services-part.tsx'
import { SigningPart } from './signing-part.tsx'
import styles from './settings.module.css'
import { SettingsProvider, useSettings } from './use-settings.tsx'

/** What the station is set to, who may do what, and whether it is well. */
export function Settings(): ReactNode {
  return <SettingsProvider><Parts /></SettingsProvider>
}

/** Parts that only somebody who may administer changes. */
const guarded: readonly SettingsPart[] = ['agency', 'key', 'services', 'signing', 'officers', 'reading']

function Parts(): ReactNode {
  const say = useSay()
  const { mayChange } = useSettings()
  const [kept, keep] = useDraft('settings/part', 'doctor')
  const panel = useRef<HTMLDivElement>(null)
  const part = settingsParts.find((one) => one === kept) ?? 'doctor'
  const at = settingsParts.indexOf(part)
  const show = (one: SettingsPart | undefined): void => {
    if (one === undefined) return
    keep(one)
    panel.current?.scrollTo(0, 0)
  }
  const step = (by: number): void => show(settingsParts[(at + by + settingsParts.length) % settingsParts.length])
  useActions('screen', [
    { label: say(settingsWords.nextPart), chord: 'F6', run: () => step(1) },
    { label: say(settingsWords.previousPart), chord: 'Shift+F6', run: () => step(-1) },
    ...settingsParts.map((one) => ({ label: `${say(settingsWords.title)}: ${say(settingsPartWords[one])}`, chord: null, run: () => show(one) })),
  ])
  return (
    <div className={styles.settings}>
      <Tabs part={part} onPart={show} />
      <div ref={panel} className={styles.part} role="tabpanel" id="settings-part" aria-labelledby={`settings-${part}`} tabIndex={-1}>
        <div className={styles.content}>
          {mayChange || !guarded.includes(part) ? null : <Message tone="note" text={{ what: say(settingsWords.readOnly), why: say(settingsWords.readOnlyWhy), todo: say(settingsWords.readOnlyTodo) }} />}
          <PartContent part={part} onPart={show} />
        </div>
      </div>
    </div>
  )
}

function PartContent({ part, onPart }: { readonly part: SettingsPart; readonly onPart: (part: SettingsPart) => void }): ReactNode {
  switch (part) {
    case 'doctor': return <DoctorPart onPart={onPart} />
    case 'agency': return <AgencyPart />
    case 'key': return <KeyPart />
    case 'services': return <ServicesPart />
    case 'signing': return <SigningPart />
    case 'officers': return <OfficersPart />
    case 'custody': return <CustodyPart />
    case 'reading': return <ReadingPart />
    case 'look': return <LookPart />
  }
}

/** The parts beside each other: arrows move, as in every list of tabs. */
function Tabs({ part, onPart }: { readonly part: SettingsPart; readonly onPart: (part: SettingsPart) => void }): ReactNode {
  const say = useSay()
  const current = useRef<HTMLButtonElement>(null)
  // Whatever showed the part (keys, a button that is gone with the part before): the keys go on from its tab.
  useEffect(() => current.current?.focus(), [part])
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = settingsParts.indexOf(part)
    const moves: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: settingsParts.length - 1 }
    const to = moves[event.key]
    const next = to === undefined ? undefined : settingsParts[(to + settingsParts.length) % settingsParts.length]
    if (next === undefined) return
    event.preventDefault()
    onPart(next)
  }
  return (
    <div className={styles.tabs}>
      <h1>{say(settingsWords.title)}</h1>
      <div role="tablist" aria-orientation="vertical" aria-label={say(settingsWords.parts)} style={{ display: 'contents' }} onKeyDown={onKeyDown}>
        {settingsParts.map((one) => (
          <button key={one} ref={one === part ? current : null} id={`settings-${one}`} type="button" role="tab" aria-selected={one === part} aria-controls="settings-part" tabIndex={one === part ? 0 : -1} className={styles.tab} onClick={() => onPart(one)}>{say(settingsPartWords[one])}</button>
        ))}
      </div>
    </div>
  )
}
