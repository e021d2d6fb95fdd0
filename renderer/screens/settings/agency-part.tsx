import type { ReactNode } from 'react'
import { Failure } from '../../parts/message.tsx'
import { useDraft } from '../../station/drafts.ts'
import { useStation } from '../../station/station.tsx'
import { settingsWords } from '../../words/settings.ts'
import { useSay } from '../../words/say.tsx'
import styles from './parts.module.css'
import { Section } from './section.tsx'
import { SettingText } from './setting-fields.tsx'
import { useSettings } from './use-settings.tsx'

export const agencyCodeForm = /^[A-Z0-9.]{1,35}$/u

/** Who converts, and the mark that says so. */
export function AgencyPart(): ReactNode {
  const say = useSay()
  const { configuration: { agency, place, agencyCode } } = useSettings()
  return (
    <>
      <Section title={say(settingsWords.converter)}>
        <SettingText name="agency" label={say(settingsWords.agency)} hint={say(settingsWords.agencyHint)} saved={agency ?? ''} read={(text) => ({ agency: text === '' ? null : text })} />
        <div className={styles.pair}>
          <SettingText name="place" label={say(settingsWords.place)} hint={say(settingsWords.placeHint)} saved={place ?? ''} read={(text) => ({ place: text === '' ? null : text })} />
          <SettingText name="agencyCode" label={say(settingsWords.agencyCode)} hint={say(settingsWords.agencyCodeHint)} saved={agencyCode ?? ''} fault={say(settingsWords.agencyCodeFault)}
            read={(text) => (text === '' ? { agencyCode: null } : agencyCodeForm.test(text.toUpperCase()) ? { agencyCode: text.toUpperCase() } : null)} />
        </div>
      </Section>
      <MarkPreview />
    </>
  )
}

/** The mark with the agency's name as it is being typed. */
export function MarkPreview(): ReactNode {
  const say = useSay()
  const { configuration } = useSettings()
  const [typed] = useDraft('settings/agency', configuration.agency ?? '')
  const agency = typed.trim()
  const { data, error } = useStation('mark.preview', { agency }, { enabled: agency !== '' })
  return (
    <Section title={say(settingsWords.mark)}>
      <p className="quiet">{say(settingsWords.markHint)}</p>
      {error === null || agency === '' ? null : <Failure error={error} tone="doubt" />}
      {agency === '' || data === undefined ? <p className="quiet">{say(settingsWords.markNone)}</p> : <div className={styles.mark}>{data.lines.map((line, at) => <div key={at}>{line}</div>)}</div>}
    </Section>
  )
}
