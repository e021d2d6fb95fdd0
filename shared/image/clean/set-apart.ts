import type { ReadingStrip, ReadingTable } from '../../model/index.ts'
import type { Grey } from '../planes.ts'
import { piecesOfTable, withoutLines, type Piece } from './cells.ts'
import { columnsOf } from './columns.ts'
import type { RuledTable } from './tables.ts'

/** White put between strips, mm: engines part paragraphs by it. */
const betweenMm = 3
/** A copy is no larger than this, px, and no higher: a table whose cells would make it so stands as it does on the page. */
const most = { pixels: 32_000_000, height: 30_000 }

/** A reading copy whose parts stand one below the other. */
export interface SetApart {
  readonly picture: Grey
  readonly strips: readonly ReadingStrip[]
  /** How many times two columns were set apart. */
  readonly columns: number
  /** Those that stand in no column. */
  readonly tables: readonly ReadingTable[]
}

/**
 * Sets columns that stand side by side one below the other, the left one first, and so the cells of tables, row by row, where some have
 * several lines; each where it stands across the page. Engines join lines of columns and cells whose heights differ and lose tone marks by
 * it; a page whose lines all stand alone is read right. Nothing is left out but the lines of such tables, and nothing is enlarged: every
 * strip tells its place, and what number of a row it shows nearer to the print beside it.
 */
export function setApart(picture: Grey, ruled: readonly RuledTable[], dpi: number): SetApart {
  const px = dpi / 25.4
  const bands = columnsOf(picture, dpi)
  const free = ruled.filter(({ table: { rows } }) => !bands.some((pieces) => (pieces[0]?.top ?? 0) < (rows.at(-1) ?? 0) && (pieces[0]?.bottom ?? 0) > (rows[0] ?? 0)))
  const tables = free.map(({ table }) => table)
  let page = picture
  const parts = [...bands]
  for (const one of free) {
    const bare = withoutLines(page, one)
    const cells = piecesOfTable(one.table, bare, px)
    const height = [...parts.flat(), ...cells].reduce((sum, piece) => sum + piece.bottom - piece.top + Math.round(betweenMm * px), page.height)
    if (cells.length === 0 || height > most.height || height * page.width > most.pixels) continue
    parts.push(cells)
    page = bare
  }
  if (parts.length === 0) return { picture, strips: [], columns: 0, tables }
  const topOf = (part: readonly Piece[]): number => Math.min(...part.map(({ top }) => top))
  const pieces: Piece[] = []
  let done = 0
  for (const part of parts.sort((one, other) => topOf(one) - topOf(other))) {
    const top = topOf(part)
    if (top > done) pieces.push({ top: done, bottom: top, left: 0, right: picture.width })
    pieces.push(...part)
    done = Math.max(...part.map(({ bottom }) => bottom))
  }
  if (done < picture.height) pieces.push({ top: done, bottom: picture.height, left: 0, right: picture.width })
  return { ...stacked(page, pieces, Math.round(betweenMm * px)), columns: bands.length, tables }
}

/** Pieces of a picture one below the other. */
function stacked(picture: Grey, pieces: readonly Piece[], between: number): { readonly picture: Grey; readonly strips: readonly ReadingStrip[] } {
  const height = pieces.reduce((sum, { top, bottom }) => sum + bottom - top + between, 0)
  const pixels = new Uint8Array(picture.width * height).fill(255)
  const strips: ReadingStrip[] = []
  let row = 0
  for (const { top, bottom, left, right, moved } of pieces) {
    strips.push({ top: row, pageTop: top, ...(moved === undefined ? {} : { moved }) })
    for (let from = top; from < bottom; from++, row++) {
      const start = row * picture.width
      pixels.set(picture.pixels.subarray(from * picture.width + left, from * picture.width + right), start + left)
      if (moved !== undefined) {
        const print = pixels.slice(start + moved.from, start + moved.to)
        pixels.fill(255, start + moved.from, start + moved.to).set(print, start + moved.from + moved.by)
      }
    }
    row += between
  }
  return { picture: { width: picture.width, height, pixels }, strips }
}
