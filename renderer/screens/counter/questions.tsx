import { useRef, useState, type ReactNode, type Ref } from 'react'
import type { RecordLine } from '../../../shared/contract/index.ts'
import { agreementTerms, explainError, sayName } from '../../../shared/words/index.ts'
import { go } from '../../app/route.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useDraft } from '../../station/drafts.ts'
import { useCall } from '../../station/station.tsx'
import { errorOf } from '../../station/told-error.ts'
import { counterWords } from '../../words/counter.ts'
import { day } from '../../words/dates.ts'
import { findingRemedy } from '../../words/remedies.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { CardPages } from './card-pages.tsx'
import { hasQuestion } from './review-order.ts'
import type { Review } from './use-review.ts'
import styles from './questions.module.css'

interface QuestionsProps {
  readonly record: RecordLine
  readonly review: Review
  readonly onPage: (place: number) => void
}

/** What must be decided besides values, each with the buttons that decide it. */
export function Questions({ record, review, onPage }: QuestionsProps): ReactNode {
  const say = useSay()
  if (!hasQuestion(record) && review.fault === null) return null
  const code = record.stoppedBy?.code
  return (
    <section className={styles.questions} data-stop="question" aria-label={say(counterWords.questions)}>
      {review.fault === null ? null : <Failure error={review.fault} />}
      {record.returned === null ? null : <Message tone="doubt" text={{ what: say(counterWords.returnedBy, { by: record.returned.by, reason: record.returned.reason }), why: '', todo: '' }} actions={[{ label: say(counterWords.acceptAll), chord: null, run: () => review.decide({ accept: true }) }]} />}
      {record.duplicates.length > 0 ? <Duplicates record={record} review={review} /> : null}
      {code === 'already_shared' ? <Shared record={record} review={review} /> : null}
      <Findings record={record} review={review} onPage={onPage} />
      {code === 'paper_size_unknown' ? <Resolution record={record} review={review} /> : null}
      {code === 'original_undecided' ? <Original record={record} review={review} /> : null}
      {record.stoppedBy !== null && ['page_unread', 'secret_document', 'dossier_differs', 'capture_differs'].includes(record.stoppedBy.code) ? <Failure tone="doubt" error={errorOf(record.stoppedBy)} /> : null}
    </section>
  )
}

type Part = Pick<QuestionsProps, 'record' | 'review'>

/** A line for a person's reason. Enter in it does what the reason is for. */
function Reason({ id, field, onEnter, change, value }: { readonly id: string; readonly field?: Ref<HTMLInputElement>; readonly value: string; readonly change: (text: string) => void; readonly onEnter: Action }): ReactNode {
  const say = useSay()
  const [focused, setFocused] = useState(false)
  useActions('part', focused ? [onEnter] : [])
  return <TextField {...(field === undefined ? {} : { ref: field })} id={id} label={say(counterWords.reason)} hint={say(counterWords.reasonHint)} value={value} onChange={change} onFocus={() => setFocused(true)} onBlur={() => setFocused(false)} />
}

function Findings({ record, review, onPage }: QuestionsProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const [reason, setReason, settleReason] = useDraft(`${record.id}/findings`, '')
  const [sheets, setSheets, settleSheets] = useDraft(`${record.id}/sheets`, '')
  const asked = record.findings.filter(({ overruled }) => overruled === null)
  const cards = asked.flatMap(({ kind, page }) => (kind === 'identity-card' && page !== null ? [page] : []))
  const open = asked.filter(({ kind }) => kind !== 'identity-card')
  const kinds = [...new Set(open.map(({ kind }) => kind))]
  const whole: Action = { label: open.length === 1 ? say(counterWords.wholePaper) : say(counterWords.wholePaperAll, { count: open.length }), chord: null, disabled: reason.trim() === '' || review.busy, run: () => review.decide({ overrule: kinds.map((finding) => ({ finding })), reason }, settleReason) }
  const count = Number(sheets)
  const counted: Action = { label: say(counterWords.setSheets), chord: null, disabled: !Number.isInteger(count) || count < 1, run: () => review.decide({ sheets: count }, settleSheets) }
  return (
    <>
      {cards.length === 0 ? null : <CardPages record={record} places={cards} review={review} onPage={onPage} />}
      {kinds.map((kind, at) => {
        const ofKind = open.filter((finding) => finding.kind === kind)
        const [first] = ofKind
        const { what, why } = explainError('paper_incomplete', { ...first?.params, finding: kind, page: first?.page ?? 0 }, language)
        const places = [...new Set(ofKind.flatMap(({ page }) => (page === null ? [] : [page])))]
        const last = at === kinds.length - 1
        const look = places.map((page): Action => ({ label: say(counterWords.pageView, { page, total: record.pages }), chord: null, run: () => onPage(page) }))
        return (
          <Message key={kind} tone="doubt" text={{ what, why, todo: say(findingRemedy(kind)) }} actions={[...look, ...(last ? [{ label: say(counterWords.pageDesk), chord: null, run: () => go('pages', record.id) }, whole] : [])]}>
            {ofKind.slice(1).map(({ page, params }, index) => <p key={index}>{explainError('paper_incomplete', { ...params, finding: kind, page: page ?? 0 }, language).what}</p>)}
            {kind === 'sheets-differ' ? <TextField label={say(counterWords.sheets)} inputMode="numeric" value={sheets} onChange={setSheets} onBlur={() => counted.disabled === true ? undefined : counted.run()} /> : null}
            {last ? <Reason id={`${record.id}-findings`} value={reason} change={setReason} onEnter={{ ...whole, chord: 'Enter' }} /> : null}
          </Message>
        )
      })}
    </>
  )
}

function Duplicates({ record, review }: Part): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const reuse = useCall('reuse.note')
  const [reason, setReason, settleReason] = useDraft(`${record.id}/duplicates`, '')
  const reasonField = useRef<HTMLInputElement>(null)
  const missing = reason.trim() === ''
  const other: Action = {
    label: say(counterWords.otherResult), chord: 'Alt+K', disabled: review.busy, run: () => {
      if (missing) reasonField.current?.focus()
      else review.decide({ notDuplicateOf: 'all', reason }, settleReason)
    },
  }
  const use = (id: string): void => {
    // The question is gone by the time of the answer: what stood here is closed, and the other opens.
    void reuse.mutateAsync({ params: { id, insteadOf: record.id } }).then(() => go('counter', id), () => undefined)
  }
  // The keys are for the oldest; where there are more, theirs are buttons.
  const asked = record.duplicates.map((twin, at) => ({
    twin,
    answers: [
      { label: say(counterWords.compare), chord: at === 0 ? 'Alt+S' : null, run: () => go('records', twin.id) },
      { label: say(counterWords.reuse), chord: at === 0 ? 'Alt+G' : null, disabled: reuse.isPending, run: () => use(twin.id) },
      ...(at === record.duplicates.length - 1 ? [other] : []),
    ] satisfies Action[],
  }))
  useActions('part', asked.flatMap(({ answers }) => answers).filter(({ chord }) => chord !== null))
  return (
    <>
      {reuse.error === null ? null : <Failure error={reuse.error} />}
      {asked.map(({ twin, answers }, at) => {
        const text = explainError('duplicate_result', { id: twin.code, agrees: twin.agrees.join(', ') }, language)
        return (
          <Message key={twin.id} tone="doubt"
            text={{ what: text.what, why: [twin.number === null ? twin.documentType : twin.number, twin.issuingAgency, say(counterWords.sameBy, { agrees: twin.agrees.map((name) => sayName(agreementTerms, name, language)).join(', ') }), day(twin.capturedAt)].filter((part) => part !== null).join(' · '), todo: '' }}
            actions={answers}>
            {at === asked.length - 1 ? <Reason id={`${record.id}-duplicates`} field={reasonField} value={reason} change={setReason} onEnter={{ ...other, chord: 'Enter', disabled: missing || review.busy }} /> : null}
          </Message>
        )
      })}
    </>
  )
}

function Shared({ record, review }: Part): ReactNode {
  const say = useSay()
  const take = useCall('reuse.take')
  const [reason, setReason, settleReason] = useDraft(`${record.id}/shared`, '')
  if (record.stoppedBy === null) return null
  const recordCode = String(record.stoppedBy.params.code ?? '')
  const other: Action = { label: say(counterWords.otherResult), chord: null, disabled: reason.trim() === '' || review.busy, run: () => review.decide({ notDuplicateOf: 'all', reason }, settleReason) }
  const taking: Action = { label: say(counterWords.takeShared), chord: null, disabled: take.isPending, run: () => take.mutate({ params: { recordCode, insteadOf: record.id } }) }
  return (
    <>
      <Failure tone="doubt" error={errorOf(record.stoppedBy)} actions={[taking, other]} />
      {take.error === null ? null : <Failure error={take.error} />}
      <Reason id={`${record.id}-shared`} value={reason} change={setReason} onEnter={{ ...other, chord: 'Enter' }} />
    </>
  )
}

function Resolution({ record, review }: Part): ReactNode {
  const say = useSay()
  const [dpi, setDpi, settleDpi] = useDraft(`${record.id}/dpi`, '')
  const [focused, setFocused] = useState(false)
  const told = Number(dpi)
  const tell: Action = { label: say(counterWords.setResolution), chord: null, disabled: !Number.isInteger(told) || told < 100 || told > 2400 || review.busy, run: () => review.decide({ dpi: told }, settleDpi) }
  useActions('part', focused ? [{ ...tell, chord: 'Enter' }] : [])
  if (record.stoppedBy === null) return null
  return (
    <>
      <Failure tone="doubt" error={errorOf(record.stoppedBy)} actions={[tell]} />
      <TextField label={say(counterWords.resolutionDpi)} inputMode="numeric" value={dpi} onChange={setDpi} onFocus={() => setFocused(true)} onBlur={() => setFocused(false)} />
    </>
  )
}

function Original({ record, review }: Part): ReactNode {
  const say = useSay()
  const [reason, setReason, settleReason] = useDraft(`${record.id}/original`, '')
  if (record.stoppedBy === null) return null
  const accept: Action = { label: say(counterWords.acceptOriginal), chord: null, disabled: reason.trim() === '' || review.busy, run: () => review.decide({ accept: true, reason }, settleReason) }
  return (
    <>
      <Failure tone="doubt" error={errorOf(record.stoppedBy)} actions={[accept]} />
      <Reason id={`${record.id}-original`} value={reason} change={setReason} onEnter={{ ...accept, chord: 'Enter' }} />
    </>
  )
}
