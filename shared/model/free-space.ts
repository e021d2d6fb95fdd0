import type { Box } from './geometry.ts'
import type { InkMap } from './page.ts'

/** Answers whether a rectangle of the page is free of ink. */
export interface FreeSpace {
  /** True when no cell that `box` (px of the straightened page) touches holds ink. What the map does not cover counts as ink. */
  isFree(box: Box): boolean
}

/** Prepares an ink map for many questions, each answered in constant time (summed-area table). */
export function freeSpaceOf(ink: InkMap): FreeSpace {
  const { cellPx, columns, rows, cells } = ink
  const stride = columns + 1
  const sums = new Uint32Array(stride * (rows + 1))
  const sumAt = (row: number, column: number): number => sums[row * stride + column] ?? 0
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const here = cells[row * columns + column] === 0 ? 0 : 1
      sums[(row + 1) * stride + column + 1] = here + sumAt(row, column + 1) + sumAt(row + 1, column) - sumAt(row, column)
    }
  }
  return {
    isFree(box) {
      const left = Math.floor(box.x / cellPx)
      const top = Math.floor(box.y / cellPx)
      const right = Math.ceil((box.x + box.width) / cellPx)
      const bottom = Math.ceil((box.y + box.height) / cellPx)
      if (left < 0 || top < 0 || right > columns || bottom > rows) return false
      return sumAt(bottom, right) - sumAt(top, right) - sumAt(bottom, left) + sumAt(top, left) === 0
    },
  }
}
