import { showsIdentityCard } from '../../extract/index.ts'
import { plainText, SohoaError, type PageCleaning, type PageText, type RecordId } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { ordinalsInOrder } from '../paper/document-pages.ts'
import { readCleaning, readPageText } from '../step-results.ts'

/** One page as cleaned and read. */
export interface PageRead {
  /** Place in the document and in its PDF, from 1. */
  readonly place: number
  readonly cleaning: PageCleaning
  readonly text: PageText
}

/** What was learnt of a record's pages, in the order of the document; only the pages read so far. */
export function pagesReadSoFar(context: PipelineContext, id: RecordId, pageCount: number): PageRead[] {
  return ordinalsInOrder(context.store, id, pageCount).flatMap((ordinal, index) => {
    const cleaning = readCleaning(context.store.getStep(id, ordinal, 'clean'))
    const text = readPageText(context.store.getStep(id, ordinal, 'recognise'))
    return cleaning === undefined || text === undefined ? [] : [{ place: index + 1, cleaning, text }]
  })
}

/** The same, demanding every page. Throws station_damaged when one is missing. */
export function pagesRead(context: PipelineContext, id: RecordId, pageCount: number): PageRead[] {
  const pages = pagesReadSoFar(context, id, pageCount)
  if (pages.length !== pageCount) throw new SohoaError('station_damaged', { detail: 'page without reading' })
  return pages
}

/** What a page says as part of its paper: an identity card scanned with it is none. */
export function textOfPaper(text: PageText): PageText {
  return showsIdentityCard(text) ? { state: 'blank' } : text
}

/** The recognised text of a document in reading order, pages set apart by a form feed on a line of its own. */
export function documentText(pages: readonly PageRead[]): string {
  return pages.map(({ text }) => plainText(text)).join('\n\f\n')
}
