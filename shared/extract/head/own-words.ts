import { editDistance } from '../../model/index.ts'
import type { Word } from '../../model/index.ts'
import { essence, isCapitals } from '../text/text-matching.ts'

/** Below this a word may be taken from another place of the same paper. */
const doubted = 0.6
/** From here on a word elsewhere is believed. */
const sure = 0.85
/** Equal words that must stand on either side, and the longest stretch between them. */
const context = 2
const longest = 4
/** Share of the letters that may differ: a stamp's strokes, never another word. */
const tolerance = 0.5

/** A text whose doubted words were replaced. */
export interface OwnWords {
  readonly words: readonly string[]
  /** Number of words replaced. */
  readonly changes: number
}

/**
 * Replaces doubted words of a subject by those that the same paper has elsewhere between the same neighbours: a decision says its
 * subject once more in Article 1 and over its appendix, where no stamp lies. What differs by more than misread letters stays.
 */
export function fromOwnWords(subject: readonly Word[], document: readonly Word[]): OwnWords {
  const elsewhere = document.filter((word) => !subject.includes(word) && coreOf(word) !== '')
  const cores = elsewhere.map(coreOf)
  const words: string[] = []
  let changes = 0
  for (let at = 0; at < subject.length;) {
    const end = endOfDoubt(subject, at)
    const wanted = subject.slice(at, end)
    const better = end === at ? undefined : stretchBetween(elsewhere, cores, subject.slice(Math.max(0, at - context), at), wanted, subject.slice(end, end + context))
    if (better === undefined) {
      words.push(subject[at]?.text ?? '')
      at += 1
      continue
    }
    words.push(...better)
    changes += wanted.length
    at = end
  }
  return { words, changes }
}

/** What is compared of a word: a hyphen counts, other lone marks do not. */
function coreOf({ text }: Word): string {
  return /^[-–]$/u.test(text) ? '-' : essence(text)
}

/** Behind the last of the doubted words that begin at `at`; a believed word between two doubted ones belongs to them. */
function endOfDoubt(subject: readonly Word[], at: number): number {
  const isDoubted = (index: number): boolean => (subject[index]?.confidence ?? 1) < doubted
  if (!isDoubted(at)) return at
  let end = at + 1
  while (end - at < longest && (isDoubted(end) || isDoubted(end + 1))) end += 1
  return Math.min(end, subject.length)
}

/** The believed words elsewhere between the same neighbours; undefined where there are none, several or other ones. */
function stretchBetween(elsewhere: readonly Word[], cores: readonly string[], left: readonly Word[], wanted: readonly Word[], right: readonly Word[]): string[] | undefined {
  const [before, after] = [left, right].map((side) => side.map(coreOf))
  if (before?.length !== context || after?.length !== context || [...before, ...after].includes('')) return undefined
  const core = wanted.map(coreOf).join('')
  const found = new Map<string, string[]>()
  for (let at = context; at < cores.length; at++) {
    if (before.some((word, index) => cores[at - context + index] !== word)) continue
    for (let count = 1; count <= wanted.length + 1; count++) {
      if (after.some((word, index) => cores[at + count + index] !== word)) continue
      const stretch = elsewhere.slice(at, at + count)
      const own = cores.slice(at, at + count).join('')
      if (stretch.some((word) => word.confidence < sure || isCapitals(word.text)) || editDistance(core, own) > Math.max(1, tolerance * own.length)) continue
      found.set(own, stretch.map((word) => word.text))
    }
  }
  return found.size === 1 ? [...found.values()][0] : undefined
}
