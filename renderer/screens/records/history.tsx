import type { ReactNode } from 'react'
import { decisionTerms, sayName, trustTerms, workTerms } from '../../../shared/words/index.ts'
import { clock } from '../../words/dates.ts'
import { historyTerms, proofTerms, recordWords } from '../../words/records.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import type { Shown } from '../../record/shown.ts'
import { proofOf } from './proof.ts'
import styles from './record-screen.module.css'

/** What happened to a record: when, what, by whom, and from what. */
export function History({ record }: { readonly record: Shown }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  return (
    <section className={styles.section} aria-label={say(recordWords.history)}>
      <h2>{say(recordWords.history)}</h2>
      <ol className={styles.steps}>
        {record.history.map(({ at, to, actor, decision, reason, inputs }, index) => (
          <li key={index} className={styles.step}>
            <span className="code quiet">{clock(at)}</span>
            <div>
              <p><strong>{decision === null ? sayName({ ...workTerms, ...trustTerms, ...historyTerms }, to, language) : sayName({ ...historyTerms, ...decisionTerms }, decision, language)}</strong> · {actor}{reason === null ? '' : `: ${reason}`}</p>
              <p className={styles.proof}>{proofOf(inputs).map(({ name, value, whole }) => <span key={name} title={whole ?? undefined}>{sayName(proofTerms, name, language)}: <span className={styles.digest}>{value}</span></span>)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
