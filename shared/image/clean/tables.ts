import type { ReadingTable } from '../../model/index.ts'
import type { Grey } from '../planes.ts'
import { ruledLines, type RuledLine } from './ruled-lines.ts'

/** Lines that come this near to each other meet, mm. */
const meetMm = 1.5
/** Lines this near to each other part the same rows or columns, mm. */
const sameMm = 1.8
/** A table is at least this wide and high, mm: what is smaller is a stamp or a box to tick. */
const leastMm = { width: 60, height: 8 }
/** The part of a cell's side that has to be drawn for it to part two cells. */
const drawnShare = 0.6
/** More fields than this are squared paper or a pattern. */
const mostFields = 1500

/** A table and the lines that make it. */
export interface RuledTable {
  readonly table: ReadingTable
  readonly across: readonly RuledLine[]
  readonly down: readonly RuledLine[]
}

/** Tables of a straightened page as their ruled lines show them, from top to bottom. Frames, underlines and boxes are none. */
export function tablesOf(picture: Grey, dpi: number): RuledTable[] {
  const px = dpi / 25.4
  const { across, down } = ruledLines(picture, dpi)
  return groupsOf(across, down, meetMm * px).flatMap((group) => {
    const table = tableOf(group, px)
    return table === undefined ? [] : [{ table, ...group }]
  }).sort((one, other) => (one.table.rows[0] ?? 0) - (other.table.rows[0] ?? 0))
}

interface Group { readonly across: readonly RuledLine[]; readonly down: readonly RuledLine[] }

/** Lines that hang together. */
function groupsOf(across: readonly RuledLine[], down: readonly RuledLine[], meet: number): Group[] {
  const left = { across: new Set(across), down: new Set(down) }
  const groups: Group[] = []
  for (const start of across) {
    if (!left.across.delete(start)) continue
    const group: { across: RuledLine[]; down: RuledLine[] } = { across: [start], down: [] }
    const open: { readonly line: RuledLine; readonly is: 'across' | 'down' }[] = [{ line: start, is: 'across' }]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const other = next.is === 'across' ? 'down' : 'across'
      for (const candidate of left[other]) {
        if (!crosses(next.line, candidate, meet)) continue
        left[other].delete(candidate)
        group[other].push(candidate)
        open.push({ line: candidate, is: other })
      }
    }
    groups.push(group)
  }
  return groups
}

function crosses(one: RuledLine, other: RuledLine, meet: number): boolean {
  return other.first - meet <= one.to && other.last + meet >= one.from && one.first - meet <= other.to && one.last + meet >= other.from
}

function tableOf({ across, down }: Group, px: number): ReadingTable | undefined {
  const [left, right] = [Math.min(...across.map(({ from }) => from), ...down.map(({ first }) => first)), Math.max(...across.map(({ to }) => to), ...down.map(({ last }) => last))]
  const [top, bottom] = [Math.min(...across.map(({ first }) => first), ...down.map(({ from }) => from)), Math.max(...across.map(({ last }) => last), ...down.map(({ to }) => to))]
  if (right - left < leastMm.width * px || bottom - top < leastMm.height * px) return undefined
  const rows = dividers([top, bottom], across, sameMm * px)
  const columns = dividers([left, right], down, sameMm * px)
  if (rows.length < 3 || columns.length < 3 || (rows.length - 1) * (columns.length - 1) > mostFields) return undefined
  const cells = cellsOf(rows, columns, across, down, sameMm * px)
  return new Set(cells).size < 3 ? undefined : { rows, columns, cells }
}

/** Where lines part rows or columns, the outer sides included even where they are not drawn. */
function dividers(sides: readonly number[], lines: readonly RuledLine[], same: number): number[] {
  const places = [...sides, ...lines.map(({ first, last }) => (first + last) / 2)].sort((one, other) => one - other)
  const groups: number[][] = []
  for (const place of places) {
    const group = groups.at(-1)
    if (group?.[0] !== undefined && place - group[0] <= same) group.push(place)
    else groups.push([place])
  }
  return groups.map((group) => group.reduce((sum, place) => sum + place, 0) / group.length)
}

/** To which cell each field of the grid belongs, row by row: fields with no line between them are one cell, named after its first field. */
function cellsOf(rows: readonly number[], columns: readonly number[], across: readonly RuledLine[], down: readonly RuledLine[], same: number): number[] {
  const [high, wide] = [rows.length - 1, columns.length - 1]
  const cells = Array.from({ length: high * wide }, (_, index) => index)
  const join = (one: number, other: number): void => {
    const [first = 0, second = 0] = [cells[one] ?? 0, cells[other] ?? 0].sort((left, right) => left - right)
    if (first !== second) cells.forEach((cell, index) => { if (cell === second) cells[index] = first })
  }
  for (let row = 0; row < high; row++) {
    for (let column = 0; column < wide; column++) {
      const field = row * wide + column
      const [top = 0, bottom = 0, left = 0, right = 0] = [rows[row], rows[row + 1], columns[column], columns[column + 1]]
      if (column + 1 < wide && !isDrawn(down, right, top, bottom, same)) join(field, field + 1)
      if (row + 1 < high && !isDrawn(across, bottom, left, right, same)) join(field, field + wide)
    }
  }
  return cells
}

/** True where lines cover most of a side. */
function isDrawn(lines: readonly RuledLine[], at: number, from: number, to: number, same: number): boolean {
  const drawn = lines.filter(({ first, last }) => first - same <= at && last + same >= at)
    .reduce((sum, line) => sum + Math.max(0, Math.min(to, line.to) - Math.max(from, line.from)), 0)
  return drawn >= drawnShare * (to - from)
}
