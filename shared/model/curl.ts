import type { Box, PageCurl } from './geometry.ts'

/** How much lower something is seen than it would stand on flat paper, px; `x` and `y` tell its place there. */
export function liftAt({ top, columns, rows, stepX, stepY, lifts }: PageCurl, x: number, y: number): number {
  const column = Math.max(0, Math.min(columns - 1, x / stepX))
  const row = Math.max(0, Math.min(rows - 1, (y - top) / stepY))
  const left = Math.max(0, Math.min(columns - 2, Math.floor(column)))
  const upper = Math.max(0, Math.min(rows - 2, Math.floor(row)))
  const [across, down, node] = [column - left, row - upper, upper * columns + left]
  const above = (lifts[node] ?? 0) * (1 - across) + (lifts[node + 1] ?? 0) * across
  const below = (lifts[node + columns] ?? 0) * (1 - across) + (lifts[node + columns + 1] ?? 0) * across
  return above * (1 - down) + below * down
}

/** Enough steps to come within a tenth of a px where neighbouring heights are lifted by much the same. */
const steps = 8

/** The height at which something would stand on flat paper that is seen at (x, y), px. */
export function flatHeightOf(curl: PageCurl, x: number, y: number): number {
  let flat = y
  for (let step = 0; step < steps; step++) flat = y - liftAt(curl, x, flat)
  return flat
}

/** Where a box of flat paper is seen: the box of the same height around a short piece of print, higher by its slope around a long one. */
export function curledBox(curl: PageCurl, { x, y, width, height }: Box): Box {
  const middle = y + height / 2
  const lifted = [x, x + width / 2, x + width].map((place) => liftAt(curl, place, middle))
  const [highest, lowest] = [Math.min(...lifted), Math.max(...lifted)]
  return { x, y: y + highest, width, height: height + lowest - highest }
}

/** The box of flat paper that `curledBox` puts where this one is. */
export function flatBox(curl: PageCurl, { x, y, width, height }: Box): Box {
  const middle = y + height / 2
  const places = [x, x + width / 2, x + width].map((place) => flatHeightOf(curl, place, middle))
  const [highest, lowest] = [Math.min(...places), Math.max(...places)]
  const flat = Math.max(1, height - (lowest - highest))
  return { x, y: (highest + lowest) / 2 - flat / 2, width, height: flat }
}
