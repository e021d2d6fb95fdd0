import type { RecordLine, ResultOf } from '../../contract/index.ts'
import { maskId, sameFinding, toMilliseconds, type RecordId, type StationRecord, type TargetDelivery } from '../../model/index.ts'
import type { StepOutline } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { presentDeliveries } from '../delivery/deliver-records.ts'
import { ordinalsInOrder } from '../paper/document-pages.ts'
import { readEffort } from './effort.ts'
import { peopleInFull } from '../reading/cards.ts'
import { ownersInFull, ownersInLists } from '../reading/recipient-view.ts'
import { resultLineOf, undecidedTwins } from './duplicates.ts'
import { pagesReadSoFar } from '../reading/pages-read.ts'
import { isWithdrawn } from './standing.ts'
import { readAssemblySummary, readCleaningSummary, readCompletenessSummary, readMark, readReview, readTextSummary } from '../step-results.ts'

/** Under which name lists tell the time of a step; those of single sources and pages are added up. */
const timingNames: Readonly<Record<string, string>> = { recognise: 'read', extract: 'extract', mark: 'mark', assemble: 'assemble', sign: 'sign', 'time stamp': 'time stamp', 'complete': 'time stamp' }

function timingsOf(steps: readonly StepOutline[]): Record<string, number> {
  const timings: Record<string, number> = {}
  for (const { step, startedAt, finishedAt } of steps) {
    const name = step.startsWith('source ') ? 'capture' : timingNames[step]
    if (name !== undefined) timings[name] = (timings[name] ?? 0) + Math.max(0, toMilliseconds(finishedAt) - toMilliseconds(startedAt))
  }
  return timings
}

function warningsOf(context: PipelineContext, record: StationRecord, steps: readonly StepOutline[]): RecordLine['warnings'] {
  const stepOf = (page: number, name: string): StepOutline | undefined => steps.find((step) => step.page === page && step.step === name)
  const reencoded = readAssemblySummary(stepOf(0, 'assemble'))?.reencoded ?? []
  return ordinalsInOrder(context.store, record.id, record.pageCount).flatMap((ordinal, index) => {
    const page = index + 1
    const cleaning = readCleaningSummary(stepOf(ordinal, 'clean'))
    const found: RecordLine['warnings'][number]['warning'][] = record.origin === 'scan' ? [...(cleaning?.warnings ?? [])] : []
    if (cleaning?.blank === true) found.push('blank')
    if (readTextSummary(stepOf(ordinal, 'recognise'))?.state === 'unread') found.push('unread')
    if (reencoded.includes(page)) found.push('re-encoded')
    return found.map((warning) => ({ page, warning }))
  })
}

function deliveryLine(delivery: TargetDelivery): RecordLine['deliveries'][number] {
  const { target, state, attempts, nextAttemptAt, lastError, refusal, chosenAt, chosenBy, receiptId, deliveredAt } = delivery
  return { target, state, attempts, nextAttemptAt, lastError, refusal, chosenAt, chosenBy, receiptId, deliveredAt }
}

/** Reasons to doubt that the paper is whole, with who overruled them. */
function findingsOf(context: PipelineContext, { id }: StationRecord, steps: readonly StepOutline[]): RecordLine['findings'] {
  const found = readCompletenessSummary(steps.find(({ page, step }) => page === 0 && step === 'completeness'))?.findings ?? []
  if (found.length === 0) return []
  const overruled = readReview(context.store.getStep(id, 0, 'review'))?.overruled ?? []
  return found.map((finding) => {
    const said = overruled.find((one) => sameFinding(one.finding, finding))
    return { ...finding, overruled: said === undefined ? null : { by: said.by, at: said.at, reason: said.reason } }
  })
}

type Standing = Pick<RecordLine, 'version' | 'replaces' | 'replacedBy' | 'frozen' | 'voided' | 'recalls'>

/** How a record stands among the issues of its result, what holds it back, and what is called back. */
function standingOf(context: PipelineContext, record: StationRecord): Standing {
  const { id, version, replaces, replacedBy, frozen, voided } = record
  const recalls = isWithdrawn(record) ? context.store.listRecalls(id) : []
  return { version, replaces, replacedBy, frozen, voided, recalls: [...recalls] }
}

function handoverLine({ handover }: StationRecord): RecordLine['handover'] {
  if (handover === null) return null
  const { receiver, ...rest } = handover
  return { ...rest, receiver: receiver === null ? null : { name: receiver.name, shownId: receiver.id === null ? null : maskId(receiver.id), capacity: receiver.capacity } }
}

/** States in which a person may still decide what a record is. */
const waits: readonly StationRecord['work'][] = ['extracted', 'awaiting review']

/** A record as lists and progress tell it: personal numbers masked. */
export function recordLineOf(context: PipelineContext, id: RecordId, existing = false): RecordLine {
  const record = context.store.getRecord(id)
  const deliveries = presentDeliveries(record)
  const steps = context.store.listSteps(id)
  return {
    id,
    code: record.code,
    source: record.sourceName,
    capturedAt: record.createdAt,
    origin: record.origin,
    state: { work: record.work, trust: record.trust, delivery: Object.fromEntries(deliveries.map(({ target, state }) => [target, state])) },
    existing,
    pages: record.pageCount,
    ...ownersInLists(context, record),
    warnings: warningsOf(context, record, steps),
    stoppedBy: record.stoppedBy === null ? null : { code: record.stoppedBy.code, params: { ...record.stoppedBy.params } },
    findings: findingsOf(context, record, steps),
    duplicates: waits.includes(record.work) ? undecidedTwins(context.store, record).map((twin) => ({ ...resultLineOf(twin.record), agrees: [...twin.agrees] })) : [],
    deliveries: deliveries.map(deliveryLine),
    ...standingOf(context, record),
    returned: record.returned,
    handover: handoverLine(record),
    timings: timingsOf(steps),
  }
}

const textOrNull = (value: string | number | boolean | null | undefined): string | null => (typeof value === 'string' ? value : null)

/** Everything the contract tells about one record. */
export function recordDetailOf(context: PipelineContext, id: RecordId): ResultOf<'record.show'> {
  const record = context.store.getRecord(id)
  const marked = readMark(context.store.getStep(id, 0, 'mark'))
  const { dossierCode, procedureCode, resultCode, validUntil, kind, sheets, receiver } = record.dossier
  return {
    ...recordLineOf(context, id),
    ...ownersInFull(context, record),
    ...peopleInFull(context, record),
    rawDigest: record.rawDigest,
    pdfDigest: record.pdfDigest,
    dossier: { dossierCode, procedureCode, resultCode, validUntil, kind, sheets, receiver },
    capturedAt: record.createdAt,
    captureClock: record.captureClock,
    convertedAt: marked?.mark.convertedAt ?? null,
    createdBy: record.createdBy,
    mark: marked === undefined ? null : [...marked.mark.lines],
    markPlace: marked === undefined ? null : { page: marked.placement.page, box: marked.placement.box },
    straightPages: pagesReadSoFar(context, id, record.pageCount).map(({ place, cleaning: { geometry: { width, height, dpi } } }) => ({ page: place, widthPx: width, heightPx: height, dpi })),
    effort: readEffort(context.store.getStep(id, 0, 'effort')),
    reusedFrom: record.reusedFrom,
    reuses: context.store.listReuses(id).map(({ dossierCode, reason, at, by }) => ({ dossierCode, reason, at, by })),
    toldApartFrom: readReview(context.store.getStep(id, 0, 'review'))?.notDuplicateOf ?? [],
    history: context.store.listHistory(id).map(({ at, from, to, inputs }) => ({
      at, from, to, actor: String(inputs.actor ?? ''), decision: textOrNull(inputs.decision), reason: textOrNull(inputs.reason), inputs: JSON.stringify(inputs),
    })),
  }
}
