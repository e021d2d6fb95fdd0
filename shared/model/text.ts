import type { Box } from './geometry.ts'

/** One recognised word. */
export interface Word {
  /** NFC, never empty, no white space. */
  readonly text: string
  /** What the engine read, where post-correction took `text` instead. */
  readonly read?: string
  /** True where a person should look at it twice. Absent in what was read before this was judged: ask `isDoubted`. */
  readonly doubted?: boolean
  /** On the straightened page, px. */
  readonly box: Box
  /** The engine's own belief, 0..1. */
  readonly confidence: number
  /** Running numbers within the page: words of one line share `block`, `paragraph` and `line`. */
  readonly block: number
  readonly paragraph: number
  readonly line: number
}

/** A word as a PDF's own text layer has it: what its font makes of it is not said. */
export interface LayerWord {
  readonly text: string
  /** The font's name in the file, without the tag of a subset. */
  readonly font: string
  /** On the page as drawn, px. */
  readonly box: Box
}

/** What was read on one page, in reading order. */
export type PageText =
  | { readonly state: 'read'; readonly words: readonly Word[]; readonly engine: string; readonly model: string }
  | { readonly state: 'blank' }
  | { readonly state: 'unread'; readonly reason: 'time limit' | 'engine failed' }

/** One line of a page: its words in order. */
export type Line = readonly Word[]

/** Groups words into lines by their numbers, order kept. */
export function linesOf(words: readonly Word[]): Line[] {
  const lines: Word[][] = []
  let key = ''
  for (const word of words) {
    const next = `${word.block}.${word.paragraph}.${word.line}`
    const last = lines.at(-1)
    if (last !== undefined && next === key) last.push(word)
    else lines.push([word])
    key = next
  }
  return lines
}

/** Belief below which words were doubted before anything else was asked. */
const doubtedBelow = 0.8

/** True for a word at which a person should look twice. */
export function isDoubted(word: Pick<Word, 'doubted' | 'confidence'>): boolean {
  return word.doubted ?? word.confidence < doubtedBelow
}

/** Mean confidence of words, 0..1, weighted by their length; 0 for none. */
export function meanConfidence(words: readonly Word[]): number {
  const letters = words.reduce((sum, word) => sum + word.text.length, 0)
  return letters === 0 ? 0 : words.reduce((sum, word) => sum + word.text.length * word.confidence, 0) / letters
}

/** Plain text of one page: a line a line, an empty line between blocks. Empty for pages without text. */
export function plainText(page: PageText): string {
  if (page.state !== 'read') return ''
  const out: string[] = []
  let block: number | undefined
  for (const line of linesOf(page.words)) {
    const first = line[0]
    if (first === undefined) continue
    if (block !== undefined && first.block !== block) out.push('')
    block = first.block
    out.push(line.map((word) => word.text).join(' '))
  }
  return out.join('\n')
}
