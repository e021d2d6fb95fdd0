import type { Word } from '../../model/index.ts'
import { administrativePhrases } from './administrative-phrases.ts'
import { hasImpossibleTone } from '../text/person-names.ts'
import { essence, isCapitals } from '../text/text-matching.ts'

/** How often each exact spelling stands for a folded pair of neighbouring syllables. */
type PairCounts = ReadonlyMap<string, ReadonlyMap<string, number>>

function add(counts: Map<string, Map<string, number>>, first: string, second: string, weight: number): void {
  const key = `${essence(first)} ${essence(second)}`
  const spellings = counts.get(key) ?? new Map<string, number>()
  const spelling = `${first} ${second}`
  spellings.set(spelling, (spellings.get(spelling) ?? 0) + weight)
  counts.set(key, spellings)
}

function bare(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').toLocaleLowerCase('vi')
}

function pairsOfPhrases(phrases: readonly string[]): PairCounts {
  const counts = new Map<string, Map<string, number>>()
  for (const phrase of phrases) {
    const syllables = phrase.split(' ').map(bare)
    syllables.forEach((syllable, index) => {
      const next = syllables[index + 1]
      if (next !== undefined) add(counts, syllable, next, 1)
    })
  }
  return counts
}

const lexicon = pairsOfPhrases(administrativePhrases)

/** Pairs of neighbouring syllables of a document, each weighed by the engine's belief in it. */
export function pairsOfDocument(words: readonly Word[]): PairCounts {
  const counts = new Map<string, Map<string, number>>()
  words.forEach((word, index) => {
    const next = words[index + 1]
    const [first, second] = [bare(word.text), bare(next?.text ?? '')]
    if (next === undefined || first === '' || second === '' || isCapitals(word.text) || isCapitals(next.text)) return
    if (hasImpossibleTone(first) || hasImpossibleTone(second)) return
    add(counts, first, second, Math.min(word.confidence, next.confidence) ** 2)
  })
  return counts
}

/** The one spelling of a pair that the law's own phrases know; undefined when they know none or several. */
function spellingByLexicon(first: string, second: string): string | undefined {
  const spellings = lexicon.get(`${essence(first)} ${essence(second)}`)
  return spellings?.size === 1 ? [...spellings.keys()][0] : undefined
}

/** The spelling that the rest of the document prefers: at least two clear votes and twice those for the spelling read. */
function spellingByDocument(pairs: PairCounts, first: string, second: string): string | undefined {
  const spellings = pairs.get(`${essence(first)} ${essence(second)}`)
  if (spellings === undefined) return undefined
  const own = spellings.get(`${first} ${second}`) ?? 0
  const [spelling, votes] = [...spellings].sort((one, other) => other[1] - one[1])[0] ?? ['', 0]
  return spelling !== `${first} ${second}` && votes >= 1.6 && votes >= 2 * own ? spelling : undefined
}

function withCaseOf(pattern: string, syllable: string): string {
  const core = pattern.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  if (isCapitals(core) || core.length !== syllable.length) return core
  const cased = Array.from(syllable, (letter, index) => (/\p{Lu}/u.test(core[index] ?? '') ? letter.toLocaleUpperCase('vi') : letter)).join('')
  return cased
}

export interface MendedText {
  readonly text: string
  /** Number of words changed. */
  readonly changes: number
}

/**
 * Mends tones of running text word by word: a pair of neighbouring syllables is brought to the spelling that the
 * administrative phrases know, else to the one the same document uses elsewhere. Letters other than tone marks,
 * words in capitals and words with digits are never touched.
 */
export function mendTones(text: string, pairs: PairCounts): MendedText {
  const words = text.split(' ')
  let changes = 0
  const known = words.map(() => false)
  for (let index = 0; index + 1 < words.length; index++) {
    const [left = '', right = ''] = [words[index], words[index + 1]]
    const [first, second] = [bare(left), bare(right)]
    if (first === '' || second === '' || /\d/u.test(first + second) || /[.;:]$/u.test(left)) continue
    const byLexicon = spellingByLexicon(first, second)
    const wanted = byLexicon ?? (known[index] === true ? undefined : spellingByDocument(pairs, first, second))
    if (wanted === undefined) continue
    const [newFirst = first, newSecond = second] = wanted.split(' ')
    if (byLexicon !== undefined) known[index + 1] = true
    if (newFirst !== first && known[index] !== true && !isCapitals(left)) {
      words[index] = left.replace(coreOf(left), withCaseOf(left, newFirst))
      changes += 1
    }
    if (newSecond !== second && !isCapitals(right)) {
      words[index + 1] = right.replace(coreOf(right), withCaseOf(right, newSecond))
      changes += 1
    }
    if (byLexicon !== undefined) known[index] = true
  }
  return { text: words.join(' '), changes }
}

function coreOf(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
}
