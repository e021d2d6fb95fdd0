import { fold } from '../../model/index.ts'
import type { ReadingStream } from './reading-stream.ts'
import { editDistance, essence } from './text-matching.ts'

/** A label found in the stream, characters `start` to `end`. */
export interface FoundLabel {
  readonly start: number
  readonly end: number
}

/** Labels with fewer letters are taken only as they stand: a letter more or less makes another word of them. */
const shortestMisread = 8
const cores = new WeakMap<ReadingStream, readonly string[]>()

function coresOf(stream: ReadingStream): readonly string[] {
  const known = cores.get(stream)
  if (known !== undefined) return known
  const made = stream.words.map(({ word }) => essence(word.text))
  cores.set(stream, made)
  return made
}

/**
 * Where `label` stands between two characters of the stream, tones, case and punctuation set aside; where it stands nowhere, and is
 * long enough to be told from other words, also with about one letter in seven misread. The work is bounded by words times letters.
 */
export function findLabel(stream: ReadingStream, label: string, from = 0, to = stream.folded.length): FoundLabel[] {
  const words = fold(label).match(/[a-z0-9]+/gu) ?? []
  if (words.length === 0) return []
  const exact = new RegExp(`(?<![a-z0-9])${words.join('[^a-z0-9]{0,4}')}(?![a-z0-9])`, 'gu')
  const found = [...stream.folded.slice(from, to).matchAll(exact)].map((match) => ({ start: from + match.index, end: from + match.index + match[0].length }))
  return found.length > 0 ? found : misread(stream, words, from, to)
}

function misread(stream: ReadingStream, words: readonly string[], from: number, to: number): FoundLabel[] {
  const wanted = words.join('')
  if (wanted.length < shortestMisread) return []
  const limit = Math.floor(wanted.length / 7)
  const all = coresOf(stream)
  const found: FoundLabel[] = []
  stream.words.forEach(({ offset }, at) => {
    const last = stream.words[at + words.length - 1]
    if (last === undefined || offset < from || last.offset + last.word.text.length > to || offset < (found.at(-1)?.end ?? 0)) return
    if (editDistance(all.slice(at, at + words.length).join(''), wanted, limit) <= limit) found.push({ start: offset, end: last.offset + last.word.text.length })
  })
  return found
}

/** The first of several labels between two characters: the one that stands first, of those that begin together the longest. */
export function firstLabel(stream: ReadingStream, labels: readonly string[], from = 0, to = stream.folded.length): FoundLabel | undefined {
  return labels.flatMap((label) => findLabel(stream, label, from, to)).sort((one, other) => one.start - other.start || other.end - one.end)[0]
}
