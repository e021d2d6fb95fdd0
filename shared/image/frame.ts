import { rotatedSize, type Box, type PageGeometry, type QuarterTurn, type ResolutionSource } from '../model/index.ts'
import type { ImageInput, Standing } from './protocol.ts'

/** How stored pixels stand: mirror horizontally first, then turn clockwise. */
export interface Stance {
  readonly mirrored: boolean
  readonly turn: QuarterTurn
}

/** Stances of EXIF orientation 1..8 (Exif 2.32, tag 0x0112); anything else counts as upright. */
const exifStances: readonly Stance[] = [
  { mirrored: false, turn: 0 }, { mirrored: true, turn: 0 }, { mirrored: false, turn: 180 }, { mirrored: true, turn: 180 },
  { mirrored: true, turn: 270 }, { mirrored: false, turn: 90 }, { mirrored: true, turn: 90 }, { mirrored: false, turn: 270 },
]

/** Two clockwise turns one after the other. */
export function addTurns(first: QuarterTurn, second: QuarterTurn): QuarterTurn {
  const turns = [0, 90, 180, 270] as const
  return turns[((first + second) / 90) % 4] ?? 0
}

/** What must be done to the stored pixels: EXIF orientation first, then `turn` clockwise. */
export function stanceOf(exifOrientation: number, turn: QuarterTurn): Stance {
  const exif = exifStances[exifOrientation - 1] ?? { mirrored: false, turn: 0 }
  return { mirrored: exif.mirrored, turn: addTurns(exif.turn, turn) }
}

/** Size after a quarter turn. */
export function turnedSize(width: number, height: number, turn: QuarterTurn): { width: number; height: number } {
  return turn % 180 === 0 ? { width, height } : { width: height, height: width }
}

const a4 = { shortInch: 210 / 25.4, longInch: 297 / 25.4 }
const a4AspectTolerance = 0.03
const credibleDpi = 100

/**
 * Resolution of a page in px per inch. A told value below 100 dpi is no evidence of the paper's size (screens and
 * cameras write 72 or 96): then A4 when the aspect ratio is within 3 % of it, else unknown with a provisional value
 * that makes the page fit A4.
 */
export function resolutionOf(width: number, height: number, page: Pick<ImageInput, 'dpi' | 'dpiFrom'>): { dpi: number; source: ResolutionSource } {
  if (page.dpi !== null && page.dpi >= credibleDpi && Number.isFinite(page.dpi)) return { dpi: page.dpi, source: page.dpiFrom ?? 'image' }
  const long = Math.max(width, height)
  const short = Math.min(width, height)
  const aspect = long / short / (a4.longInch / a4.shortInch)
  if (Math.abs(aspect - 1) <= a4AspectTolerance) return { dpi: long / a4.longInch, source: 'assumed A4' }
  return { dpi: Math.max(long / a4.longInch, short / a4.shortInch), source: 'unknown' }
}

/** The geometry of a page whose stored size, stance, skew and resolution are known; `crop` is taken as far as it lies on the page. */
export function geometryOf(
  raw: { width: number; height: number }, stance: Stance, skew: number, resolution: { dpi: number; source: ResolutionSource }, crop: Box | null = null,
): PageGeometry {
  const turned = turnedSize(raw.width, raw.height, stance.turn)
  const straight = skew === 0 ? turned : rotatedSize(turned.width, turned.height, skew)
  const page = crop === null ? undefined : insideOf(crop, straight)
  return {
    rawWidth: raw.width, rawHeight: raw.height, mirrored: stance.mirrored, turn: stance.turn, skew,
    width: page?.width ?? straight.width, height: page?.height ?? straight.height, dpi: resolution.dpi, dpiSource: resolution.source,
    ...(page === undefined ? {} : { crop: { left: page.x, top: page.y, canvasWidth: straight.width, canvasHeight: straight.height } }),
  }
}

/** The part of a box that lies on a canvas, in whole px, never empty. */
function insideOf(box: Box, canvas: { width: number; height: number }): Box {
  const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, Math.round(value)))
  const x = within(box.x, 0, canvas.width - 1)
  const y = within(box.y, 0, canvas.height - 1)
  return { x, y, width: within(box.x + box.width, x + 1, canvas.width) - x, height: within(box.y + box.height, y + 1, canvas.height) - y }
}

/** The geometry of a page that nobody has straightened yet: upright as far as its EXIF orientation says. */
export function storedGeometry(page: ImageInput & { readonly widthPx: number; readonly heightPx: number }): PageGeometry {
  return geometryAs(page, { turn: 0, skew: null, crop: null })
}

/** The geometry of a raw page that stands as told, without looking at its pixels. `skew` null counts as level. */
export function geometryAs(page: ImageInput & { readonly widthPx: number; readonly heightPx: number }, standing: Standing): PageGeometry {
  const raw = { width: page.widthPx, height: page.heightPx }
  const stance = stanceOf(page.exifOrientation, standing.turn)
  const turned = turnedSize(raw.width, raw.height, stance.turn)
  return geometryOf(raw, stance, standing.skew ?? 0, resolutionOf(turned.width, turned.height, page), standing.crop)
}

/** The turn of a page that is not told by its EXIF orientation. */
export function turnBeyondExif({ turn }: PageGeometry, exifOrientation: number): QuarterTurn {
  return addTurns(turn, invertedTurns[stanceOf(exifOrientation, 0).turn])
}

const invertedTurns = { 0: 0, 90: 270, 180: 180, 270: 90 } as const
