import { withoutScribbles } from './scribble.ts'
import type { RawWord } from '../engines/tsv.ts'

/** A run of words on one line without a column's gap in it. */
export interface Segment {
  readonly words: readonly RawWord[]
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Which of the engine's lines it came from. */
  readonly source: string
}

/** Rules, frames and dotted leaders that the engine takes for words. */
const decoration = /^(?:[_=~|¬ˆ`\\…«»<>^°•■□]+|[-–—_.…·:,'"~=|]{2,}|[.,'"·])$/u
const realMarks = new Set(['./.', '...', '--', '”.', '".'])

/** A line that is nowhere higher is a rule, whatever was read in it, px of the reading copy: full stops are as high. A dash may stand alone. */
const leastHeight = 3
const isDash = (text: string): boolean => /^[-–—]$/u.test(text)

/** True for a "word" that is drawing, not writing. */
export function isDecoration(text: string): boolean {
  return decoration.test(text) && !realMarks.has(text)
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((first, second) => first - second)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/**
 * Cuts the engine's lines at gaps that are wide for their letters and for their own line: column gaps, not justification. Drawing is left
 * out, and what `kept` leaves out of a run: scribbles.
 */
export function segmentsOf(words: readonly RawWord[], kept: (run: readonly RawWord[]) => readonly RawWord[] = withoutScribbles): Segment[] {
  const lines = new Map<string, RawWord[]>()
  for (const word of words) {
    if (isDecoration(word.text)) continue
    const source = `${word.block}.${word.paragraph}.${word.line}`
    const line = lines.get(source)
    if (line === undefined) lines.set(source, [word])
    else line.push(word)
  }
  const segments: Segment[] = []
  const add = (run: readonly RawWord[], source: string): void => {
    const writing = kept(run)
    if (writing.length > 0) segments.push(segmentFrom(writing, source))
  }
  for (const [source, line] of lines) {
    if (line.every((word) => word.height < leastHeight) && !line.every((word) => isDash(word.text))) continue
    const height = middle(line.map((word) => word.height))
    const gaps = line.slice(1).map((word, index) => word.left - endOf(line[index]))
    const usual = middle(gaps.filter((gap) => gap > 0))
    let run: RawWord[] = []
    for (const [index, word] of line.entries()) {
      const gap = index === 0 ? 0 : gaps[index - 1] ?? 0
      if (run.length > 0 && gap > 1.1 * height && (gap > 2.5 * usual || gap > 6 * height)) {
        add(run, source)
        run = []
      }
      run.push(word)
    }
    add(run, source)
  }
  return segments
}

function endOf(word: RawWord | undefined): number {
  return word === undefined ? 0 : word.left + word.width
}

function segmentFrom(words: readonly RawWord[], source: string): Segment {
  return {
    words, source,
    left: Math.min(...words.map((word) => word.left)),
    right: Math.max(...words.map(endOf)),
    top: Math.min(...words.map((word) => word.top)),
    bottom: Math.max(...words.map((word) => word.top + word.height)),
  }
}

/** Segments side by side, from left to right. */
export type Row = readonly Segment[]

/** Gathers segments into rows from top to bottom: those whose heights overlap by half stand side by side. */
export function rowsOf(segments: readonly Segment[]): Row[] {
  const rows: Segment[][] = []
  for (const segment of [...segments].sort((first, second) => first.top + first.bottom - second.top - second.bottom)) {
    const row = rows.at(-1)
    if (row?.every((other) => standsBeside(segment, other)) === true) row.push(segment)
    else rows.push([segment])
  }
  return rows.map((row) => row.sort((first, second) => first.left - second.left))
}

function standsBeside(first: Segment, second: Segment): boolean {
  const overlap = Math.min(first.bottom, second.bottom) - Math.max(first.top, second.top)
  const apart = first.right <= second.left || second.right <= first.left
  return apart && overlap >= 0.5 * Math.min(first.bottom - first.top, second.bottom - second.top)
}
