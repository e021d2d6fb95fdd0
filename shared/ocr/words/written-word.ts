import type { Word } from '../../model/index.ts'

export type LetterCase = 'lower' | 'upper' | 'title'

/** A word's letters, and the punctuation around them. */
export interface WrittenWord {
  readonly before: string
  readonly letters: string
  readonly after: string
  /** Undefined where small and capital letters are mixed otherwise. */
  readonly letterCase: LetterCase | undefined
}

/** How a word of letters is written; undefined for figures, codes and signs. */
export function writtenAs(text: string): WrittenWord | undefined {
  const [, before, letters, after] = /^([^\p{L}\p{N}]*)(\p{L}+)([^\p{L}\p{N}]*)$/u.exec(text) ?? []
  return before === undefined || letters === undefined || after === undefined ? undefined : { before, letters, after, letterCase: caseOf(letters) }
}

function caseOf(letters: string): LetterCase | undefined {
  if (letters === letters.toLowerCase()) return 'lower'
  const [first = '', ...rest] = letters
  if (rest.length > 0 && letters === letters.toUpperCase()) return 'upper'
  return rest.every((letter) => letter === letter.toLowerCase()) && first === first.toUpperCase() ? 'title' : undefined
}

/** A word of letters in a clause. */
export interface ClauseWord extends WrittenWord {
  readonly word: Word
  /** Its place in the page's words. */
  readonly place: number
}

/** Words of letters that follow one another in one block without punctuation, figure or sign between. */
export type Clause = readonly ClauseWord[]

/** The clauses of a page. */
export function clausesOf(words: readonly Word[]): Clause[] {
  const clauses: ClauseWord[][] = []
  let goesOn = false
  for (const [place, word] of words.entries()) {
    const written = writtenAs(word.text)
    if (written === undefined) {
      goesOn = false
      continue
    }
    const own = { ...written, word, place }
    if (goesOn && written.before === '' && words[place - 1]?.block === word.block) clauses.at(-1)?.push(own)
    else clauses.push([own])
    goesOn = written.after === ''
  }
  return clauses
}
