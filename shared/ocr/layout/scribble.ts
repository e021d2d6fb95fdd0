import { fold } from '../../model/index.ts'
import type { RawWord } from '../engines/tsv.ts'

/** Below this the engine itself does not believe a word. */
const disbelieved = 0.3
/** A run of words believed less than this as a whole is a stamp, a signature or a drawing. */
const disbelievedRun = 0.4

/** A syllable of Vietnamese without its marks, or a number, date or code: anything with two figures. */
const plausible = /^[^\p{L}\p{N}]*(?:(?:ngh|gh|gi|kh|ng|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?|\d)[^\p{L}\p{N}]*$|^[^.…|]*\d[^.…|]*\d[^.…|]*[.]?$/u

/**
 * What a person must see though the engine hardly believes it: numbers, notations, days, personal numbers, and the line where a
 * number stands, whatever was made of one by pen. A hand-written or over-printed one is doubtful; gone, nobody would know that there was one.
 */
const neverDropped = new RegExp([
  String.raw`^[^\p{L}\p{N}]*(?:S[ốôóồổ](?:\s?[:.;]|\s?\d)|s[ốôóồổ]\s?[:;])`, String.raw`[\d\p{L}]\s?/\s?(?:\d{4}\s?/\s?)?\p{Lu}{2}`, String.raw`(?:^|\s)/\p{Lu}{2,}-\p{Lu}{2,}`,
  String.raw`(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}(?!\d)`, String.raw`ngày\s\S+\stháng(?:\s|$)`, String.raw`(?<!\d)\d{12}(?!\d)`,
].join('|'), 'u')

/** So many words shaped like Vietnamese, and so great a share of a run, are print that is hard to read: no scribble gives them. */
const print = { leastWords: 5, leastShare: 0.6 }

/**
 * Leaves out what the engine made of signatures, stamps, emblems and dirt: a run of words that it does not believe as a
 * whole, and single words that it does not believe and that are no Vietnamese. Runs with a number, notation or day stay as they are, and
 * of lines of hard print every word does.
 */
export function withoutScribbles(run: readonly RawWord[]): RawWord[] {
  if (mattersThoughDoubted(run)) return [...run]
  if (isPrint(run)) return run.filter((word) => word.confidence >= disbelieved || /[\p{L}\p{N}]/u.test(word.text))
  if (beliefIn(run) < disbelievedRun) return []
  return run.filter((word) => word.confidence >= disbelieved || plausible.test(fold(word.text)))
}

function isPrint(run: readonly RawWord[]): boolean {
  const shaped = run.filter(({ text }) => plausible.test(fold(text)))
  return shaped.length >= print.leastWords && shaped.length >= print.leastShare * run.length
}

/** True when a number, a notation or a day stands in the run. */
export function mattersThoughDoubted(run: readonly RawWord[]): boolean {
  return neverDropped.test(run.map((word) => word.text).join(' '))
}

/** Mean confidence, every letter counting once. */
function beliefIn(run: readonly RawWord[]): number {
  const letters = run.reduce((sum, word) => sum + word.text.length, 0)
  return run.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / Math.max(1, letters)
}
