import type { Finding } from '../model/index.ts'
import { backs } from './backs.ts'
import { edges } from './edges.ts'
import { ending } from './ending.ts'
import { headingSequence } from './headings.ts'
import { pageSequence } from './page-sequence.ts'
import { viewsOf, type ScannedPage } from './page-view.ts'
import { repeatedPages } from './repeated-pages.ts'
import { scale } from './scale.ts'
import { sheetCount } from './sheets.ts'

/** A document as scanned. */
export interface ScannedDocument {
  /** Every page of the ledger, in its order. */
  readonly pages: readonly ScannedPage[]
  /** Physical sheets (số tờ) as counted by a person; null when nobody said. */
  readonly sheets: number | null
}

/**
 * Every reason to doubt that a scan shows a whole paper: printed page numbers and headings without a gap, each page once,
 * as many sheets as counted, nothing cut at the edges, no back left unscanned, true size. Pure; errs towards silence where
 * a number was not read, towards a question where numbers contradict each other. Throws nothing.
 */
export function findingsOf({ pages, sheets }: ScannedDocument): Finding[] {
  const views = viewsOf(pages)
  const numbers = pageSequence(views)
  const copies = repeatedPages(views).filter((copy) => !numbers.some(({ kind, page }) => kind === 'page-repeated' && page === copy.page))
  return [...numbers, ...copies, ...headingSequence(views), ...ending(views), ...sheetCount(views, sheets), ...edges(views), ...backs(views), ...scale(views)]
}
