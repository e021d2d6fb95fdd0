import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import type { RecordLine } from '../../../shared/contract/index.ts'
import { workStates, type WorkState } from '../../../shared/model/index.ts'
import { workTerms } from '../../../shared/words/index.ts'
import { go } from '../../app/route.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions, useScannedCode } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Select } from '../../parts/fields/choice.tsx'
import { List } from '../../parts/list.tsx'
import { Failure } from '../../parts/message.tsx'
import { numberOf, ownersOf } from '../../parts/record-title.ts'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useDraft } from '../../station/drafts.ts'
import { day, printDate } from '../../words/dates.ts'
import { frameWords } from '../../words/frame.ts'
import { recordWords } from '../../words/records.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { dayOf, mostHits, narrows, type Filters } from './filters.ts'
import { MarkedText } from './marked-text.tsx'
import { useFinder } from './use-finder.ts'
import styles from './finder.module.css'

/** One line of the list, from a search or from the newest. */
interface Line {
  readonly id: string
  readonly name: string
  readonly subject: string
  readonly owners: string
  /** Day of issue; null where the paper tells none. */
  readonly issued: string | null
  readonly captured: string
  readonly work: WorkState
  readonly frozen: boolean
  /** What of the text fits the words. */
  readonly snippet: string | null
  readonly exact: boolean
}

const joined = (parts: readonly (string | null | undefined)[]): string => parts.filter((part) => typeof part === 'string' && part !== '').join(' · ')

function lineOfRecord(record: RecordLine): Line {
  const { id, code, fields, owners, capturedAt, state, frozen } = record
  return {
    id, name: joined([fields.documentType?.value, numberOf(record)]) || code, subject: joined([fields.subject?.value, fields.issuingAgency?.value]),
    owners: ownersOf({ owners }), issued: fields.issuedDate?.value ?? null, captured: day(capturedAt),
    work: state.work, frozen: frozen !== null, snippet: null, exact: true,
  }
}

/** Records by what a person remembers of them. */
export function Finder(): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const list = useRef<HTMLDivElement>(null)
  const [words, setWords] = useDraft('records/words', '')
  const [work, setWork] = useDraft('records/work', '')
  const [from, setFrom] = useDraft('records/from', '')
  const [to, setTo] = useDraft('records/to', '')
  const filters: Filters = { words, work, from, to }
  const found = useFinder(filters)
  const lines: readonly Line[] = found.hits === null
    ? (found.listing.records ?? []).map(lineOfRecord)
    : found.hits.map(({ id, title, exactTones, work: state, frozen, result }) => ({
      id, name: joined([result.documentType, result.number]) || result.code, subject: joined([result.subject, result.issuingAgency]),
      owners: result.owners.map((owner) => joined([owner.name, owner.shownId])).join('; '), issued: result.issuedDate, captured: day(result.capturedAt),
      work: state, frozen, snippet: title, exact: exactTones,
    }))

  const clear = (): void => {
    for (const set of [setWork, setFrom, setTo]) set('')
  }
  useScannedCode((code) => setWords(code.kind === 'dossier' ? code.code : code.number))
  const open: Action = { label: say(recordWords.openFirst), chord: 'Enter', run: () => go('records', lines[0]?.id ?? null), disabled: lines.length === 0 }
  const clearAll: Action = { label: say(recordWords.clear), chord: 'Alt+X', run: clear, disabled: !narrows(filters) }
  useActions('screen', [open, clearAll])

  const intoList = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' || event.nativeEvent.isComposing) return
    const box = list.current?.querySelector('[role=listbox]')
    if (!(box instanceof HTMLElement)) return
    box.focus()
    event.preventDefault()
  }
  const fault = (typed: string): string | null => (typed.trim().length >= 8 && dayOf(typed) === undefined ? say(recordWords.noSuchDay) : null)
  const loading = found.hits === null && found.listing.records === undefined
  return (
    <div className={styles.finder}>
      <h1 className="unseen">{say(recordWords.results)}</h1>
      <div className={styles.filters} role="search">
        <TextField autoFocus className={styles.words ?? ''} label={say(recordWords.search)} placeholder={say(recordWords.searchHint)} value={words} onChange={setWords} onKeyDown={intoList} />
        <Select label={say(recordWords.state)} value={work} onChange={setWork} options={[['', say(recordWords.anyState)], ...workStates.map((state) => [state, workTerms[state][language]] as const)]} />
        <TextField className={styles.day ?? ''} label={say(recordWords.from)} placeholder={say(recordWords.dateForm)} inputMode="numeric" value={from} onChange={setFrom} fault={fault(from)} onKeyDown={intoList} />
        <TextField className={styles.day ?? ''} label={say(recordWords.to)} placeholder={say(recordWords.dateForm)} inputMode="numeric" value={to} onChange={setTo} fault={fault(to)} onKeyDown={intoList} />
        <Button action={clearAll} />
      </div>
      <p className={`${styles.told ?? ''} quiet small`} role="status">
        {loading ? say(frameWords.loading) : found.hits === null ? say(recordWords.newest) : say(found.hits.length >= mostHits ? recordWords.foundMost : recordWords.found, { count: found.hits.length })}
      </p>
      {found.error === null ? null : <Failure error={found.error} />}
      <div ref={list} className={styles.list}>
        <List label={say(recordWords.results)} items={lines} keyOf={({ id }) => id} onOpen={({ id }) => go('records', id)} onNearEnd={found.hits === null ? found.listing.more : () => undefined}
          empty={loading ? null : <Nothing filters={filters} onClear={clear} />} row={(line) => <Row line={line} words={found.words} />} />
      </div>
    </div>
  )
}

function Row({ line, words }: { readonly line: Line; readonly words: string }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { name, subject, owners, issued, captured, work, frozen, snippet, exact } = line
  const look = work === 'voided' || work === 'refused' || work === 'quarantined' || frozen ? styles.ended : work === 'signed' || work === 'delivered' ? styles.proven : work === 'awaiting review' ? styles.waits : styles.state
  return (
    <div className={styles.row}>
      <strong><MarkedText text={name} words={words} /></strong>
      <span><MarkedText text={subject} words={words} /></span>
      <span><MarkedText text={owners} words={words} /></span>
      {issued === null ? <span className="quiet">{say(recordWords.capturedOn, { date: printDate(captured) })}</span> : <span className="code">{printDate(issued)}</span>}
      <span className={look}>{workTerms[work][language]}{frozen ? ` · ${say(recordWords.frozenShort)}` : ''}</span>
      {snippet === null || snippet === '' ? null : <span className={styles.snippet}><MarkedText text={snippet.replace(/\b\d{4}-\d{2}-\d{2}\b/gu, printDate)} words={words} />{exact ? null : ` (${say(recordWords.withoutTones)})`}</span>}
    </div>
  )
}

/** Nothing was found: what to try. */
function Nothing({ filters, onClear }: { readonly filters: Filters; readonly onClear: () => void }): ReactNode {
  const say = useSay()
  const narrowed = narrows(filters)
  const without: Action = { label: say(recordWords.withoutFilters), chord: null, run: onClear }
  const asked = filters.words.trim() !== ''
  return (
    <div className={styles.nothing} role="status">
      <p>{asked ? say(recordWords.nothing, { words: filters.words.trim() }) : say(narrowed ? recordWords.noneInFilter : recordWords.none)}</p>
      {asked ? <p>{say(narrowed ? recordWords.nothingFiltered : recordWords.nothingTodo)}</p> : null}
      {narrowed ? <Button action={without} /> : null}
    </div>
  )
}
