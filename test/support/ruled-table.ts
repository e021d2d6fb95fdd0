import type { PrintedLine } from './printed-page.ts'

/** Lines of one cell, from top to bottom. */
export type DrawnCell = readonly string[]

/** Where a table stands and how it is drawn, mm. */
export interface DrawnTable {
  readonly x: number
  readonly y: number
  readonly widths: readonly number[]
  readonly rows: readonly (readonly DrawnCell[])[]
  /** Size of the type, pt. */
  readonly size?: number
}

const lineMm = 5.6

/** A table with every line ruled, as word processors draw it: print and lines (SVG in mm). */
export function ruledTable({ x, y, widths, rows, size = 12 }: DrawnTable): { readonly lines: PrintedLine[]; readonly shapes: string; readonly bottom: number } {
  const heights = rows.map((row) => Math.max(...row.map(({ length }) => length)) * lineMm + 2)
  const tops = heights.map((_, index) => heights.slice(0, index).reduce((sum, height) => sum + height, y))
  const lefts = widths.map((_, index) => widths.slice(0, index).reduce((sum, width) => sum + width, x))
  const [right, bottom] = [widths.reduce((sum, width) => sum + width, x), heights.reduce((sum, height) => sum + height, y)]
  const paths = [...[...tops, bottom].map((at) => `M${x},${at} H${right}`), ...[...lefts, right].map((at) => `M${at},${y} V${bottom}`)]
  return {
    lines: rows.flatMap((row, index) => row.flatMap((cell, column) => cell.map((text, line) => ({
      text, size, x: (lefts[column] ?? x) + 1.8, y: (tops[index] ?? y) + 4.6 + line * lineMm,
    })))),
    shapes: `<path d="${paths.join(' ')}" stroke="black" stroke-width="0.18" fill="none"/>`,
    bottom,
  }
}
