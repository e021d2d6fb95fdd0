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
  const { width, height } = planes
  const tiles = Math.floor(width / tilePx) * Math.floor(height / tilePx)
  let [paper, darkness] = [0, 0]
  for (let top = 0; top + tilePx <= height; top += tilePx) {
    const { pixels } = lumaOf({ width, height: tilePx, channels: planes.channels.map((plane) => plane.subarray(top * width, (top + tilePx) * width)) })
    for (let left = 0; left + tilePx <= width; left += tilePx) {
      const tones = new Uint8Array(tilePx * tilePx)
      for (let row = 0; row < tilePx; row++) tones.set(pixels.subarray(row * width + left, row * width + left + tilePx), row * tilePx)
      const counts = histogramOf(tones)
      if (percentileOf(counts, 0.3) > bright) paper++
      if (percentileOf(counts, 0.6) < dark) darkness++
    }
    // Nearly every page shows as much paper within its first lines.
    if (paper > negative.mostPaper * tiles) return undefined
  }
  if (tiles === 0 || darkness < negative.leastDark * tiles) return undefined
  for (const plane of planes.channels) for (let index = 0; index < plane.length; index++) plane[index] = 255 - (plane[index] ?? 0)
  return darkness / tiles
}
