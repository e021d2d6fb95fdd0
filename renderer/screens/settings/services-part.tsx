import { useEffect, useState, type ReactNode } from 'react'
import { targetNames, type SohoaError, type TargetName } from '../../../shared/model/index.ts'
import { targetTerms } from '../../../shared/words/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { FileField } from '../../parts/fields/file-field.tsx'
import { Failure } from '../../parts/message.tsx'
import { useDraft } from '../../station/drafts.ts'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useCall } from '../../station/station.tsx'
import { settingsWords } from '../../words/settings.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { certificatesIn, fingerprintOf, joinPem, pemOf } from './certificate-file.ts'
import styles from './parts.module.css'
import { Section } from './section.tsx'
import { DeliverTo, SettingText } from './setting-fields.tsx'
import { TrustPackages } from './trust-packages.tsx'
import { useSettings } from './use-settings.tsx'

const certificateEndings = '.pem,.crt,.cer,.der'
function isAddress(text: string, schemes: RegExp): boolean {
  if (!schemes.test(text)) return false
  try {
    // `URL.canParse` came with Chromium 120; the oldest that shows these screens is 114.
    return new URL(text).host !== ''
  } catch {
    return false
  }
}

/** Where results go, who stamps the time, whose certificates count. */
export function ServicesPart(): ReactNode {
  return <><TargetsSection /><TimeStampSection /><TrustSection /><TrustPackages /></>
}

function TargetsSection(): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { configuration: { targets } } = useSettings()
  const choosable = targetNames.filter((target) => target !== 'vneid' && targets[target] !== undefined)
  return (
    <Section title={say(settingsWords.targets)}>
      <p className="quiet">{say(settingsWords.targetsHint)}</p>
      {targetNames.map((target) => <Target key={target} target={target} />)}
      {choosable.length === 0 ? null : <DeliverTo options={choosable.map((target) => [target, targetTerms[target][language]] as const)} />}
    </Section>
  )
}

/** A receiver: kept as soon as both its address and its root are there. */
function Target({ target }: { readonly target: TargetName }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { configuration, mayChange, save } = useSettings()
  const known = configuration.targets[target]
  const [url, setUrl, settleUrl] = useDraft(`settings/${target}/url`, known?.url ?? '')
  const [ca, setCa, settleCa] = useDraft(`settings/${target}/ca`, known?.caPem ?? '')
  const [fault, setFault] = useState<string | null>(null)
  const [error, setError] = useState<SohoaError | null>(null)
  const [left, setLeft] = useState(false)
  const [removing, setRemoving] = useState(false)
  const { targetsOff } = configuration
  const off = targetsOff.includes(target)
  const count = certificatesIn(ca).length
  const keep = async (address: string, caPem: string): Promise<void> => {
    setError(null)
    if (!isAddress(address, /^https:\/\//u) || caPem === '' || (address === known?.url && caPem === known.caPem)) return
    const refused = await save({ targets: { [target]: { url: address, caPem } } })
    setError(refused)
    if (refused !== null) return
    settleUrl()
    settleCa()
  }
  const take = async (file: File): Promise<void> => {
    const pem = pemOf(new Uint8Array(await file.arrayBuffer()))
    setFault(pem === null ? say(settingsWords.caFault) : null)
    if (pem === null) return
    setCa(pem)
    await keep(url.trim(), pem)
  }
  const wrong = left && url.trim() !== '' && !isAddress(url.trim(), /^https:\/\//u)
  return (
    <fieldset>
      <legend><h3>{targetTerms[target][language]} {known === undefined ? <span className="quiet small">{say(settingsWords.targetNotSet)}</span> : off ? <span className={`small ${styles.attention ?? ''}`}>‖ {say(settingsWords.targetOff)}</span> : <span className={`small ${styles.good ?? ''}`}>✓ {say(settingsWords.targetSet)}</span>}</h3></legend>
      <div className={styles.pair}>
        <TextField label={say(settingsWords.url)} inputMode="url" value={url} readOnly={!mayChange} onChange={setUrl} fault={wrong ? say(settingsWords.urlFault) : null}
          onBlur={() => {
            setLeft(true)
            void keep(url.trim(), ca)
          }} />
        <FileField label={say(settingsWords.caFile)} choose={say(settingsWords.chooseFile)} chosen={count === 0 ? say(settingsWords.caMissing) : say(settingsWords.caHave, { count })} accept={certificateEndings} disabled={!mayChange} fault={fault} onFile={(file) => void take(file)} />
      </div>
      {error === null ? null : <Failure error={error} />}
      {known === undefined || !mayChange ? null : (
        <div className={styles.row}>
          <Button action={{ label: say(off ? settingsWords.turnOn : settingsWords.turnOff), chord: null, run: () => void save({ targetsOff: off ? targetsOff.filter((one) => one !== target) : [...targetsOff, target] }).then(setError) }} />
          <Button look="quiet" action={{ label: say(settingsWords.removeTarget), chord: null, run: () => setRemoving(true) }} />
        </div>
      )}
      {removing ? <RemoveTargetDialog target={target} onClose={() => setRemoving(false)} onRemoved={() => {
        settleUrl()
        settleCa()
      }} /> : null}
    </fieldset>
  )
}

/** Takes a receiver away; where results wait for it or have come to it, it is said how many, and asked again. */
function RemoveTargetDialog({ target, onClose, onRemoved }: { readonly target: TargetName; readonly onClose: () => void; readonly onRemoved: () => void }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const configure = useCall('station.configure')
  const inUse = configure.error?.code === 'target_in_use'
  const remove: Action = {
    label: say(inUse ? settingsWords.removeTargetEven : settingsWords.removeTarget), chord: null, disabled: configure.isPending,
    run: () => configure.mutate({ params: { set: { targets: { [target]: null } }, evenInUse: inUse } }, { onSuccess: () => {
      onRemoved()
      onClose()
    } }),
  }
  return (
    <Dialog title={say(settingsWords.removeTargetTitle, { target: targetTerms[target][language] })} onClose={onClose} actions={[remove]} busy={configure.isPending}>
      <p>{say(settingsWords.removeTargetWhy)}</p>
      {configure.error === null ? null : <Failure error={configure.error} tone={inUse ? 'doubt' : 'failure'} />}
    </Dialog>
  )
}

function TimeStampSection(): ReactNode {
  const say = useSay()
  const { configuration: { timeStampUrl } } = useSettings()
  return (
    <Section title={say(settingsWords.tsa)}>
      <SettingText name="timeStampUrl" label={say(settingsWords.tsaUrl)} hint={say(settingsWords.tsaHint)} fault={say(settingsWords.tsaFault)} inputMode="url" saved={timeStampUrl ?? ''}
        read={(text) => (text === '' ? { timeStampUrl: null } : isAddress(text, /^https?:\/\//u) ? { timeStampUrl: text } : null)} />
    </Section>
  )
}

function TrustSection(): ReactNode {
  const say = useSay()
  const { configuration: { trustPem }, mayChange, save } = useSettings()
  const [fault, setFault] = useState<string | null>(null)
  const [error, setError] = useState<SohoaError | null>(null)
  const roots = certificatesIn(trustPem)
  const add = async (file: File): Promise<void> => {
    const pem = pemOf(new Uint8Array(await file.arrayBuffer()))
    setFault(pem === null ? say(settingsWords.caFault) : null)
    if (pem !== null) setError(await save({ trustPem: joinPem(trustPem, pem) }))
  }
  return (
    <Section title={say(settingsWords.trust)}>
      <p className="quiet">{say(settingsWords.trustHint)}</p>
      {roots.length === 0 ? <p className="quiet">{say(settingsWords.trustNone)}</p> : (
        <ol className={styles.lines} aria-label={say(settingsWords.trust)}>
          {roots.map((pem, at) => (
            <li key={pem}>
              <span className={styles.who}><span className="quiet small">{say(settingsWords.fingerprint)}</span><Fingerprint pem={pem} /></span>
              {mayChange ? <Button look="quiet" action={{ label: say(settingsWords.removeTrust, { number: at + 1 }), chord: null, run: () => void save({ trustPem: roots.filter((one) => one !== pem).join('') }).then(setError) }} /> : null}
            </li>
          ))}
        </ol>
      )}
      {error === null ? null : <Failure error={error} />}
      {mayChange ? <FileField label={say(settingsWords.addTrust)} choose={say(settingsWords.chooseFile)} chosen="" accept={certificateEndings} fault={fault} onFile={(file) => void add(file)} /> : null}
    </Section>
  )
}

function Fingerprint({ pem }: { readonly pem: string }): ReactNode {
  const [text, setText] = useState('…')
  useEffect(() => {
    let wanted = true
    // Where the browser has no digest the roots stand by their number alone.
    fingerprintOf(pem).then((fingerprint) => {
      if (wanted) setText(fingerprint)
    }, () => setText('–'))
    return () => {
      wanted = false
    }
  }, [pem])
  return <span className={styles.fingerprint}>{text}</span>
}
