import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fold, isVietnameseSyllable, SohoaError, toneLast } from '../../model/index.ts'

/** What is known of words of administrative Vietnamese and of which stand beside each other. Any letter case, tone marks anywhere. */
export interface WordPairs {
  /** How likely `next` stands after `word`, above 0; after nothing known, how likely it is at all. */
  likelihood(word: string | undefined, next: string): number
  /** Known words that differ from one by marks only, itself among them when it is known. */
  likeWritten(word: string): readonly string[]
  /** True for a pair that was found. */
  knows(word: string, next: string): boolean
}

/** How often words count as found at least: known ones, other possible syllables, and impossible ones. */
const knownCount = 1
const possibleCount = 0.06
const impossibleCount = 0.002
/** How many pairs found after a word weigh as much as how often words are found at all. */
const smoothing = 8

/** Keys of words that were asked for: a page asks for the same few hundred over and over. */
const keys = new Map<string, string>()
const mostKeys = 20_000

/** A word as pairs are kept: in lower case, the same wherever its tone mark stands. */
export function keyOf(word: string): string {
  const known = keys.get(word)
  if (known !== undefined) return known
  if (keys.size >= mostKeys) keys.clear()
  const key = toneLast(word.toLowerCase())
  keys.set(word, key)
  return key
}

/**
 * Reads `pairs.txt` (a line a word, then the words that stand after it, each with its count when above 1) and `syllables.txt`
 * (words in use, by white space) as scripts/word-pairs.ts writes them. Throws internal for another form.
 */
export function parseWordPairs(pairs: string, syllables: string): WordPairs {
  const known = new Map(syllables.split(/\s+/u).filter((word) => word !== '').map((word) => [keyOf(word), word]))
  const followersOf = new Map<string, Map<string, number>>()
  const following = new Map<string, number>()
  const frequency = new Map<string, number>()
  let total = 0
  // The state writes `hòa`, laws write `hoà` as well: the list of syllables decides.
  const remember = (key: string, word: string): void => { if (!known.has(key)) known.set(key, word) }
  const add = (to: Map<string, number>, key: string, times: number): void => { to.set(key, (to.get(key) ?? 0) + times) }
  for (const row of pairs.split('\n')) {
    const [word, ...followers] = row.split(' ').filter((part) => part !== '')
    if (word === undefined) continue
    const key = keyOf(word)
    const found = new Map<string, number>()
    remember(key, word)
    followersOf.set(key, found)
    for (const follower of followers) {
      const [, next, times] = /^(\P{N}+)(\d*)$/u.exec(follower) ?? []
      if (next === undefined) throw new SohoaError('internal', { type: 'word pairs' })
      const count = times === '' ? 1 : Number(times)
      remember(keyOf(next), next)
      found.set(keyOf(next), count)
      add(following, key, count)
      add(frequency, key, count / 2)
      add(frequency, keyOf(next), count / 2)
      total += count
    }
  }
  const alike = Map.groupBy(known.values(), fold)
  const countOf = (key: string): number => Math.max(frequency.get(key) ?? 0, known.has(key) ? knownCount : isVietnameseSyllable(key) ? possibleCount : impossibleCount)
  return {
    likelihood(word, next) {
      const alone = countOf(keyOf(next)) / total
      if (word === undefined) return alone
      return ((followersOf.get(keyOf(word))?.get(keyOf(next)) ?? 0) + smoothing * alone) / ((following.get(keyOf(word)) ?? 0) + smoothing)
    },
    likeWritten: (word) => alike.get(fold(word)) ?? [],
    knows: (word, next) => followersOf.get(keyOf(word))?.has(keyOf(next)) === true,
  }
}

let shipped: WordPairs | undefined

/** The pairs that are shipped in `resources/words`. Throws ocr_model_missing. */
export function wordPairs(): WordPairs {
  shipped ??= parseWordPairs(shippedText('pairs.txt'), shippedText('syllables.txt'))
  return shipped
}

/** Out of the nearest `resources/words` above this file, which lies at another depth in the compiled program. */
function shippedText(name: string): string {
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const file = path.join(folder, 'resources', 'words', name)
    if (existsSync(file)) return readFileSync(file, 'utf8')
  }
  throw new SohoaError('ocr_model_missing', { file: name })
}
