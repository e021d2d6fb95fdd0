import type { Word } from '../model/index.ts'

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

/** The words before and after one in its block and its clause: no punctuation stands between. */
export function neighboursOf(words: readonly Word[], index: number): { readonly left: WrittenWord | undefined; readonly right: WrittenWord | undefined } {
  const own = writtenAs(words[index]?.text ?? '')
  const beside = (place: number): WrittenWord | undefined => (words[place]?.block === words[index]?.block ? writtenAs(words[place]?.text ?? '') : undefined)
  const [left, right] = [beside(index - 1), beside(index + 1)]
  return {
    left: own?.before === '' && left?.after === '' ? left : undefined,
    right: own?.after === '' && right?.before === '' ? right : undefined,
  }
}
