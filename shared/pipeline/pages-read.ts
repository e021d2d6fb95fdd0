import { plainText, SohoaError, type PageCleaning, type PageText, type RecordId } from '../model/index.ts'
import type { PipelineContext } from './context.ts'
import { readCleaning, readPageText } from './step-results.ts'

/** One page as cleaned and read. */
export interface PageRead {
  readonly ordinal: number
  readonly cleaning: PageCleaning
  readonly text: PageText
}

/** What was learnt of a record's pages, in their order; only the pages read so far. */
export function pagesReadSoFar(context: PipelineContext, id: RecordId, pageCount: number): PageRead[] {
  return Array.from({ length: pageCount }, (_, index) => index + 1).flatMap((ordinal) => {
    const cleaning = readCleaning(context.store.getStep(id, ordinal, 'clean'))
    const text = readPageText(context.store.getStep(id, ordinal, 'recognise'))
    return cleaning === undefined || text === undefined ? [] : [{ ordinal, cleaning, text }]
  })
}

/** The same, demanding every page. Throws station_damaged when one is missing. */
export function pagesRead(context: PipelineContext, id: RecordId, pageCount: number): PageRead[] {
  const pages = pagesReadSoFar(context, id, pageCount)
  if (pages.length !== pageCount) throw new SohoaError('station_damaged', { detail: 'page without reading' })
  return pages
}

/** The recognised text of a document in reading order, pages set apart by a form feed on a line of its own. */
export function documentText(pages: readonly PageRead[]): string {
  return pages.map(({ text }) => plainText(text)).join('\n\f\n')
}
