import type { ReactNode } from 'react'
import { settingsWords } from '../../words/settings.ts'
import { useSay } from '../../words/say.tsx'
import { Section } from './section.tsx'
import { AcceptFrom, SettingCheck, SettingText, SigningChoice } from './setting-fields.tsx'
import { SignatureFormSection } from './signature-form.tsx'
import { SignaturesSection } from './signatures-section.tsx'
import { useSettings } from './use-settings.tsx'

/** When it is signed, and how much a person looks at. */
export function SigningPart(): ReactNode {
  const say = useSay()
  return <><SigningSection /><SignaturesSection /><SignatureFormSection /><Section title={say(settingsWords['signing.review'])}><AcceptFrom /><SettingCheck name="askShared" label={say(settingsWords.askShared)} /><PageSizeLimit /></Section></>
}

/** When it is signed, and whether the signer proves who he is each time. */
export function SigningSection(): ReactNode {
  const say = useSay()
  return <Section title={say(settingsWords.signing)}><SigningChoice /><SettingCheck name="confirmSigning" label={say(settingsWords.confirmSigning)} /></Section>
}

function PageSizeLimit(): ReactNode {
  const say = useSay()
  const { configuration: { pageSizeLimitKilobytes } } = useSettings()
  return (
    <SettingText name="pageSizeLimit" label={say(settingsWords.pageSizeLimit)} hint={say(settingsWords.pageSizeLimitHint)} fault={say(settingsWords.numberFault)} inputMode="numeric" saved={pageSizeLimitKilobytes === null ? '' : String(pageSizeLimitKilobytes)}
      read={(text) => (text === '' ? { pageSizeLimitKilobytes: null } : /^[1-9]\d{0,8}$/u.test(text) ? { pageSizeLimitKilobytes: Number(text) } : null)} />
  )
}
