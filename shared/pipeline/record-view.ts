import type { RecordLine, ResultOf } from '../contract/index.ts'
import { readAssembly, readCleaning, readMark, readPageText } from './step-results.ts'
import type { RecordId, StationRecord, TargetDelivery } from '../model/index.ts'
import type { PipelineContext } from './context.ts'
import { presentDeliveries } from './deliver-records.ts'
import { ownersInFull, ownersInLists } from './recipient-view.ts'
import { resultLineOf, undecidedTwins } from './duplicates.ts'
import { pagesReadSoFar } from './pages-read.ts'

const wholeSteps = ['extract', 'mark', 'assemble', 'sign', 'time stamp'] as const

function timingsOf(context: PipelineContext, record: StationRecord): Record<string, number> {
  const timings: Record<string, number> = {}
  const add = (name: string, from: string, to: string): void => {
    timings[name] = (timings[name] ?? 0) + Math.max(0, Date.parse(to) - Date.parse(from))
  }
  for (const { ordinal } of context.store.listSources(record.id)) {
    const step = context.store.getStep(record.id, 0, `source ${ordinal}`)
    if (step !== undefined) add('capture', step.startedAt, step.finishedAt)
  }
  for (let page = 1; page <= record.pageCount; page += 1) {
    const step = context.store.getStep(record.id, page, 'recognise')
    if (step !== undefined) add('read', step.startedAt, step.finishedAt)
  }
  for (const name of wholeSteps) {
    const step = context.store.getStep(record.id, 0, name)
    if (step !== undefined) add(name, step.startedAt, step.finishedAt)
  }
  return timings
}

function warningsOf(context: PipelineContext, record: StationRecord): RecordLine['warnings'] {
  const reencoded = readAssembly(context.store.getStep(record.id, 0, 'assemble'))?.reencoded ?? []
  return Array.from({ length: record.pageCount }, (_, index) => index + 1).flatMap((page) => {
    const cleaning = readCleaning(context.store.getStep(record.id, page, 'clean'))
    const text = readPageText(context.store.getStep(record.id, page, 'recognise'))
    const found: RecordLine['warnings'][number]['warning'][] = record.origin === 'scan' ? [...(cleaning?.warnings ?? [])] : []
    if (cleaning?.blank === true) found.push('blank')
    if (text?.state === 'unread') found.push('unread')
    if (reencoded.includes(page)) found.push('re-encoded')
    return found.map((warning) => ({ page, warning }))
  })
}

function deliveryLine(delivery: TargetDelivery): RecordLine['deliveries'][number] {
  const { target, state, attempts, nextAttemptAt, lastError, chosenAt, chosenBy, receiptId, deliveredAt } = delivery
  return { target, state, attempts, nextAttemptAt, lastError, chosenAt, chosenBy, receiptId, deliveredAt }
}

/** States in which a person may still decide what a record is. */
const waits: readonly StationRecord['work'][] = ['extracted', 'awaiting review']

/** A record as lists and progress tell it: personal numbers masked. */
export function recordLineOf(context: PipelineContext, id: RecordId, existing = false): RecordLine {
  const record = context.store.getRecord(id)
  const deliveries = presentDeliveries(record)
  return {
    id,
    code: record.code,
    source: record.sourceName,
    origin: record.origin,
    state: { work: record.work, trust: record.trust, delivery: Object.fromEntries(deliveries.map(({ target, state }) => [target, state])) },
    existing,
    pages: record.pageCount,
    ...ownersInLists(context, record),
    warnings: warningsOf(context, record),
    stoppedBy: record.stoppedBy === null ? null : { code: record.stoppedBy.code, params: { ...record.stoppedBy.params } },
    duplicates: waits.includes(record.work) ? undecidedTwins(context.store, record).map((twin) => ({ ...resultLineOf(twin.record), agrees: [...twin.agrees] })) : [],
    deliveries: deliveries.map(deliveryLine),
    timings: timingsOf(context, record),
  }
}

/** Everything the contract tells about one record. */
export function recordDetailOf(context: PipelineContext, id: RecordId): ResultOf<'record.show'> {
  const record = context.store.getRecord(id)
  const marked = readMark(context.store.getStep(id, 0, 'mark'))
  const { dossierCode, procedureCode, resultCode, validUntil, kind, sheets, receiver } = record.dossier
  return {
    ...recordLineOf(context, id),
    ...ownersInFull(context, record),
    rawDigest: record.rawDigest,
    pdfDigest: record.pdfDigest,
    dossier: { dossierCode, procedureCode, resultCode, validUntil, kind, sheets, receiver },
    capturedAt: record.createdAt,
    captureClock: record.captureClock,
    convertedAt: marked?.mark.convertedAt ?? null,
    createdBy: record.createdBy,
    mark: marked === undefined ? null : [...marked.mark.lines],
    markPlace: marked === undefined ? null : { page: marked.placement.page, box: marked.placement.box },
    straightPages: pagesReadSoFar(context, id, record.pageCount).map(({ ordinal, cleaning: { geometry: { width, height, dpi } } }) => ({ page: ordinal, widthPx: width, heightPx: height, dpi })),
    history: context.store.listHistory(id).map(({ at, from, to, inputs }) => ({ at, from, to, actor: String(inputs.actor ?? ''), inputs: JSON.stringify(inputs) })),
  }
}
