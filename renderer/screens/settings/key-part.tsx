import { useState, type ReactNode } from 'react'
import type { ResultOf } from '../../../shared/contract/index.ts'
import { sameName } from '../../../shared/model/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Select } from '../../parts/fields/choice.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { FileField } from '../../parts/fields/file-field.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { PassphraseField } from '../../parts/fields/passphrase-field.tsx'
import { stage } from '../../station/staging.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { errorFrom, errorOf } from '../../station/told-error.ts'
import { day } from '../../words/dates.ts'
import { settingsWords } from '../../words/settings.ts'
import { explainThrown, useLanguage, useSay } from '../../words/say.tsx'
import styles from './parts.module.css'
import { Section } from './section.tsx'
import { TokensSection } from './tokens-section.tsx'
import { useSettings } from './use-settings.tsx'

type Key = ResultOf<'station.status'>['keys'][number]

/** The keys of the agency and its officers with which of them sign, and new ones from tokens or out of PKCS#12 files. */
export function KeyPart(): ReactNode {
  const say = useSay()
  const { mayChange } = useSettings()
  const { data: status } = useStation('station.status', {})
  /** Whose own the key is that is to be added; null: the agency's. */
  const [officer, setOfficer] = useState<string | null>(null)
  const [removing, setRemoving] = useState<Key | null>(null)
  const keys = status?.keys ?? []
  const holder = mayChange ? <KeyHolder officer={officer} onChange={setOfficer} /> : null
  return (
    <>
      <Section title={say(settingsWords.keys)}>
        {keys.length === 0 ? <p className="quiet">{say(settingsWords.keysNone)}</p> : (
          <ul className={styles.lines}>
            {keys.toReversed().map((key) => (
              <li key={key.id}>
                <KeyFacts known={key} />
                {mayChange ? <Button look="quiet" action={{ label: say(settingsWords.removeKey), chord: null, run: () => setRemoving(key) }} /> : null}
              </li>
            ))}
          </ul>
        )}
        <p className="quiet small">{say(settingsWords.keyUseHint)}</p>
      </Section>
      <TokensSection officer={officer} holder={holder} />
      {mayChange ? <AddKey officer={officer} holder={holder} /> : null}
      {removing === null ? null : <RemoveKeyDialog known={removing} onClose={() => setRemoving(null)} />}
    </>
  )
}

/** Whose own the next key is to be: the agency's, or an officer's. */
function KeyHolder({ officer, onChange }: { readonly officer: string | null; readonly onChange: (officer: string | null) => void }): ReactNode {
  const say = useSay()
  const { data } = useStation('officer.list', {})
  const officers = (data?.officers ?? []).filter(({ kind }) => kind === 'officer').map(({ name }) => name)
  return <Select label={say(settingsWords.keyHolder)} value={officer ?? ''} options={[['', say(settingsWords.keyOfAgency)], ...officers.map((name) => [name, name] as const)]} onChange={(name) => onChange(name === '' ? null : name)} />
}

/** Nothing signs in place of a removed key by accident: the dialog says what signs then, and its owner tells his passphrase. */
function RemoveKeyDialog({ known: { fingerprint, subject, kind }, onClose }: { readonly known: Key; readonly onClose: () => void }): ReactNode {
  const say = useSay()
  const remove = useCall('key.remove')
  const [passphrase, setPassphrase] = useState('')
  const done = { label: say(settingsWords.removeKey), chord: 'Enter', disabled: passphrase === '' || remove.isPending, run: () => remove.mutate({ params: { fingerprint }, secrets: { passphrase } }, { onSuccess: onClose, onSettled: () => setPassphrase('') }) }
  return (
    <Dialog title={say(settingsWords.removeKeyTitle)} onClose={onClose} actions={[done]} busy={remove.isPending}>
      <p><strong>{subject}</strong></p>
      <p>{say(kind === 'file' ? settingsWords.removeKeyFile : settingsWords.removeKeyToken)}</p>
      <PassphraseField autoFocus label={say(settingsWords.ownPassphraseAgain)} value={passphrase} onChange={setPassphrase} />
      {remove.error === null ? null : <Failure error={remove.error} />}
    </Dialog>
  )
}

const dayMs = 86_400_000

function KeyFacts({ known }: { readonly known: Key }): ReactNode {
  const say = useSay()
  const { configuration: { agency } } = useSettings()
  const { subject, organisation, notBefore, notAfter, kind, officer, use, refusal } = known
  const language = useLanguage()
  const days = Math.floor((new Date(notAfter).getTime() - Date.now()) / dayMs)
  const agrees = agency !== null && organisation !== null && sameName(agency, organisation)
  return (
    <dl className={styles.facts}>
      <dt>{say(settingsWords.keySubject)}</dt><dd><strong>{subject}</strong></dd>
      <dt>{say(settingsWords.keyWhose)}</dt><dd>{officer ?? say(settingsWords.keyOfAgency)}</dd>
      <dt>{say(settingsWords.keyUse)}</dt>
      <dd>{refusal === null ? use === 'signs' ? <span className={styles.good}>✓ {say(settingsWords.keySigns)}</span> : <span className={styles.attention}>‖ {say(settingsWords.keyRests)}</span> : <span className={styles.bad}>! {explainThrown(errorOf(refusal), language).what}</span>}</dd>
      {officer !== null ? null : <><dt>{say(settingsWords.keyOrganisation)}</dt>
      <dd>{organisation === null ? say(settingsWords.keyNoOrganisation) : agrees ? <>{organisation} <span className={styles.good}>✓ {say(settingsWords.keyAgrees)}</span></> : <span className={styles.bad}>! {say(settingsWords.keyDiffers, { organisation })} {say(settingsWords.keyDiffersTodo)}</span>}</dd></>}
      <dt>{say(settingsWords.keyValidity)}</dt>
      <dd><span className="code">{say(settingsWords.keyFromTo, { from: day(notBefore), to: day(notAfter) })}</span> <span className={days < 0 ? styles.bad : days < 30 ? styles.attention : 'quiet'}>{days < 0 ? `! ${say(settingsWords.keyExpired)}` : say(settingsWords.keyDaysLeft, { days })}</span></dd>
      <dt>{say(settingsWords.keyKept)}</dt><dd>{say(settingsWords[`key.${kind}`])}</dd>
    </dl>
  )
}

interface AddKeyProps {
  readonly officer: string | null
  readonly holder: ReactNode
}

function AddKey({ officer, holder }: AddKeyProps): ReactNode {
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
    add.mutate({ params: { file: path, officer }, secrets: { keyPassphrase: passphrase } }, { onSuccess: () => setFile(null) })
    setPassphrase('')
  }
  const action: Action = { label: say(add.isPending ? settingsWords.adding : settingsWords.addKey), chord: 'Enter', disabled: file === null || passphrase === '' || add.isPending, run: () => void run() }
  useActions('part', focused && action.disabled !== true ? [action] : [])
  const error = unstaged ?? add.error
  return (
    <Section title={say(settingsWords.addKey)}>
      {holder}
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
