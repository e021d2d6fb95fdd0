import type { RawWord } from './tsv.ts'

/** Puts words in the order a person reads them. */
export function inReadingOrder(words: readonly RawWord[]): RawWord[] {
  return [...words]
}
