import { fold, tidy, veilNumbers } from '../model/index.ts'

const before = 40
const after = 100

/**
 * About 140 characters of `text` around the place where the most of `words` stand together, on one line,
 * with `…` where text was left out. Tones do not matter. Personal numbers are masked, also where they were asked for.
 */
export function snippetOf(text: string, words: readonly string[]): string {
  const whole = tidy(text)
  const line = Array.from(whole)
  const shown = Array.from(veilNumbers(whole))
  const folded = line.map((character) => fold(character) || ' ').map((character) => character.charAt(0)).join('')
  const wanted = words.map(fold)
  const starts = wanted.flatMap((word) => occurrences(folded, word))
  const best = starts
    .map((start) => ({ start, words: wanted.filter((word) => folded.slice(start, start + after).includes(word)).length }))
    .reduce((left, right) => (right.words > left.words ? right : left), { start: 0, words: 0 })
  const from = wordStart(folded, Math.max(0, best.start - before))
  const to = wordEnd(folded, Math.min(line.length, best.start + after))
  const cut = shown.slice(from, to).join('').trim().replace(/•+/gu, '…')
  return `${from > 0 ? '…' : ''}${cut}${to < line.length ? '…' : ''}`
}

const mostOccurrences = 50

function occurrences(text: string, word: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(word); at >= 0 && found.length < mostOccurrences; at = text.indexOf(word, at + 1)) found.push(at)
  return found
}

function wordStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf(' ', at) + 1
}

function wordEnd(text: string, at: number): number {
  const end = text.indexOf(' ', at)
  return end < 0 ? text.length : end
}
