import { fold } from '../../model/index.ts'
import { rowsOf, segmentsOf, type Row, type Segment } from './segments.ts'
import type { RawWord } from '../engines/tsv.ts'

/** Running text in columns has at least this many rows; in three columns and more, its lines have this many words. */
const leastRows = 8
const proseWords = 4

/** Consecutive rows of a page, with a gutter when they form two columns. */
interface Band {
  readonly rows: readonly Row[]
  readonly gutter: { readonly left: number; readonly right: number } | null
}

/**
 * Puts words in the order in which a person reads an administrative page: line by line, but where two columns stand side
 * by side (agency and motto, number and date, recipients and signature) the left one first. Header columns are read in the
 * tiers of Decree 30/2020, Annex I: agency, motto, number with subject, place and date. Rules, frames and dotted leaders are left out.
 * Blocks, paragraphs and lines are numbered anew in that order.
 */
export function inReadingOrder(words: readonly RawWord[]): RawWord[] {
  return numbered(groupsOf(segmentsOf(words)).filter((group) => group.length > 0))
}

function groupsOf(segments: readonly Segment[]): Segment[][] {
  return bandsOf(rowsOf(segments)).flatMap(({ rows, gutter }) => (gutter === null ? byBlock(rows.flat()) : columnGroups(rows, gutter)))
}

/** Splits a group where the engine saw another block begin. */
function byBlock(segments: readonly Segment[]): Segment[][] {
  const groups: Segment[][] = []
  let block: number | undefined
  for (const segment of segments) {
    const next = segment.words[0]?.block
    const group = groups.at(-1)
    if (group === undefined || next !== block) groups.push([segment])
    else group.push(segment)
    block = next
  }
  return groups
}

function bandsOf(rows: readonly Row[]): Band[] {
  const bands: Band[] = []
  let plain: Row[] = []
  const flush = (): void => {
    if (plain.length > 0) bands.push({ rows: plain, gutter: null })
    plain = []
  }
  for (let index = 0; index < rows.length;) {
    const band = columnsFrom(rows, index)
    const row = rows[index]
    if (band === null) {
      if (row !== undefined) plain.push(row)
      index++
    } else {
      flush()
      bands.push(band)
      index += band.rows.length
    }
  }
  flush()
  return bands
}

const heightOf = (row: Row): number => Math.max(...row.map((segment) => segment.bottom - segment.top))

/** The two-column band that begins at row `start`, when there is one worth reading by columns. */
function columnsFrom(rows: readonly Row[], start: number): Band | null {
  const first = rows[start]
  if (first === undefined || first.length < 2) return null
  let gutter = widestGap(first)
  const band: Row[] = []
  for (const row of rows.slice(start)) {
    const next = narrowed(gutter, row)
    const previous = band.at(-1)
    if (next === null || row.some(isAddress)) break
    if (previous !== undefined && row.length === 1 && isFarBelow(row, previous)) break
    gutter = next
    band.push(row)
  }
  if (band.length < 2) return null
  const found = { rows: band, gutter }
  return isFrontMatter(band) || isClosing(band) || isRunningText(band, gutter) ? found : null
}

function widestGap(row: Row): { left: number; right: number } {
  let widest = { left: 0, right: 0 }
  row.forEach((segment, index) => {
    const next = row[index + 1]
    if (next !== undefined && next.left - segment.right > widest.right - widest.left) widest = { left: segment.right, right: next.left }
  })
  return widest
}

function narrowed(gutter: { left: number; right: number }, row: Row): { left: number; right: number } | null {
  let { left, right } = gutter
  for (const segment of row) {
    const middle = (segment.left + segment.right) / 2
    if (middle < (left + right) / 2) left = Math.max(left, segment.right)
    else right = Math.min(right, segment.left)
  }
  return right - left >= 0.4 * heightOf(row) ? { left, right } : null
}

function isFarBelow(row: Row, previous: Row): boolean {
  const top = Math.min(...row.map((segment) => segment.top))
  const bottom = Math.max(...previous.map((segment) => segment.bottom))
  return top - bottom > 2.2 * Math.min(heightOf(row), heightOf(previous))
}

const foldedText = (segment: Segment): string => fold(segment.words.map((word) => word.text).join(' '))

/** A header: the motto stands in it. */
function isFrontMatter(rows: readonly Row[]): boolean {
  return rows.flat().some((segment) => /cong h.{1,2} xa h.i|doc l.p.{1,4}t. do/u.test(foldedText(segment)))
}

/** The addressee's line stands below the header, not in it. */
const isAddress = (segment: Segment): boolean => /^k.nh g.i/u.test(foldedText(segment))

/** A closing: the recipients or a signing capacity stand in it. */
function isClosing(rows: readonly Row[]): boolean {
  return rows.flat().some((segment) => /^n.i nh.n|^(?:kt|tm|tl|tuq|q)\.|chu tich$|giam doc$|bo truong$|truong phong$/u.test(foldedText(segment)))
}

/** Columns of running text: many rows, most segments fill their column. */
function isRunningText(rows: readonly Row[], gutter: { left: number; right: number }): boolean {
  const segments = rows.flat()
  const left = Math.min(...segments.map((segment) => segment.left))
  const right = Math.max(...segments.map((segment) => segment.right))
  const full = segments.filter((segment) => segment.right - segment.left > 0.75 * (segment.right <= gutter.left ? gutter.left - left : right - gutter.right))
  if (rows.length >= leastRows && full.length > 0.7 * segments.length) return true
  const [before, after] = sidesOf(rows, gutter)
  return isProse(before) && isProse(after) && (holdsColumns(before) || holdsColumns(after))
}

const holdsColumns = (segments: readonly Segment[]): boolean => bandsOf(rowsOf(segments)).some(({ gutter }) => gutter !== null)

/** Many segments, most of them of several words, as cells of a table seldom are. */
function isProse(segments: readonly Segment[]): boolean {
  const long = segments.filter(({ words }) => words.length >= proseWords)
  return segments.length >= leastRows && long.length > 0.7 * segments.length
}

function sidesOf(rows: readonly Row[], gutter: { left: number }): [Segment[], Segment[]] {
  const segments = rows.flat()
  return [segments.filter((segment) => segment.right <= gutter.left), segments.filter((segment) => segment.right > gutter.left)]
}

function columnGroups(rows: readonly Row[], gutter: { left: number; right: number }): Segment[][] {
  const [left, right] = sidesOf(rows, gutter)
  if (!isFrontMatter(rows)) return isClosing(rows) ? [left, right] : [...groupsOf(left), ...groupsOf(right)]
  const number = left.findIndex((segment) => /^s.\s?[:.;]/u.test(foldedText(segment)))
  const date = right.findIndex((segment) => /ng.y.*(?:th.ng|n.m)/u.test(foldedText(segment)))
  if (number < 0 && date < 0) return [left, right]
  const tierTop = Math.min(left[number]?.top ?? Infinity, right[date]?.top ?? Infinity)
  const [leftAbove, leftBelow] = cut(left, number, tierTop)
  const [rightAbove, rightBelow] = cut(right, date, tierTop)
  return [leftAbove, rightAbove, leftBelow, rightBelow]
}

/** Cuts a column before the segment `at`, or where there is none at height `top`. */
function cut(column: readonly Segment[], at: number, top: number): [Segment[], Segment[]] {
  const place = at >= 0 ? at : column.findIndex((segment) => segment.top >= top)
  return place < 0 ? [[...column], []] : [column.slice(0, place), column.slice(place)]
}

function numbered(groups: readonly (readonly Segment[])[]): RawWord[] {
  const words: RawWord[] = []
  let paragraph = 0
  let line = 0
  groups.forEach((group, index) => {
    let previous: Segment | undefined
    for (const segment of group) {
      const first = segment.words[0]
      const before = previous?.words[0]
      if (before === undefined || first?.block !== before.block || first.paragraph !== before.paragraph) paragraph++
      if (previous?.source !== segment.source) line++
      for (const word of segment.words) words.push({ ...word, block: index + 1, paragraph, line })
      previous = segment
    }
  })
  return words
}
