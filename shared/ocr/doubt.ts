import { isVietnameseSyllable, type Word } from '../model/index.ts'
import { keyOf, type WordPairs } from './word-pairs.ts'
import { clausesOf, type Clause, type ClauseWord } from './written-word.ts'

/** What speaks for or against a word beside the engine's belief. */
type Evidence = 'known pair' | 'possible word' | 'likelier word' | 'no syllable' | 'abbreviation' | 'figure' | 'sign'

/**
 * A word believed less than this is doubted. Each is where, on pages whose text is known, about one word in eight was wrong
 * (docs/adr/0029): a word that stands in a known pair is doubted late, one in whose place another word is likelier nearly always.
 */
const doubtedBelow: Readonly<Record<Evidence, number>> = {
  'known pair': 0.5, 'possible word': 0.9, 'likelier word': 0.97, 'no syllable': 0.95, abbreviation: 0.7, figure: 0.85, sign: 0.9,
}
/** `b)`, `c.`, `(ii)`: what numbers the parts of a text. */
const enumerator = /^\(?(?:\p{Ll}|[ivx]{1,4})[).]$/u
/** How much likelier (natural logarithm) another word with other marks must be. */
const likelier = 3

/** Says of each word whether a person should look at it twice: by belief, syllable and the words beside. */
export function withDoubts(words: readonly Word[], pairs: WordPairs): Word[] {
  const evidence = new Map(clausesOf(words).flatMap((clause) => clause.map((own, index) => [own.place, evidenceOf(clause, index, pairs)] as const)))
  return words.map((word, place) => ({ ...word, doubted: word.confidence < doubtedBelow[evidence.get(place) ?? (/\p{N}/u.test(word.text) ? 'figure' : 'sign')] }))
}

function evidenceOf(clause: Clause, index: number, pairs: WordPairs): Evidence {
  const own = clause[index]
  if (own === undefined) return 'sign'
  const [left, right] = [clause[index - 1]?.letters, clause[index + 1]?.letters]
  if (!isVietnameseSyllable(own.letters)) return isAbbreviation(own) ? 'abbreviation' : 'no syllable'
  if ((left !== undefined && pairs.knows(left, own.letters)) || (right !== undefined && pairs.knows(own.letters, right))) return 'known pair'
  const likelihood = (word: string): number => Math.log(pairs.likelihood(left, word)) + (right === undefined ? 0 : Math.log(pairs.likelihood(word, right)))
  return pairs.likeWritten(own.letters).some((other) => keyOf(other) !== keyOf(own.letters) && likelihood(other) - likelihood(own.letters) > likelier) ? 'likelier word' : 'possible word'
}

/** Capitals, also with small letters behind (`TTg`), and what numbers parts. */
function isAbbreviation({ word, letters, letterCase }: ClauseWord): boolean {
  return letterCase === 'upper' || enumerator.test(word.text) || (letterCase === undefined && /^\p{Lu}{2,}\p{Ll}{1,2}$/u.test(letters))
}
