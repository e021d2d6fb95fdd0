import type { Finding } from '../model/index.ts'
import type { PageView } from './page-view.ts'

/** A document of N sheets is scanned as N pages (one side) or 2N (both sides, blank backs kept). */
export function sheetCount(pages: readonly PageView[], sheets: number | null): Finding[] {
  if (sheets === null || pages.length === sheets || pages.length === 2 * sheets) return []
  return [{ kind: 'sheets-differ', page: null, box: null, params: { sheets, pages: pages.length } }]
}
