import type { Word } from '../../model/index.ts'
import { centreX, centreY, rightOf, sameRow, segmentOf, sliceOf } from '../text/page-layout.ts'
import type { PageLayout, Segment } from '../text/page-layout.ts'
import { essence, findPhrase, isCapitals, letterCount } from '../text/text-matching.ts'

const nationalTitle = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
const motto = 'Độc lập - Tự do - Hạnh phúc'

/** The head of a document: what stands left and right of the gutter (Decree 30/2020 Annex I, ô 1–5). */
export interface HeaderZones {
  readonly layout: PageLayout
  /** Ô 1; undefined where it is not readable. */
  readonly title: Segment | undefined
  readonly motto: Segment | undefined
  /** px from the left: parts the agency's column from the national title's. */
  readonly gutter: number
  /** px from the top: upper edge of the head; marks of portals and stamps above it do not count. */
  readonly top: number
  /** Segments from `top` on, those of the head parted at the gutter. */
  readonly segments: readonly Segment[]
}

/**
 * Parts a segment where its widest gap near the gutter is wider than ordinary word space, or where one of its words
 * stands exactly under or over the beginnings of two neighbouring lines: notes are often typed beside a letter's subject.
 */
function partAtGutter(segment: Segment, gutter: number, layout: PageLayout): Segment[] {
  if (segment.box.x > gutter || rightOf(segment.box) < gutter) return [segment]
  const aligned = segment.words.findIndex((word, index) => index > 0 && Math.abs(word.box.x - gutter) < 0.14 * layout.width && beginsColumn(word, segment, layout))
  if (aligned > 0) return [sliceOf(segment, 0, aligned), sliceOf(segment, aligned)].filter((part) => part !== undefined)
  let at = 0
  let widest = 0.7 * layout.unit
  segment.words.forEach((word, index) => {
    const before = segment.words[index - 1]
    if (before === undefined || Math.abs(word.box.x - gutter) > 0.14 * layout.width) return
    const gap = word.box.x - rightOf(before.box)
    if (gap > widest) [at, widest] = [index, gap]
  })
  if (at === 0) return [segment]
  return [sliceOf(segment, 0, at), sliceOf(segment, at)].filter((part) => part !== undefined)
}

function beginsColumn(word: Word, segment: Segment, layout: PageLayout): boolean {
  const near = layout.segments.filter((other) =>
    other !== segment && Math.abs(other.box.x - word.box.x) < 0.25 * layout.unit && Math.abs(centreY(other.box) - centreY(segment.box)) < 3.2 * layout.unit)
  return near.length >= 2
}

/** The part of the first segment that says `phrase`, and that segment in pieces before, in and after it. */
function locate(segments: readonly Segment[], phrase: string, tolerance: number): { found: Segment; pieces: Segment[]; whole: Segment } | undefined {
  for (const whole of segments) {
    const match = findPhrase(whole.words.map((word) => word.text), phrase, tolerance)
    if (match === undefined) continue
    const pieces = [sliceOf(whole, 0, match.start), sliceOf(whole, match.start, match.end), sliceOf(whole, match.end)]
    const found = pieces[1]
    if (found !== undefined) return { found, whole, pieces: pieces.filter((piece) => piece !== undefined) }
  }
  return undefined
}

/** Lines lower than this many word heights are none: tone marks of the line below that were read as words. */
const leastPrint = 0.35

/** Finds the head on one page. */
export function headerZonesOf(layout: PageLayout): HeaderZones {
  const upper = layout.segments.filter((segment) => centreY(segment.box) < 0.4 * layout.height)
  const title = locate(upper, nationalTitle, 0.3)
  const below = title === undefined ? upper : upper.filter((segment) => segment !== title.whole)
  const words = locate(below, motto, 0.3)
  const unit = layout.unit
  const gutter = gutterOf(layout, title?.found, words?.found)
  const anchor = title?.found ?? words?.found
  const top = anchor === undefined ? 0 : anchor.box.y - (title === undefined ? 2.6 : 0.9) * unit
  const inPieces = new Map([title, words].filter((hit) => hit !== undefined).map((hit) => [hit.whole, hit.pieces]))
  const segments = layout.segments
    .flatMap((segment) => inPieces.get(segment) ?? [segment])
    .filter((segment) => centreY(segment.box) >= top && letterOrDigit(segment) && segment.box.height >= leastPrint * unit)
    .flatMap((segment) => (centreY(segment.box) < 0.45 * layout.height ? partAtGutter(segment, gutter, layout) : [segment]))
    .sort((one, other) => centreY(one.box) - centreY(other.box) || one.box.x - other.box.x)
  return { layout, title: title?.found, motto: words?.found, gutter, top, segments }
}

function letterOrDigit(segment: Segment): boolean {
  return essence(segment.text) !== ''
}

function gutterOf(layout: PageLayout, title: Segment | undefined, words: Segment | undefined): number {
  const low = 0.33 * layout.width
  const high = 0.6 * layout.width
  if (title !== undefined) return Math.min(high, Math.max(low, title.box.x - 0.4 * layout.unit))
  // The motto is about 0.8 of the national title's width and stands under its middle.
  if (words !== undefined) return Math.min(high, Math.max(low, centreX(words.box) - 0.65 * words.box.width))
  return 0.45 * layout.width
}

/** The document's head: on the first page that bears national title or motto (a cover may come first), else on the first page with text. */
export function findHeader(layouts: readonly PageLayout[]): HeaderZones | undefined {
  const zones = layouts.filter((layout) => layout.segments.length > 0).slice(0, 3).map(headerZonesOf)
  return zones.find((zone) => zone.title !== undefined || zone.motto !== undefined) ?? zones[0]
}

/** Segments of the agency's column between `from` and `to` px from the top. */
export function leftColumn(zones: HeaderZones, from: number, to: number): Segment[] {
  return zones.segments.filter((segment) => {
    const y = centreY(segment.box)
    return y >= from && y < to && centreX(segment.box) < zones.gutter && rightOf(segment.box) < zones.gutter + 0.08 * zones.layout.width
  })
}

/** A segment with everything to its right on the same row whose middle is left of `limit` px. */
export function extendRight(zones: HeaderZones, segment: Segment, limit: number): Segment {
  const more = zones.segments.filter((other) =>
    other !== segment && sameRow(segment, other, zones.layout.unit) && other.box.x > segment.box.x && centreX(other.box) < limit)
  return segmentOf(segment.page, [segment, ...more.sort((one, other) => one.box.x - other.box.x)].flatMap((part) => part.words))
}

/** True for lines of an agency's name: capitals with at least three letters, no number line. */
export function looksLikeAgencyLine(segment: Segment): boolean {
  return letterCount(segment.text) >= 3 && isCapitals(segment.text) && !/\d|[/⁄]\s*\p{L}/u.test(segment.text)
}
