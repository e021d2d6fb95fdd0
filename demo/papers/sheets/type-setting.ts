import { millimetresPerPoint, outlineOf, widthOf } from './typeface.ts'
import type { FontStyle } from './typeface.ts'

/** What a stretch of text means for the truth, e.g. `codeNumber` or `owner 1 name`. */
export type Tag = string

/**
 * A stretch of text of one look. White space separates words; none between two runs joins them into one word.
 * A no-break space (U+00A0) separates words that must stay on one line.
 */
export interface Run {
  readonly text: string
  readonly style?: FontStyle
  /** In pt; the paragraph's size where absent. */
  readonly size?: number
  readonly tags?: readonly Tag[]
  /** Filled in by pen: `text` becomes pen strokes on the width that a writer would take. */
  readonly hand?: boolean
}

export type Align = 'justify' | 'left' | 'centre' | 'right'

export interface ParagraphStyle {
  /** mm */
  readonly width: number
  /** In pt. */
  readonly size: number
  readonly style?: FontStyle
  readonly align?: Align
  /** Extra space before the first line's text, mm; negative lets the first line stick out to the left. */
  readonly indent?: number
  /** Distance of baselines as a multiple of `size`; 1.25 when absent. */
  readonly leading?: number
}

/** A part of a word with one look, placed on its line. */
export interface SetPiece {
  readonly text: string
  readonly style: FontStyle
  /** In pt. */
  readonly size: number
  readonly hand: boolean
  /** From the paragraph's left edge, mm. */
  readonly x: number
  /** mm */
  readonly width: number
}

export interface SetWord {
  readonly text: string
  readonly pieces: readonly SetPiece[]
  readonly tags: readonly Tag[]
}

/** One line of words; `baseline` in mm below the paragraph's top. */
export interface SetLine {
  readonly baseline: number
  readonly words: readonly SetWord[]
}

/** Text broken into lines; lengths in mm, origin at the top left corner of the paragraph. */
export interface SetParagraph {
  readonly lines: readonly SetLine[]
  readonly width: number
  readonly height: number
}

interface LoosePiece { text: string; style: FontStyle; size: number; hand: boolean; width: number }
interface LooseWord { pieces: LoosePiece[]; tags: Tag[]; width: number; sticks: boolean }

/** Width that a pen takes for `text`, mm; `size` in pt. */
export function handWidth(text: string, size: number): number {
  return text.length * size * millimetresPerPoint * 0.56 + 0.8
}

function wordsOf(runs: readonly Run[], style: ParagraphStyle): LooseWord[] {
  const words: LooseWord[] = []
  let open: LooseWord | undefined
  let sticks = false
  for (const run of runs) {
    for (const text of run.text.split(/([ \u00a0])/u)) {
      if (text === '') continue
      if (text === ' ' || text === '\u00a0') {
        open = undefined
        sticks = text !== ' '
        continue
      }
      const face = run.style ?? style.style ?? 'regular'
      const size = run.size ?? style.size
      const hand = run.hand ?? false
      const width = hand ? handWidth(text, size) : widthOf(text, face, size)
      if (open === undefined) {
        open = { pieces: [], tags: [], width: 0, sticks }
        sticks = false
        words.push(open)
      }
      open.pieces.push({ text, style: face, size, hand, width })
      open.tags.push(...(run.tags ?? []))
      open.width += width
    }
  }
  return words
}

function inseparable(words: readonly LooseWord[]): LooseWord[][] {
  const groups: LooseWord[][] = []
  for (const word of words) {
    const last = groups.at(-1)
    if (word.sticks && last !== undefined) last.push(word)
    else groups.push([word])
  }
  return groups
}

/**
 * Breaks runs into lines and places every word. A run of one string is that string in the paragraph's own look.
 * Throws RangeError for a character that the face has not.
 */
export function setParagraph(runs: readonly Run[] | string, style: ParagraphStyle): SetParagraph {
  const words = wordsOf(typeof runs === 'string' ? [{ text: runs }] : runs, style)
  const space = widthOf(' ', style.style ?? 'regular', style.size)
  const lines: LooseWord[][] = []
  let used = 0
  for (const group of inseparable(words)) {
    const line = lines.at(-1)
    const width = group.reduce((sum, word) => sum + word.width, 0) + space * (group.length - 1)
    if (line !== undefined && used + space + width <= style.width + 0.01) {
      line.push(...group)
      used += space + width
    } else {
      used = width + (lines.length === 0 ? (style.indent ?? 0) : 0)
      lines.push([...group])
    }
  }
  const pitch = style.size * millimetresPerPoint * (style.leading ?? 1.25)
  return {
    lines: lines.map((line, index) => ({
      baseline: (index + 0.5) * pitch + style.size * millimetresPerPoint * 0.33,
      words: placed(line, style, space, index === 0 ? (style.indent ?? 0) : 0, index === lines.length - 1),
    })),
    width: style.width,
    height: lines.length * pitch,
  }
}

function placed(line: readonly LooseWord[], style: ParagraphStyle, space: number, indent: number, last: boolean): SetWord[] {
  const natural = line.reduce((sum, word) => sum + word.width, 0) + space * (line.length - 1)
  const spare = style.width - indent - natural
  const align = style.align ?? 'left'
  const gap = align === 'justify' && !last && line.length > 1 ? space + spare / (line.length - 1) : space
  let x = indent
  if (align === 'centre') x += spare / 2
  if (align === 'right') x += spare
  return line.map((word) => {
    const pieces = word.pieces.map((piece) => {
      const place = { ...piece, x }
      x += piece.width
      return place
    })
    x += gap
    return { text: word.pieces.map((piece) => piece.text).join(''), pieces, tags: word.tags }
  })
}

/** The smallest rectangle round a word's ink, mm, relative to the word's baseline and the paragraph's left edge. */
export function inkBox(word: SetWord): { left: number; right: number; top: number; bottom: number } {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity }
  for (const piece of word.pieces) {
    const unit = (piece.size * millimetresPerPoint) / 1000
    const outline = piece.hand
      ? { left: 0, right: piece.width / unit, top: 780, bottom: -120 }
      : outlineOf(piece.text, piece.style)
    box.left = Math.min(box.left, piece.x + outline.left * unit)
    box.right = Math.max(box.right, piece.x + outline.right * unit)
    box.top = Math.min(box.top, -outline.top * unit)
    box.bottom = Math.max(box.bottom, -outline.bottom * unit)
  }
  return box
}
