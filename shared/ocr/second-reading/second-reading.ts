import { fold } from '../../model/index.ts'
import type { Crop } from './crops.ts'
import { filledLinesOf, withFilledLines, type LineReading } from './filled-lines.ts'
import { mattersThoughDoubted } from '../layout/scribble.ts'
import { segmentsOf, type Segment } from '../layout/segments.ts'
import type { RawWord } from '../engines/tsv.ts'
import { withSlantedStamps } from './slanted-stamps.ts'
import { inkTone, type FirstReading, type Picture, type Region } from './unread-ink.ts'

/** A region of the page that was read a second time, by itself; words of a straightened line are px of its picture. */
export interface RereadRegion extends Crop {
  /** Words as the engine gives them, boxes in px from the region's corner. */
  readonly words: readonly RawWord[]
}

/** Below this a word does not explain the ink that it lies over. */
const explaining = 0.3
/** Least belief in a word of a second reading: a seal's texture reads as single believed letters, seldom as more. */
const wordBelief = 0.5
const runBelief = 0.75
const loneWordBelief = 0.88
/** Least belief in a figure where page numbers stand: nothing else is expected there. */
const figureBelief = 0.6
/** A word that touches unread ink may be a part of one: it keeps this share of its belief. */
const cutShare = 0.6

/** Numbers of blocks of second readings begin here: no page has as many. */
const secondBlocks = 100_000

const capacity = /^(?:KT|TM|TL|TUQ)\.$/u
const syllable = /^(?:(?:ngh|gh|gi|kh|ng|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?)$/u
const figure = /^\d+(?:[.,/-]\d+)*$/u
const notation = /^(?:\d+)?\/?\p{Lu}{2,}(?:[-/&]\p{Lu}{2,})*$/u

/** What stays of a first reading after drawing and scribbles are left out: words that explain their ink, and numbers that do not. */
export function firstReadingOf(words: readonly RawWord[], pageHeight: number): FirstReading & { readonly explained: RawWord[] } {
  const segments = segmentsOf(words)
  return {
    explained: explainedOf(segments),
    filled: filledLinesOf(words, pageHeight),
    doubted: segments.filter((segment) => mattersThoughDoubted(segment.words)).flatMap((segment) => segment.words).filter((word) => word.confidence < explaining),
  }
}

function explainedOf(segments: readonly Segment[]): RawWord[] {
  return segments.flatMap((segment) => segment.words).filter((word) => word.confidence >= explaining)
}

/**
 * Joins what second readings found with the first reading. A run of words is taken over only when the engine believes it and
 * it has the shape of Vietnamese, a notation or a figure; it replaces nothing but words that did not explain their ink.
 * Words of either reading beside ink that stays unread are believed less, since they may be parts of longer lines
 * (`PHÓ` lost from `PHÓ CHỦ TỊCH`).
 */
export function withSecondReading(words: readonly RawWord[], reread: readonly RereadRegion[]): RawWord[] {
  const lines = reread.filter((each): each is LineReading => each.line !== undefined)
  const known = withUnreadRegions(withFilledLines(words, lines), reread.filter(({ line, upright }) => line === undefined && upright === undefined))
  return withSlantedStamps(known, reread.filter(({ upright }) => upright === true))
}

function withUnreadRegions(words: readonly RawWord[], reread: readonly RereadRegion[]): RawWord[] {
  if (reread.length === 0) return [...words]
  const explained = explainedOf(segmentsOf(words))
  const credible = reread.map(({ region, words: second }, index) => {
    const onPage = second.map((word): RawWord => ({ ...word, left: word.left + region.left, top: word.top + region.top, block: secondBlocks + index }))
    return runsOf(onPage).map((run) => run.filter((word) => !explained.some((other) => share(word, other) > 0.3))).filter((run) => (region.figure === true ? isPageNumber(run) : isCredible(run)))
  })
  const known = [...explained, ...credible.flat(2)]
  const found = reread.flatMap(({ region, picture }, index) => (credible[index] ?? [])
    .flatMap((run) => (run.some((word) => region.figure !== true && standsBesideInk(word, known, region, picture)) ? run.map(doubted) : run)))
  const cut = new Set(explained.filter((word) => isRead(word) && reread.some(({ region, picture }) => share(word, region) > 0.5 && standsBesideInk(word, known, region, picture))))
  const kept = words.filter((word) => !found.some((better) => better.confidence > word.confidence && share(word, better) > 0.3))
  return [...kept.map((word) => (cut.has(word) ? doubted(word) : word)), ...found]
}

/** Words whose neighbour would be a word: a notation stands beside a number that is filled in by hand. */
function isRead(word: RawWord): boolean {
  return lettersIn(word) >= 2 && !word.text.includes('/')
}

function doubted(word: RawWord): RawWord {
  return { ...word, confidence: word.confidence * cutShare }
}

/** Neighbours on a line that are each believed and plausible. */
function runsOf(words: readonly RawWord[]): RawWord[][] {
  const runs: RawWord[][] = []
  let before: RawWord | undefined
  for (const word of words) {
    const goesOn = before !== undefined && sameLine(before, word) && word.left - before.left - before.width < 2 * Math.max(word.height, before.height)
    const good = word.confidence >= wordBelief && isPlausible(word.text)
    if (good && goesOn) runs.at(-1)?.push(word)
    else if (good) runs.push([word])
    before = good ? word : undefined
  }
  return runs
}

function sameLine(first: RawWord, second: RawWord): boolean {
  return first.block === second.block && first.paragraph === second.paragraph && first.line === second.line
}

function isPlausible(text: string): boolean {
  const bare = text.replace(/^[^\p{L}\p{N}/]+|[^\p{L}\p{N}]+$/gu, '')
  return capacity.test(text) || syllable.test(fold(bare)) || figure.test(bare) || notation.test(bare) || (text === '-' || text === '–')
}

function isCredible(run: readonly RawWord[]): boolean {
  const letters = run.reduce((sum, word) => sum + lettersIn(word), 0)
  const belief = run.reduce((sum, word) => sum + word.confidence * lettersIn(word), 0) / Math.max(1, letters)
  const [only] = run
  if (run.length === 1 && only !== undefined) return only.confidence >= loneWordBelief && (capacity.test(only.text) || letters >= 4)
  return letters >= 5 && belief >= runBelief
}

/** True for a figure of up to three digits by itself, or between dashes. */
function isPageNumber(run: readonly RawWord[]): boolean {
  return /^[-–]?\d{1,3}[-–]?$/u.test(run.map(({ text }) => text).join('')) && run.every(({ confidence }) => confidence >= figureBelief)
}

function lettersIn(word: RawWord): number {
  return word.text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}

type Box = Pick<RawWord, 'left' | 'top' | 'width' | 'height'>

/** Share of the smaller of two boxes that lies in the other. */
function share(first: Box, second: Box): number {
  const width = Math.min(first.left + first.width, second.left + second.width) - Math.max(first.left, second.left)
  const height = Math.min(first.top + first.height, second.top + second.height) - Math.max(first.top, second.top)
  return width <= 0 || height <= 0 ? 0 : (width * height) / Math.max(1, Math.min(first.width * first.height, second.width * second.height))
}

/** True when ink that no known word explains stands beside a word as near as its neighbour would. */
function standsBesideInk(word: RawWord, known: readonly RawWord[], region: Region, picture: Picture): boolean {
  const { height } = word
  return [word.left - 0.9 * height, word.left + word.width + 0.1 * height].some((left) => {
    const window = { left, top: word.top + 0.15 * height, width: 0.8 * height, height: 0.7 * height }
    return inkIn(window, known, region, picture) > 0.06 * window.width * window.height
  })
}

function inkIn(window: Box, known: readonly RawWord[], region: Region, picture: Picture): number {
  const around = known.filter((word) => share(word, window) > 0)
  const clampTo = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value)))
  let ink = 0
  for (let y = clampTo(window.top - region.top, picture.height); y < clampTo(window.top + window.height - region.top, picture.height); y++) {
    for (let x = clampTo(window.left - region.left, picture.width); x < clampTo(window.left + window.width - region.left, picture.width); x++) {
      if ((picture.pixels[y * picture.width + x] ?? 255) >= inkTone) continue
      const [pageX, pageY] = [x + region.left, y + region.top]
      if (!around.some((word) => pageX >= word.left - 2 && pageX <= word.left + word.width + 2 && pageY >= word.top && pageY <= word.top + word.height)) ink++
    }
  }
  return ink
}
