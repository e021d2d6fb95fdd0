import { unionOf } from '../../model/index.ts'
import type { Box, Evidence, ProposedField, Word } from '../../model/index.ts'
import { bottomOf, evidenceIn, rightOf } from '../text/page-layout.ts'
import type { PageLayout } from '../text/page-layout.ts'

/** A word of figures in print is at most this many figures high; a pen writes larger. */
const tallestPrint = 1.15
/** Least belief in figures as tall as print, which pens hardly write; where print beside them hides how tall they are, the engine must be surer. */
const leastBelief = { alone: 0.15, glued: 0.45 }
/** White or ink beside a gap that a pen stroke may reach into, word heights. */
const penReach = 0.4
/** Marks that figures in print are taken for at times; any other is a pen stroke. */
const printMarks = /^[\p{L}\p{N}.,:;_…\]|/⁄∕-]+$/u

/** What stands in a gap of a printed line that offices fill in when they issue the paper: the number, the day, the month. */
export interface FilledIn {
  /** Without the dots and rules that the gap was printed with. */
  readonly text: string
  readonly words: readonly Word[]
  /** Read as one word with the print beside it: stands nearer than a word space. */
  readonly glued: boolean
  /** The engine's least belief, 0..1. */
  readonly belief: number
  /** False for what looks written by pen: taller than print, or hardly believed. */
  readonly likePrint: boolean
}

/** Words that touch the characters `start` to `end` of their text joined by spaces. */
export function wordsWithin(words: readonly Word[], start: number, end: number): Word[] {
  let offset = 0
  return words.filter((word) => {
    const from = offset
    offset += word.text.length + 1
    return from < end && from + word.text.length > start
  })
}

/** What stands between the characters `start` and `end` of `words`, whose text is `text`; `figure` is the height of the page's printed figures, px. */
export function filledIn(words: readonly Word[], text: string, start: number, end: number, figure: number): FilledIn {
  const inside = text.slice(start, end)
  const first = start + (inside.length - inside.trimStart().length)
  const touched = inside.trim() === '' ? [] : wordsWithin(words, first, start + inside.trimEnd().length)
  const glued = touched.length > 0 && wordsWithin(words, 0, start).concat(wordsWithin(words, end, text.length)).some((word) => touched.includes(word))
  const belief = Math.min(...touched.map((word) => word.confidence), 1)
  return {
    text: inside.replace(/[\s._…]+/gu, ''), words: touched, glued, belief,
    likePrint: belief >= (glued ? leastBelief.glued : leastBelief.alone) && touched.every((word) => printMarks.test(word.text) && (/\p{L}/u.test(word.text) || word.box.height <= tallestPrint * figure)),
  }
}

/** Where to look for what was filled in between two words of a line: their gap, and as high as a pen writes. */
export function gapEvidence(layout: PageLayout, words: readonly Word[], left: Word | undefined, right: Word | undefined, rule: string): Evidence {
  const line = unionOf(words.map((word) => word.box))
  const from = left === undefined ? line.x : left.box.x
  const to = right === undefined ? rightOf(line) : rightOf(right.box)
  const reach = penReach * layout.unit
  const box: Box = { x: from, y: line.y - reach, width: Math.max(1, to - from), height: bottomOf(line) - line.y + 2 * reach }
  return evidenceIn(layout, box, words, rule)
}

/** A field that stands on the paper, but only a person can read it: nothing is guessed, the picture is shown. */
export function toBeRead(name: ProposedField['name'], evidence: Evidence): ProposedField {
  return { name, value: '', confidence: 0, evidence, failedChecks: ['HANDWRITTEN'] }
}
