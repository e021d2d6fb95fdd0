import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { ResultOf } from '../../../shared/contract/index.ts'
import type { DoctorCheck } from '../../../shared/model/index.ts'
import { doctorText, doctorTexts } from '../../../shared/words/index.ts'
import { go } from '../../app/route.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Failure } from '../../parts/message.tsx'
import { useCall, useDoor, useStation } from '../../station/station.tsx'
import { counterWords } from '../../words/counter.ts'
import { settingsWords, type SettingsPart } from '../../words/settings.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import styles from './parts.module.css'
import { Section } from './section.tsx'
import { useSettings } from './use-settings.tsx'

type Check = ResultOf<'station.doctor'>['checks'][number]

const signs = { good: '✓', attention: '?', bad: '!' } as const

/** Where a person mends what a check found. */
const places: Readonly<Partial<Record<DoctorCheck, SettingsPart>>> = { certificate: 'key', token: 'key', agency: 'agency', targets: 'services', backup: 'custody', integrity: 'custody', files: 'custody', recoveryKey: 'officers' }

interface DoctorPartProps {
  /** Opens a part of the settings. */
  readonly onPart: (part: SettingsPart) => void
}

/** What the day's work needs, and how it stands. */
export function DoctorPart({ onPart }: DoctorPartProps): ReactNode {
  const say = useSay()
  const { data, error, isFetching, refetch } = useStation('station.doctor', {})
  const again: Action = { label: say(isFetching ? settingsWords.looking : settingsWords.lookAgain), chord: 'F5', run: () => void refetch(), disabled: isFetching }
  useActions('part', [again])
  const checks = data?.checks ?? []
  const open = checks.filter(({ state }) => state !== 'good').length
  return (
    <>
      <Section title={say(settingsWords.checkUp)} beside={<Button look="quiet" action={again} />}>
        {error === null ? null : <Failure error={error} />}
        {data === undefined ? <p role="status">{say(settingsWords.looking)}</p> : (
          <>
            <p role="status" className={open === 0 ? styles.good : ''}>{open === 0 ? say(settingsWords.allGood) : say(settingsWords.openPoints, { count: open })}</p>
            <ul className={styles.lines}>{checks.map((check) => <Line key={check.check} check={check} onPart={onPart} />)}</ul>
          </>
        )}
      </Section>
      <Scanners />
    </>
  )
}

function Line({ check: { check, state, params }, onPart }: { readonly check: Check } & DoctorPartProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const texts = doctorTexts[check]
  const part = places[check]
  return (
    <li className={styles.check}>
      <span className={styles[state]}><span className={styles.sign} aria-hidden="true">{signs[state]}</span><span className="unseen">{say(settingsWords[`state.${state}`])}</span></span>
      <strong>{say(texts.name)}</strong>
      <span className={state === 'good' ? '' : styles[state]}>{doctorText(check, state, params, language)}</span>
      <span>
        {state === 'good' ? null : part !== undefined ? <Button action={{ label: say(settingsWords.toMend), chord: null, run: () => onPart(part) }} /> : <Elsewhere check={check} />}
      </span>
    </li>
  )
}

/** What is mended on another screen, or at once. */
function Elsewhere({ check }: { readonly check: DoctorCheck }): ReactNode {
  const say = useSay()
  const { mayChange } = useSettings()
  const configure = useCall('station.configure')
  const [asked, setAsked] = useState(false)
  if (check === 'unsent') return <Button action={{ label: say(settingsWords.toMend), chord: null, run: () => go('outbox') }} />
  if (check === 'unsigned') return <Button action={{ label: say(settingsWords.toMend), chord: null, run: () => go('sign') }} />
  if (check === 'unreviewed') return <Button action={{ label: say(settingsWords.toMend), chord: null, run: () => go('backlog') }} />
  if (check !== 'clock' || !mayChange) return null
  if (!asked) return <Button action={{ label: say(settingsWords.toMend), chord: null, run: () => setAsked(true) }} />
  return (
    <>
      <p className="quiet small">{say(settingsWords.clockRightHint)}</p>
      <Button action={{ label: say(settingsWords.clockRight), chord: null, run: () => configure.mutate({ params: { set: {}, clockConfirmed: true } }) }} busy={configure.isPending} />
    </>
  )
}

function Scanners(): ReactNode {
  const say = useSay()
  const door = useDoor()
  const client = useQueryClient()
  const { data, error } = useStation('scan.devices', {})
  const [looking, setLooking] = useState(false)
  const again = async (): Promise<void> => {
    setLooking(true)
    try {
      client.setQueryData(['scan.devices', {}], await door.call('scan.devices', { anew: true }))
    } catch {
      await client.invalidateQueries({ queryKey: ['scan.devices'] })
    } finally {
      setLooking(false)
    }
  }
  return (
    <Section title={say(settingsWords.scanners)} beside={<Button look="quiet" busy={looking} action={{ label: say(counterWords.lookAgain), chord: null, run: () => void again() }} />}>
      {error === null ? null : <Failure error={error} tone="doubt" />}
      {data === undefined ? (error === null ? <p role="status">{say(counterWords.looking)}</p> : null) : data.devices.length === 0 ? <p className="quiet">{say(counterWords.noScanner)} {say(counterWords.noScannerTodo)}</p> : (
        <ul className={styles.lines}>
          {data.devices.map(({ id, name, sources, duplex }) => (
            <li key={id}><span className={styles.who}><strong>{name}</strong><span className="quiet small">{[...sources.map((source) => say(counterWords[source])), ...(duplex ? [say(counterWords.duplex)] : [])].join(' · ')}</span></span></li>
          ))}
        </ul>
      )}
    </Section>
  )
}
