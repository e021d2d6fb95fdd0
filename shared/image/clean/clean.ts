import type { PageGeometry, PageWarning, Treatment, TreatmentName } from '../../model/index.ts'
import { withoutBlackSeals } from './black-seals.ts'
import { isBlank } from './blank.ts'
import { greyWithoutStamps } from './coloured-ink.ts'
import { curlOf } from './curl.ts'
import { cutInkOf } from './cut-ink.ts'
import { decodePlanes, readHeader } from '../decode.ts'
import { geometryOf, resolutionOf, stanceOf, turnedSize } from '../frame.ts'
import { inkMapOf, inkPicture } from './ink.ts'
import { withBlackInk } from './ink-tone.ts'
import { invertNegative } from './negative.ts'
import { paperToneOf, whitenPaper, type PaperTone } from './paper.ts'
import type { Grey, Planes } from '../planes.ts'
import { printHeightOf } from './print-height.ts'
import type { CleanPage, ImageInput, Standing } from '../protocol.ts'
import { edgeSteepness } from './quality.ts'
import { setApart } from './set-apart.ts'
import { showThroughOf } from './show-through.ts'
import { darkPointsOf, slopeOf, type DarkPoints } from './skew.ts'
import { mostSpecks, withoutSpecks } from './specks.ts'
import { cutOut, flattened, rotateOnto } from './straighten.ts'
import { withoutSurroundings } from './surroundings.ts'
import { tablesOf } from './tables.ts'
import { histogramOf, percentileOf, stretch } from './tone.ts'

/** Resolution at which tesseract reads 10 to 14 pt print best for its time. */
const readingDpi = 200
/** Pages between these resolutions keep their pixels. */
const keptDpi = { least: 150, most: 240 }
/** How high the marks of print of 12 to 14 pt are at 200 dpi, px, and the shares of it within which print is read as well: x-height 8 to 25 px. */
const usualPrint = { height: 18, least: 0.6, most: 1.6 }
/** Smaller print than this share is no print: a photograph's grain. */
const leastPrint = 0.4
/** Past this size (an A1 sheet at 200 dpi) the reading copy is made at a lower resolution. */
const readingPixelLimit = 32_000_000
/** A page at 200 dpi less rounding. */
const lowDpi = 197
/** Slopes below this are within the finder's error and are left alone. */
const levelDegrees = 0.25
const leastSharpness = 2
const blurredBelow = 60
/** Tones darker than this, on white paper, are ink. */
const inkTone = 192
/** The ink's own tone becomes black only this far: more thickens thin strokes and closes tone marks. */
const blackestRaised = 80
const paleAbove = 130
/** Photos enlarged by more have strokes of one px, which no lens shows black. */
const smallScale = 1.5
/** Paper whose darkest part is brighter than this, and ink darker than that, are as they should be. */
const whitePaper = 225
const paleInk = 40

/** Reading-copy px per raw px. Resampling a page that is legible as it stands only blurs it. */
function readingScale(dpi: number, pixels: number): number {
  const wanted = dpi >= keptDpi.least && dpi <= keptDpi.most ? 1 : readingDpi / dpi
  return Math.min(wanted, Math.sqrt(readingPixelLimit / pixels))
}

/** A copy of a page with white paper. */
interface Copy {
  /** Of the raw page, as the paper's size or the print tells it. */
  readonly dpi: number
  /** Px of the copy per raw px. */
  readonly scale: number
  readonly planes: Planes
  /** Set where the page was a negative: how dark it was. */
  readonly darkness: number | undefined
  readonly paper: PaperTone
  readonly ink: Grey
}

/** The raw page's resolution as its print tells it, where that is far from the copy's: a strip or slip is no whole sheet. */
function printDpiOf({ dpi, scale, ink }: Copy): number | undefined {
  const height = printHeightOf(ink)
  if (height === undefined) return undefined
  const share = (2 * height * readingDpi) / (dpi * scale * usualPrint.height)
  return share > usualPrint.most || (share < usualPrint.least && share > leastPrint) ? dpi * share : undefined
}

/** Cleans one raw page: see ImageRoom.clean. */
export async function cleanPage(raw: Uint8Array, page: ImageInput, standing: Standing): Promise<CleanPage> {
  const header = await readHeader(raw)
  const stance = stanceOf(page.exifOrientation, standing.turn)
  const turned = turnedSize(header.width, header.height, stance.turn)
  const resolution = resolutionOf(turned.width, turned.height, page)
  const { skew: toldSkew, crop } = standing
  const cropped = crop === null ? undefined : geometryOf(header, stance, toldSkew ?? 0, resolution, crop)

  const copyAt = async (dpi: number): Promise<Copy> => {
    const scale = readingScale(dpi, turned.width * turned.height)
    const working = { width: Math.max(1, Math.round(turned.width * scale)), height: Math.max(1, Math.round(turned.height * scale)) }
    const decoded = await decodePlanes(raw, header, stance, working)
    // A cropped page is cut out before it is looked at, as if nothing else had been scanned.
    const planes = cropped === undefined ? decoded : cutOut(decoded, cropped, scale)
    const darkness = invertNegative(planes)
    const paper = paperToneOf(planes)
    whitenPaper(planes, paper)
    return { dpi, scale, planes, darkness, paper, ink: inkPicture(planes) }
  }
  const first = await copyAt(resolution.dpi)
  const printDpi = resolution.source === 'unknown' ? printDpiOf(first) : undefined
  const { dpi, scale, planes, darkness, paper, ink } = printDpi === undefined ? first : await copyAt(printDpi)
  const workingDpi = dpi * scale

  const treated: Treatment[] = []
  const did = (what: TreatmentName, measured: number): void => { treated.push({ what, measured: Math.round(measured * 100) / 100 }) }
  if (scale > 1.02) did('enlarged', dpi)
  if (scale < 0.98) did('reduced', dpi)
  if (darkness !== undefined) did('inverted', darkness)
  const shade = Math.min(...paper.channels.map((channel) => percentileOf(histogramOf(channel), 0.02)))
  if (shade < whitePaper) did('evened', shade)
  const { grey, stamps } = greyWithoutStamps(planes, workingDpi)
  if (stamps > 0) did('stamps', stamps)
  const black = percentileOf(histogramOf(grey.pixels).subarray(0, inkTone), 0.5)
  const pale = scale > smallScale && black > paleAbove ? { ...grey, pixels: grey.pixels.slice() } : undefined
  stretch(grey.pixels, Math.min(black, blackestRaised), 228)
  if (black >= paleInk) did('darkened', black)
  const specks = withoutSpecks(grey, workingDpi)
  if (specks > mostSpecks) did('specks', specks)

  const points = darkPointsOf(grey)
  const skew = toldSkew ?? slantOf(points)
  const frame = cropped ?? geometryOf(header, stance, skew, resolution)
  if (skew !== 0) did('straightened', -skew)
  const atScale = (px: number): number => Math.max(1, Math.round(px * scale))
  const canvas = cropped === undefined && skew !== 0 ? { width: atScale(frame.width), height: atScale(frame.height) } : { width: grey.width, height: grey.height }
  // What was cut out was turned before its points were taken.
  const turn = cropped === undefined ? skew : 0
  const curl = curlOf(points, turn, { ...canvas, dpi: workingDpi, scale })
  if (curl !== undefined) did('flattened', (Math.max(...curl.lifts) - Math.min(...curl.lifts)) / dpi * 25.4)
  const bare = curl === undefined ? grey : withoutSurroundings(pale === undefined ? grey : withBlackInk(pale), workingDpi)
  const straight = turn === 0 ? bare : rotateOnto(bare, turn, canvas.width, canvas.height)
  const level = curl === undefined ? straight : flattened(straight, curl, scale)
  const geometry = curl === undefined ? frame : { ...frame, curl }
  const steepness = edgeSteepness(grey)
  const seals = withoutBlackSeals(level, workingDpi)
  if (seals.length > 0) did('seals', seals.length)

  const blank = isBlank(ink, workingDpi / 2)
  const warnings: PageWarning[] = []
  if (darkness !== undefined) warnings.push('negative')
  if (resolution.source === 'unknown') warnings.push('paper size unknown')
  if (dpi < lowDpi) warnings.push('low resolution')
  if (!blank && steepness < blurredBelow) warnings.push('blurred')
  if (!blank && black > paleAbove) warnings.push('low contrast')

  // What was cut out stands straight already: its own px are those of the page.
  const seen: PageGeometry = cropped === undefined ? frame : geometryOf(cropped, { mirrored: false, turn: 0 }, 0, resolution)
  const map = inkMapOf(ink, paper, seen)
  const cutInk = cutInkOf(planes, ink, paper, workingDpi, seen)
  const showThrough = showThroughOf(ink, paper, workingDpi / 2, seen, map)

  const { picture, strips, columns, tables } = setApart(level, tablesOf(level, workingDpi), workingDpi)
  if (columns > 0) did('columns', columns)
  if (tables.length > 0) did('tables', tables.length)
  return {
    cleaning: { geometry, blank, ink: map, warnings, treatments: treated, cutInk, showThrough },
    reading: { pixels: picture.pixels, widthPx: picture.width, heightPx: picture.height, dpi: workingDpi, scale, strips, tables, sealed: seals.flatMap(({ part }) => part ?? []), ...(curl === undefined ? {} : { curl }) },
  }
}

/** Clockwise degrees that straighten a picture of print; 0 where it is level or shows none. */
function slantOf(points: DarkPoints): number {
  const { slope, sharpness } = slopeOf(points)
  return Math.abs(slope) > levelDegrees && sharpness > leastSharpness ? -slope : 0
}
