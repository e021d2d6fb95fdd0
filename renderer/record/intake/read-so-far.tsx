import type { ReactNode } from 'react'
import { fieldTerms } from '../../../shared/words/index.ts'
import { counterWords } from '../../words/counter.ts'
import { printDate } from '../../words/dates.ts'
import { useSay } from '../../words/say.tsx'
import { intakeOf, useIntakes } from './intake.ts'
import styles from './read-so-far.module.css'

/** The head of a paper as it was just read, while the rest is. Nothing of it is kept: the values to review come from the whole paper. */
export function ReadSoFar({ record }: { readonly record: string }): ReactNode {
  const say = useSay()
  const intake = intakeOf(useIntakes(), record)
  if (intake?.phase !== 'reading' || intake.soFar === undefined) return null
  return (
    <section className={styles.soFar} aria-label={say(counterWords.readSoFar)} aria-live="polite">
      <p className="quiet">{say(counterWords.readSoFar)}</p>
      <dl>{intake.soFar.map(({ name, value }) => <div key={name}><dt>{say(fieldTerms[name])}</dt><dd>{name === 'issuedDate' ? printDate(value) : value}</dd></div>)}</dl>
    </section>
  )
}
