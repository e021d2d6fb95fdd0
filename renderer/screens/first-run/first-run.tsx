import { useState, type ReactNode } from 'react'
import type { SessionState } from '../../../shared/contract/index.ts'
import { Help, type HelpLine } from '../../app/help.tsx'
import { setPreferences, usePreferences } from '../../app/preferences.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions, useKeyDesk } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Select } from '../../parts/fields/choice.tsx'
import { firstRunWords, setupSteps, setupStepWords } from '../../words/first-run.ts'
import { frameWords } from '../../words/frame.ts'
import { settingsWords } from '../../words/settings.ts'
import { useSay } from '../../words/say.tsx'
import { SettingsProvider } from '../settings/use-settings.tsx'
import styles from './first-run.module.css'
import { OpenStep } from './open-steps.tsx'
import { Restore } from './restore.tsx'
import { stepsBefore, useSetup } from './setup.ts'
import { AgencyStep, OfficerStep, StartStep } from './steps-before.tsx'

/** From an empty folder to a station that works: each step kept as it goes. */
export function FirstRun({ session }: { readonly session: SessionState }): ReactNode {
  const say = useSay()
  const setup = useSetup()
  const { language } = usePreferences()
  const desk = useKeyDesk()
  const [help, setHelp] = useState<readonly HelpLine[] | null>(null)
  const keys: Action = { label: say(frameWords.help), chord: 'F1', run: () => setHelp(desk.actions().map(({ level, action }) => ({ action, everywhere: level === 'app' }))) }
  useActions('app', [keys, { ...keys, chord: '?' }])
  const open = session.phase === 'open' && !setup.making
  // A window that was loaded anew may remember a step of another folder.
  const step = setup.step === null || (!open && !stepsBefore.includes(setup.step)) ? 'start' : setup.step
  const at = step === 'restore' ? 0 : setupSteps.indexOf(step)
  return (
    <div className={styles.screen}>
      <div className={styles.side}>
        <p className={styles.program}>{say(frameWords.program)}</p>
        <ol className={styles.steps} aria-label={say(firstRunWords.steps)}>
          {setupSteps.map((one, index) => (
            <li key={one} className={`${styles.step ?? ''} ${index < at ? styles.passed ?? '' : ''}`} aria-current={index === at ? 'step' : undefined}>
              <span aria-hidden="true">{index < at ? '✓' : index + 1}</span>{say(setupStepWords[one])}{index < at ? <em className="unseen"> {say(firstRunWords.done)}</em> : null}
            </li>
          ))}
        </ol>
        <div className={styles.foot}>
          <Select label={say(settingsWords.language)} value={language} options={[['vi', 'Tiếng Việt'], ['en', 'English']]} onChange={(value) => setPreferences({ language: value })} />
          <p className={`small quiet ${styles.folder ?? ''}`}>{say(firstRunWords.folder, { folder: session.folder })}</p>
          <Button look="quiet" action={{ ...keys, label: say(frameWords.helpKeys) }} />
        </div>
      </div>
      <main className={styles.main}>
        {step === 'start' ? <StartStep /> : null}
        {step === 'restore' ? <Restore /> : null}
        {step === 'agency' ? <AgencyStep /> : null}
        {step === 'officer' ? <OfficerStep /> : null}
        {open && !stepsBefore.includes(step) ? <SettingsProvider><OpenStep key={step} step={step} /></SettingsProvider> : null}
      </main>
      {help === null ? null : <Help lines={help} onClose={() => setHelp(null)} />}
    </div>
  )
}
