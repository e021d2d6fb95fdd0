import { calendarDate, isVietnameseSyllable, type Word } from '../../model/index.ts'
import { keyOf, type WordPairs } from './word-pairs.ts'
import { clausesOf, type Clause, type ClauseWord } from './written-word.ts'

/** What speaks for or against a word beside the engine's belief. */
type Evidence =
  | 'known pairs' | 'known pair' | 'by itself' | 'possible word' | 'likelier word' | 'far likelier word' | 'mended by one' | 'mended'
  | 'no syllable' | 'abbreviation' | 'figure' | 'sign' | 'misread'

/**
 * A word believed less than this is doubted. Chosen on drawn and damaged pages that reading is not measured on: where about one word in
 * six was wrong (docs/adr/0029). Known words on both sides vouch for a word nearly whatever the engine believes; another word that is far
 * likelier, and signs and days that do not exist, outweigh any belief.
 */
const doubtedBelow: Readonly<Record<Evidence, number>> = {
  'known pairs': 0.3, 'known pair': 0.55, 'by itself': 0.5, 'possible word': 0.9, 'likelier word': 0.93, 'far likelier word': Infinity, 'mended by one': 0.85, 'mended': 0.3,
  'no syllable': 0.95, 'abbreviation': 0.8, 'figure': 0.85, 'sign': 0.9, 'misread': Infinity,
}
/** A word that was mended though the engine believed it this much is doubted: one of five was right as it stood. */
const believed = 0.965
/** `b)`, `c.`, `(ii)`: what numbers the parts of a text. */
const enumerator = /^\(?(?:\p{Ll}|[ivx]{1,4})[).]$/u
/** How much likelier (natural logarithm) a word with other marks must be to be far likelier. */
const farLikelier = 6
/** What no administrative paper prints (`‹`, `|`), a capacity without its dot (`KT,`), and the parts of a notation that was torn (`/QĐ-` `-TTg`). */
const misreadSign = /[^\p{L}\p{N}.,;:()/\-–—%“”"'’…+!?*&=°²]|^(?:KT|TM|TL|TUQ)(?!\.)\P{L}?$|^[-/]\p{L}|\p{L}-$/u

const date = /^\P{N}*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\P{N}*$/u

/** True for signs that no paper has, and for a day that no calendar has (`0/4/2026`). */
function isMisread(text: string): boolean {
  const [, day, month, year] = date.exec(text) ?? []
  return misreadSign.test(text) || (year !== undefined && calendarDate(Number(year), Number(month), Number(day)) === undefined)
}

/** Says of each word whether a person should look at it twice: by belief, syllable, signs and the words beside. */
export function withDoubts(words: readonly Word[], pairs: WordPairs): Word[] {
  const evidence = new Map(clausesOf(words).flatMap((clause) => clause.map((own, index) => [own.place, evidenceOf(clause, index, pairs)] as const)))
  const boundOf = (word: Word, place: number): number => {
    if (isMisread(word.text)) return doubtedBelow.misread
    return doubtedBelow[evidence.get(place) ?? (/\p{N}/u.test(word.text) ? 'figure' : 'sign')]
  }
  return words.map((word, place) => ({ ...word, doubted: word.confidence < boundOf(word, place) || (word.read !== undefined && word.confidence >= believed) }))
}

function evidenceOf(clause: Clause, index: number, pairs: WordPairs): Evidence {
  const own = clause[index]
  if (own === undefined) return 'sign'
  const [left, right] = [clause[index - 1]?.letters, clause[index + 1]?.letters]
  if (!isVietnameseSyllable(own.letters)) return isAbbreviation(own) ? 'abbreviation' : 'no syllable'
  const likelihood = (word: string): number => Math.log(pairs.likelihood(left, word)) + (right === undefined ? 0 : Math.log(pairs.likelihood(word, right)))
  const gain = Math.max(...pairs.likeWritten(own.letters).filter((other) => keyOf(other) !== keyOf(own.letters)).map(likelihood)) - likelihood(own.letters)
  if (gain > 0) return gain > farLikelier ? 'far likelier word' : 'likelier word'
  const beside = [left === undefined ? undefined : pairs.knows(left, own.letters), right === undefined ? undefined : pairs.knows(own.letters, right)].filter((known) => known !== undefined)
  const vouching = beside.filter(Boolean).length
  if (vouching === 2) return own.word.read === undefined ? 'known pairs' : 'mended'
  if (vouching === 1) return own.word.read === undefined ? 'known pair' : beside.length === 2 ? 'mended by one' : 'mended'
  return beside.length === 0 ? 'by itself' : 'possible word'
}

/** Capitals, also with small letters behind (`TTg`), and what numbers parts. */
function isAbbreviation({ word, letters, letterCase }: ClauseWord): boolean {
  return letterCase === 'upper' || enumerator.test(word.text) || (letterCase === undefined && /^\p{Lu}{2,}\p{Ll}{1,2}$/u.test(letters))
}
