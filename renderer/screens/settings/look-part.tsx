import type { ReactNode } from 'react'
import { version } from '../../../package.json'
import { setPreferences, usePreferences, type Preferences } from '../../app/preferences.ts'
import { Radios } from '../../parts/fields/choice.tsx'
import { useStation } from '../../station/station.tsx'
import { settingsWords } from '../../words/settings.ts'
import { useSay } from '../../words/say.tsx'
import styles from './parts.module.css'
import { Section } from './section.tsx'

const textSizes = { '100': 100, '125': 125, '150': 150, '200': 200 } as const satisfies Readonly<Record<string, Preferences['textSize']>>
const sizeNames = ['100', '125', '150', '200'] as const

/** How this window looks, and what the station is. */
export function LookPart(): ReactNode {
  const say = useSay()
  const { language, theme, textSize } = usePreferences()
  return (
    <>
      <Section title={say(settingsWords.look)}>
        <div className={styles.pair}>
          <Radios label={say(settingsWords.language)} value={language} options={[{ value: 'vi', text: 'Tiếng Việt' }, { value: 'en', text: 'English' }]} onChange={(value) => setPreferences({ language: value })} />
          <Radios label={say(settingsWords.theme)} value={theme} options={(['system', 'light', 'dark'] as const).map((value) => ({ value, text: say(settingsWords[`theme.${value}`]) }))} onChange={(value) => setPreferences({ theme: value })} />
          <Radios label={say(settingsWords.textSize)} value={String(textSize) as keyof typeof textSizes} options={sizeNames.map((value) => ({ value, text: `${value} %` }))} onChange={(value) => setPreferences({ textSize: textSizes[value] })} />
        </div>
        <p className="quiet small">{say(settingsWords.kept)}</p>
      </Section>
      <About />
    </>
  )
}

function About(): ReactNode {
  const say = useSay()
  const { data: session } = useStation('session.state', {})
  const { data: status } = useStation('station.status', {})
  const records = Object.values(status?.records ?? {}).reduce((sum, count) => sum + count, 0)
  return (
    <Section title={say(settingsWords.about)}>
      <dl className={styles.facts}>
        <dt>{say(settingsWords.folder)}</dt><dd>{session?.folder}</dd>
        <dt>{say(settingsWords.kind)}</dt><dd>{say(session?.training === true ? settingsWords.kindTraining : settingsWords.kindReal)}</dd>
        <dt>{say(settingsWords.version)}</dt><dd className="code">{version}</dd>
        <dt>{say(settingsWords.recordCount)}</dt><dd className="code">{records}</dd>
      </dl>
    </Section>
  )
}
