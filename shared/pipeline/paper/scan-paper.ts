import { sourceFormatOf, type PageSink, type ScannedSheet } from '../../capture/index.ts'
import type { Dossier } from '../../contract/index.ts'
import { describeThrown, SohoaError, type DeliveryChoice, type LedgerPage, type RecordId, type Scanner, type ScanSettings } from '../../model/index.ts'
import { finishCapture, type CapturedDocument, type NewIssue } from './capture-document.ts'
import { clockDoubt } from '../care/clock.ts'
import type { PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'
import { undoFreeze } from '../record/freeze-record.ts'
import { checkPlace, nextOrdinal, placePages, takePages, type InsertPlace } from './insert-pages.ts'
import { newRecord } from '../record/new-record.ts'
import { pageLineOf } from './page-list.ts'
import { refuseWithdrawn } from '../record/standing.ts'
import { readScan } from '../step-results.ts'
import { dossierData } from '../record/told-data.ts'
import { audit, move, stop } from '../transition.ts'

/** What is to be scanned, and of what it becomes a part. */
export interface ScanOrder {
  readonly device: string | undefined
  readonly settings: ScanSettings
  readonly dossier: Dossier
  readonly choice: DeliveryChoice | null
  /** What the record takes over from one whose place it takes; runs in the transaction that makes it. */
  readonly issue?: (id: RecordId) => NewIssue
}

/** Does something with a record that nothing else touches meanwhile. */
export type Alone = <Value>(id: RecordId, work: () => Promise<Value>) => Promise<Value>

/**
 * Scans a new record. It begins with the first page: a scan that gives none leaves nothing behind. When the scan breaks off, the pages so
 * far stay in a record that is `capturing` with the reason, and the error is thrown.
 */
export async function scanRecord(context: PipelineContext, order: ScanOrder, alone: Alone): Promise<CapturedDocument> {
  const begun = newRecord(context, '', dossierData(order.dossier), order.choice)
  return alone(begun.id, async () => {
    const doubt = clockDoubt(context, context.now())
    const begin = (scanner: Scanner): void => {
      context.store.transaction(() => {
        context.store.insertRecord({ ...begun, sourceName: scanner.name, captureClock: doubt === undefined ? 'plausible' : 'doubtful', ...order.issue?.(begun.id) })
        keepScan(context, begun.id, scanner, null)
        context.store.addHistory(begun.id, { at: begun.createdAt, from: null, to: 'capturing', inputs: { actor: context.actor, scanner: scanner.driver, ...settingsTold(order.settings) } })
        audit(context, 'record begun', begun.id, { scanner: scanner.driver, clock: doubt === undefined ? 'plausible' : 'doubtful' })
      })
      if (doubt !== undefined) context.emit({ type: 'notice', notice: { code: doubt.code, params: { ...doubt.params } } })
    }
    return feedRecord(context, begun.id, order, { begin, isNew: true })
  })
}

/** Goes on with a scan that broke off. Throws wrong_state for a record that is none. */
export async function continueBrokenScan(context: PipelineContext, id: RecordId, order: Pick<ScanOrder, 'device' | 'settings'>): Promise<CapturedDocument> {
  refuseUnlessOpenScan(context, id)
  const begin = (scanner: Scanner): void => {
    move(context, id, 'scan gone on with', (record) => ({ ...record, stoppedBy: null }), { scanner: scanner.driver, pages: context.store.listPages(id).length })
  }
  return feedRecord(context, id, order, { begin, isNew: false })
}

/** A person says that the paper of a broken-off scan is all in. Throws wrong_state for a record that is none, scanner_empty for one without a page. */
export function closeScan(context: PipelineContext, id: RecordId): CapturedDocument {
  refuseUnlessOpenScan(context, id)
  const pages = context.store.listPages(id).length
  if (pages === 0) throw new SohoaError('scanner_empty')
  context.store.transaction(() => {
    tellScanned(context, id, pages)
    move(context, id, 'scan closed by a person', (record) => ({ ...record, stoppedBy: null }), { pages })
  })
  return finishCapture(context, id, pages)
}

/** Scans pages into a record that is captured already. When the scan breaks off, the pages so far are placed, and the error is thrown. */
export async function scanInto(context: PipelineContext, id: RecordId, order: Pick<ScanOrder, 'device' | 'settings'>, where: InsertPlace): Promise<void> {
  checkPlace(context, id, where)
  const first = nextOrdinal(context, id)
  const sink = ledgerSink(context, { first, later: true, record: () => id })
  try {
    await feed(context, order, sink, () => undefined)
  } finally {
    placePages(context, id, first, where)
  }
}

/** True while a record's scan broke off, or is under way. */
export function isOpenScan(context: PipelineContext, id: RecordId): boolean {
  return context.store.getRecord(id).work === 'capturing' && readScan(context.store.getStep(id, 0, 'scan'))?.told === null
}

function refuseUnlessOpenScan(context: PipelineContext, id: RecordId): void {
  const record = context.store.getRecord(id)
  refuseWithdrawn(record)
  if (!isOpenScan(context, id)) throw new SohoaError('wrong_state', { state: record.work })
}

/** Feeds sheets into a sink. Sample papers are no paper of a real station. */
async function feed(context: PipelineContext, { device, settings }: Pick<ScanOrder, 'device' | 'settings'>, sink: PageSink, begin: (scanner: Scanner) => void): Promise<void> {
  // What keeps a reader from starting is told when a page is read: scanning goes on without one.
  void context.rooms.warmReaders().catch(() => undefined)
  await context.rooms.scanners().scan(device, settings, sink, (scanner) => {
    if (scanner.driver === 'samples' && !context.training) throw new SohoaError('scanner_not_found', { device: scanner.name })
    begin(scanner)
  })
}

async function feedRecord(
  context: PipelineContext, id: RecordId, { device, settings }: Pick<ScanOrder, 'device' | 'settings'>, { begin, isNew }: { begin: (scanner: Scanner) => void; isNew: boolean },
): Promise<CapturedDocument> {
  const { store } = context
  let chosen: Scanner | undefined
  let begun = !isNew
  const sink = ledgerSink(context, {
    first: isNew ? 1 : nextOrdinal(context, id),
    later: false,
    record() {
      if (!begun && chosen !== undefined) begin(chosen)
      begun = true
      return id
    },
  })
  try {
    await feed(context, { device, settings }, sink, (scanner) => {
      chosen = scanner
      if (!isNew) begin(scanner)
    })
  } catch (thrown) {
    if (begun) breakOff(context, id, thrown)
    throw thrown
  }
  const pages = store.listPages(id).length
  tellScanned(context, id, pages)
  return finishCapture(context, id, pages)
}

/**
 * Keeps why a scan broke off with its record; one without a page leaves nothing behind. A disk that takes nothing more keeps neither, and
 * is what is thrown: the next opening finds the scan broken off.
 */
function breakOff(context: PipelineContext, id: RecordId, thrown: unknown): void {
  const { code } = describeThrown(thrown)
  if (code === 'disk_full' || code === 'folder_not_writable' || code === 'internal') return
  const pages = context.store.listPages(id).length
  if (pages > 0) {
    stop(context, id, code === 'cancelled' ? new SohoaError('scan_unfinished', { pages }) : thrown, 'capturing')
    return
  }
  context.store.transaction(() => {
    const { replaces } = context.store.getRecord(id)
    if (replaces !== null) undoFreeze(context, replaces, id)
    context.store.dropCapture(id)
    audit(context, 'scan gave no page', null, { code })
  })
}

/** Takes sheets into a record's ledger and tells each page. */
function ledgerSink(context: PipelineContext, into: { readonly first: number; readonly later: boolean; readonly record: () => RecordId }): PageSink {
  let pages = 0
  return {
    pages: () => pages,
    async take({ bytes, name, form }: ScannedSheet) {
      const format = sourceFormatOf(bytes, name)
      const id = into.record()
      // A scanner's own pixels are kept as the page image that is made of them, not twice.
      const source = { bytes, format, coding: form === 'pixels' ? 'photograph' as const : 'lossless' as const }
      const taken = (page: LedgerPage): void => {
        pages += 1
        audit(context, 'page scanned', id, { page: page.ordinal, digest: page.digest })
        context.emit({ type: 'page', record: id, page: pageLineOf(context, id, page.ordinal) })
      }
      await takePages(context, id, source, { first: into.first + pages, later: into.later }, taken)
    },
  }
}

function settingsTold({ source, duplex, resolution, colour }: ScanSettings): Record<string, string | number | boolean> {
  return { source: source ?? 'default', duplex, resolution, colour }
}

function keepScan(context: PipelineContext, id: RecordId, { driver, id: device }: { readonly driver: string; readonly id: string }, told: number | null): void {
  const at = context.now()
  context.store.putStep(id, 0, 'scan', { inputs: digestOfInputs([device]), engine: driver, result: { driver, device, told }, resultDigest: null, startedAt: at, finishedAt: at })
}

function tellScanned(context: PipelineContext, id: RecordId, told: number): void {
  const scan = readScan(context.store.getStep(id, 0, 'scan'))
  if (scan === undefined) throw new SohoaError('station_damaged', { detail: 'scan' })
  keepScan(context, id, { driver: scan.driver, id: scan.device }, told)
}
