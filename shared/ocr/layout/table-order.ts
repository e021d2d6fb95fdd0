import type { ReadingTable } from '../../model/index.ts'
import { inReadingOrder } from './reading-order.ts'
import { withoutScribbles } from './scribble.ts'
import { rowsOf, segmentsOf, type Row as Line } from './segments.ts'
import type { RawWord } from '../engines/tsv.ts'

/** A table beside which more words stand than this part of its own is a box among print: it does not part the page. */
const mostBeside = 0.1

/**
 * Puts words of a page with ruled tables in the order in which a person reads them: what stands above a table, its cells row by row, what
 * stands below it. A row whose cells have one line each is one line; else each cell is read to its end before the next one is begun.
 */
export function inOrderWithTables(words: readonly RawWord[], tables: readonly ReadingTable[]): RawWord[] {
  const parts: RawWord[][] = []
  let rest = words
  for (const table of tables) {
    const inside = rest.filter((word) => cellUnder(word, table) !== undefined)
    const around = rest.filter((word) => cellUnder(word, table) === undefined)
    const [top, bottom] = [table.rows[0] ?? 0, table.rows.at(-1) ?? 0]
    if (around.filter((word) => middleOf(word).y > top && middleOf(word).y < bottom).length > mostBeside * inside.length) continue
    parts.push(inReadingOrder(around.filter((word) => middleOf(word).y <= bottom)), ...rowsOfTable(inside, table))
    rest = around.filter((word) => middleOf(word).y > bottom)
  }
  parts.push(inReadingOrder(rest))
  return joined(parts)
}

function middleOf({ left, top, width, height }: RawWord): { x: number; y: number } {
  return { x: left + width / 2, y: top + height / 2 }
}

/** The cell in which a word's middle lies. */
function cellUnder(word: RawWord, { rows, columns, cells }: ReadingTable): number | undefined {
  const { x, y } = middleOf(word)
  const row = rows.findIndex((top, index) => y >= top && y < (rows[index + 1] ?? top))
  const column = columns.findIndex((left, index) => x >= left && x < (columns[index + 1] ?? left))
  return row < 0 || column < 0 ? undefined : cells[row * (columns.length - 1) + column]
}

/** The words of a table, one part a cell; rows whose cells have one line each are the lines of one part. */
function rowsOfTable(words: readonly RawWord[], table: ReadingTable): RawWord[][] {
  const byCell = Map.groupBy(words, (word) => cellUnder(word, table) ?? 0)
  const byRow = Map.groupBy([...byCell].sort(([one], [other]) => one - other), ([cell]) => Math.floor(cell / (table.columns.length - 1)))
  const parts: Line[][] = []
  let single: Line[] = []
  for (const row of byRow.values()) {
    const cells = row.map(([, inside]) => rowsOf(segmentsOf(inside, withFigures)))
    const lines = cells.every(({ length }) => length <= 1) ? rowsOf(cells.flat(2)) : []
    if (lines.length === 1) {
      single.push(...lines)
      continue
    }
    parts.push(single, ...cells)
    single = []
  }
  return [...parts, single].filter(({ length }) => length > 0).map(asLines)
}

/** What stays of a run in a cell: a number there is content, however little it is believed beside the table's lines. */
function withFigures(run: readonly RawWord[]): readonly RawWord[] {
  return run.every(({ text }) => /^\d[\d.,/-]*$/u.test(text)) ? run : withoutScribbles(run)
}

/** Words of lines, numbered as one block. */
function asLines(lines: readonly Line[]): RawWord[] {
  return lines.flatMap((line, index) => line.flatMap((segment) => segment.words).map((word) => ({ ...word, block: 1, paragraph: 1, line: index + 1 })))
}

/** Parts of a page one after the other, numbered anew. */
function joined(parts: readonly (readonly RawWord[])[]): RawWord[] {
  const most = { block: 0, paragraph: 0, line: 0 }
  return parts.flatMap((part) => {
    const before = { ...most }
    return part.map((word) => {
      const moved = { ...word, block: word.block + before.block, paragraph: word.paragraph + before.paragraph, line: word.line + before.line }
      most.block = Math.max(most.block, moved.block)
      most.paragraph = Math.max(most.paragraph, moved.paragraph)
      most.line = Math.max(most.line, moved.line)
      return moved
    })
  })
}
