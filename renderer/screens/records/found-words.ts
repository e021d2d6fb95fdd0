import { fold } from '../../../shared/model/index.ts'

/** A piece of a text, and whether it is a word that was looked for. */
export interface Piece {
  readonly text: string
  readonly found: boolean
}

/** Letters from which a word that is still being typed fits what begins so, as the station searches. */
const leastTyped = 3

/** A text cut into words and what lies between them; those that were looked for are told. Tones do not matter; the last word may be a beginning. */
export function piecesFound(text: string, words: string): readonly Piece[] {
  const wanted = fold(words).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  if (wanted.length === 0) return [{ text, found: false }]
  const last = wanted.at(-1) ?? ''
  const fits = (word: string): boolean => wanted.includes(word) || (last.length >= leastTyped && word.startsWith(last))
  return text.split(/([\p{L}\p{N}]+)/u).filter((piece) => piece !== '').map((piece) => ({ text: piece, found: fits(fold(piece)) }))
}
