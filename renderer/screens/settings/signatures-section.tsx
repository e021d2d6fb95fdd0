import { useState, type ReactNode } from 'react'
import { Button } from '../../parts/button.tsx'
import { Radios } from '../../parts/fields/choice.tsx'
import { FileField } from '../../parts/fields/file-field.tsx'
import { Failure } from '../../parts/message.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { stage } from '../../station/staging.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { errorFrom } from '../../station/told-error.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { signatureWords } from '../../words/signatures.ts'
import styles from './parts.module.css'
import { Section } from './section.tsx'
import { useChoice } from './setting-fields.tsx'
import { useSettings } from './use-settings.tsx'

/** Who signs in which order, and what shows on the page. */
export function SignaturesSection(): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { configuration: { signingRegime } } = useSettings()
  const { mayChange, keep, refused } = useChoice()
  const { data } = useStation('signature.regimes', {})
  const regimes = data?.regimes ?? []
  const chosen = regimes.find(({ name }) => name === signingRegime)
  return (
    <Section title={say(signatureWords.regime)}>
      <Radios label={say(signatureWords.regime)} value={signingRegime} disabled={!mayChange} options={regimes.map(({ name, about, basis }) => ({ value: name, text: about[language], hint: basis.join('; ') }))} onChange={(value) => keep({ signingRegime: value })} />
      <p className="quiet small">{say(signatureWords.regimeHint)}</p>
      {chosen?.signatures.some(({ by }) => by === 'officer') === true ? <p className="small">{say(signatureWords.needsOfficerKey)}</p> : null}
      {refused}
      {chosen?.signatures.some(({ seal }) => seal) === true ? <SealField widthMm={data?.seal?.widthMm ?? null} mayChange={mayChange} /> : null}
    </Section>
  )
}

/** The picture of the agency's seal, in its real width; `widthMm` null: none was given. */
function SealField({ widthMm, mayChange }: { readonly widthMm: number | null; readonly mayChange: boolean }): ReactNode {
  const say = useSay()
  const set = useCall('seal.set')
  const [width, setWidth] = useState('36')
  const [unstaged, setUnstaged] = useState<unknown>(null)
  const wanted = /^\d{2}$/u.test(width.trim()) ? Number(width) : 0
  const isSound = wanted >= 10 && wanted <= 60
  const give = async (file: File): Promise<void> => {
    setUnstaged(null)
    try {
      const path = await stage(file)
      set.mutate({ params: { file: path, widthMm: wanted } })
    } catch (thrown) {
      setUnstaged(errorFrom(thrown))
    }
  }
  const error = unstaged ?? set.error
  return (
    <div className={styles.pair}>
      <FileField label={say(signatureWords.sealFile)} choose={say(signatureWords.sealChoose)} chosen={widthMm === null ? say(signatureWords.sealNone) : `✓ ${say(signatureWords.sealKept, { width: widthMm })}`} accept=".png,.jpg,.jpeg" disabled={!mayChange || !isSound || set.isPending} onFile={(file) => void give(file)} />
      <TextField label={say(signatureWords.sealWidth)} value={width} onChange={setWidth} inputMode="numeric" readOnly={!mayChange} fault={isSound ? null : say(signatureWords.sealWidthFault)} />
      <p className="quiet small">{say(signatureWords.sealHint)}</p>
      {widthMm === null ? null : <div className={styles.row}><Button look="quiet" action={{ label: say(signatureWords.sealRemove), chord: null, disabled: !mayChange || set.isPending, run: () => set.mutate({ params: { file: null } }) }} /></div>}
      {error === null ? null : <Failure error={error} />}
    </div>
  )
}
