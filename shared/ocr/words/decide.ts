import type { PageText } from '../../model/index.ts'
import { withClosingSign } from './closing-sign.ts'
import { corrected } from './correction.ts'
import { withDoubts } from './doubt.ts'
import { wordPairs } from './word-pairs.ts'

/** Decides about the words that an engine read: the sign that ends a text is put to its word, misread marks are mended, and what stays doubtful is marked. Throws ocr_model_missing. */
export function decidedText(text: PageText): PageText {
  if (text.state !== 'read') return text
  const pairs = wordPairs()
  return { ...text, words: withDoubts(corrected(withClosingSign(text.words), pairs), pairs) }
}
