import { toMillimetres } from '../model/index.ts'
import type { PageView } from './page-view.ts'

/** A size of paper, mm, short side first. */
export interface PaperSize { readonly short: number; readonly long: number }

const size = (short: number, long: number): PaperSize => ({ short, long })

/** ISO 216 A2 to A7, B4 to B7, JIS B4 and B5, ISO 7810 ID-1 and ID-3, US Letter and Legal, Folio, and the land-use certificate (190 x 265, open 380 x 265). */
const paperSizes: readonly PaperSize[] = [
  size(420, 594), size(297, 420), size(210, 297), size(148, 210), size(105, 148), size(74, 105),
  size(250, 353), size(176, 250), size(125, 176), size(88, 125), size(257, 364), size(182, 257),
  size(54, 85.6), size(215.9, 279.4), size(215.9, 355.6), size(215, 330), size(190, 265), size(265, 380),
]

/** Cutting, stretch of old paper and the feeder's measure, mm. */
const tolerance = 3.5

/** Size of a page in mm as it lies, straightening's corners left out. */
export function pageSize({ cleaning: { geometry } }: PageView): { width: number; height: number } {
  const across = geometry.turn % 180 !== 0
  if (geometry.crop !== undefined) return { width: toMillimetres(geometry.width, geometry.dpi), height: toMillimetres(geometry.height, geometry.dpi) }
  return {
    width: toMillimetres(across ? geometry.rawHeight : geometry.rawWidth, geometry.dpi),
    height: toMillimetres(across ? geometry.rawWidth : geometry.rawHeight, geometry.dpi),
  }
}

/** True when the picture holds a whole sheet of a known size. */
export function isWholeSheet(page: PageView): boolean {
  const { width, height } = pageSize(page)
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  return paperSizes.some((paper) => Math.abs(short - paper.short) <= tolerance && Math.abs(long - paper.long) <= tolerance)
}

const aSeries = Math.SQRT2
const sameAspect = 0.004
const sameSize = 0.04

/** True for a page with the shape of A and B sizes and the size of none: its resolution is told wrongly, or it was enlarged. */
export function hasShapeWithoutSize(page: PageView): boolean {
  const { width, height } = pageSize(page)
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  if (Math.abs(long / short / aSeries - 1) > sameAspect) return false
  return !paperSizes.some((paper) => Math.abs(short / paper.short - 1) <= sameSize && Math.abs(long / paper.long - 1) <= sameSize)
}
