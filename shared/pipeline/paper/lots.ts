import { randomBytes } from 'node:crypto'
import { setImmediate as otherWork } from 'node:timers/promises'
import { expandSource, type PlannedFile } from '../../capture/index.ts'
import { dossierShape, type BacklogDocument, type BacklogLot, type ParsedParams } from '../../contract/index.ts'
import { describeThrown, SohoaError, toMilliseconds, type RecordId, type StationRecord } from '../../model/index.ts'
import type { Lot, LotDocument, LotPage } from '../../store/index.ts'
import { advance } from '../advance.ts'
import { captureFiles, type CapturedDocument } from './capture-document.ts'
import { capturePages } from './capture-pages.ts'
import type { PipelineContext } from '../context.ts'
import { firstChoice } from '../delivery/delivery-choice.ts'
import { endsWork } from '../ending-errors.ts'
import { dropUsed, planGiven, readGiven } from './given-files.ts'
import { audit } from '../transition.ts'

const mostFailuresTold = 100

/** Keeps a plan as a lot. Throws lot_page_twice (params: file, page) where a page stands in two documents. */
export function beginLot(context: PipelineContext, { documents, dossier }: ParsedParams<'backlog.start'>): BacklogLot {
  const seen = new Set<string>()
  for (const { file, page } of documents.flatMap(({ pages }) => pages)) {
    const key = JSON.stringify([file, page])
    if (seen.has(key)) throw new SohoaError('lot_page_twice', { file, page })
    seen.add(key)
  }
  const lot: Lot = { id: randomBytes(8).toString('hex'), begunAt: context.now(), begunBy: context.actor, paused: false, dossier }
  context.store.transaction(() => {
    context.store.addLot(lot, documents)
    audit(context, 'lot begun', null, { lot: lot.id, documents: documents.length, pages: seen.size })
  })
  return lotLine(context, lot)
}

/** Holds a lot back, or goes on with it: what failed is then tried again. Throws not_found. */
export function pauseLot(context: PipelineContext, id: string, paused: boolean): BacklogLot {
  const lot = context.store.getLot(id)
  context.store.transaction(() => {
    context.store.pauseLot(lot.id, paused)
    const retried = paused ? 0 : context.store.retryLotDocuments(lot.id)
    audit(context, paused ? 'lot paused' : 'lot resumed', null, { lot: lot.id, retried })
  })
  return lotLine(context, { ...lot, paused })
}

/** Every lot and how far it is, newest first. */
export function lotLines(context: PipelineContext): BacklogLot[] {
  return context.store.listLots().map((lot) => lotLine(context, lot))
}

/** The documents of a lot, as they were planned, and how far each is. Throws not_found. */
export function lotDocumentLines(context: PipelineContext, id: string, after: number, limit: number): BacklogDocument[] {
  return context.store.listLotDocuments(context.store.getLot(id).id, after, limit).map(({ number, name, pages, state, recordId, error }) => ({
    number, name, pages: pages.length, state, record: recordId, error: error === null ? null : { code: error.code, params: { ...error.params } },
  }))
}

function lotLine(context: PipelineContext, lot: Lot): BacklogLot {
  const progress = context.store.lotProgress(lot.id)
  const of = (states: readonly LotDocument['state'][], what: 'documents' | 'pages' | 'workMs' | 'timedPages'): number => progress.filter(({ state }) => states.includes(state)).reduce((sum, one) => sum + one[what], 0)
  const ended = ['done', 'awaiting review', 'failed'] as const
  const left = ['waiting', 'taking in', 'reading'] as const
  const every = [...ended, ...left]
  const timedPages = of(every, 'timedPages')
  return {
    id: lot.id, begunAt: lot.begunAt, begunBy: lot.begunBy,
    state: of(left, 'documents') === 0 ? 'done' : lot.paused ? 'paused' : 'running',
    documents: { total: of(every, 'documents'), done: of(['done'], 'documents'), awaitingReview: of(['awaiting review'], 'documents'), failed: of(['failed'], 'documents') },
    pages: { total: of(every, 'pages'), done: of(ended, 'pages') },
    secondsLeft: timedPages === 0 ? null : Math.round((of(every, 'workMs') / timedPages) * of(left, 'pages') / 1000),
    failures: context.store.failedLotDocuments(lot.id, mostFailuresTold).flatMap(({ name, error }) => (error === null ? [] : [{ name, error: { code: error.code, params: { ...error.params } } }])),
  }
}

/** Runs work while nobody else is at the same thing; the station's processes are rested by nobody meanwhile. */
type Alone = <Value>(what: RecordId | 'lots', work: () => Promise<Value>) => Promise<Value>

/**
 * Works on every lot that is not paused, document by document, each as far as its review, until all are done or paused or `signal` ends
 * it. A document that cannot be taken in is told and passed over; what concerns the station is thrown.
 */
export async function workOffLots(context: PipelineContext, alone: Alone, signal: AbortSignal | undefined): Promise<void> {
  for (let next = context.store.nextLotDocument(); next !== undefined && signal?.aborted !== true; next = context.store.nextLotDocument()) {
    const document = next
    await alone('lots', () => workOff(context, document, alone))
    const { documents } = lotLine(context, context.store.getLot(next.lotId))
    context.emit({ type: 'progress', source: next.name, step: 'backlog', done: documents.done + documents.awaitingReview + documents.failed, total: documents.total })
    // Whoever hears that may pause the lot before the next document is begun.
    await otherWork()
  }
}

async function workOff(context: PipelineContext, document: LotDocument, alone: Alone): Promise<void> {
  const { store } = context
  const begunAt = toMilliseconds(context.now())
  const set = (state: LotDocument['state'], recordId: RecordId | null, error: LotDocument['error'] = null, workMs: number | null = null): void => {
    store.setLotDocument(document, { state, recordId, error }, workMs)
  }
  let { recordId } = document
  try {
    if (document.state !== 'reading' || recordId === null) {
      set('taking in', recordId)
      recordId = (await takeIn(context, document, alone, (id) => { set('taking in', id) })).id
      set('reading', recordId)
    }
    const id = recordId
    const record = await alone(id, () => advance(context, id, { signing: 'hold', urgency: 'backlog' }))
    const { state, error } = outcomeOf(record)
    set(state, record.id, error, Math.max(0, toMilliseconds(context.now()) - begunAt))
    dropUsed(context, [...new Set(document.pages.map(({ file }) => file))].filter((file) => !store.isInLots(file)))
  } catch (thrown) {
    const { code, params } = describeThrown(thrown)
    if (endsWork(code)) throw thrown
    set('failed', recordId, { code, params })
  }
}

function outcomeOf({ work, stoppedBy }: StationRecord): { state: LotDocument['state']; error: LotDocument['error'] } {
  if (work === 'awaiting review' || work === 'extracted') return { state: 'awaiting review', error: null }
  return ['refused', 'quarantined', 'capturing'].includes(work) ? { state: 'failed', error: stoppedBy } : { state: 'done', error: null }
}

/** A document whose pages are one whole file is captured as that file; one cut out of files, page by page. */
async function takeIn(context: PipelineContext, document: LotDocument, alone: Alone, begun: (id: RecordId) => void): Promise<CapturedDocument> {
  const dossier = { ...dossierShape.parse(context.store.getLot(document.lotId).dossier) }
  const choice = firstChoice(context, { targets: undefined, perAgreement: false, reason: null }, dossier)
  const files = [...new Set(document.pages.map(({ file }) => file))]
  const [first] = files
  if (first === undefined) throw new SohoaError('station_damaged', { detail: 'lot' })
  if (files.length === 1 && document.recordId === null && await isWhole(context, first, document.pages)) return captureFiles(context, [first], dossier, choice)
  return capturePages(context, { id: document.recordId, name: document.name, dossier, choice, pages: document.pages }, alone, begun)
}

async function plannedFile(context: PipelineContext, file: string): Promise<PlannedFile> {
  const [planned] = await planGiven(context, file)
  if (planned === undefined) throw new SohoaError('file_not_found', { file })
  return planned
}

async function isWhole(context: PipelineContext, file: string, pages: readonly LotPage[]): Promise<boolean> {
  if (!pages.every(({ page }, index) => page === index + 1)) return false
  const source = await readGiven(context, await plannedFile(context, file))
  const { pageCount } = await expandSource(source, { pdf: context.rooms.pdf(), images: context.rooms.images() })
  return pageCount === pages.length
}
