import { useState, type ReactNode } from 'react'
import type { PageList, ReadWord } from '../../../shared/contract/index.ts'
import type { FieldName } from '../../../shared/model/index.ts'
import { fieldTerms } from '../../../shared/words/index.ts'
import { wordsIn } from '../../record/doubts.ts'
import type { Shown } from '../../record/shown.ts'
import { counterWords } from '../../words/counter.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { FieldRow } from './field-row.tsx'
import { shownFields, type Stop } from './review-order.ts'
import type { Review } from './use-review.ts'
import styles from './fields-panel.module.css'

interface FieldsPanelProps {
  readonly record: Shown
  readonly review: Review
  readonly pages: PageList | undefined
  readonly readOnly: boolean
  readonly current: FieldName | null
  /** Words of the page in sight. */
  readonly words: readonly ReadWord[]
  readonly onEnter: (name: FieldName) => void
  readonly onLeave: () => void
  readonly onNext: (from: Stop) => void
}

/** The values of a paper beside their pictures. */
export function FieldsPanel({ record, review, pages, readOnly, current, words, onEnter, onLeave, onNext }: FieldsPanelProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const [added, setAdded] = useState<readonly FieldName[]>([])
  const { shown, others } = shownFields(record)
  const names = [...shown, ...added.filter((name) => !shown.includes(name))]
  const left = others.filter((name) => !names.includes(name))
  if (names.length === 0 && readOnly) return null
  return (
    <section className={styles.panel} aria-label={say(counterWords.fields)}>
      {names.map((name, at) => {
        const field = record.fields[name]
        const evidence = field?.evidence ?? null
        const above = at === 0 ? null : record.fields[names[at - 1] ?? name]?.evidence ?? null
        return (
          <FieldRow key={name} record={record.id} name={name} field={field} pictured={JSON.stringify(evidence?.box) !== JSON.stringify(above?.box)} edition={pages?.edition ?? 0} ordinal={evidence === null ? null : pages?.pages.find(({ place }) => place === evidence.page)?.ordinal ?? null}
            words={current === name && evidence !== null ? wordsIn(words, evidence.box) : []} fault={review.faults.get(name) ?? null} saving={review.saving.has(name)} readOnly={readOnly}
            onFocus={() => onEnter(name)} onBlur={onLeave} onSave={(told) => review.set(name, told)} onNext={() => onNext(name)} />
        )
      })}
      {left.length === 0 || readOnly ? null : (
        <label className={styles.more}>
          <span>{say(counterWords.moreFields)}</span>
          <select value="" onChange={(event) => {
            const name = left.find((known) => known === event.target.value)
            if (name !== undefined) setAdded([...added, name])
          }}>
            <option value="">…</option>
            {left.map((name) => <option key={name} value={name}>{fieldTerms[name][language]}</option>)}
          </select>
        </label>
      )}
    </section>
  )
}
