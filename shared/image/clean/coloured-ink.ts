import { luma, lumaOf, type Grey, type Planes } from '../planes.ts'
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
  const { width, height, channels: [red, green, blue] } = planes
  if (red === undefined || green === undefined || blue === undefined) return { grey: lumaOf(planes), stamps: 0 }
  const cellPx = Math.max(2, Math.round((cellMm * dpi) / 25.4))
  const columns = Math.ceil(width / cellPx)
  const rows = Math.ceil(height / cellPx)
  const inkOf = (): ColouredInk => ({ cells: new Uint16Array(columns * rows), tones: new Uint32Array(256) })
  const [warm, cold] = [inkOf(), inkOf()]
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) weighRow(red, green, blue, pixels, y * width, width, cellPx, Math.floor(y / cellPx) * columns, warm, cold)
  let stamps = 0
  for (const [ink, own, other, side] of [[warm, red, blue, stampMm.red], [cold, blue, red, stampMm.blue]] as const) {
    const marks = stampCells(ink.cells, columns, rows, cellPx, side / cellMm)
    const gain = gainOf(ink)
    stamps += marks.count
    for (let y = 0; marks.count > 0 && y < height; y++) {
      const firstCell = Math.floor(y / cellPx) * columns
      for (let column = 0; column < columns; column++) {
        if (marks.cells[firstCell + column] === 1) lightUp(pixels, own, green, other, gain, y * width + column * cellPx, y * width + Math.min(width, (column + 1) * cellPx))
      }
    }
  }
  return { grey: { width, height, pixels }, stamps }
}

/** Ink of one colour: how many pixels of it each cell has, and how bright they are in its own light. */
interface ColouredInk {
  readonly cells: Uint16Array
  readonly tones: Uint32Array
}

/** Takes a row's luma, and counts its red and blue ink into the row of cells that begins at `firstCell`. */
function weighRow(
  red: Uint8Array, green: Uint8Array, blue: Uint8Array, pixels: Uint8Array, start: number, width: number, cellPx: number, firstCell: number, warm: ColouredInk, cold: ColouredInk,
): void {
  for (let index = start; index < start + width; index++) {
    const [own, middle, other] = [red[index] ?? 0, green[index] ?? 0, blue[index] ?? 0]
    pixels[index] = luma(own, middle, other)
    if (isColoured(own, middle, other)) count(warm, own, firstCell + Math.floor((index - start) / cellPx))
    else if (isColoured(other, middle, own)) count(cold, other, firstCell + Math.floor((index - start) / cellPx))
  }
}

function count({ cells, tones }: ColouredInk, tone: number, cell: number): void {
  cells[cell] = (cells[cell] ?? 0) + 1
  tones[tone] = (tones[tone] ?? 0) + 1
}

function lightUp(pixels: Uint8Array, warm: Uint8Array, green: Uint8Array, cold: Uint8Array, gain: number, from: number, to: number): void {
  for (let index = from; index < to; index++) {
    const own = warm[index] ?? 0
    const colour = colourfulness(own, green[index] ?? 0, cold[index] ?? 0)
    const shown = Math.max(own * (1 + (gain - 1) * colour), cold[index] ?? 0)
    if (shown > (pixels[index] ?? 0)) pixels[index] = Math.min(255, shown)
  }
}

/** What lifts the usual brightness of this ink, in its own colour's light, to that of paper. */
function gainOf({ tones }: ColouredInk): number {
  return Math.min(mostGain, Math.max(1, 245 / Math.max(1, percentileOf(tones, 0.35))))
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

/** Marks the cells of all connected coloured marks that are `side` cells wide and high, and tells how many marks these are. */
function stampCells(counts: Uint16Array, columns: number, rows: number, cellPx: number, side: number): { readonly cells: Uint8Array; readonly count: number } {
  const seeded = counts.map((inked) => (inked >= cellPx * cellPx * cellShare ? 1 : 0))
  const cells = new Uint8Array(columns * rows)
  const seen = new Uint8Array(columns * rows)
  let found = 0
  for (let start = 0; start < seeded.length; start++) {
    if (seeded[start] !== 1 || seen[start] === 1) continue
    const mark = gather(seeded, seen, start, columns, rows)
    if (mark.right - mark.left + 1 < side || mark.bottom - mark.top + 1 < side) continue
    found++
    for (let row = Math.max(0, mark.top - 1); row <= Math.min(rows - 1, mark.bottom + 1); row++) {
      for (let column = Math.max(0, mark.left - 1); column <= Math.min(columns - 1, mark.right + 1); column++) cells[row * columns + column] = 1
    }
  }
  return { cells, count: found }
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
