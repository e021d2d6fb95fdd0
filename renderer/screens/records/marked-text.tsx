import type { ReactNode } from 'react'
import { fold } from '../../../shared/model/index.ts'
import styles from './finder.module.css'

interface Piece {
  readonly text: string
  readonly found: boolean
}

/** A text cut into words and what lies between them; those that begin like a word that was looked for are told. Tones do not matter. */
export function piecesFound(text: string, words: string): readonly Piece[] {
  const wanted = fold(words).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  if (wanted.length === 0) return [{ text, found: false }]
  return text.split(/([\p{L}\p{N}]+)/u).filter((piece) => piece !== '').map((piece) => ({ text: piece, found: wanted.some((word) => fold(piece).startsWith(word)) }))
}

/** A text with the words that were looked for told apart. */
export function MarkedText({ text, words }: { readonly text: string; readonly words: string }): ReactNode {
  return piecesFound(text, words).map(({ text: piece, found }, at) => (found ? <mark key={at} className={styles.found}>{piece}</mark> : piece))
}
