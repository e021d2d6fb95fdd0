import { useId, useRef, useState, type ReactNode } from 'react'
import type { ReadWord, RecordLine } from '../../../shared/contract/index.ts'
import type { FieldName, SohoaError } from '../../../shared/model/index.ts'
import { checkTerms, fieldTerms, sayName } from '../../../shared/words/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Doubtful, GrownField } from '../../parts/fields/grown-field.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { piecesOf } from '../../record/doubts.ts'
import { useDraft } from '../../station/drafts.ts'
import { cropAddress } from '../../station/media.ts'
import { counterWords } from '../../words/counter.ts'
import { parseDate, printDate } from '../../words/dates.ts'
import { explainThrown, useLanguage, useSay } from '../../words/say.tsx'
import styles from './field-row.module.css'

type Field = NonNullable<RecordLine['fields'][FieldName]>

/** A value as an officer keeps it; the promise of keeping it ends either way. */
export interface ToldValue {
  /** Null: the paper has none. */
  readonly value: string | null
  readonly corrected: boolean
  /** Why it stands so on the paper although it fails a check; null: it must pass. */
  readonly asOnPaper: string | null
  readonly onKept: () => void
}

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
  readonly onSave: (told: ToldValue) => Promise<void>
  /** Goes to what else waits. */
  readonly onNext: () => void
}

/** Values that stand beside each other: the paper writes them as one. */
const halves: readonly FieldName[] = ['codeNumber', 'codeNotation']

/** Checks that no reason outweighs: there is no value, no day, or nothing wrong with the value itself. */
const noReasonHelps: readonly string[] = ['EMPTY', 'DATE_MALFORMED', 'ABSENT', 'HANDWRITTEN', 'TOLD_DIFFERS', 'REMEMBERED', 'REMEMBERED_DIFFERS']

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
  /** What the station was told last: where it refused the value, only another one is told it by leaving the field. */
  const refused = useRef<string | null>(null)
  const [focused, setFocused] = useState(false)
  const evidence = field?.evidence ?? null
  const doubtful = field?.accepted === false
  const pieces = piecesOf(text, text === saved ? words : [], doubtful && text === saved)
  const unsaved = text !== saved && !focused && !saving
  const state = unsaved ? counterWords.notSaved : saving ? counterWords.saving : doubtful ? counterWords.toReview : field?.acceptedBy === 'operator' ? (field.value === null ? counterWords.absentByOfficer : counterWords.byOfficer) : counterWords.sure
  const checks = (field?.failedChecks ?? []).map((check) => sayName(checkTerms, check, language))
  const note = fault === null ? (doubtful && checks.length > 0 ? checks.join('; ') : null) : explainThrown(fault, language).what
  const failing = fault?.code === 'field_invalid' ? [String(fault.params.check)] : doubtful ? field.failedChecks : []
  const mayKeep = !readOnly && text.trim() !== '' && failing.some((check) => !noReasonHelps.includes(check))
  /** Something stands there that nobody has read: Enter alone must not say that there is nothing. */
  const toBeRead = doubtful && text === '' && field.failedChecks.includes('HANDWRITTEN')
  const save = (asOnPaper: string | null = null, onKept: () => void = () => undefined): Promise<void> => {
    if (sent.current === text) return Promise.resolve()
    sent.current = text
    refused.current = text
    return onSave({ value: keptValue(name, text), corrected: text !== saved, asOnPaper, onKept: () => {
      settle()
      onKept()
    } }).finally(() => {
      sent.current = null
    })
  }
  const accept: Action = {
    label: say(!toBeRead && (doubtful || text !== saved) ? counterWords.accept : counterWords.nextDoubt), chord: 'Enter', run: () => {
      if (!toBeRead && (doubtful || text !== saved)) void save()
      onNext()
    },
  }
  useActions('part', focused && !readOnly ? [accept] : [])
  const leave = (): void => {
    setFocused(false)
    onBlur()
    const known = fault?.code === 'field_invalid' && refused.current === text
    if (text !== saved && !readOnly && !known) void save()
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
      <GrownField id={id} value={text} onChange={change} disabled={readOnly} invalid={fault !== null} describedBy={note === null ? undefined : `${id}-note`} placeholder={name === 'issuedDate' ? say(counterWords.dateForm) : toBeRead ? say(counterWords.readHere) : field === undefined || field.value !== null || !doubtful ? undefined : say(counterWords.notFound)}
        onFocus={enter} onBlur={leave}
        mirror={pieces.map(({ text: piece, doubtful: weak }, at) => (weak ? <Doubtful key={at}>{piece}</Doubtful> : piece))} />
      {note === null ? null : <p id={`${id}-note`} className={fault === null ? styles.note : styles.fault}>{note}</p>}
      {toBeRead && !readOnly ? <Button look="quiet" busy={saving} action={{ label: say(counterWords.leftBlank), chord: null, run: () => {
        void save()
        onNext()
      } }} /> : null}
      {mayKeep ? <AsOnPaper id={`${record}/${name}/as-on-paper`} busy={saving} onKeep={(reason, onKept) => {
        void save(reason, onKept)
        onNext()
      }} /> : null}
      {field?.reason === undefined ? null : <p className={styles.note}>{say(counterWords.keptAsOnPaper, { reason: field.reason })}</p>}
    </div>
  )
}

/** The value fails a check, and the paper says so all the same: why. */
function AsOnPaper({ id, busy, onKeep }: { readonly id: string; readonly busy: boolean; readonly onKeep: (reason: string, onKept: () => void) => void }): ReactNode {
  const say = useSay()
  const [reason, setReason, settle] = useDraft(id, '')
  const [focused, setFocused] = useState(false)
  const keep: Action = { label: say(counterWords.asOnPaper), chord: 'Enter', disabled: reason.trim() === '' || busy, run: () => onKeep(reason, settle) }
  useActions('part', focused ? [keep] : [])
  return <div className={styles.keep}><TextField label={say(counterWords.asOnPaperReason)} value={reason} onChange={setReason} onFocus={() => setFocused(true)} onBlur={() => setFocused(false)} /><Button action={keep} /></div>
}
