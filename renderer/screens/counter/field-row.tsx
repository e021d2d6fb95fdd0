import { useId, useRef, useState, type ReactNode } from 'react'
import type { RecordLine } from '../../../shared/contract/index.ts'
import type { FieldName, SohoaError } from '../../../shared/model/index.ts'
import { checkTerms, fieldTerms, sayName } from '../../../shared/words/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Doubtful, GrownField } from '../../parts/grown-field.tsx'
import { piecesOf, type ReadWord } from '../../record/doubts.ts'
import { useDraft } from '../../station/drafts.ts'
import { cropAddress } from '../../station/media.ts'
import { counterWords } from '../../words/counter.ts'
import { parseDate, printDate } from '../../words/dates.ts'
import { explainThrown, useLanguage, useSay } from '../../words/say.tsx'
import styles from './field-row.module.css'

type Field = NonNullable<RecordLine['fields'][FieldName]>

interface FieldRowProps {
  readonly record: string
  readonly name: FieldName
  readonly field: Field | undefined
  /** The page of its evidence in the ledger, null where there is none. */
  readonly ordinal: number | null
  readonly edition: number
  /** False where the value above shows the same part of the paper. */
  readonly pictured: boolean
  readonly words: readonly ReadWord[]
  readonly fault: SohoaError | null
  readonly saving: boolean
  readonly readOnly: boolean
  readonly onFocus: () => void
  readonly onBlur: () => void
  /** Keeps a value as an officer's own; null: the paper has none. `onKept` is called once it is kept; the promise ends either way. */
  readonly onSave: (value: string | null, corrected: boolean, onKept: () => void) => Promise<void>
  /** Goes to what else waits. */
  readonly onNext: () => void
}

/** Values that stand beside each other: the paper writes them as one. */
const halves: readonly FieldName[] = ['codeNumber', 'codeNotation']

/** How a value is shown and typed: days the Vietnamese way. */
export const shownValue = (name: FieldName, value: string | null): string => (value === null ? '' : name === 'issuedDate' ? printDate(value) : value)
const keptValue = (name: FieldName, text: string): string | null => (text.trim() === '' ? null : name === 'issuedDate' ? parseDate(text) : text)

/** One value with the paper's own picture of it right above; saved when it is left. */
export function FieldRow({ record, name, field, ordinal, edition, pictured, words, fault, saving, readOnly, onFocus, onBlur, onSave, onNext }: FieldRowProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const id = useId()
  const saved = shownValue(name, field?.value ?? null)
  const [text, change, settle] = useDraft(`${record}/${name}`, saved)
  const sent = useRef<string | null>(null)
  const [focused, setFocused] = useState(false)
  const evidence = field?.evidence ?? null
  const doubtful = field?.accepted === false
  const pieces = piecesOf(text, text === saved ? words : [], doubtful && text === saved)
  const unsaved = text !== saved && !focused && !saving
  const state = unsaved ? counterWords.notSaved : saving ? counterWords.saving : doubtful ? counterWords.toReview : field?.acceptedBy === 'operator' ? counterWords.byOfficer : counterWords.sure
  const checks = (field?.failedChecks ?? []).map((check) => sayName(checkTerms, check, language))
  const note = fault === null ? (doubtful && checks.length > 0 ? checks.join('; ') : null) : explainThrown(fault, language).what
  const save = (): void => {
    if (sent.current === text) return
    sent.current = text
    void onSave(keptValue(name, text), text !== saved, settle).then(() => {
      sent.current = null
    })
  }
  const accept: Action = {
    label: say(doubtful || text !== saved ? counterWords.accept : counterWords.nextDoubt), chord: 'Enter', run: () => {
      if (doubtful || text !== saved) save()
      onNext()
    },
  }
  useActions('part', focused && !readOnly ? [accept] : [])
  const leave = (): void => {
    setFocused(false)
    onBlur()
    if (text !== saved && !readOnly) save()
  }
  const enter = (): void => {
    setFocused(true)
    onFocus()
  }
  return (
    <div className={`${styles.row ?? ''} ${doubtful || unsaved ? styles.doubtful ?? '' : ''} ${halves.includes(name) ? styles.half ?? '' : ''}`} data-stop={name}>
      <div className={styles.head}>
        <label htmlFor={id} className={styles.label}>{say(fieldTerms[name])}</label>
        {field === undefined ? null : <span className={doubtful || unsaved ? styles.open : styles.sure}><span aria-hidden="true">{doubtful || unsaved ? '○ ' : '● '}</span>{say(state)}</span>}
      </div>
      {evidence === null || ordinal === null || !pictured ? null : <img className={styles.crop} src={cropAddress(record, ordinal, evidence.box, edition)} alt={say(counterWords.crop, { field: say(fieldTerms[name]) })} loading="lazy" decoding="async" />}
      <GrownField id={id} value={text} onChange={change} disabled={readOnly} invalid={fault !== null} describedBy={note === null ? undefined : `${id}-note`} placeholder={name === 'issuedDate' ? say(counterWords.dateForm) : field === undefined || field.value !== null ? undefined : say(counterWords.notFound)}
        onFocus={enter} onBlur={leave}
        mirror={pieces.map(({ text: piece, doubtful: weak }, at) => (weak ? <Doubtful key={at}>{piece}</Doubtful> : piece))} />
      {note === null ? null : <p id={`${id}-note`} className={fault === null ? styles.note : styles.fault}>{note}</p>}
    </div>
  )
}
