import type { Matrix } from './placement.ts'
import type { Pixels } from './png.ts'

/** Side of the squares that are compared, px of the small image. */
const blockPx = 16
/** Largest difference of a square's mean in one colour, of 255. Real scans show up to 13, by half-pixel shifts of dense text. */
const largestDifference = 24

/**
 * True when a page as drawn shows the small image `picture` where `placed` puts it. `placed` leads from the unit square
 * (origin bottom-left) to px of `page` (origin top-left, y down). Compares means of squares in each colour, so that
 * resampling does not count but an inverted, masked, hidden or overlaid picture does. Both in colour.
 */
export function looksLike(page: Pixels, picture: Pixels, placed: Matrix): boolean {
  for (let top = 0; top < picture.height; top += blockPx) {
    for (let left = 0; left < picture.width; left += blockPx) {
      if (blockDifference(page, picture, placed, left, top) > largestDifference) return false
    }
  }
  return true
}

function blockDifference(page: Pixels, picture: Pixels, placed: Matrix, left: number, top: number): number {
  const sums = [0, 0, 0]
  let count = 0
  for (let y = top; y < Math.min(top + blockPx, picture.height); y++) {
    for (let x = left; x < Math.min(left + blockPx, picture.width); x++) {
      const u = (x + 0.5) / picture.width
      const v = 1 - (y + 0.5) / picture.height
      const pageX = Math.floor(placed.a * u + placed.c * v + placed.e)
      const pageY = Math.floor(placed.b * u + placed.d * v + placed.f)
      if (pageX < 0 || pageY < 0 || pageX >= page.width || pageY >= page.height) continue
      count += 1
      for (let colour = 0; colour < 3; colour++) {
        const seen = page.data[(pageY * page.width + pageX) * page.channels + colour] ?? 0
        const meant = picture.data[(y * picture.width + x) * picture.channels + colour] ?? 0
        sums[colour] = (sums[colour] ?? 0) + seen - meant
      }
    }
  }
  return count === 0 ? 0 : Math.max(...sums.map((sum) => Math.abs(sum) / count))
}
