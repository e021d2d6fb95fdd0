import { expandSource, type ExpandedPage, type PixelCoding } from '../../capture/index.ts'
import { SohoaError, type LedgerPage, type RecordId, type SourceFormat } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { documentPages } from './document-pages.ts'
import { keepPageEdits, refuseUneditable } from './edit-pages.ts'
import { dropUsed, planGiven, readGiven } from './given-files.ts'

/** Where pages are to stand: from `place` on (null: at the end), or in place of a page of the ledger. */
export interface InsertPlace {
  readonly place: number | null
  readonly insteadOf: number | null
}

/** One file's bytes as they are taken in. */
export interface TakenSource {
  readonly bytes: Uint8Array
  readonly format: SourceFormat
  /** How a scanner's own pixels are coded; left out: without loss. */
  readonly coding?: PixelCoding
}

/**
 * Takes a source apart into pages of a record's ledger, each hashed, written and flushed before the next; returns how many.
 * Throws what `expandSource` throws; the pages before the fault stay.
 */
export async function takePages(
  context: PipelineContext, id: RecordId, source: TakenSource, page: { readonly first: number; readonly later: boolean }, taken: (page: LedgerPage) => void = () => undefined,
): Promise<number> {
  const expanded = await expandSource(source, { pdf: context.rooms.pdf(), images: context.rooms.images() })
  if (expanded.kind !== 'scan') throw new SohoaError('not_a_scan', { page: page.first, why: 'signed file among scans' })
  let count = 0
  for await (const one of expanded.pages) {
    taken(keepPage(context, id, source, one, { ordinal: page.first + count, later: page.later }))
    count += 1
  }
  if (count !== expanded.pageCount) throw new SohoaError('internal', { type: 'page count of source' })
  return count
}

/** Keeps one page: its bytes flushed, then its line in the ledger. */
export function keepPage(context: PipelineContext, id: RecordId, source: TakenSource, page: ExpandedPage, at: { readonly ordinal: number; readonly later: boolean }): LedgerPage {
  const { format, widthPx, heightPx, dpi, dpiFrom, exifOrientation } = page
  const digest = page.bytes === 'source' ? context.store.putBlob(source.bytes) : context.store.putBlob(page.bytes)
  const entry: LedgerPage = { ordinal: at.ordinal, digest, format, widthPx, heightPx, dpi, dpiFrom, exifOrientation, capturedAt: context.now(), ...(at.later ? { later: true } : {}) }
  context.store.addPage(id, entry)
  return entry
}

/**
 * Takes files in as pages of a record. When one of them fails, the pages so far stay in the ledger, `not placed`. Throws page_unknown,
 * what `refuseUneditable` throws, and the errors of planning and taking apart.
 */
export async function insertFiles(context: PipelineContext, id: RecordId, paths: readonly string[], where: InsertPlace): Promise<void> {
  checkPlace(context, id, where)
  const first = nextOrdinal(context, id)
  for (const path of paths) {
    for (const file of await planGiven(context, path)) {
      const source = await readGiven(context, file)
      await takePages(context, id, source, { first: nextOrdinal(context, id), later: true })
    }
  }
  placePages(context, id, first, where)
  dropUsed(context, paths)
}

/** Number of the next page of a record's ledger. */
export function nextOrdinal(context: PipelineContext, id: RecordId): number {
  return context.store.listPages(id).length + 1
}

/** Throws page_unknown for a page that does not stand in the document, and what `refuseUneditable` throws. */
export function checkPlace(context: PipelineContext, id: RecordId, { insteadOf }: InsertPlace): void {
  refuseUneditable(context.store.getRecord(id))
  if (insteadOf !== null && !documentPages(context.store, id).some(({ ledger }) => ledger.ordinal === insteadOf)) throw new SohoaError('page_unknown', { page: insteadOf })
}

/** Makes the pages from `first` on pages of the document. Nothing happens where none came. */
export function placePages(context: PipelineContext, id: RecordId, first: number, { place, insteadOf }: InsertPlace): void {
  const ordinals = context.store.listPages(id).map(({ ordinal }) => ordinal).filter((ordinal) => ordinal >= first)
  if (ordinals.length === 0) return
  const document = documentPages(context.store, id)
  const replaced = document.find(({ ledger }) => ledger.ordinal === insteadOf)?.place ?? null
  keepPageEdits(context, id, [{ kind: 'insert', ordinals, place: replaced ?? Math.min(place ?? Infinity, document.length + 1), insteadOf, stances: [] }], 'pages inserted')
}
