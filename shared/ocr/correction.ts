import { toneLast, type PageText, type Word } from '../model/index.ts'
import type { WordPairs } from './word-pairs.ts'
import { neighboursOf, writtenAs, type LetterCase } from './written-word.ts'

/** Words that begin personal names: what follows them in capitals is a name. */
const familyNames = new Set([
  'nguyễn', 'trần', 'lê', 'phạm', 'hoàng', 'huỳnh', 'phan', 'vũ', 'võ', 'đặng', 'bùi', 'đỗ', 'hồ', 'ngô', 'dương', 'lý', 'đào', 'đoàn', 'vương', 'trịnh', 'trương',
  'đinh', 'lâm', 'phùng', 'mai', 'tô', 'hà', 'tạ', 'chu', 'châu', 'cao', 'thái', 'quách', 'lưu', 'tống', 'vi', 'nông', 'triệu', 'lương', 'kiều',
])
const longestName = 5

/**
 * How much likelier (natural logarithm) another word must be between its neighbours than what was read. Above `believed` the engine
 * errs in one word of thirty, below in one of three. Measured on real pages: docs/adr/0029.
 */
const leastGain = 6.5
const leastGainOfDoubted = 5
const believed = 0.85

/**
 * Corrects marks (tones, circumflexes, horns, đ) by the words beside: `Thành phô` becomes `Thành phố`. What is proposed differs
 * from what was read by marks only, and is a known pair with a neighbour in the same clause. Figures, codes, words of mixed writing,
 * names, and capitalised words beside capitalised words are left as read. A corrected word keeps its reading in `read`, its place
 * and its confidence. The same words give the same result.
 */
export function corrected(words: readonly Word[], pairs: WordPairs): Word[] {
  const result = [...words]
  // Twice: what the first pass mended vouches for its neighbours.
  for (let pass = 0; pass < 2; pass++) {
    words.forEach((word, index) => {
      const better = betterText(result, index, pairs)
      if (better === undefined) return
      const { read = word.text, ...plain } = result[index] ?? word
      result[index] = better === read ? { ...plain, text: better } : { ...plain, text: better, read }
    })
  }
  return result
}

/** A page with its words corrected. */
export function correctedText(text: PageText, pairs: WordPairs): PageText {
  return text.state === 'read' ? { ...text, words: corrected(text.words, pairs) } : text
}

function betterText(words: readonly Word[], index: number, pairs: WordPairs): string | undefined {
  const word = words[index]
  const own = word === undefined ? undefined : writtenAs(word.text)
  if (word === undefined || own?.letterCase === undefined || isInName(words, index)) return undefined
  const { left, right } = neighboursOf(words, index)
  // Two capitalised words may be a name: only what is written small vouches for another reading of one of them.
  const vouches = (letterCase: LetterCase | undefined): boolean => own.letterCase !== 'title' || letterCase !== 'title'
  const [vouchingLeft, vouchingRight] = [left, right].map((other) => (other !== undefined && vouches(other.letterCase) ? other.letters : undefined))
  const likelihood = (candidate: string): number => logLikelihood(pairs, left?.letters, candidate, right?.letters)
  const key = toneLast(own.letters.toLowerCase())
  const [best] = pairs.likeWritten(own.letters)
    .filter((candidate) => toneLast(candidate) !== key && (isKnown(pairs, vouchingLeft, candidate) || isKnown(pairs, candidate, vouchingRight)))
    .map((candidate) => ({
      candidate,
      gain: Math.min(likelihood(candidate) - likelihood(own.letters),
        logLikelihood(pairs, vouchingLeft, candidate, vouchingRight) - logLikelihood(pairs, vouchingLeft, own.letters, vouchingRight)),
    }))
    .sort((first, second) => second.gain - first.gain)
  if (best === undefined || best.gain < (word.confidence < believed ? leastGainOfDoubted : leastGain)) return undefined
  return `${own.before}${inCase(best.candidate, own.letterCase)}${own.after}`
}

const isKnown = (pairs: WordPairs, word: string | undefined, next: string | undefined): boolean => word !== undefined && next !== undefined && pairs.knows(word, next)

/** How likely a word is between its neighbours, where there are any. */
function logLikelihood(pairs: WordPairs, left: string | undefined, word: string, right: string | undefined): number {
  return Math.log(pairs.likelihood(left, word)) + (right === undefined ? 0 : Math.log(pairs.likelihood(word, right)))
}

function inCase(word: string, letterCase: LetterCase): string {
  if (letterCase === 'upper') return word.toUpperCase()
  return letterCase === 'title' ? `${word.slice(0, 1).toUpperCase()}${word.slice(1)}` : word
}

/** True within a run of capitals on one line that begins with a family name and is as short as a name. */
function isInName(words: readonly Word[], index: number): boolean {
  const line = words[index]?.line
  const isCapital = (place: number): boolean => words[place]?.line === line && writtenAs(words[place]?.text ?? '')?.letterCase === 'upper'
  if (!isCapital(index)) return false
  let first = index
  while (isCapital(first - 1)) first--
  let last = index
  while (isCapital(last + 1)) last++
  return last - first < longestName && familyNames.has(writtenAs(words[first]?.text ?? '')?.letters.toLowerCase() ?? '')
}
