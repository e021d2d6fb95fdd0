import { bareWord, isVietnameseSyllable, type SealedPart } from '../../model/index.ts'
import type { RawWord } from '../engines/tsv.ts'
import { sheared } from './filled-lines.ts'
import type { Picture } from './unread-ink.ts'

/** In which sizes a part under a seal is read: a misreading seldom comes twice. */
export const sealedScales = [1, 1.5, 2] as const
/** Least belief of the first reading and another in a word by which they are known to be of one line. */
const anchorBelief = 0.85
/** What is believed at most of a word that only readings without the seal's rings tell: a person is asked. */
const mostBelieved = 0.6
/** Words of a line stand at most this many of their heights apart. */
const gap = 2
/** Boxes that share this much of the smaller are of one word. */
const same = 0.3

/** A part of the page under a seal as it was read in each of the sizes, px of the page. */
export type SealedReading = readonly (readonly RawWord[])[]

/** The picture of a part, `scale` times as large. */
export function sealedPicture(part: SealedPart, scale: number): Picture {
  return scale === 1 ? part : sheared(part, 0, scale)
}

/** Words of that picture where the page shows them. */
export function onPage(words: readonly RawWord[], { left, top }: SealedPart, scale: number): RawWord[] {
  return words.map((word) => ({ ...word, left: word.left / scale + left, top: word.top / scale + top, width: word.width / scale, height: word.height / scale }))
}

/**
 * Completes the beginnings of lines that lie under a seal: `Minh Hưng` by the `Lê` that two sizes of the seal's part tell before it. A word is
 * taken only when two tell it alike, when it is a syllable with a capital, as in names and positions, and when words follow it in one line
 * that the first reading tells as well. It replaces what was read in its place unless that is such a word too and believed as much.
 */
export function withSealedParts(words: readonly RawWord[], readings: readonly SealedReading[]): RawWord[] {
  const lines = readings.flatMap((sizes) => sizes.flatMap((size) => {
    const others = sizes.filter((other) => other !== size).flat()
    return [...Map.groupBy(size, ({ block, paragraph, line }) => `${block}.${paragraph}.${line}`).values()].map((line) => ({ line, others }))
  }))
  return lines.reduce((known, { line, others }) => withBeginning(known, line, others), [...words])
}

/** The words with what the line, and another size, tell before the first of its words that is among them. */
function withBeginning(words: RawWord[], line: readonly RawWord[], others: readonly RawWord[]): RawWord[] {
  const anchor = line.findIndex((word) => word.confidence >= anchorBelief && words.some((known) => known.confidence >= anchorBelief && isSameWord(known, word)))
  const follows = line[anchor]
  const place = follows === undefined ? -1 : words.findIndex((known) => isSameWord(known, follows))
  const behind = words[place]
  if (follows === undefined || behind === undefined) return words
  const found: RawWord[] = []
  let next = follows
  for (const word of line.slice(0, anchor).toReversed()) {
    const again = others.find((other) => isSameWord(other, word))
    const text = bareWord(word.text)
    if (again === undefined || !isBeginning(text) || next.left - word.left - word.width > gap * next.height) break
    next = word
    const least = Math.min(word.confidence, again.confidence)
    if (words.some((known) => share(known, word) > same && isBeginning(bareWord(known.text)) && known.confidence >= least)) continue
    const { block, paragraph, line: row } = behind
    found.unshift({ ...word, text, confidence: Math.min(mostBelieved, Math.max(word.confidence, again.confidence)), block, paragraph, line: row })
  }
  if (found.length === 0) return words
  const isReplaced = (known: RawWord): boolean => found.some((word) => share(known, word) > same)
  return [...words.slice(0, place).filter((known) => !isReplaced(known)), ...found, ...words.slice(place).filter((known) => !isReplaced(known))]
}

/** True for a syllable of more than one letter that is capitalised or in capitals. */
function isBeginning(text: string): boolean {
  return text.length > 1 && /^\p{Lu}(?:\p{Ll}+|\p{Lu}+)$/u.test(text) && isVietnameseSyllable(text)
}

function isSameWord(first: RawWord, second: RawWord): boolean {
  return bareWord(first.text) === bareWord(second.text) && bareWord(first.text) !== '' && share(first, second) > same
}

/** Share of the smaller of two words' boxes that lies in the other. */
function share(first: RawWord, second: RawWord): number {
  const width = Math.min(first.left + first.width, second.left + second.width) - Math.max(first.left, second.left)
  const height = Math.min(first.top + first.height, second.top + second.height) - Math.max(first.top, second.top)
  return width <= 0 || height <= 0 ? 0 : (width * height) / Math.max(1, Math.min(first.width * first.height, second.width * second.height))
}
