import { freeSpaceOf, SohoaError, toPoints, type ConversionMark, type FreeSpace, type InkMap, type MarkDrawing, type MarkPlacement, type PageGeometry } from '../model/index.ts'
import { layoutMark } from './layout.ts'
import type { Alignment, MarkTemplate } from './template.ts'

const millimetre = 72 / 25.4

/** Empty space kept between the mark and anything on the paper. */
const clearance = 3 * millimetre
/** Distance from the page's edges, less on small pages: where an A4 sheet has its side and foot margins. */
const sideMargin = 15 * millimetre
const footMargin = 8 * millimetre
const stripMargin = 4 * millimetre
const step = millimetre
/** Widths that are tried in free space, pt: the first is the best looking. */
const widths = [310, 270, 235, 200] as const
const stripWidth = 360

/** The page that is to carry the mark. */
export interface MarkablePage {
  /** From 1. */
  readonly number: number
  readonly geometry: PageGeometry
  readonly ink: InkMap
}

/** A mark ready to be painted: what, and where. */
export interface PlacedMark {
  readonly placement: MarkPlacement
  readonly drawing: MarkDrawing
}

interface PageFrame { readonly width: number; readonly height: number; readonly pxPerPt: number }

function leftOf(alignment: Alignment, width: number, page: PageFrame): number {
  const margin = Math.min(sideMargin, page.width * 0.06)
  switch (alignment) {
    case 'left': return margin
    case 'right': return page.width - margin - width
    case 'centre': return (page.width - width) / 2
  }
}

/** Lowest free place of a drawing, or undefined. Pt, origin bottom-left of the scanned page. */
function lowestPlace(drawing: MarkDrawing, page: PageFrame, free: FreeSpace, template: MarkTemplate): { x: number; y: number } | undefined {
  const { width, height } = drawing
  const isFree = (x: number, y: number): boolean => free.isFree({
    x: (x - clearance) * page.pxPerPt,
    y: (page.height - y - height - clearance) * page.pxPerPt,
    width: (width + 2 * clearance) * page.pxPerPt,
    height: (height + 2 * clearance) * page.pxPerPt,
  })
  const candidates = template.alignments.map((alignment) => leftOf(alignment, width, page)).filter((x) => x >= clearance && x + width <= page.width - clearance)
  for (let y = footMargin; y + height <= page.height * template.reachesUpTo; y += step) {
    const x = candidates.find((left) => isFree(left, y))
    if (x !== undefined) return { x, y }
  }
  return undefined
}

function inStrip(mark: ConversionMark, number: number, page: PageFrame): PlacedMark {
  const margin = Math.min(sideMargin, page.width * 0.06)
  const room = page.width - 2 * margin
  const drawing = layoutMark(mark, room >= widths[0] ? Math.min(stripWidth, room) : page.width - 2 * millimetre)
  const stripHeight = drawing.height + 2 * stripMargin
  return {
    placement: { page: number, stripHeight, box: { x: Math.min(margin, (page.width - drawing.width) / 2), y: stripMargin, width: drawing.width, height: drawing.height } },
    drawing,
  }
}

/**
 * Finds where the mark goes: the lowest place of the page's lower part that is free of ink with 3 mm around it, so
 * never the top corners (copies' signatures right, Decree 30/2020 ô 14; QR of the TTHC system left, Circ. 01/2023);
 * where there is none, a strip is added at the foot and the paper's own area stays untouched.
 * Throws mark_does_not_fit for a page narrower than the QR code.
 */
export function placeMark(mark: ConversionMark, template: MarkTemplate, target: MarkablePage): PlacedMark {
  if (mark.template !== template.id) throw new SohoaError('invalid_params', { path: 'template', method: 'placeMark' })
  const { geometry } = target
  const page: PageFrame = { width: toPoints(geometry.width, geometry.dpi), height: toPoints(geometry.height, geometry.dpi), pxPerPt: geometry.dpi / 72 }
  const free = freeSpaceOf(target.ink)
  const places = widths.filter((width) => width <= page.width - 2 * clearance).flatMap((width) => {
    const drawing = layoutMark(mark, width)
    const place = lowestPlace(drawing, page, free, template)
    return place === undefined ? [] : [{ drawing, ...place }]
  })
  const [first, ...others] = places
  if (first === undefined) return inStrip(mark, target.number, page)
  const best = others.reduce((lowest, place) => (place.y < lowest.y - clearance ? place : lowest), first)
  return {
    placement: { page: target.number, stripHeight: 0, box: { x: best.x, y: best.y, width: best.drawing.width, height: best.drawing.height } },
    drawing: best.drawing,
  }
}
