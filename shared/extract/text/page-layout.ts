import { curledBox, flatBox, linesOf, unionOf } from '../../model/index.ts'
import type { Box, Evidence, PageCurl, PageGeometry, PageText, Word } from '../../model/index.ts'
import { letterCount } from './text-matching.ts'

/** Words that stand side by side without a wide gap: a line of one column. */
export interface Segment {
  /** Page number, from 1. */
  readonly page: number
  readonly words: readonly Word[]
  readonly text: string
  readonly box: Box
  /** Mean belief of the engine, 0..1, weighted by word length. */
  readonly confidence: number
}

/** One page as the rules see it: flat, if its paper was not. */
export interface PageLayout {
  /** Page number, from 1. */
  readonly page: number
  /** Straightened page, px. */
  readonly width: number
  readonly height: number
  /** Median word height in px: the unit of gaps and distances. */
  readonly unit: number
  /** Median height of printed figures, px. */
  readonly figure: number
  /** From top to bottom, then left to right. */
  readonly segments: readonly Segment[]
  /** How it is seen on the page. */
  readonly curl?: PageCurl | undefined
}

/** A gap wider than this many word heights parts two columns. */
const columnGap = 1.5

/** Middle of a box, px from the left. */
export function centreX(box: Box): number {
  return box.x + box.width / 2
}

/** Middle of a box, px from the top. */
export function centreY(box: Box): number {
  return box.y + box.height / 2
}

/** Right edge, px from the left. */
export function rightOf(box: Box): number {
  return box.x + box.width
}

/** Lower edge, px from the top. */
export function bottomOf(box: Box): number {
  return box.y + box.height
}

/** Middle value; `fallback` for an empty list. */
export function median(values: readonly number[], fallback: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? fallback
}

/** Makes a segment of words in their order. Throws RangeError for none. */
export function segmentOf(page: number, words: readonly Word[]): Segment {
  const weight = words.reduce((sum, word) => sum + word.text.length, 0)
  const belief = words.reduce((sum, word) => sum + word.confidence * word.text.length, 0)
  return {
    page,
    words,
    text: words.map((word) => word.text).join(' '),
    box: unionOf(words.map((word) => word.box)),
    confidence: weight === 0 ? 0 : belief / weight,
  }
}

/** Parts a line's words wherever the white between two of them is wider than `gap` px. */
function partAtGaps(words: readonly Word[], gap: number): Word[][] {
  const parts: Word[][] = []
  let right = Number.NEGATIVE_INFINITY
  for (const word of [...words].sort((one, other) => one.box.x - other.box.x)) {
    const last = parts.at(-1)
    if (last === undefined || word.box.x - right > gap) parts.push([word])
    else last.push(word)
    right = Math.max(right, rightOf(word.box))
  }
  return parts
}

/** Lays one page out: lines parted at wide gaps, sorted from the top. Pages without text have no segments. */
export function layoutOf(page: number, text: PageText, geometry: PageGeometry): PageLayout {
  const { curl } = geometry
  const read = text.state === 'read' ? text.words : []
  const words = curl === undefined ? read : read.map((word) => ({ ...word, box: flatBox(curl, word.box) }))
  const tall = words.filter((word) => letterCount(word.text) >= 2)
  const unit = Math.max(1, median(tall.map((word) => word.box.height), geometry.height / 65))
  const segments = linesOf(words)
    .flatMap((line) => partAtGaps(line, columnGap * unit))
    .map((part) => segmentOf(page, part))
    .sort((one, other) => centreY(one.box) - centreY(other.box) || one.box.x - other.box.x)
  const figures = words.filter((word) => word.confidence >= 0.85 && /^\d{2,}$/u.test(word.text))
  return { page, width: geometry.width, height: geometry.height, unit, figure: median(figures.map((word) => word.box.height), 0.8 * unit), segments, curl }
}

/** A segment without its first `start` and from its `end`th word on; undefined when nothing is left. */
export function sliceOf(segment: Segment, start: number, end = segment.words.length): Segment | undefined {
  const words = segment.words.slice(start, end)
  return words.length === 0 ? undefined : segmentOf(segment.page, words)
}

/** Segments grouped into rows of equal height on the page, each from left to right, rows from the top. */
export function rowsOf(layout: PageLayout, segments: readonly Segment[] = layout.segments): Segment[] {
  const rows: Segment[][] = []
  for (const segment of segments) {
    const row = rows.findLast((candidate) => candidate.some((other) => sameRow(segment, other, layout.unit)))
    if (row === undefined) rows.push([segment])
    else row.push(segment)
  }
  return rows
    .map((row) => segmentOf(layout.page, row.sort((one, other) => one.box.x - other.box.x).flatMap((part) => part.words)))
    .sort((one, other) => centreY(one.box) - centreY(other.box))
}

/** True when two segments stand beside each other at the same height. */
export function sameRow(one: Segment, other: Segment, unit: number): boolean {
  const apart = one.box.x >= rightOf(other.box) || other.box.x >= rightOf(one.box)
  return apart && Math.abs(centreY(one.box) - centreY(other.box)) < 0.5 * unit
}

/** Evidence of `words` on a page; the box is cut to the page. Throws RangeError for no words. */
export function evidenceOf(layout: PageLayout, words: readonly Word[], rule: string): Evidence {
  return evidenceIn(layout, unionOf(words.map((word) => word.box)), words, rule)
}

/** Evidence of an area of a page, where it is seen and cut to the page, and of the words read there. */
export function evidenceIn(layout: PageLayout, area: Box, words: readonly Word[], rule: string): Evidence {
  const box = layout.curl === undefined ? area : curledBox(layout.curl, area)
  const left = clamp(box.x, 0, layout.width)
  const top = clamp(box.y, 0, layout.height)
  return {
    page: layout.page,
    box: {
      x: left,
      y: top,
      width: clamp(rightOf(box), left, layout.width) - left,
      height: clamp(bottomOf(box), top, layout.height) - top,
    },
    rule,
    read: words.map((word) => word.text).join(' '),
  }
}

/** `value` brought between `low` and `high`; NaN becomes `low`. */
export function clamp(value: number, low: number, high: number): number {
  return value > low ? Math.min(value, high) : low
}

/** The words of several segments, in order. */
export function wordsOf(segments: readonly Segment[]): Word[] {
  return segments.flatMap((segment) => segment.words)
}
