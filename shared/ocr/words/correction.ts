import type { Word } from '../../model/index.ts'
import { keyOf, type WordPairs } from './word-pairs.ts'
import { clausesOf, type Clause, type ClauseWord, type LetterCase } from './written-word.ts'

/** Words that begin personal names and are seldom anything else. */
const familyNames = ['nguyễn', 'trần', 'lê', 'phạm', 'huỳnh', 'vũ', 'võ', 'đặng', 'bùi', 'đỗ', 'ngô', 'trịnh', 'trương', 'đinh', 'phùng']
/** Words that begin names and stand in phrases too: what follows them in capitals may be a name. */
const possibleFamilyNames = new Set([
  ...familyNames, 'hoàng', 'phan', 'hồ', 'dương', 'lý', 'đào', 'đoàn', 'vương', 'lâm', 'mai', 'tô', 'hà', 'tạ', 'chu', 'châu', 'cao', 'thái', 'quách', 'lưu', 'tống', 'vi',
  'nông', 'triệu', 'lương', 'kiều',
])
const shortestName = 3
const longestName = 5

/**
 * How much likelier (natural logarithm) a clause must become by another word in place of one that was read, by what the engine
 * believes of that one; more where the other has fewer marks, since engines lose marks far oftener than they find some that are not
 * there (`mưa` stays beside what `mua` often stands beside). Measured on drawn and damaged pages: docs/adr/0029.
 */
function leastGain(confidence: number, takesMarks: boolean): number {
  if (confidence < 0.85) return 5
  return (confidence < 0.95 ? 6.5 : 9) + (takesMarks ? 3 : 0)
}

const marksIn = (word: string): number => word.normalize('NFD').length

/** A word that may have stood where one was read, and the likeliest way to it from the clause's beginning. */
interface Candidate {
  /** In lower case. */
  readonly letters: string
  readonly changed: boolean
  readonly likelihood: number
  readonly before: Candidate | undefined
}

/**
 * Corrects marks (tones, circumflexes, horns, đ) by the words beside: `Thành phô` becomes `Thành phố`. What is proposed differs
 * from what was read by marks only, and is a known pair with a neighbour in the same clause. Figures, codes, words of mixed writing
 * and names are left as read, and no word vouches for a capitalised one behind it. A corrected word keeps its reading in `read`,
 * its place and its confidence. The same words give the same result.
 */
export function corrected(words: readonly Word[], pairs: WordPairs): Word[] {
  const result = [...words]
  for (const clause of clausesOf(words)) {
    const likeliest = likeliestReading(clause, pairs)
    clause.forEach((own, index) => {
      const decided = likeliest[index]
      if (decided?.changed !== true || !isVouchedFor(clause, likeliest, index, pairs)) return
      result[own.place] = { ...own.word, text: `${own.before}${inCase(decided.letters, own.letterCase)}${own.after}`, read: own.word.read ?? own.word.text }
    })
  }
  return result
}

/** The likeliest words of a clause, every change paying what it must gain. */
function likeliestReading(clause: Clause, pairs: WordPairs): Candidate[] {
  let ends: Candidate[] = []
  for (const [index, own] of clause.entries()) {
    const previous = clause[index - 1]
    const read = own.letters.toLowerCase()
    const others = own.letterCase === undefined || isName(clause, index) ? [] : pairs.likeWritten(read).filter((other) => keyOf(other) !== keyOf(read))
    ends = [read, ...others].map((letters, at): Candidate => {
      const changed = at > 0
      const paid = changed ? leastGain(own.word.confidence, marksIn(letters) < marksIn(read)) : 0
      if (previous === undefined) return { letters, changed, likelihood: Math.log(pairs.likelihood(undefined, letters)) - paid, before: undefined }
      const ways = ends.map((before) => ({ before, likelihood: before.likelihood + stepLikelihood(before, letters, changed, previous, own, pairs) - paid }))
      const [best] = ways.sort((first, second) => second.likelihood - first.likelihood)
      return { letters, changed, likelihood: best?.likelihood ?? -Infinity, before: best?.before }
    })
  }
  const [last] = [...ends].sort((first, second) => second.likelihood - first.likelihood)
  const reading: Candidate[] = []
  for (let candidate = last; candidate !== undefined; candidate = candidate.before) reading.unshift(candidate)
  return reading
}

/**
 * How likely one word follows another. A capitalised word begins something: neither it nor what stands before it gains by the other
 * when one is changed.
 */
function stepLikelihood(before: Candidate, letters: string, changed: boolean, previous: ClauseWord, own: ClauseWord, pairs: WordPairs): number {
  const after = (word: string | undefined, next: string): number => Math.log(pairs.likelihood(word, next))
  if (!begins(own)) return after(before.letters, letters)
  const asRead = Math.min(after(before.letters, own.letters), after(previous.letters, own.letters))
  if (!changed) return asRead
  return asRead + Math.min(after(before.letters, letters) - after(before.letters, own.letters), after(undefined, letters) - after(undefined, own.letters))
}

/** A compound is capitalised at its beginning only: a capitalised word begins a name or another compound. */
const begins = (word: ClauseWord): boolean => word.letterCase === 'title'

/** True when the word as decided and a neighbour as decided are a known pair. */
function isVouchedFor(clause: Clause, decided: readonly Candidate[], index: number, pairs: WordPairs): boolean {
  const isPair = (at: number): boolean => {
    const [left, right, rightWord] = [decided[at], decided[at + 1], clause[at + 1]]
    if (left === undefined || right === undefined || rightWord === undefined) return false
    return !begins(rightWord) && pairs.knows(left.letters, right.letters)
  }
  return isPair(index - 1) || isPair(index)
}

function inCase(word: string, letterCase: LetterCase | undefined): string {
  if (letterCase === 'upper') return word.toUpperCase()
  return letterCase === 'title' ? `${word.slice(0, 1).toUpperCase()}${word.slice(1)}` : word
}

/**
 * True within a run of capitalised words on one line that begins with a family name or is as long as a name, and within a run of capitals
 * that begins with what may be a family name and is as short as a name.
 */
function isName(clause: Clause, index: number): boolean {
  const { letterCase, word } = clause[index] ?? {}
  if (letterCase !== 'title' && letterCase !== 'upper') return false
  const goesOn = (at: number): boolean => clause[at]?.letterCase === letterCase && clause[at].word.line === word?.line
  let first = index
  while (goesOn(first - 1)) first--
  let last = index
  while (goesOn(last + 1)) last++
  const [length, begin] = [last - first + 1, clause[first]?.letters.toLowerCase() ?? '']
  return letterCase === 'title' ? length >= shortestName || familyNames.includes(begin) : length <= longestName && possibleFamilyNames.has(begin)
}
