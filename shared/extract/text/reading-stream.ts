import { fold } from '../../model/index.ts'
import type { Evidence, Word } from '../../model/index.ts'
import { evidenceOf, rightOf, rowsOf } from './page-layout.ts'
import type { PageLayout } from './page-layout.ts'

interface StreamWord {
  readonly word: Word
  readonly layout: PageLayout
  /** Offset of the word's first character in the text. */
  readonly offset: number
}

/** The document as one text from row to row, every character of which leads back to its word and page. */
export interface ReadingStream {
  /** Words parted by a space, rows by a line feed. */
  readonly text: string
  /** `text` without tones and in lower case, character for character. */
  readonly folded: string
  readonly words: readonly StreamWord[]
  /** Offsets of line feeds whose row reaches the right margin: there a sentence goes on. */
  readonly fullRows: ReadonlySet<number>
}

function foldCharacter(character: string): string {
  const folded = fold(character)
  return folded.length === character.length ? folded : character
}

/** Joins pages into a stream. */
export function streamOf(layouts: readonly PageLayout[]): ReadingStream {
  const words: StreamWord[] = []
  const fullRows = new Set<number>()
  let text = ''
  for (const layout of layouts) {
    for (const row of rowsOf(layout)) {
      if (text !== '') text += '\n'
      row.words.forEach((word, index) => {
        if (index > 0) text += ' '
        words.push({ word, layout, offset: text.length })
        text += word.text
      })
      if (rightOf(row.box) > 0.8 * layout.width) fullRows.add(text.length)
    }
  }
  return { text, folded: Array.from(text, foldCharacter).join(''), words, fullRows }
}

/** Words of the stream that touch characters `start` to `end`. */
export function wordsBetween(stream: ReadingStream, start: number, end: number): readonly StreamWord[] {
  return stream.words.filter((entry) => entry.offset < end && entry.offset + entry.word.text.length > start)
}

/** Evidence of characters `start` to `end`, on the page where they begin; undefined where there are no words. */
export function evidenceBetween(stream: ReadingStream, start: number, end: number, rule: string): Evidence | undefined {
  const touched = wordsBetween(stream, start, end)
  const first = touched[0]
  if (first === undefined) return undefined
  return evidenceOf(first.layout, touched.filter((entry) => entry.layout === first.layout).map((entry) => entry.word), rule)
}

/** The engine's least belief in the words of characters `start` to `end`, 0..1. */
export function weakestBetween(stream: ReadingStream, start: number, end: number): number {
  return Math.min(...wordsBetween(stream, start, end).map((entry) => entry.word.confidence), 1)
}
