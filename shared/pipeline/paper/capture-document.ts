import { expandSource, type PlannedFile } from '../../capture/index.ts'
import type { Dossier } from '../../contract/index.ts'
import { describeThrown, SohoaError, type DeliveryChoice, type Digest, type Instant, type RecordId, type SourceFormat, type StationRecord } from '../../model/index.ts'
import type { PlannedSource } from '../../store/index.ts'
import { clockDoubt } from '../care/clock.ts'
import { safePoint, type PipelineContext } from '../context.ts'
import { digestOfInputs, rawDigestOf } from '../digests.ts'
import { keptInsteadOf } from '../record/duplicates.ts'
import { dropUsed, nameGiven, planGiven, readGiven } from './given-files.ts'
import { undoFreeze } from '../record/freeze-record.ts'
import { becomeIssue } from '../issues.ts'
import { newRecord } from '../record/new-record.ts'
import { readScan, readSource as readSourceStep } from '../step-results.ts'
import { isWithdrawn, refuseWithdrawn } from '../record/standing.ts'
import { contradictions, dossierData, tellAgain } from '../record/told-data.ts'
import { audit, move, stop } from '../transition.ts'

/** Errors of the source itself: the record keeps the bytes and says why it stopped. Others leave the capture to be resumed. */
const finalRefusals = new Set([
  'not_a_scan', 'image_damaged', 'image_too_large', 'image_unsupported', 'image_too_many_pages', 'not_an_image', 'pdf_damaged', 'pdf_encrypted', 'pdf_too_many_pages',
  'pdf_page_too_large', 'child_timeout', 'child_memory', 'child_crashed',
])

/** Why a capture that has another record's pages cannot become that record: a person has to say which of the two is right. */
const contradictionCodes = new Set(['capture_differs', 'replaces_another'])

/** True for a capture that waits for a person because another record has its pages and the two contradict. */
export function contradictsTwin({ work, stoppedBy }: StationRecord): boolean {
  return work === 'refused' && stoppedBy !== null && contradictionCodes.has(stoppedBy.code)
}

/** A document that is in the station now. */
export interface CapturedDocument {
  readonly id: RecordId
  /** The same raw pages were here already. */
  readonly existing: boolean
}

/** What a new issue takes over from the record that it replaces. */
export type NewIssue = Pick<StationRecord, 'version' | 'replaces' | 'dossier' | 'deliveryChoice'>

interface FileDigest { readonly file: PlannedFile; readonly digest: Digest; readonly format: SourceFormat }

/**
 * Takes files and folders in as one document: every file is hashed, written, flushed and in the ledger before anything reads it.
 * The same files, or the same raw pages in other files, lead to the record that is there already.
 * `begin` runs in the transaction that makes a new record. Throws the errors of planning (file_not_found, empty_folder, file_being_written …) before anything was made,
 * dossier_differs when these files are here with another dossier, record_replaced when their paper is no more the issue in use, and replacement_same.
 * Other files of a paper that is here with another dossier are kept as a capture that is `refused` until a person has put one of the two right.
 */
export async function captureDocument(
  context: PipelineContext, paths: readonly [string, ...string[]], dossier: Dossier, choice: DeliveryChoice | null, begin?: (id: RecordId) => NewIssue,
): Promise<CapturedDocument> {
  const captured = await captureFiles(context, paths, dossier, choice, begin)
  if (context.store.getRecord(captured.id).work !== 'capturing') dropUsed(context, paths)
  return captured
}

/** The same, with what was handed in over a door left there for the caller to forget. */
export async function captureFiles(
  context: PipelineContext, paths: readonly [string, ...string[]], dossier: Dossier, choice: DeliveryChoice | null, begin?: (id: RecordId) => NewIssue,
): Promise<CapturedDocument> {
  const planned: PlannedFile[] = []
  for (const path of paths) planned.push(...await planGiven(context, path))
  const files: FileDigest[] = []
  for (const file of planned) {
    const { digest, format } = await readGiven(context, file)
    files.push({ file, digest, format })
  }
  const same = context.store.findRecordBySources(files.map(({ digest }) => digest))
  const known = same === undefined ? undefined : keptInsteadOf(context.store, same)
  if (known !== undefined && contradictsTwin(known)) {
    move(context, known.id, 'told anew', (record) => ({ ...record, dossier: dossierData(dossier), deliveryChoice: choice }))
    return continueCapture(context, known.id)
  }
  if (known !== undefined) {
    tellAgain(context, known.id, dossierData(dossier), choice)
    if (known.work === 'capturing') await storeMoved(context, known.id, planned)
    if (known.work !== 'refused' || known.stoppedBy === null || !finalRefusals.has(known.stoppedBy.code)) return { id: known.id, existing: true }
    move(context, known.id, 'capture tried again', (record) => ({ ...record, work: 'capturing', stoppedBy: null }))
    return continueCapture(context, known.id)
  }
  const doubt = clockDoubt(context, context.now())
  const record = { ...newRecord(context, nameGiven(context, paths[0]), dossierData(dossier), choice), captureClock: doubt === undefined ? 'plausible' as const : 'doubtful' as const }
  context.store.transaction(() => {
    context.store.insertRecord({ ...record, ...begin?.(record.id) })
    context.store.planSources(record.id, files.map(({ file, digest, format }, index) => ({
      ordinal: index + 1, path: file.path, name: file.name, sizeBytes: file.sizeBytes, digest, format,
    })))
    context.store.addHistory(record.id, { at: record.createdAt, from: null, to: 'capturing', inputs: { actor: context.actor, files: files.length } })
    audit(context, 'record begun', record.id, { files: files.length, clock: record.captureClock })
  })
  if (doubt !== undefined) context.emit({ type: 'notice', notice: { code: doubt.code, params: { ...doubt.params } } })
  // What keeps a reader from starting is told when a page is read: capture goes on without one.
  void context.rooms.warmReaders().catch(() => undefined)
  return continueCapture(context, record.id)
}

/** Stores what a broken-off capture still misses from the files as they were handed in now: the folder may have moved since. */
async function storeMoved(context: PipelineContext, id: RecordId, files: readonly PlannedFile[]): Promise<void> {
  const missing = new Set(context.store.listSources(id).filter(({ digest }) => !context.store.hasBlob(digest)).map(({ digest }) => digest))
  for (const file of files) {
    if (missing.size === 0) return
    const { digest, bytes } = await readGiven(context, file)
    if (missing.delete(digest)) context.store.putBlob(bytes)
  }
}

/**
 * Goes on with a capture where it stood. A source that cannot become pages stops the record with its reason; its bytes stay.
 * Throws source_missing or source_changed when a file not yet taken in is gone or another.
 */
export async function continueCapture(context: PipelineContext, id: RecordId): Promise<CapturedDocument> {
  const record = context.store.getRecord(id)
  const scan = readScan(context.store.getStep(id, 0, 'scan'))
  if (scan !== undefined) return continueScan(context, record, scan.told)
  const sources = context.store.listSources(id)
  let pagesBefore = 0
  for (const source of sources) {
    if (source.stored) {
      pagesBefore += readSourceStep(context.store.getStep(id, 0, stepOf(source)))?.pages ?? 0
      continue
    }
    const bytes = await sourceBytes(context, source)
    context.emit({ type: 'progress', source: record.sourceName, step: 'capture', done: source.ordinal, total: sources.length })
    try {
      pagesBefore += await takeSource(context, id, source, bytes, pagesBefore, sources.length)
    } catch (thrown) {
      if (!finalRefusals.has(describeThrown(thrown).code)) throw thrown
      stop(context, id, thrown, 'refused')
      return { id, existing: false }
    }
  }
  return finishCapture(context, id, pagesBefore)
}

/** A scan that broke off is closed by a person, who alone can know whether its paper is all in. */
function continueScan(context: PipelineContext, { id, stoppedBy }: StationRecord, told: number | null): CapturedDocument {
  if (told !== null) return finishCapture(context, id, told)
  if (stoppedBy === null) stop(context, id, new SohoaError('scan_unfinished', { pages: context.store.listPages(id).length }), 'capturing')
  return { id, existing: false }
}

const stepOf = (source: PlannedSource): string => `source ${source.ordinal}`

async function sourceBytes(context: PipelineContext, source: PlannedSource): Promise<Uint8Array> {
  if (context.store.hasBlob(source.digest)) return context.store.getBlob(source.digest)
  const [file] = await planAgain(context, source)
  if (file === undefined) throw new SohoaError('source_missing', { file: source.name })
  const read = await readGiven(context, file)
  if (read.digest !== source.digest) throw new SohoaError('source_changed', { file: source.name })
  context.store.putBlob(read.bytes)
  return read.bytes
}

/** The file as it stands now; its digest decides whether it is still the one that was planned. */
async function planAgain(context: PipelineContext, source: PlannedSource): Promise<readonly PlannedFile[]> {
  try {
    return await planGiven(context, source.path)
  } catch (thrown) {
    if (thrown instanceof SohoaError && (thrown.code === 'file_not_found' || thrown.code === 'upload_unknown')) throw new SohoaError('source_missing', { file: source.name }, { cause: thrown })
    throw thrown
  }
}

/** Turns one stored source into ledger pages; returns how many. */
async function takeSource(context: PipelineContext, id: RecordId, source: PlannedSource, bytes: Uint8Array, pagesBefore: number, sourceCount: number): Promise<number> {
  const { store } = context
  const startedAt = context.now()
  const expanded = await expandSource({ bytes, format: source.format }, { pdf: context.rooms.pdf(), images: context.rooms.images() })
  if (expanded.kind === 'signed electronic original') {
    if (sourceCount > 1) throw new SohoaError('not_a_scan', { page: pagesBefore + 1, why: 'signed file among scans' })
    const { pageCount } = expanded
    finishSource(context, id, source, pageCount, startedAt, () => {
      store.updateRecord(id, (record) => ({ ...record, origin: 'signed electronic original', pageCount, rawDigest: source.digest, pdfDigest: source.digest }))
    })
    return pageCount
  }
  let count = 0
  for await (const page of expanded.pages) {
    safePoint(context)
    count += 1
    const raw = page.bytes === 'source' ? bytes : page.bytes
    const digest = page.bytes === 'source' ? source.digest : store.putBlob(raw)
    store.addPage(id, {
      ordinal: pagesBefore + count, digest, format: page.format, widthPx: page.widthPx, heightPx: page.heightPx,
      dpi: page.dpi, dpiFrom: page.dpiFrom, exifOrientation: page.exifOrientation, capturedAt: context.now(),
    })
  }
  if (count !== expanded.pageCount) throw new SohoaError('internal', { type: 'page count of source' })
  finishSource(context, id, source, count, startedAt, () => undefined)
  return count
}

function finishSource(context: PipelineContext, id: RecordId, source: PlannedSource, pages: number, startedAt: Instant, also: () => void): void {
  context.store.transaction(() => {
    context.store.putStep(id, 0, stepOf(source), {
      inputs: digestOfInputs([source.digest]), engine: 'capture', result: { pages }, resultDigest: null, startedAt, finishedAt: context.now(),
    })
    context.store.markSourceStored(id, source.ordinal)
    also()
    audit(context, 'source stored', id, { digest: source.digest, pages })
  })
}

/** Closes the batch: the count told by the sources, or by the scanner, is the count of the ledger (invariant 1). */
export function finishCapture(context: PipelineContext, id: RecordId, told: number): CapturedDocument {
  const record = context.store.getRecord(id)
  if (record.work !== 'capturing' && !contradictsTwin(record)) return { id, existing: false }
  if (record.origin === 'scan') {
    const pages = context.store.listPages(id)
    if (pages.length !== told || told === 0) throw new SohoaError('internal', { type: 'page count' })
    const rawDigest = rawDigestOf(pages)
    const same = context.store.findRecordByRawDigest(rawDigest)
    const twin = same === undefined ? undefined : keptInsteadOf(context.store, same)
    if (twin !== undefined && twin.id !== id) return handOver(context, record, twin, pages.length)
    move(context, id, 'pages captured', (current) => ({ ...current, work: 'captured', stoppedBy: null, pageCount: pages.length, rawDigest }), { pages: pages.length, raw: rawDigest })
  } else {
    move(context, id, 'original captured', (current) => ({ ...current, work: 'captured' }), { pages: record.pageCount, file: record.rawDigest })
  }
  return { id, existing: false }
}

/**
 * Ends a capture whose pages another record has: what was told of it, and of what it takes the place, is that one's from then on.
 * Where the two contradict, the capture is kept and waits for a person. Throws record_replaced where that record is out of use, and
 * replacement_same where the capture was to take its place: it is no new paper, and all is as if these had been the very files.
 */
function handOver(context: PipelineContext, capture: StationRecord, twin: StationRecord, pages: number): CapturedDocument {
  const { id, replaces } = capture
  if (isWithdrawn(twin) || replaces === twin.id) {
    context.store.transaction(() => {
      if (replaces !== null) undoFreeze(context, replaces, id)
      takeAway(context, capture, twin.id, pages)
    })
    refuseWithdrawn(twin)
    throw new SohoaError('replacement_same', { id: twin.id })
  }
  const contradiction = contradictionOf(capture, twin)
  if (contradiction !== undefined) {
    const { code, params } = contradiction
    const told = { code, params: { ...params } }
    if (JSON.stringify(capture.stoppedBy) !== JSON.stringify(told)) stop(context, id, contradiction, 'refused')
    return { id, existing: false }
  }
  context.store.transaction(() => {
    takeAway(context, capture, twin.id, pages)
    tellAgain(context, twin.id, capture.dossier, capture.deliveryChoice)
    // The old one is frozen since this capture began.
    if (replaces !== null) becomeIssue(context, twin.id, replaces, () => ({ replaces, version: capture.version }))
  })
  return { id: twin.id, existing: true }
}

function contradictionOf({ id, dossier, deliveryChoice, replaces }: StationRecord, twin: StationRecord): SohoaError | undefined {
  const what = contradictions(twin, dossier, deliveryChoice)
  if (what.length > 0) return new SohoaError('capture_differs', { id, twin: twin.id, what: what.join(', ') })
  if (replaces === null || twin.replaces === null || twin.replaces === replaces) return undefined
  return new SohoaError('replaces_another', { id: twin.id, replaces: twin.replaces })
}

function takeAway(context: PipelineContext, { id, work }: StationRecord, twin: RecordId, pages: number): void {
  if (work !== 'capturing') context.store.updateRecord(id, (record) => ({ ...record, work: 'capturing' }))
  context.store.dropCapture(id)
  audit(context, 'same pages again', twin, { pages })
}
