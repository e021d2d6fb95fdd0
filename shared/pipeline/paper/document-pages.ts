import { arrangePages, type ArrangedPage, type LedgerPage, type RecordId } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'

type PageSource = Pick<Store, 'listPages' | 'listPageEdits'>

/** A page of the ledger, and where the edits put it. */
export interface EditedPage extends Omit<ArrangedPage, 'ordinal'> {
  readonly ledger: LedgerPage
}

/** Every page of a record's ledger in the order that the edits made of them, those left out among the others. */
export function editedPages(store: PageSource, id: RecordId): EditedPage[] {
  const ledger = store.listPages(id)
  const byOrdinal = new Map(ledger.map((page) => [page.ordinal, page]))
  return arrangePages(ledger, store.listPageEdits(id).map(({ edit }) => edit)).flatMap(({ ordinal, ...arranged }) => {
    const page = byOrdinal.get(ordinal)
    return page === undefined ? [] : [{ ledger: page, ...arranged }]
  })
}

/** The pages of the document, in its order: those of its PDF. */
export function documentPages(store: PageSource, id: RecordId): EditedPage[] {
  return editedPages(store, id).filter(({ place }) => place !== null)
}

/** Under which numbers the steps keep what they learnt of the pages, in the order of the document: a signed original's pages are in no ledger. */
export function ordinalsInOrder(store: PageSource, id: RecordId, pageCount: number): number[] {
  if (pageCount === 0) return []
  const pages = documentPages(store, id)
  return pages.length === 0 ? Array.from({ length: pageCount }, (_, index) => index + 1) : pages.map(({ ledger }) => ledger.ordinal)
}
