import { editDistance, fold, isVietnameseSyllable } from '../../model/index.ts'

/** True when every syllable of a name is a possible one of Vietnamese: what no spelling allows was read amiss. */
export function isSpelt(name: string): boolean {
  return name.split(/[^\p{L}]+/u).filter((syllable) => syllable !== '').every((syllable) => isVietnameseSyllable(syllable))
}

/** Letters and digits of `text` without tones, in lower case: what is left to compare when OCR noise is set aside. */
export function essence(text: string): string {
  return fold(text).replace(/[^a-z0-9]/gu, '')
}

/** How many letters of a phrase of `length` letters may differ: a fifth, none in phrases under 4 letters. */
function allowance(length: number, tolerance: number): number {
  return length < 4 ? 0 : Math.max(1, Math.floor(length * tolerance))
}

/** True when `text` says `phrase` but for tones, spacing and a few misread letters. */
export function resembles(text: string, phrase: string, tolerance = 0.2): boolean {
  const wanted = essence(phrase)
  const limit = allowance(wanted.length, tolerance)
  return editDistance(essence(text), wanted, limit) <= limit
}

/** Words `start` (inclusive) to `end` (exclusive) say the phrase with `distance` misread letters. */
export interface PhraseMatch {
  readonly start: number
  readonly end: number
  readonly distance: number
}

/** The best place where `words` say `phrase`, tones, spacing and a share `tolerance` of letters set aside. */
export function findPhrase(words: readonly string[], phrase: string, tolerance = 0.2): PhraseMatch | undefined {
  const wanted = essence(phrase)
  const count = phrase.split(' ').length
  const limit = allowance(wanted.length, tolerance)
  const cores = words.map(essence)
  let best: PhraseMatch | undefined
  for (let start = 0; start < cores.length; start++) {
    for (let length = Math.max(1, count - 2); length <= count + 1 && start + length <= cores.length; length++) {
      const candidate = cores.slice(start, start + length).join('')
      const distance = editDistance(candidate, wanted, limit)
      if (distance <= limit && (best === undefined || distance < best.distance)) best = { start, end: start + length, distance }
    }
  }
  return best
}

/** True when at least four fifths of the letters that have case are capitals (and there are two of them). */
export function isCapitals(text: string): boolean {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0
  const small = text.match(/\p{Ll}/gu)?.length ?? 0
  return capitals >= 2 && capitals >= 4 * small
}

/** Number of letters in `text`. */
export function letterCount(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0
}

/** `text` without marks that are neither letters, digits nor closing brackets at its ends: rules, dust, frames. */
export function trimNoise(text: string): string {
  return text.replace(/^[^\p{L}\p{N}(“"]+/u, '').replace(/[^\p{L}\p{N})”"]+$/u, '').trim()
}

/** First letter made a capital. */
export function capitalised(text: string): string {
  const first = text.at(0)
  return first === undefined ? text : first.toLocaleUpperCase('vi') + text.slice(first.length)
}
