import type { PageLine, PageList, ReadWord } from '../../contract/index.ts'
import { isDoubted, SohoaError, type RecordId } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { isEditable, undoableEdit } from './edit-pages.ts'
import { shownPages, type ShownPage } from './page-geometry.ts'
import { readPageText, readTextSummary } from '../step-results.ts'

type ReadState = 'read' | 'blank' | 'unread'

function lineOf(page: ShownPage, read: ReadState | undefined): PageLine {
  const { ledger, place, leftOut, stance, geometry, cleaning } = page
  return {
    ordinal: ledger.ordinal,
    place,
    state: leftOut !== null ? 'left out' : cleaning === undefined ? 'captured' : read ?? 'captured',
    leftOut,
    digest: ledger.digest,
    capturedAt: ledger.capturedAt,
    widthPx: geometry.width,
    heightPx: geometry.height,
    dpi: geometry.dpiSource === 'unknown' ? null : geometry.dpi,
    blank: cleaning?.blank ?? false,
    warnings: [...(cleaning?.warnings ?? [])],
    treatments: [...(cleaning?.treatments ?? [])],
    turn: geometry.turn,
    skew: geometry.skew,
    crop: geometry.crop === undefined ? null : { x: geometry.crop.left, y: geometry.crop.top, width: geometry.width, height: geometry.height },
    told: { turn: stance.turn !== null, skew: stance.skew !== null, crop: stance.crop !== null },
  }
}

/** Everything the contract tells about a record's pages. */
export function pageListOf(context: PipelineContext, id: RecordId): PageList {
  const record = context.store.getRecord(id)
  const steps = new Map(context.store.listSteps(id).filter(({ step }) => step === 'recognise').map((step) => [step.page, readTextSummary(step)?.state]))
  const editable = isEditable(record)
  return {
    record: id,
    edition: context.store.pageEdition(id),
    editable,
    undo: editable ? undoableEdit(context, id)?.kind ?? null : null,
    pages: shownPages(context, id).map((page) => lineOf(page, steps.get(page.ledger.ordinal))),
  }
}

/** One page of a record's ledger, as `page.list` tells it. Throws page_unknown. */
export function pageLineOf(context: PipelineContext, id: RecordId, ordinal: number): PageLine {
  const line = pageListOf(context, id).pages.find((page) => page.ordinal === ordinal)
  if (line === undefined) throw new SohoaError('page_unknown', { page: ordinal })
  return line
}

/** What was read on a page, with boxes in the px of the page as it is shown. No words while it is not read as it stands. Throws page_unknown. */
export function pageWordsOf(context: PipelineContext, id: RecordId, ordinal: number): { ordinal: number; widthPx: number; heightPx: number; words: ReadWord[] } {
  const page = shownPages(context, id).find(({ ledger }) => ledger.ordinal === ordinal)
  if (page === undefined) throw new SohoaError('page_unknown', { page: ordinal })
  const text = page.cleaning === undefined ? undefined : readPageText(context.store.getStep(id, ordinal, 'recognise'))
  const words = text?.state === 'read' ? text.words.map((word): ReadWord => ({ text: word.text, ...(word.read === undefined ? {} : { read: word.read }), box: { ...word.box }, doubted: isDoubted(word) })) : []
  return { ordinal, widthPx: page.geometry.width, heightPx: page.geometry.height, words }
}
