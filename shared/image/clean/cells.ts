import type { ReadingStrip, ReadingTable } from '../../model/index.ts'
import type { Grey } from '../planes.ts'
import type { RuledTable } from './tables.ts'

/** Tones darker than this are ink. */
const inkTone = 128
/** Rows of a cell with less ink than this are white, px: what is left of a line is no more. */
const leastInk = 2
/** A line of print is at least this high, and white that parts two of them this wide, mm. */
const printMm = { line: 1.4, parting: 0.35 }
/** Print no wider than this is read with the cell beside it, this far from its print: engines take a lone number for dirt, mm. */
const loneMm = 10
const besideMm = 1.4
/** The part of its height on which such print has to stand beside a line of that cell. */
const besideShare = 0.6
/** White kept around the print of a cell, mm. */
const marginMm = 1

/** A part of a picture, px: right and bottom not counted in. */
export interface Piece {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
  /** Print that is read farther right than it stands. */
  readonly moved?: ReadingStrip['moved']
}

/** A picture without the lines of a table, and the pale px beside them. */
export function withoutLines({ width, height, pixels }: Grey, { across, down }: RuledTable): Grey {
  const bare = pixels.slice()
  for (const { at, from, to } of across.flatMap(({ runs }) => runs)) {
    for (let y = Math.max(0, at - 1); y <= Math.min(height - 1, at + 1); y++) bare.fill(255, y * width + from, y * width + to + 1)
  }
  for (const { at, from, to } of down.flatMap(({ runs }) => runs)) {
    for (let y = from; y <= to; y++) bare.fill(255, y * width + Math.max(0, at - 1), y * width + Math.min(width, at + 2))
  }
  return { width, height, pixels: bare }
}

/**
 * The pieces in which a table whose lines were taken out is read: rows of which every cell has one line stand as they are; of others each
 * cell by itself, without the white above and below its print, and what stands beside the table. None for a table of single lines only.
 */
export function piecesOfTable(table: ReadingTable, picture: Grey, px: number): Piece[] {
  const pieces: Piece[] = []
  let apart = false
  const [left, right] = [Math.round(table.columns[0] ?? 0), Math.round(table.columns.at(-1) ?? picture.width)]
  for (const { first, last } of rowGroupsOf(table)) {
    const [top, bottom] = [Math.round(table.rows[first] ?? 0), Math.round(table.rows[last + 1] ?? 0)]
    const cells = cellsIn(table, first, last)?.map((cell) => inkOf(picture, cell, px))
    if (cells?.some(({ lines }) => lines.length > 1) === true) {
      apart = true
      const beside = [{ top, bottom, left: 0, right: left }, { top, bottom, left: right, right: picture.width }].map((piece) => inkOf(picture, piece, px))
      pieces.push(...[...withNumbers(cells, px), ...beside].flatMap((cell) => trimmed(cell, px)))
    } else {
      pieces.push({ top, bottom, left: 0, right: picture.width })
    }
  }
  return apart ? pieces : []
}

/** A piece of a picture and where its ink begins and ends. */
interface InkedPiece extends Piece {
  readonly inkTop: number
  readonly inkBottom: number
  readonly inkLeft: number
  readonly inkRight: number
  /** Rows as high as print. */
  readonly lines: readonly { readonly top: number; readonly bottom: number }[]
}

/** Cells with a number joined to the cell after it, where that has a line on its height. */
function withNumbers(cells: readonly InkedPiece[], px: number): InkedPiece[] {
  const out: InkedPiece[] = []
  for (const cell of cells) {
    const before = out.at(-1)
    const [line] = before?.lines ?? []
    const isNumber = before?.lines.length === 1 && before.inkRight - before.inkLeft <= loneMm * px && before.top === cell.top && before.bottom === cell.bottom && before.right === cell.left
    if (isNumber && line !== undefined && cell.lines.some((other) => Math.min(line.bottom, other.bottom) - Math.max(line.top, other.top) >= besideShare * (line.bottom - line.top))) {
      const by = cell.inkLeft - Math.round(besideMm * px) - before.inkRight
      out.splice(-1, 1, {
        ...cell, left: before.left, inkLeft: before.inkLeft, inkTop: Math.min(before.inkTop, cell.inkTop), inkBottom: Math.max(before.inkBottom, cell.inkBottom),
        ...(by > 0 ? { moved: { from: before.inkLeft, to: before.inkRight, by } } : {}),
      })
    } else {
      out.push(cell)
    }
  }
  return out
}

/** A piece without the white above and below its ink; nothing of one without ink. */
function trimmed({ top, bottom, left, right, moved, inkTop, inkBottom }: InkedPiece, px: number): Piece[] {
  const margin = Math.round(marginMm * px)
  return inkBottom <= inkTop ? [] : [{ left, right, top: Math.max(top, inkTop - margin), bottom: Math.min(bottom, inkBottom + margin), ...(moved === undefined ? {} : { moved }) }]
}

/** Rows of a table that no cell joins with those after them, first and last of each counted in. */
function rowGroupsOf({ rows, columns, cells }: ReadingTable): { readonly first: number; readonly last: number }[] {
  const wide = columns.length - 1
  const groups: { first: number; last: number }[] = []
  for (let row = 0; row < rows.length - 1; row++) {
    const group = groups.at(-1)
    const joins = group !== undefined && cells.slice(row * wide, (row + 1) * wide).some((cell) => cell < row * wide)
    if (joins) group.last = row
    else groups.push({ first: row, last: row })
  }
  return groups
}

/** Cells of some rows in the order of their first fields; undefined where one is no rectangle. */
function cellsIn({ rows, columns, cells }: ReadingTable, first: number, last: number): Piece[] | undefined {
  const wide = columns.length - 1
  const pieces: Piece[] = []
  for (let field = first * wide; field < (last + 1) * wide; field++) {
    if (cells[field] !== field) continue
    const members = cells.flatMap((cell, index) => (cell === field ? [index] : []))
    const columnsOf = members.map((index) => index % wide)
    const rowsOf = members.map((index) => Math.floor(index / wide))
    const [fromColumn, toColumn, fromRow, toRow] = [Math.min(...columnsOf), Math.max(...columnsOf), Math.min(...rowsOf), Math.max(...rowsOf)]
    if (members.length !== (toColumn - fromColumn + 1) * (toRow - fromRow + 1)) return undefined
    pieces.push({
      top: Math.round(rows[fromRow] ?? 0), bottom: Math.round(rows[toRow + 1] ?? 0),
      left: Math.round(columns[fromColumn] ?? 0), right: Math.round(columns[toColumn + 1] ?? 0),
    })
  }
  return pieces
}

function inkOf({ width, pixels }: Grey, piece: Piece, px: number): InkedPiece {
  const bands: { top: number; bottom: number }[] = []
  let [inkLeft, inkRight] = [piece.right, piece.left]
  for (let y = piece.top; y < piece.bottom; y++) {
    const row = inkOfRow(pixels, y * width + piece.left, y * width + piece.right)
    if (row.count < leastInk) continue
    inkLeft = Math.min(inkLeft, piece.left + row.first)
    inkRight = Math.max(inkRight, piece.left + row.last + 1)
    const band = bands.at(-1)
    if (band !== undefined && y - band.bottom < printMm.parting * px) band.bottom = y + 1
    else bands.push({ top: y, bottom: y + 1 })
  }
  return {
    ...piece, inkTop: bands[0]?.top ?? piece.bottom, inkBottom: bands.at(-1)?.bottom ?? piece.top, inkLeft, inkRight,
    lines: bands.filter(({ top, bottom }) => bottom - top >= printMm.line * px),
  }
}

/** How many px are ink, and which are the first and the last of them. */
function inkOfRow(pixels: Uint8Array, from: number, to: number): { readonly count: number; readonly first: number; readonly last: number } {
  let [count, first, last] = [0, 0, 0]
  for (let at = from; at < to; at++) {
    if ((pixels[at] ?? 255) >= inkTone) continue
    if (count === 0) first = at - from
    last = at - from
    count++
  }
  return { count, first, last }
}
