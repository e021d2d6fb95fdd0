import { pageSides, type Box, type CutInk, type PageGeometry, type PageSide } from '../../model/index.ts'
import type { PaperTone } from './paper.ts'
import { placeOf, placingOn } from './placing.ts'
import type { Grey, Planes } from '../planes.ts'
import { darkerThan, histogramOf, percentileOf } from './tone.ts'

/** Ink is darker than this share of the paper. */
const inkShare = 0.7
/** Past this share of a side in ink there is a shadow, a frame or a desk, no print that runs out. */
const bandShare = 0.35
/** Paper at a side that is darker than this share of the page's paper is no paper. */
const paperShare = 0.85
/** Parts of letters that touch the left or right side, mm, and how their line goes on inwards: in each of its stretches. */
const letter = { least: 0.4, most: 7, apart: 3.3, stretch: 12, stretches: 3, leastRuns: 2, leastCover: 0.15, mostCover: 0.85 }
/** Fewest lines of text that must run out of one side. */
const fewestLines = 3
/** A line of text cut along its length: strokes in a window, each as deep as a letter's part that can be missed, mm. */
const sliced = { window: 60, leastRuns: 10, mostRun: 3, leastDepth: 0.9, leastCover: 0.1, mostCover: 0.6, lineHeight: 7, emptyCover: 0.03 }
/** A red mark at a side: its length along the side and its depth, mm. */
const redMark = { window: 60, leastLength: 4, leastDepth: 4, mostDepth: 30 }
const redLead = 40

/** The upright page as seen from one of its sides: `at(along, depth)`. */
interface SideView {
  readonly side: PageSide
  readonly length: number
  readonly depth: number
  index(along: number, depth: number): number
}

function sideViews({ width, height }: { width: number; height: number }): SideView[] {
  const views: Record<PageSide, Omit<SideView, 'side'>> = {
    left: { length: height, depth: width, index: (along, depth) => along * width + depth },
    right: { length: height, depth: width, index: (along, depth) => along * width + width - 1 - depth },
    top: { length: width, depth: height, index: (along, depth) => depth * width + along },
    bottom: { length: width, depth: height, index: (along, depth) => (height - 1 - depth) * width + along },
  }
  return pageSides.map((side) => ({ side, ...views[side] }))
}

/**
 * Ink that runs out of the picture where the paper goes on to its edge: lines of print, and red marks. Shadows of the
 * feeder, frames, holes and whatever lies beside the paper are none. `ink`: see inkPicture; `planes`: whitened, of which it
 * was made.
 */
export function cutInkOf(planes: Planes, ink: Grey, paper: PaperTone, dpi: number, geometry: PageGeometry): CutInk[] {
  const red = redOf(planes, ink)
  const dark = darkOf(ink, red)
  const inkDpi = (dpi * ink.width) / planes.width
  return sideViews(ink).flatMap((view) => {
    const ground = paperAlong(view, paper, ink)
    const text = view.side === 'left' || view.side === 'right' ? linesRunningOut(dark, ground, view, inkDpi) : lineSliced(dark, ground, view, inkDpi)
    const seal = red === undefined ? undefined : redRunningOut(red, ground, view, inkDpi)
    return [
      ...(text === undefined ? [] : [{ side: view.side, ink: 'text' as const, box: boxOnPage(text, view, ink, geometry) }]),
      ...(seal === undefined ? [] : [{ side: view.side, ink: 'red' as const, box: boxOnPage(seal, view, ink, geometry) }]),
    ]
  })
}

/** Dark ink that is not red. */
function darkOf(ink: Grey, red: Uint8Array | undefined): Uint8Array {
  const dark = darkerThan(ink.pixels, percentileOf(histogramOf(ink.pixels), 0.5) * inkShare)
  if (red !== undefined) for (let y = 0; y < ink.height; y++) takeAway(dark, red, y * ink.width, (y + 1) * ink.width)
  return dark
}

function takeAway(marks: Uint8Array, others: Uint8Array, from: number, to: number): void {
  for (let at = from; at < to; at++) if (others[at] === 1) marks[at] = 0
}

/** Red of stamps, on the half-size grid; undefined for grey pages. */
function redOf({ width, channels: [red, green, blue] }: Planes, ink: Grey): Uint8Array | undefined {
  if (red === undefined || green === undefined || blue === undefined) return undefined
  const marks = new Uint8Array(ink.width * ink.height)
  for (let y = 0; y < ink.height; y++) markRed(red, green, blue, 2 * y * width, marks, y * ink.width, ink.width)
  return marks
}

function markRed(red: Uint8Array, green: Uint8Array, blue: Uint8Array, from: number, marks: Uint8Array, start: number, count: number): void {
  for (let index = start, source = from; index < start + count; index++, source += 2) {
    const own = red[source] ?? 0
    if (own - (green[source] ?? 0) >= redLead && own - (blue[source] ?? 0) >= redLead) marks[index] = 1
  }
}

/** 1 where the paper goes on to the side. */
function paperAlong(view: SideView, paper: PaperTone, ink: Grey): Uint8Array {
  const tone = paper.channels.map((channel) => ({ channel, usual: percentileOf(histogramOf(channel), 0.5) }))
  const tile = paper.tilePx / 2
  return Uint8Array.from({ length: view.length }, (_, along) => {
    const place = view.index(along, 0)
    const at = Math.min(paper.rows - 1, Math.floor(Math.floor(place / ink.width) / tile)) * paper.columns + Math.min(paper.columns - 1, Math.floor((place % ink.width) / tile))
    return tone.every(({ channel, usual }) => (channel[at] ?? 0) >= usual * paperShare) ? 1 : 0
  })
}

interface Span { readonly from: number; readonly to: number }
/** A stretch of a side with the depth to which it is meant, px of the ink picture. */
interface Touch extends Span { readonly depth: number }

/** Spans along a side where marks touch it (its two outermost px). */
function touching(marks: Uint8Array, ground: Uint8Array, view: SideView, join: number): Span[] {
  const spans: { from: number; to: number }[] = []
  for (let along = 0; along < view.length; along++) {
    const touched = ground[along] === 1 && (marks[view.index(along, 0)] === 1 || marks[view.index(along, 1)] === 1)
    if (!touched) continue
    const last = spans.at(-1)
    if (last !== undefined && along - last.to <= join) last.to = along
    else spans.push({ from: along, to: along })
  }
  return spans
}

function shareOf(spans: readonly Span[], length: number): number {
  return spans.reduce((sum, { from, to }) => sum + to - from + 1, 0) / length
}

/** Lines of print that run out of the left or right side. */
function linesRunningOut(dark: Uint8Array, ground: Uint8Array, view: SideView, dpi: number): Touch | undefined {
  const px = (millimetres: number): number => Math.max(1, Math.round((millimetres * dpi) / 25.4))
  const spans = touching(dark, ground, view, px(0.6))
  if (shareOf(spans, view.length) > bandShare) return undefined
  const letters = spans.filter(({ from, to }) => to - from + 1 >= px(letter.least) && to - from + 1 <= px(letter.most) && goesOnAsText(dark, view, { from, to }, px))
  const lines: Span[] = []
  for (const span of letters) if (span.from - (lines.at(-1)?.from ?? -view.length) >= px(letter.apart)) lines.push(span)
  const [first] = lines
  const last = letters.at(-1)
  return lines.length < fewestLines || first === undefined || last === undefined ? undefined : { from: first.from, to: last.to, depth: px(letter.stretch) }
}

/** True when the rows of a touching letter go on inwards as a line of print does: strokes with white between them. */
function goesOnAsText(dark: Uint8Array, view: SideView, { from, to }: Span, px: (millimetres: number) => number): boolean {
  const middle = (from + to) / 2
  const half = Math.max((to - from) / 2, px(0.7))
  const [low, high] = [Math.max(0, Math.floor(middle - half)), Math.min(view.length - 1, Math.ceil(middle + half))]
  return Array.from({ length: letter.stretches }, (_, stretch) => stretch).every((stretch) => {
    const start = stretch * px(letter.stretch)
    const end = Math.min(view.depth, start + px(letter.stretch))
    let runs = 0
    let covered = 0
    let before = false
    for (let depth = start; depth < end; depth++) {
      let inked = false
      for (let along = low; along <= high && !inked; along++) inked = dark[view.index(along, depth)] === 1
      if (inked) covered++
      if (inked && !before) runs++
      before = inked
    }
    return runs >= letter.leastRuns && covered >= (end - start) * letter.leastCover && covered <= (end - start) * letter.mostCover
  })
}

/** A line of print cut along its length by the top or bottom side. */
function lineSliced(dark: Uint8Array, ground: Uint8Array, view: SideView, dpi: number): Touch | undefined {
  const px = (millimetres: number): number => Math.max(1, Math.round((millimetres * dpi) / 25.4))
  const spans = touching(dark, ground, view, 0)
  if (shareOf(spans, view.length) > bandShare) return undefined
  const strokes = spans.filter((span) => span.to - span.from + 1 <= px(sliced.mostRun) && depthOf(dark, view, span, px(sliced.lineHeight), 1) >= px(sliced.leastDepth))
  for (const [index, { from }] of strokes.entries()) {
    const window = strokes.slice(index).filter(({ to }) => to < from + px(sliced.window))
    const last = window.at(-1)
    if (last === undefined || window.length < sliced.leastRuns) continue
    const span = { from, to: last.to }
    const cover = shareOf(window, span.to - from + 1)
    if (cover < sliced.leastCover || cover > sliced.mostCover) continue
    const depth = px(sliced.lineHeight)
    if (leavesGap(dark, view, span, depth)) return { from: strokes[0]?.from ?? from, to: strokes.at(-1)?.to ?? last.to, depth }
  }
  return undefined
}

/** True when the print of a span ends within a line's height: a line, no picture. */
function leavesGap(dark: Uint8Array, view: SideView, { from, to }: Span, depth: number): boolean {
  for (let row = 2; row < Math.min(depth, view.depth); row++) {
    let inked = 0
    for (let along = from; along <= to; along++) inked += dark[view.index(along, row)] ?? 0
    if (inked <= (to - from + 1) * sliced.emptyCover) return true
  }
  return false
}

/** A red mark that runs out of a side. */
function redRunningOut(red: Uint8Array, ground: Uint8Array, view: SideView, dpi: number): Touch | undefined {
  const px = (millimetres: number): number => Math.max(1, Math.round((millimetres * dpi) / 25.4))
  const spans = touching(red, ground, view, px(1))
  for (const [index, { from }] of spans.entries()) {
    const window = spans.slice(index).filter(({ to }) => to < from + px(redMark.window))
    const last = window.at(-1)
    if (last === undefined) continue
    const touched = window.reduce((sum, span) => sum + span.to - span.from + 1, 0)
    const depth = depthOf(red, view, { from, to: last.to }, px(redMark.mostDepth), px(1))
    if (touched >= px(redMark.leastLength / 4) && last.to - from + 1 >= px(redMark.leastLength) && depth >= px(redMark.leastDepth)) return { from, to: last.to, depth }
  }
  return undefined
}

/** How far marks reach inwards from a span of a side without a break longer than `gap`. */
function depthOf(marks: Uint8Array, view: SideView, { from, to }: Span, most: number, gap: number): number {
  let reached = 0
  for (let depth = 0; depth < Math.min(most, view.depth) && depth - reached <= gap; depth++) {
    for (let along = from; along <= to; along++) {
      if (marks[view.index(along, depth)] !== 1) continue
      reached = depth
      break
    }
  }
  return reached + 1
}

/** A stretch of a side as a box on the straightened page. */
function boxOnPage({ from, to, depth }: Touch, view: SideView, ink: Grey, geometry: PageGeometry): Box {
  const placing = placingOn(geometry, ink)
  const corners = [view.index(from, 0), view.index(to, 0), view.index(from, depth - 1), view.index(to, depth - 1)].map((place) => placeOf(placing, place % ink.width, Math.floor(place / ink.width)))
  const xs = corners.map(({ x }) => x)
  const ys = corners.map(({ y }) => y)
  const [left, top] = [Math.max(0, Math.floor(Math.min(...xs))), Math.max(0, Math.floor(Math.min(...ys)))]
  return { x: left, y: top, width: Math.min(geometry.width, Math.ceil(Math.max(...xs))) - left, height: Math.min(geometry.height, Math.ceil(Math.max(...ys))) - top }
}
