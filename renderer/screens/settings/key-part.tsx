import { useState, type ReactNode } from 'react'
import type { ResultOf } from '../../../shared/contract/index.ts'
import { sameName } from '../../../shared/model/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { FileField } from '../../parts/file-field.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { PassphraseField } from '../../parts/passphrase-field.tsx'
import { stage } from '../../station/staging.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { errorFrom } from '../../station/told-error.ts'
import { day } from '../../words/dates.ts'
import { settingsWords } from '../../words/settings.ts'
import { useSay } from '../../words/say.tsx'
import styles from './parts.module.css'
import { Section } from './section.tsx'
import { TokensSection } from './tokens-section.tsx'
import { useSettings } from './use-settings.tsx'

type Key = ResultOf<'station.status'>['keys'][number]

/** The agency's keys, and a new one out of a PKCS#12 file. */
export function KeyPart(): ReactNode {
  const say = useSay()
  const { mayChange } = useSettings()
  const { data: status } = useStation('station.status', {})
  const keys = status?.keys ?? []
  return (
    <>
      <Section title={say(settingsWords.keys)}>
        {keys.length === 0 ? <p className="quiet">{say(settingsWords.keysNone)}</p> : <ul className={styles.lines}>{keys.map((key) => <li key={key.id}><KeyFacts known={key} /></li>)}</ul>}
      </Section>
      <TokensSection />
      {mayChange ? <AddKey /> : null}
    </>
  )
}

const dayMs = 86_400_000

function KeyFacts({ known }: { readonly known: Key }): ReactNode {
  const say = useSay()
  const { configuration: { agency } } = useSettings()
  const { subject, organisation, notBefore, notAfter, kind } = known
  const days = Math.floor((new Date(notAfter).getTime() - Date.now()) / dayMs)
  const agrees = agency !== null && organisation !== null && sameName(agency, organisation)
  return (
    <dl className={styles.facts}>
      <dt>{say(settingsWords.keySubject)}</dt><dd><strong>{subject}</strong></dd>
      <dt>{say(settingsWords.keyOrganisation)}</dt>
      <dd>{organisation === null ? say(settingsWords.keyNoOrganisation) : agrees ? <>{organisation} <span className={styles.good}>✓ {say(settingsWords.keyAgrees)}</span></> : <span className={styles.bad}>! {say(settingsWords.keyDiffers, { organisation })} {say(settingsWords.keyDiffersTodo)}</span>}</dd>
      <dt>{say(settingsWords.keyValidity)}</dt>
      <dd><span className="code">{say(settingsWords.keyFromTo, { from: day(notBefore), to: day(notAfter) })}</span> <span className={days < 0 ? styles.bad : days < 30 ? styles.attention : 'quiet'}>{days < 0 ? `! ${say(settingsWords.keyExpired)}` : say(settingsWords.keyDaysLeft, { days })}</span></dd>
      <dt>{say(settingsWords.keyKept)}</dt><dd>{say(settingsWords[`key.${kind}`])}</dd>
    </dl>
  )
}

function AddKey(): ReactNode {
  const say = useSay()
  const add = useCall('key.add')
  const [file, setFile] = useState<File | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const [unstaged, setUnstaged] = useState<unknown>(null)
  const [focused, setFocused] = useState(false)
  const run = async (): Promise<void> => {
    if (file === null) return
    setUnstaged(null)
    const path = await stage(file).catch((thrown: unknown) => {
      setUnstaged(errorFrom(thrown))
      return null
    })
    if (path === null) return
    add.mutate({ params: { file: path }, secrets: { keyPassphrase: passphrase } }, { onSuccess: () => setFile(null) })
    setPassphrase('')
  }
  const action: Action = { label: say(add.isPending ? settingsWords.adding : settingsWords.addKey), chord: 'Enter', disabled: file === null || passphrase === '' || add.isPending, run: () => void run() }
  useActions('part', focused && action.disabled !== true ? [action] : [])
  const error = unstaged ?? add.error
  return (
    <Section title={say(settingsWords.addKey)}>
      <div className={styles.pair} onFocus={() => setFocused(true)} onBlur={() => setFocused(false)}>
        <FileField label={say(settingsWords.keyFile)} choose={say(settingsWords.chooseFile)} chosen={file === null ? say(settingsWords.noFile) : say(settingsWords.chosenFile, { name: file.name })} accept=".p12,.pfx" onFile={setFile} />
        <PassphraseField label={say(settingsWords.keyPassphrase)} hint={say(settingsWords.keyPassphraseHint)} value={passphrase} onChange={setPassphrase} />
      </div>
      {error === null ? null : <Failure error={error} />}
      {add.data === undefined || error !== null ? null : <Message tone="proof" text={{ what: say(settingsWords.keyAdded, { subject: add.data.subject }), why: `${say(settingsWords.keyIssuer)}: ${add.data.issuer}`, todo: '' }} />}
      <div className={styles.row}><Button action={action} busy={add.isPending} /></div>
    </Section>
  )
}
