import { fold, tidy, veilNumbers } from '../model/index.ts'

const before = 40
const after = 100

/**
 * About 140 characters of `text` around the place where the most of `words` stand together, on one line,
 * with `…` where text was left out. Tones do not matter. Personal numbers are masked, also where they were asked for.
 */
export function snippetOf(text: string, words: readonly string[]): string {
  const line = tidy(text)
  const folded = foldedInPlace(line)
  const start = bestStart(folded, words.map(fold))
  const from = wordStart(folded, Math.max(0, start - before))
  const to = wordEnd(folded, Math.min(line.length, start + after))
  // Veiled before it is cut: a cut number would not be known for one.
  const cut = veilNumbers(line).slice(from, to).trim().replace(/•+/gu, '…')
  return `${from > 0 ? '…' : ''}${cut}${to < line.length ? '…' : ''}`
}

/** Folded code units by code unit, as far as they were met; 0: not yet. */
const foldedUnits = new Uint16Array(0x1_0000)
const space = 0x20

/** `line` without tones, each letter at the place where it stood. */
function foldedInPlace(line: string): string {
  const units = new Uint16Array(line.length)
  for (let at = 0; at < line.length; at += 1) {
    const unit = line.charCodeAt(at)
    foldedUnits[unit] ||= foldedUnit(unit)
    units[at] = foldedUnits[unit] ?? space
  }
  return new TextDecoder('utf-16le').decode(units)
}

/** Halves of letters beyond the basic plane are words to nobody. */
function foldedUnit(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? space : fold(String.fromCharCode(unit)).charCodeAt(0) || space
}

/** Where the most of `wanted` stand within a snippet's length, from the first of them; 0 where none stands. */
function bestStart(folded: string, wanted: readonly string[]): number {
  let best = { start: 0, words: 0 }
  for (const word of wanted) {
    for (const start of occurrences(folded, word)) {
      const near = folded.slice(start, start + after)
      const words = wanted.filter((other) => near.includes(other)).length
      if (words > best.words) best = { start, words }
      if (words === wanted.length) return start
    }
  }
  return best.start
}

const mostOccurrences = 50

function* occurrences(text: string, word: string): Generator<number> {
  let found = 0
  for (let at = text.indexOf(word); at >= 0 && found < mostOccurrences; at = text.indexOf(word, at + 1)) {
    found += 1
    yield at
  }
}

function wordStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf(' ', at) + 1
}

function wordEnd(text: string, at: number): number {
  const end = text.indexOf(' ', at)
  return end < 0 ? text.length : end
}
