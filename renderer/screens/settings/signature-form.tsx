import type { ReactNode } from 'react'
import { configurationShape } from '../../../shared/contract/index.ts'
import { signatureLevels } from '../../../shared/model/index.ts'
import { Select } from '../../parts/fields/choice.tsx'
import { useSay } from '../../words/say.tsx'
import { trustWords } from '../../words/trust.ts'
import { Section } from './section.tsx'
import { useChoice } from './setting-fields.tsx'
import { useSettings } from './use-settings.tsx'

const { rsaScheme: rsaSchemes, signatureDigest: digests } = configurationShape.shape

/** How far signatures are completed, and by which digest and padding they are made (Circular 15/2025/TT-BKHCN). */
export function SignatureFormSection(): ReactNode {
  const say = useSay()
  const { configuration: { signatureLevel, signatureDigest, rsaScheme } } = useSettings()
  const { mayChange, keep, refused } = useChoice()
  return (
    <Section title={say(trustWords.form)}>
      <Select label={say(trustWords.level)} value={signatureLevel} disabled={!mayChange} options={signatureLevels.map((level) => [level, say(trustWords[`level.${level}`])] as const)} onChange={(level) => keep({ signatureLevel: level })} />
      <p className="quiet small">{say(trustWords.levelHint)}</p>
      <Select label={say(trustWords.digest)} value={signatureDigest} disabled={!mayChange} options={digests.options.map((digest) => [digest, digest] as const)} onChange={(digest) => keep({ signatureDigest: digest })} />
      <p className="quiet small">{say(trustWords.digestHint)}</p>
      <Select label={say(trustWords.rsaScheme)} value={rsaScheme} disabled={!mayChange} options={rsaSchemes.options.map((scheme) => [scheme, say(trustWords[`rsa.${scheme}`])] as const)} onChange={(scheme) => keep({ rsaScheme: scheme })} />
      {refused}
    </Section>
  )
}
