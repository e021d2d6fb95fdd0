import type { ReadWord } from '../../shared/contract/index.ts'
import { fold, type Box } from '../../shared/model/index.ts'

const centreIn = (word: Box, area: Box): boolean => {
  const x = word.x + word.width / 2
  const y = word.y + word.height / 2
  return x >= area.x && x <= area.x + area.width && y >= area.y && y <= area.y + area.height
}

/** The words of a page that lie in a box. */
export function wordsIn(words: readonly ReadWord[], area: Box): readonly ReadWord[] {
  return words.filter(({ box }) => centreIn(box, area))
}

/** A piece of a value, and whether the machine doubts it. */
export interface Piece {
  readonly text: string
  readonly doubtful: boolean
}

const bare = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]/gu, '')

/**
 * A value cut into pieces, those doubtful that stand for words which were read badly. Where no word tells, and the value as a
 * whole is doubted, all of it is.
 */
export function piecesOf(value: string, read: readonly ReadWord[], doubted: boolean): readonly Piece[] {
  if (!doubted) return [{ text: value, doubtful: false }]
  const weak = new Set(read.filter(({ doubted: weakly }) => weakly).map(({ text }) => bare(text)).filter((text) => text !== ''))
  const pieces = value.split(/(\s+)/u).filter((text) => text !== '').map((text) => ({ text, doubtful: weak.has(bare(text)) && bare(text) !== '' }))
  return pieces.some(({ doubtful }) => doubtful) ? pieces : [{ text: value, doubtful: value !== '' }]
}
