import { unionOf } from '../../shared/model/index.ts'
import type { Box, FieldName } from '../../shared/model/index.ts'
import type { CapturedPage, SamplePaper, TrueOwner, Trap } from './sample-paper.ts'

/** A word as it stands in the picture. */
export interface TrueWord {
  readonly text: string
  /** The upright rectangle round the word's ink in the picture as saved, px, origin top left. */
  readonly box: Box
  /** Words of one printed line share this number. */
  readonly line: number
  /** At least a part was written by hand. */
  readonly hand: boolean
}

export interface TruePage {
  readonly file: string
  readonly size: 'A4' | 'A3' | 'photo'
  readonly widthPx: number
  readonly heightPx: number
  /** As the file states it; a photo's says nothing about the paper. */
  readonly dpi: number
  /** Px per inch of paper, measured along its top edge. */
  readonly paperDpi: number
  /** Lines in reading order, stamps left out. */
  readonly text: string
  readonly words: readonly TrueWord[]
  readonly stamps: readonly { readonly text: string; readonly box: Box }[]
}

/** Where a value stands: `tag` is a field's name, or `owner 1 name`, `owner 1 id` and so on. */
export interface TruePlace {
  readonly tag: string
  /** From 1. */
  readonly page: number
  /** In px of the picture as saved. */
  readonly box: Box
}

/** Everything that a careful reader could say of a sample paper. */
export interface PaperTruth {
  readonly paper: string
  readonly title: string
  readonly pageCount: number
  readonly fields: Readonly<Partial<Record<FieldName, string>>>
  readonly handwritten: readonly FieldName[]
  readonly owners: readonly TrueOwner[]
  readonly validUntil: string | null
  readonly traps: readonly Trap[]
  readonly places: readonly TruePlace[]
  readonly pages: readonly TruePage[]
}

interface Rectangle { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

function boxOf(page: CapturedPage, area: Rectangle): Box {
  const corners = [[area.left, area.top], [area.right, area.top], [area.left, area.bottom], [area.right, area.bottom]] as const
  const points = corners.map(([x, y]) => page.capture.toPixel(x, y))
  const xs = points.map((point) => point.x)
  const ys = points.map((point) => point.y)
  const [left, top] = [Math.floor(Math.min(...xs)), Math.floor(Math.min(...ys))]
  return { x: left, y: top, width: Math.ceil(Math.max(...xs)) - left, height: Math.ceil(Math.max(...ys)) - top }
}

function pageTruth(page: CapturedPage): TruePage {
  const lines = new Map<number, string[]>()
  for (const word of page.sheet.words) lines.set(word.line, [...(lines.get(word.line) ?? []), word.text])
  const { widthPx, heightPx, dpi } = page.capture
  const [from, to] = [page.capture.toPixel(0, 0), page.capture.toPixel(page.sheet.width, 0)]
  return {
    file: page.file, size: page.size, widthPx, heightPx, dpi, paperDpi: (Math.hypot(to.x - from.x, to.y - from.y) / page.sheet.width) * 25.4,
    text: [...lines.values()].map((words) => words.join(' ')).join('\n'),
    words: page.sheet.words.map((word) => ({ text: word.text, box: boxOf(page, word), line: word.line, hand: word.hand })),
    stamps: page.sheet.stamps.map((stamp) => ({ text: stamp.text, box: boxOf(page, stamp) })),
  }
}

function placesOn(page: CapturedPage, number: number): TruePlace[] {
  const boxes = new Map<string, Box[]>()
  for (const word of page.sheet.words) {
    for (const tag of new Set(word.tags)) boxes.set(tag, [...(boxes.get(tag) ?? []), boxOf(page, word)])
  }
  return [...boxes].map(([tag, found]) => ({ tag, page: number, box: unionOf(found) }))
}

/** The truth about a paper from the sheets that were set and the way the pictures were taken. */
export function truthOf(paper: SamplePaper, pages: readonly CapturedPage[]): PaperTruth {
  return {
    paper: paper.name, title: paper.title, pageCount: pages.length,
    fields: paper.fields, handwritten: paper.handwritten, owners: paper.owners, validUntil: paper.validUntil, traps: paper.traps,
    places: pages.flatMap((page, index) => placesOn(page, index + 1)),
    pages: pages.map(pageTruth),
  }
}
