import type { Finding } from '../model/index.ts'
import type { PageView } from './page-view.ts'
import { isWholeSheet } from './paper-sizes.ts'

/**
 * Ink that runs out of the picture. Print never does on a whole sheet. A seal across the edges of a document's sheets
 * (giáp lai) ends at the paper's edge: it is cut only where the picture is smaller than the sheet. A page of unknown
 * size, a photo for instance, is asked for as `paper_size_unknown` first.
 */
export function edges(pages: readonly PageView[]): Finding[] {
  return pages.flatMap((page) => {
    if (page.cleaning.geometry.dpiSource === 'unknown') return []
    const whole = isWholeSheet(page)
    return page.cleaning.cutInk.filter(({ ink }) => ink === 'text' || !whole).map(({ side, ink, box }): Finding => (
      { kind: ink === 'text' ? 'text-cut' : 'seal-cut', page: page.ordinal, box, params: { side } }))
  })
}
