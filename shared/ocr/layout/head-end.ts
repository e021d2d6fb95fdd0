import type { ReadingCopy } from '../../model/index.ts'
import { inkTone } from '../second-reading/unread-ink.ts'

/**
 * Where the head of an administrative paper ends, mm from the top: Decree 30/2020 Annex I puts agency, motto, number, date, type and
 * subject above it.
 */
const headMm = { least: 80, wanted: 112, most: 145 }
/** White rows that part two lines of print, mm: less than their leading, more than a tone mark stands off its letter. */
const partingMm = 1.2
/** Two columns that begin below this are no head, mm. */
const firstBandMm = 60
/** Ink this near the sides is shadow or binding, mm. */
const marginMm = 5
/** Rows with less ink than this are white, px. */
const leastInk = 2

/**
 * The row of a reading copy below which the head of its paper ends, between two lines and near the upper third; undefined for a page that
 * does not begin with two columns, as every administrative paper does, and where no white row parts the lines (tables, frames). So a
 * head can be read by itself, and nothing is read twice.
 */
export function headEndOf({ pixels, widthPx, heightPx, dpi, strips }: ReadingCopy): number | undefined {
  const px = dpi / 25.4
  const [columns] = strips.filter((strip, index) => strips[index + 1]?.pageTop === strip.pageTop)
  if (columns === undefined || columns.pageTop > firstBandMm * px) return undefined
  const rowOf = (pageRow: number): number => {
    const strip = strips.findLast(({ pageTop }) => pageTop <= pageRow)
    return strip === undefined ? pageRow : strip.top + pageRow - strip.pageTop
  }
  // Below the last strip that begins in the head, copy and page go on alike.
  const body = strips.findLast(({ pageTop }) => pageTop < headMm.least * px)?.top ?? 0
  const [least, wanted, most] = [Math.max(body, rowOf(headMm.least * px)), rowOf(headMm.wanted * px), Math.min(heightPx, rowOf(headMm.most * px))].map(Math.round)
  if (least === undefined || wanted === undefined || most === undefined) return undefined
  const margin = Math.round(marginMm * px)
  const isWhite = (row: number): boolean => {
    let count = 0
    for (let at = row * widthPx + margin; at < (row + 1) * widthPx - margin; at++) if ((pixels[at] ?? 255) < inkTone && ++count >= leastInk) return false
    return true
  }
  let best: number | undefined
  let from = least
  for (let row = least; row <= most; row++) {
    if (row < most && isWhite(row)) continue
    const middle = Math.round((from + row) / 2)
    if (row - from >= partingMm * px && (best === undefined || Math.abs(middle - wanted) < Math.abs(best - wanted))) best = middle
    from = row + 1
  }
  return best
}
