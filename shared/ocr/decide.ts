import type { PageText } from '../model/index.ts'
import { corrected } from './correction.ts'
import { withDoubts } from './doubt.ts'
import { wordPairs } from './word-pairs.ts'

/** Decides about the words that an engine read: misread marks are mended, and what stays doubtful is marked. Throws ocr_model_missing. */
export function decidedText(text: PageText): PageText {
  if (text.state !== 'read') return text
  const pairs = wordPairs()
  return { ...text, words: withDoubts(corrected(text.words, pairs), pairs) }
}
