import { typeface, wrapText } from '../font/index.ts'
import { freeSpaceOf, toPoints, type Colour, type DrawnText, type InkMap, type MarkPlacement, type PageGeometry, type PointBox } from '../model/index.ts'
import type { Appearance, AppearanceDrawing, SealPicture } from './appearance.ts'
import type { ShownSignature } from './regime.ts'

const millimetre = 72 / 25.4
/** Empty space kept between a signature and anything else on the page. */
const clearance = 2 * millimetre
const step = 2 * millimetre
/** From the page's edges: a sheet's own margins, where nothing is cut off in print. */
const sideMargin = 12 * millimetre
const footMargin = 8 * millimetre
const headMargin = 6 * millimetre
/** How far down the page's head reaches (Decree 30/2020, Annex I: the top margin is 20 to 25 mm). */
const headReach = 30 * millimetre
const gap = 5
const leadingFactor = 1.3
/** Widths of the text that are tried, pt: the first is the best looking. */
const textWidths = [210, 170, 130] as const
/** Upright black, as Decree 30/2020 wants a signature's words. */
const black: Colour = [0, 0, 0]

/** A page that may carry a signature, as it was scanned. */
export interface SignablePage {
  /** From 1. */
  readonly number: number
  readonly geometry: PageGeometry
  readonly ink: InkMap
}

/** Space that is taken already: the mark's, and that of earlier signatures. */
export interface TakenSpace {
  readonly page: number
  readonly box: PointBox
}

/** Sets a signature's words, beside the seal where there is one. Text is broken at `textWidth` pt. */
export function drawSignature(lines: readonly string[], size: number, seal: SealPicture | null, textWidth: number): AppearanceDrawing {
  const face = typeface('regular')
  const leading = size * leadingFactor
  const set = lines.flatMap((line) => wrapText(line, textWidth, face, size))
  const textHeight = leading * set.length
  const sealWidth = seal === null ? 0 : seal.widthMm * millimetre
  const sealHeight = seal === null ? 0 : (sealWidth * seal.heightPx) / seal.widthPx
  const height = Math.max(textHeight, sealHeight)
  const left = seal === null ? 0 : sealWidth + gap
  const top = (height + textHeight) / 2
  const texts = set.map((text, index): DrawnText => ({ text, x: left, y: top - leading * (index + 1) + leading * 0.28, size, weight: 'regular', colour: black }))
  return {
    width: left + Math.max(...set.map((text) => face.widthOf(text, size))), height, texts,
    seal: seal === null ? null : { picture: seal, box: { x: 0, y: (height - sealHeight) / 2, width: sealWidth, height: sealHeight } },
  }
}

interface Sheet { readonly number: number; readonly width: number; readonly height: number; readonly isFree: (box: PointBox) => boolean }

function sheetOf(page: SignablePage, mark: MarkPlacement | null, taken: readonly TakenSpace[], headStrip: number): Sheet {
  const { geometry, ink, number } = page
  const strip = mark?.page === number ? mark.stripHeight : 0
  const width = toPoints(geometry.width, geometry.dpi)
  const scanTop = toPoints(geometry.height, geometry.dpi) + strip
  const height = scanTop + (number === 1 ? headStrip : 0)
  const pxPerPt = geometry.dpi / 72
  const scanned = freeSpaceOf(ink)
  const others = taken.filter((space) => space.page === number).map(({ box }) => box)
  const isFree = (box: PointBox): boolean => {
    const top = Math.min(box.y + box.height, scanTop)
    const foot = Math.max(box.y, strip)
    const overScan = top > foot
    const scannedBox = { x: box.x * pxPerPt, y: (scanTop - top) * pxPerPt, width: box.width * pxPerPt, height: (top - foot) * pxPerPt }
    return !others.some((other) => overlaps(box, other)) && (!overScan || scanned.isFree(scannedBox))
  }
  return { number, width, height, isFree }
}

function overlaps(left: PointBox, right: PointBox): boolean {
  return left.x < right.x + right.width && right.x < left.x + left.width && left.y < right.y + right.height && right.y < left.y + left.height
}

function* heights(from: number, to: number): Generator<number> {
  if (from <= to) for (let y = from; y <= to; y += step) yield y
  else for (let y = from; y >= to; y -= step) yield y
}

/** The first free place of a drawing on a sheet, tried from `from` to `to` (height of its foot), right before left, or only at the right. */
function placeOn(sheet: Sheet, drawing: AppearanceDrawing, from: number, to: number, onlyRight = false): Appearance['at'] | undefined {
  const { width, height } = drawing
  const left = sideMargin
  const right = sheet.width - sideMargin - width
  const isFree = (x: number, y: number): boolean => sheet.isFree({ x: x - clearance, y: y - clearance, width: width + 2 * clearance, height: height + 2 * clearance })
  if (right < clearance) return undefined
  for (const y of heights(from, to)) {
    for (const x of onlyRight ? [right] : [right, (left + right) / 2, left]) {
      if (x >= clearance && isFree(x, y)) return { x, y }
    }
  }
  return undefined
}

/**
 * Where a signature shows, and what: in space that is free of ink, the mark and other signatures. `top right of page 1` is looked
 * for in the head of page 1 at the right, where a strip of `headStrip` pt may lengthen it; `free space` from the foot upwards on the page of the mark,
 * then on the others from the last. Narrower settings are tried before the next page. Null when no page has room: the signature then shows nothing.
 */
export function placeSignature(
  shown: ShownSignature, lines: readonly string[], seal: SealPicture | null, pages: readonly SignablePage[], mark: MarkPlacement | null, taken: readonly TakenSpace[], headStrip = 0,
): Appearance | null {
  const space = [...taken, ...(mark === null ? [] : [mark])]
  const drawings = textWidths.map((width) => drawSignature(lines, shown.size, shown.seal ? seal : null, width))
  const first = pages.filter(({ number }) => number === (shown.place === 'free space' ? mark?.page ?? 1 : 1))
  const others = shown.place === 'free space' ? pages.filter((page) => !first.includes(page)).toReversed() : []
  for (const page of [...first, ...others]) {
    const sheet = sheetOf(page, mark, space, headStrip)
    for (const drawing of drawings) {
      const head = sheet.height - headMargin - drawing.height
      const at = shown.place === 'free space'
        ? placeOn(sheet, drawing, footMargin, head)
        : placeOn(sheet, drawing, head, Math.max(sheet.height - headReach, footMargin), true)
      if (at !== undefined) return { page: page.number, at, drawing }
    }
  }
  return null
}

/**
 * How much page 1 is to be lengthened at its head, pt, so that a signature has room at the top right of it: nothing of the paper is covered. 0 where it
 * has room, or stands elsewhere.
 */
export function headStripFor(shown: ShownSignature, lines: readonly string[], seal: SealPicture | null, pages: readonly SignablePage[]): number {
  if (shown.place === 'free space' || placeSignature(shown, lines, seal, pages, null, []) !== null) return 0
  return headMargin + drawSignature(lines, shown.size, shown.seal ? seal : null, textWidths[0]).height + clearance + 1
}
