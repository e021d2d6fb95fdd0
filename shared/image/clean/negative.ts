import { lumaOf, type Planes } from '../planes.ts'
import { histogramOf, percentileOf } from './tone.ts'

/** Tones below are dark, above are bright paper. */
const dark = 100
const bright = 150
/** Side of the tiles that are looked at, px. */
const tilePx = 16
/** A negative shows bare paper hardly anywhere, and darkness nearly everywhere. */
const negative = { mostPaper: 0.02, leastDark: 0.5 }

/**
 * Turns a negative (white print on black, as fax machines and microfilm readers give it) into a positive, in place. Tells the share of it
 * that was dark, or undefined for a page that has bare paper: its dark bed or border does not make it a negative.
 */
export function invertNegative(planes: Planes): number | undefined {
  const { width, height, pixels } = lumaOf(planes)
  let [tiles, paper, darkness] = [0, 0, 0]
  for (let top = 0; top + tilePx <= height; top += tilePx) {
    for (let left = 0; left + tilePx <= width; left += tilePx) {
      const tones = new Uint8Array(tilePx * tilePx)
      for (let row = 0; row < tilePx; row++) tones.set(pixels.subarray((top + row) * width + left, (top + row) * width + left + tilePx), row * tilePx)
      const counts = histogramOf(tones)
      tiles++
      if (percentileOf(counts, 0.3) > bright) paper++
      if (percentileOf(counts, 0.6) < dark) darkness++
    }
  }
  if (tiles === 0 || paper > negative.mostPaper * tiles || darkness < negative.leastDark * tiles) return undefined
  for (const plane of planes.channels) for (let index = 0; index < plane.length; index++) plane[index] = 255 - (plane[index] ?? 0)
  return darkness / tiles
}
