import type { ReactNode } from 'react'
import type { RecordLine } from '../../shared/contract/index.ts'
import { partWords, stepStateWords, stepWords } from '../words/parts.ts'
import { useSay } from '../words/say.tsx'
import { stepsOf, type StepState } from './steps.ts'
import styles from './step-line.module.css'

const signs: Readonly<Record<StepState, string>> = { done: '✓', now: '…', person: '○', network: '⇅', stopped: '✕', later: '', none: '–' }

/** What is done of a record, what waits and for whom. */
export function StepLine({ record }: { readonly record: RecordLine }): ReactNode {
  const say = useSay()
  return (
    <ol className={styles.line} aria-label={say(partWords.steps)}>
      {stepsOf(record).map(({ name, state, open }) => (
        <li key={name} className={`${styles.step ?? ''} ${styles[state] ?? ''}`}>
          {say(stepWords[name])}
          {open > 0 ? <b className={styles.count}>{open}</b> : null}
          {signs[state] === '' ? null : <span aria-hidden="true">{signs[state]}</span>}
          <span className="unseen">{say(stepStateWords[state])}</span>
        </li>
      ))}
    </ol>
  )
}
