import type { InkMap, PageGeometry, ShowThrough } from '../../model/index.ts'
import type { PaperTone } from './paper.ts'
import { cellOf, placingOn, type Placing } from './placing.ts'
import type { Grey } from '../planes.ts'
import { darkerThan, histogramOf, percentileOf } from './tone.ts'

/** Ink of this side is darker than this share of the paper; what shines through is paler, and darker than bare paper by `pale` levels. */
const inkShare = 0.55
const pale = 16
/** Pale pixels among nine: what shines through is blurred and broad, a hairline of a drawing is not. */
const broadStroke = 6
/** Pixels this near to ink are its blur, mm. */
const blur = 0.8
/** Frames, shadows and the feeder's traces stand this near to the sides, mm. */
const margin = 12
/** Paper darker than this share of the page's paper is shade or tinted ground. */
const paperShare = 0.85
/** Longest runs of pale pixels within letters, mm: folds, rules, streaks and patches are longer. */
const longest = { across: 3.5, down: 7 }
/** A cell shows print when this share of what can be seen of it is pale; it can be seen when this share is not hidden. */
const cell = { pale: 0.08, seen: 0.35, neighbours: 3 }
/** Sides of blocks, cells, of which a share must be bare: print leaves margins and ends of paragraphs, a patterned ground does not. */
const block = { cells: 4, leastBare: 0.06 }
/** Fewest cells of print that are worth telling. */
const fewestCells = 100

/**
 * What shines through a page from its back: pale strokes of the size of letters, away from this side's ink. Null where
 * nothing has the look of print: streaks, folds, shade, tinted or patterned ground and noise are none. `ink`: see
 * inkPicture, at `dpi`; `map`: see inkMapOf, whose cells are used.
 */
export function showThroughOf(ink: Grey, paper: PaperTone, dpi: number, geometry: PageGeometry, map: InkMap): ShowThrough | null {
  const px = (millimetres: number): number => Math.max(1, Math.round((millimetres * dpi) / 25.4))
  const usual = percentileOf(histogramOf(ink.pixels), 0.5)
  const seen = paleStrokes(ink, usual, px(blur), px(margin))
  coverShade(seen, ink, paper)
  coverLongRuns(seen, ink.width, ink.height, px(longest.across), px(longest.down))
  const cells = withoutSpecks(cellsOf(seen, ink, geometry, map), map)
  const count = cells.reduce((sum, state) => sum + (state === shown ? 1 : 0), 0)
  return count < fewestCells || bareShare(cells, map) < block.leastBare ? null : cells
}

const bare = 0
const shown = 1
const hidden = 2

/** Tells bare paper, pale strokes and what this side's ink and the sides of the page hide. */
function paleStrokes({ width, height, pixels }: Grey, usual: number, near: number, side: number): Uint8Array {
  const dark = spread(darkerThan(pixels, usual * inkShare), width, height, near)
  const paleMarks = darkerThan(pixels, usual - pale)
  const seen = new Uint8Array(width * height).fill(hidden)
  for (let y = side; y < height - side; y++) lookAlong(seen, dark, paleMarks, y * width + side, y * width + width - side, width)
  return seen
}

function lookAlong(seen: Uint8Array, dark: Uint8Array, paleMarks: Uint8Array, from: number, to: number, width: number): void {
  const columnAt = (at: number): number => (paleMarks[at - width] ?? 0) + (paleMarks[at] ?? 0) + (paleMarks[at + width] ?? 0)
  let [before, here] = [columnAt(from - 1), columnAt(from)]
  for (let at = from; at < to; at++) {
    const after = columnAt(at + 1)
    if (dark[at] !== 1) seen[at] = before + here + after >= broadStroke ? shown : bare
    before = here
    here = after
  }
}

/** Makes marks wider and higher by `reach` px each way. */
function spread(marks: Uint8Array, width: number, height: number, reach: number): Uint8Array {
  const wide = new Uint8Array(marks.length)
  for (let y = 0; y < height; y++) widen(marks, wide, y * width, width, reach)
  const out = new Uint8Array(marks.length)
  const last = new Int32Array(width).fill(-1 - 2 * reach)
  for (let y = 0; y < height + reach; y++) heighten(wide, out, last, y, height, reach)
  return out
}

function widen(marks: Uint8Array, wide: Uint8Array, start: number, width: number, reach: number): void {
  let until = -1
  for (let x = 0; x < width + reach; x++) {
    if (x < width && marks[start + x] === 1) until = x + 2 * reach
    if (x >= reach && until >= x) wide[start + x - reach] = 1
  }
}

/** Notes where the marks of row `y` are, and fills the row that lies `reach` px above it: `last`, the row of each column's last mark. */
function heighten(wide: Uint8Array, out: Uint8Array, last: Int32Array, y: number, height: number, reach: number): void {
  const width = last.length
  if (y < height) for (let x = 0, at = y * width; x < width; x++, at++) if (wide[at] === 1) last[x] = y
  if (y < reach) return
  for (let x = 0, at = (y - reach) * width; x < width; x++, at++) if ((last[x] ?? 0) >= y - 2 * reach) out[at] = 1
}

function coverShade(seen: Uint8Array, ink: Grey, paper: PaperTone): void {
  const tile = paper.tilePx / 2
  for (const channel of paper.channels) {
    const limit = percentileOf(histogramOf(channel), 0.5) * paperShare
    channel.forEach((tone, index) => {
      if (tone >= limit) return
      const top = Math.floor(Math.floor(index / paper.columns) * tile)
      const left = Math.floor((index % paper.columns) * tile)
      for (let y = top; y < Math.min(ink.height, top + tile); y++) seen.fill(hidden, y * ink.width + left, Math.min((y + 1) * ink.width, y * ink.width + left + tile))
    })
  }
}

/** Hides runs of pale pixels that are longer than any part of a letter. */
function coverLongRuns(seen: Uint8Array, width: number, height: number, across: number, down: number): void {
  const long: Run[] = []
  for (let y = 0; y < height; y++) runsAlong(seen, y * width, width, across, long)
  const runs = new Int32Array(width)
  for (let y = 0; y < height; y++) runsBelow(seen, runs, y * width, down, long)
  for (let x = 0; x < width; x++) if ((runs[x] ?? 0) > down) long.push({ end: height * width + x, count: runs[x] ?? 0, step: width })
  for (const { end, count, step } of long) for (let back = 1; back <= count; back++) seen[end - back * step] = hidden
}

/** So many pixels that end before `end`. */
interface Run { readonly end: number; readonly count: number; readonly step: number }

function runsAlong(seen: Uint8Array, start: number, width: number, limit: number, long: Run[]): void {
  let count = 0
  for (let at = start; at < start + width; at++) {
    if (seen[at] === shown) {
      count += 1
      continue
    }
    if (count > limit) long.push({ end: at, count, step: 1 })
    count = 0
  }
  if (count > limit) long.push({ end: start + width, count, step: 1 })
}

/** Counts on the runs of each column by one row. */
function runsBelow(seen: Uint8Array, runs: Int32Array, start: number, limit: number, long: Run[]): void {
  const width = runs.length
  for (let x = 0, at = start; x < width; x++, at++) {
    const count = runs[x] ?? 0
    if (seen[at] === shown) {
      runs[x] = count + 1
    } else if (count > 0) {
      if (count > limit) long.push({ end: at, count, step: width })
      runs[x] = 0
    }
  }
}

function cellsOf(seen: Uint8Array, ink: Grey, geometry: PageGeometry, map: InkMap): Uint8Array {
  const placing = placingOn(geometry, ink)
  const paleCounts = new Uint16Array(map.cells.length)
  const clearCounts = new Uint16Array(map.cells.length)
  for (let y = 0; y < ink.height; y++) countRow(seen, y, ink.width, placing, map, clearCounts, paleCounts)
  const across = geometry.turn % 180 !== 0
  const scale = ink.width / (across ? geometry.rawHeight : geometry.rawWidth)
  const whole = (map.cellPx * scale) ** 2
  return Uint8Array.from(clearCounts, (clear, at) => (clear < whole * cell.seen ? hidden : (paleCounts[at] ?? 0) >= clear * cell.pale ? shown : bare))
}

function countRow(seen: Uint8Array, y: number, width: number, placing: Placing, map: InkMap, clearCounts: Uint16Array, paleCounts: Uint16Array): void {
  for (let x = 0; x < width; x++) {
    const state = seen[y * width + x]
    if (state === hidden) continue
    const at = cellOf(placing, x, y, map)
    clearCounts[at] = (clearCounts[at] ?? 0) + 1
    if (state === shown) paleCounts[at] = (paleCounts[at] ?? 0) + 1
  }
}

/** Takes away cells that stand alone: specks, ends of folds. */
function withoutSpecks(cells: Uint8Array, { columns, rows }: InkMap): Uint8Array {
  return cells.map((state, index) => {
    if (state !== shown) return state
    const [column, row] = [index % columns, Math.floor(index / columns)]
    let near = 0
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) if (cells[y * columns + x] === shown) near += 1
    }
    return near > cell.neighbours ? shown : bare
  })
}

/** Share of the visible blocks without any print. */
function bareShare(cells: Uint8Array, { columns, rows }: InkMap): number {
  let visible = 0
  let free = 0
  for (let top = 0; top + block.cells <= rows; top += block.cells) {
    for (let left = 0; left + block.cells <= columns; left += block.cells) {
      let [clear, print] = [0, 0]
      for (let row = top; row < top + block.cells; row++) {
        for (let column = left; column < left + block.cells; column++) {
          const state = cells[row * columns + column]
          if (state !== hidden) clear += 1
          if (state === shown) print += 1
        }
      }
      if (clear < (block.cells ** 2) / 2) continue
      visible += 1
      if (print === 0) free += 1
    }
  }
  return visible === 0 ? 0 : free / visible
}
