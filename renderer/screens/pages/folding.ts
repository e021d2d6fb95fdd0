import type { PageLine } from '../../../shared/contract/index.ts'

/** A row of the list of pages: a page, or a run of blank and left-out ones that is folded. */
export type PageRow =
  | { readonly kind: 'page'; readonly page: PageLine }
  | { readonly kind: 'fold'; readonly pages: readonly PageLine[] }

const isFolded = ({ blank, leftOut }: PageLine): boolean => blank || leftOut !== null

export const rowKey = (row: PageRow): string => (row.kind === 'page' ? `page ${row.page.ordinal}` : `fold ${row.pages[0]?.ordinal ?? 0}`)

/**
 * Pages as rows: runs of blank or left-out pages are folded into one, never dropped. `opened` holds the first ordinals of runs
 * that are shown, `current` is always shown.
 */
export function foldPages(pages: readonly PageLine[], opened: ReadonlySet<number>, current: number | null): readonly PageRow[] {
  const rows: PageRow[] = []
  let run: PageLine[] = []
  const close = (): void => {
    const [first] = run
    if (first === undefined) return
    if (opened.has(first.ordinal) || run.some(({ ordinal }) => ordinal === current)) rows.push(...run.map((page) => ({ kind: 'page', page }) as const))
    else rows.push({ kind: 'fold', pages: run })
    run = []
  }
  for (const page of pages) {
    if (isFolded(page)) {
      run.push(page)
      continue
    }
    close()
    rows.push({ kind: 'page', page })
  }
  close()
  return rows
}
