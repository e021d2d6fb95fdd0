import { lumaOf, type Grey, type Planes } from '../planes.ts'
import { percentileOf } from './tone.ts'

/** Sides of the coarse cells in which coloured ink is gathered into marks, mm. */
const cellMm = 1
/** A coloured mark at least this wide and high is a stamp or a signature; printed or written lines are lower. */
const stampMm = { red: 12, blue: 13 }
/** Share of a cell's pixels that must be coloured for the cell to belong to a mark. */
const cellShare = 0.06
/** A colour leads the others by more than this in ink of its own. */
const leastLead = 12
/** Ink darker than this in its own light lets nothing through. */
const mostGain = 2.2

/**
 * Grey picture of a page whose paper is white, with stamps and coloured signatures taken out so that the text beneath
 * them can be read, and how many they were. Coloured ink is seen in the light of its own colour, in which it is as bright as paper and black ink
 * is black: strokes beneath keep their edges. Only marks as large as a stamp go: red headings, blue handwriting in a line and all black stay.
 */
export function greyWithoutStamps(planes: Planes, dpi: number): { readonly grey: Grey; readonly stamps: number } {
  const grey = lumaOf(planes)
  let stamps = 0
  const [red, green, blue] = planes.channels
  if (red === undefined || green === undefined || blue === undefined) return { grey, stamps }
  const cellPx = Math.max(2, Math.round((cellMm * dpi) / 25.4))
  const pixels = grey.pixels
  for (const [warm, cold, side] of [[red, blue, stampMm.red], [blue, red, stampMm.blue]] as const) {
    const marks = stampCells(warm, green, cold, grey, cellPx, side / cellMm)
    if (marks === undefined) continue
    stamps += marks.count
    const columns = Math.ceil(grey.width / cellPx)
    const gain = gainOf(warm, green, cold)
    for (const [cell, marked] of marks.cells.entries()) {
      if (marked !== 1) continue
      const [left, top] = [(cell % columns) * cellPx, Math.floor(cell / columns) * cellPx]
      const [right, bottom] = [Math.min(grey.width, left + cellPx), Math.min(grey.height, top + cellPx)]
      for (let y = top; y < bottom; y++) {
        for (let index = y * grey.width + left; index < y * grey.width + right; index++) {
          const own = warm[index] ?? 0
          const colour = colourfulness(own, green[index] ?? 0, cold[index] ?? 0)
          const shown = Math.max(own * (1 + (gain - 1) * colour), cold[index] ?? 0)
          if (shown > (pixels[index] ?? 0)) pixels[index] = Math.min(255, shown)
        }
      }
    }
  }
  return { grey, stamps }
}

/** What lifts the usual brightness of this ink, in its own colour's light, to that of paper. */
function gainOf(own: Uint8Array, green: Uint8Array, other: Uint8Array): number {
  const counts = new Uint32Array(256)
  for (let index = 0; index < own.length; index++) {
    const tone = own[index] ?? 0
    if (isColoured(tone, green[index] ?? 0, other[index] ?? 0)) counts[tone] = (counts[tone] ?? 0) + 1
  }
  return Math.min(mostGain, Math.max(1, 245 / Math.max(1, percentileOf(counts, 0.35))))
}

/** How much a pixel is ink of the colour whose own channel is `own`, 0..1. Black ink under JPEG chroma bleed stays near 0. */
function colourfulness(own: number, green: number, other: number): number {
  const lead = own - Math.max(green, other)
  if (lead <= leastLead) return 0
  const relative = lead / Math.max(1, own)
  return Math.min(1, Math.max(0, (relative - 0.08) / 0.12))
}

/** True for a pixel that is more ink of this colour than not. */
function isColoured(own: number, green: number, other: number): boolean {
  // Most pixels are paper: nothing is weighed for them.
  return own - green > leastLead && own - other > leastLead && colourfulness(own, green, other) > 0.5
}

/** Marks the cells of all connected coloured marks that are `side` cells wide and high; undefined where there are none. */
function stampCells(own: Uint8Array, green: Uint8Array, other: Uint8Array, { width, height }: Grey, cellPx: number, side: number): { readonly cells: Uint8Array; readonly count: number } | undefined {
  const columns = Math.ceil(width / cellPx)
  const rows = Math.ceil(height / cellPx)
  const counts = new Uint16Array(columns * rows)
  for (let y = 0, index = 0; y < height; y++) {
    const row = Math.floor(y / cellPx) * columns
    for (let x = 0; x < width; x++, index++) {
      if (isColoured(own[index] ?? 0, green[index] ?? 0, other[index] ?? 0)) {
        const cell = row + Math.floor(x / cellPx)
        counts[cell] = (counts[cell] ?? 0) + 1
      }
    }
  }
  const seeded = counts.map((count) => (count >= cellPx * cellPx * cellShare ? 1 : 0))
  const marks = new Uint8Array(columns * rows)
  const seen = new Uint8Array(columns * rows)
  let count = 0
  for (let start = 0; start < seeded.length; start++) {
    if (seeded[start] !== 1 || seen[start] === 1) continue
    const mark = gather(seeded, seen, start, columns, rows)
    if (mark.right - mark.left + 1 < side || mark.bottom - mark.top + 1 < side) continue
    count++
    for (let row = Math.max(0, mark.top - 1); row <= Math.min(rows - 1, mark.bottom + 1); row++) {
      for (let column = Math.max(0, mark.left - 1); column <= Math.min(columns - 1, mark.right + 1); column++) marks[row * columns + column] = 1
    }
  }
  return count > 0 ? { cells: marks, count } : undefined
}

function gather(seeded: ArrayLike<number>, seen: Uint8Array, start: number, columns: number, rows: number): { left: number; right: number; top: number; bottom: number } {
  const extent = { left: columns, right: 0, top: rows, bottom: 0 }
  const open = [start]
  seen[start] = 1
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    const column = cell % columns
    const row = Math.floor(cell / columns)
    extent.left = Math.min(extent.left, column)
    extent.right = Math.max(extent.right, column)
    extent.top = Math.min(extent.top, row)
    extent.bottom = Math.max(extent.bottom, row)
    for (let down = -1; down <= 1; down++) {
      for (let across = -1; across <= 1; across++) {
        const nextColumn = column + across
        const nextRow = row + down
        if (nextColumn < 0 || nextRow < 0 || nextColumn >= columns || nextRow >= rows) continue
        const next = nextRow * columns + nextColumn
        if (seeded[next] !== 1 || seen[next] === 1) continue
        seen[next] = 1
        open.push(next)
      }
    }
  }
  return extent
}
