import { editDistance, fold } from '../../model/index.ts'
import type { ReadingStream } from './reading-stream.ts'
import { essence } from './text-matching.ts'

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

function exact(stream: ReadingStream, words: readonly string[], from: number, to: number): FoundLabel[] {
  if (words.length === 0) return []
  const pattern = new RegExp(`(?<![a-z0-9])${words.join('[^a-z0-9]{0,4}')}(?![a-z0-9])`, 'gu')
  return [...stream.folded.slice(from, to).matchAll(pattern)].map((match) => ({ start: from + match.index, end: from + match.index + match[0].length }))
}

/**
 * Where one of `labels` stands between two characters of the stream, tones, case and punctuation set aside, in reading order, of those that
 * begin together the longest first. Where none of them stands at all, those long enough to be told from other words also with about
 * one letter in seven misread: never before, or the label `Cấp cho ông/bà` is taken for read in `Cấp cho: Ông Bế …`. The work is bounded
 * by words times letters.
 */
export function findLabels(stream: ReadingStream, labels: readonly string[], from = 0, to = stream.folded.length): FoundLabel[] {
  const wanted = labels.map((label): readonly string[] => fold(label).match(/[a-z0-9]+/gu) ?? [])
  const found = wanted.flatMap((words) => exact(stream, words, from, to))
  return (found.length > 0 ? found : wanted.flatMap((words) => misread(stream, words, from, to))).sort((one, other) => one.start - other.start || other.end - one.end)
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
