import type { Grey } from '../planes.ts'

/** Tones darker than this are line or ink: thin lines are pale in a reduced picture. */
const inkTone = 170
/** Least length of a piece of a line, across and down: longer than any stroke of print, shorter than the lowest row of a table, mm. */
const leastMm = { across: 7, down: 4.5 }
/** A line is no thicker than this, mm: what is thicker is a picture. */
const mostThickMm = 1.3
/** A gap in a line that a scan left, mm, and how much of it is dark at least: specks side by side make no line. */
const gapMm = 0.3
const darkShare = 0.85
/** Lines this near to an edge of the picture are the shadow of the paper's, mm. */
const edgeMm = 2.5
/** Pieces of a line on a page that is not quite level continue each other over this, mm. */
const joinMm = 1.2

/** A ruled line: where it runs on the picture, px, both ends counted in. */
export interface RuledLine {
  /** Along the line: columns of one across, rows of one down. */
  readonly from: number
  readonly to: number
  /** Across the line: its first and last row or column, slope counted in. */
  readonly first: number
  readonly last: number
  readonly runs: readonly Run[]
}

/** A dark stretch of one row or column. */
export interface Run {
  readonly at: number
  readonly from: number
  readonly to: number
}

/** The lines across and down a picture that were drawn with a rule: underlines, frames, tables. */
export function ruledLines(picture: Grey, dpi: number): { readonly across: readonly RuledLine[]; readonly down: readonly RuledLine[] } {
  const px = dpi / 25.4
  const gap = Math.max(1, Math.round(gapMm * px))
  const within = (size: number) => ({ first, last }: RuledLine): boolean => first >= edgeMm * px && last < size - edgeMm * px
  return {
    across: linesOf(runsAcross(picture, leastMm.across * px, gap), px).filter(within(picture.height)),
    down: linesOf(runsDown(picture, leastMm.down * px, gap), px).filter(within(picture.width)),
  }
}

function runsAcross({ width, height, pixels }: Grey, least: number, gap: number): Run[] {
  const runs: Run[] = []
  for (let y = 0; y < height; y++) runsInRow(pixels, width, y, least, gap, runs)
  return runs
}

function runsInRow(pixels: Uint8Array, width: number, y: number, least: number, gap: number, runs: Run[]): void {
  let [from, last, dark] = [-1, -1, 0]
  for (let x = 0, at = y * width; x < width; x++, at++) {
    if ((pixels[at] ?? 255) >= inkTone) continue
    if (from < 0 || x - last - 1 > gap) {
      if (isRun(from, last, dark, least)) runs.push({ at: y, from, to: last })
      from = x
      dark = 0
    }
    last = x
    dark++
  }
  if (isRun(from, last, dark, least)) runs.push({ at: y, from, to: last })
}

/** True when a dark stretch that began (-1: none did) is as long and as dark as a line. */
function isRun(from: number, last: number, dark: number, least: number): boolean {
  return from >= 0 && last - from + 1 >= least && dark >= darkShare * (last - from + 1)
}

/** The stretches that are open in the columns of a picture, one a column. */
interface OpenRuns {
  readonly from: Int32Array
  readonly last: Int32Array
  readonly dark: Int32Array
}

/** Row by row, since a page's columns lie far apart in memory. */
function runsDown({ width, height, pixels }: Grey, least: number, gap: number): Run[] {
  const runs: Run[] = []
  const open: OpenRuns = { from: new Int32Array(width).fill(-1), last: new Int32Array(width).fill(-1), dark: new Int32Array(width) }
  for (let y = 0; y < height; y++) followDown(pixels, y, open, least, gap, runs)
  for (let x = 0; x < width; x++) closeRun(x, open, least, runs)
  return runs.sort((one, other) => one.at - other.at || one.from - other.from)
}

function followDown(pixels: Uint8Array, y: number, open: OpenRuns, least: number, gap: number, runs: Run[]): void {
  const { from, last, dark } = open
  const width = from.length
  for (let x = 0, at = y * width; x < width; x++, at++) {
    if ((pixels[at] ?? 255) >= inkTone) continue
    if ((from[x] ?? -1) < 0 || y - (last[x] ?? -1) - 1 > gap) {
      closeRun(x, open, least, runs)
      from[x] = y
      dark[x] = 0
    }
    last[x] = y
    dark[x] = (dark[x] ?? 0) + 1
  }
}

function closeRun(x: number, { from, last, dark }: OpenRuns, least: number, runs: Run[]): void {
  const [begun, ended] = [from[x] ?? -1, last[x] ?? -1]
  if (isRun(begun, ended, dark[x] ?? 0, least)) runs.push({ at: x, from: begun, to: ended })
}

interface GrowingLine extends RuledLine {
  from: number
  to: number
  first: number
  last: number
  readonly runs: Run[]
}

/** Gathers runs that lie on or continue each other; drops what is thicker than a line. */
function linesOf(runs: readonly Run[], px: number): RuledLine[] {
  const closed: RuledLine[] = []
  let open: GrowingLine[] = []
  for (const run of runs) {
    const begun: GrowingLine = { from: run.from, to: run.to, first: run.at, last: run.at, runs: [] }
    const [line = begun, ...others] = open.filter((other) => continues(other, run, joinMm * px))
    const rest = open.filter((other) => other !== line && !others.includes(other))
    for (const other of [...others, begun]) take(line, other)
    line.runs.push(run)
    closed.push(...rest.filter(({ last }) => run.at - last > 2))
    open = [...rest.filter(({ last }) => run.at - last <= 2), line]
  }
  return [...closed, ...open].filter(({ runs: parts, from, to }) => parts.reduce((sum, part) => sum + part.to - part.from + 1, 0) <= mostThickMm * px * (to - from + 1))
}

/** True where one of a line's last runs lies beside a run or before it. */
function continues({ runs }: RuledLine, run: Run, gap: number): boolean {
  for (let index = runs.length - 1; index >= 0; index--) {
    const other = runs[index]
    if (other === undefined || run.at - other.at > 2) return false
    if (run.from - other.to <= gap && other.from - run.to <= gap) return true
  }
  return false
}

function take(line: GrowingLine, other: RuledLine): void {
  line.from = Math.min(line.from, other.from)
  line.to = Math.max(line.to, other.to)
  line.first = Math.min(line.first, other.first)
  line.last = Math.max(line.last, other.last)
  if (other !== line) for (const run of other.runs) line.runs.push(run)
}
