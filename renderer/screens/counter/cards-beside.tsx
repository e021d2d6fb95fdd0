import type { ReactNode } from 'react'
import { maskId } from '../../../shared/model/index.ts'
import { checkTerms, particularTerms, sayName, sexTerms } from '../../../shared/words/index.ts'
import { Button } from '../../parts/button.tsx'
import type { Shown } from '../../record/shown.ts'
import { printDate } from '../../words/dates.ts'
import { readingWords } from '../../words/reading.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import styles from './people-panel.module.css'
import type { Review } from './use-review.ts'

interface Props {
  readonly record: Shown
  readonly review: Review
  readonly readOnly: boolean
}

/** A day; the year alone where the paper tells no more. */
const birth = (value: string): string => (value.length === 10 ? printDate(value) : value)

/** What the paper tells of its persons besides name and number, and where a number contradicts it. */
export function PaperParticulars({ record: { people } }: Pick<Props, 'record'>): ReactNode {
  const language = useLanguage()
  return people.map(({ name, particulars, failedChecks }, at) => (
    <div key={at} className="small">
      {particulars.length === 0 ? null : <p className="quiet">{people.length > 1 ? `${name}: ` : ''}{particulars.map((told) => `${particularTerms[told.name][language]} ${told.name === 'sex' ? sayName(sexTerms, told.value, language) : told.name === 'birthDate' ? birth(told.value) : told.value}`).join(' · ')}</p>}
      {failedChecks.length === 0 ? null : <p className={styles.open}><span aria-hidden="true">○ </span>{failedChecks.map((check) => sayName(checkTerms, check, language)).join('; ')}</p>}
    </div>
  ))
}

/** Identity cards scanned with the paper: whose they are, in what they differ; an owner without a number takes the card's. */
export function CardsBeside({ record, review, readOnly }: Props): ReactNode {
  const say = useSay()
  const { cards, owners } = record
  return cards.map(({ page, card, person, differs }) => {
    const differing = differs.map((what) => say(readingWords[`differs.${what}`])).join(', ')
    const fills = card !== null && card.source === 'qr' && (owners.length === 0 || owners.some(({ id, name }) => id === null && name === person))
    const told = card === null ? null : { kind: 'person' as const, name: person ?? card.name, id: card.number }
    const take = (): void => {
      if (told !== null) review.decide({ owners: owners.length === 0 ? [told] : owners.map(({ kind, name, id }) => (id === null && name === person ? told : { kind, name, id })) })
    }
    return (
      <div key={page} className={styles.line}>
        <p className={styles.label}>{say(readingWords.card, { page })}</p>
        <div className={styles.value}>
          {card === null ? <p className={styles.open}><span aria-hidden="true">○ </span>{say(readingWords.cardUnread)}</p> : (
            <>
              <p><strong>{card.name}</strong> <span className="code quiet">{maskId(card.number)}</span> <span className="quiet small">{say(readingWords.born, { day: printDate(card.birthDate) })}</span></p>
              <p className={person !== null && differs.length === 0 ? styles.sure : styles.open}>
                <span aria-hidden="true">{person !== null && differs.length === 0 ? '✓ ' : '○ '}</span>
                {person === null ? say(readingWords.cardNobody) : differs.length === 0 ? say(readingWords.cardAgrees, { person }) : say(readingWords.cardDiffers, { person, what: differing })}
              </p>
            </>
          )}
        </div>
        {fills && !readOnly ? <Button look="quiet" action={{ label: say(readingWords.cardOwner), chord: null, run: take }} /> : null}
      </div>
    )
  })
}
