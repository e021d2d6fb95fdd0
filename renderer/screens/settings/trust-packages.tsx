import { useState, type ReactNode } from 'react'
import type { Action } from '../../keys/key-desk.ts'
import { Button } from '../../parts/button.tsx'
import { FileField } from '../../parts/fields/file-field.tsx'
import { Failure } from '../../parts/message.tsx'
import { stage } from '../../station/staging.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { errorFrom } from '../../station/told-error.ts'
import { clock } from '../../words/dates.ts'
import { useSay } from '../../words/say.tsx'
import { settingsWords } from '../../words/settings.ts'
import { trustWords } from '../../words/trust.ts'
import styles from './parts.module.css'
import { Section } from './section.tsx'
import { useSettings } from './use-settings.tsx'

/** Trust packages with the age of what they say, and the revocation lists that the station got itself. */
export function TrustPackages(): ReactNode {
  const say = useSay()
  const { mayChange } = useSettings()
  const { data: trust } = useStation('trust.list', {})
  const add = useCall('trust.import')
  const remove = useCall('trust.remove')
  const [unstaged, setUnstaged] = useState<unknown>(null)
  const take = async (file: File): Promise<void> => {
    setUnstaged(null)
    const path = await stage(file).catch((thrown: unknown) => {
      setUnstaged(errorFrom(thrown))
      return null
    })
    if (path !== null) add.mutate({ params: { file: path } })
  }
  const unknownSigner = add.error?.code === 'trust_package_signer_unknown' ? add.error.params.fingerprint : undefined
  const compared: Action = {
    label: say(trustWords.signerCompared), chord: null, disabled: add.isPending,
    run: () => { if (typeof unknownSigner === 'string' && add.variables !== undefined) add.mutate({ params: { ...add.variables.params, signer: unknownSigner } }) },
  }
  const packages = trust?.packages ?? []
  const error = unstaged ?? add.error ?? remove.error
  return (
    <Section title={say(trustWords.packages)}>
      <p className="quiet">{say(trustWords.packagesHint)}</p>
      {packages.length === 0 ? <p className="quiet">{say(trustWords.packagesNone)}</p> : (
        <ul className={styles.lines} aria-label={say(trustWords.packages)}>
          {packages.map(({ name, digest, madeAt, anchors, listsAsOf, signer }) => (
            <li key={name}>
              <span className={styles.who}>
                <span>{say(trustWords.package, { name, madeAt: clock(madeAt), anchors: anchors.length })}. {listsAsOf === null ? say(trustWords.noList) : say(trustWords.asOf, { time: clock(listsAsOf) })}</span>
                <span>{signer === null ? say(trustWords.unsigned) : say(trustWords.signedBy, { signer: signer.subject })}</span>
                <span className={styles.fingerprint}>{digest}</span>
              </span>
              {mayChange ? <Button look="quiet" action={{ label: say(trustWords.remove, { name }), chord: null, run: () => remove.mutate({ params: { name } }) }} /> : null}
            </li>
          ))}
        </ul>
      )}
      {(trust?.lists ?? []).map(({ address, asOf }) => (asOf === null ? null : <p key={address} className="quiet small">{say(trustWords.fetched, { address, time: clock(asOf) })}</p>))}
      {error === null ? null : unknownSigner === undefined ? <Failure error={error} /> : <Failure tone="doubt" error={error} actions={[compared]} />}
      {mayChange ? <FileField label={say(trustWords.add)} choose={say(settingsWords.chooseFile)} chosen="" accept=".json" disabled={add.isPending} onFile={(file) => void take(file)} /> : null}
    </Section>
  )
}
