import type { ReactNode } from 'react'
import { piecesFound } from './found-words.ts'
import styles from './finder.module.css'

/** A text with the words that were looked for told apart. */
export function MarkedText({ text, words }: { readonly text: string; readonly words: string }): ReactNode {
  return piecesFound(text, words).map(({ text: piece, found }, at) => (found ? <mark key={at} className={styles.found}>{piece}</mark> : piece))
}
