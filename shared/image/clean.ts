import type { PageWarning, QuarterTurn } from '../model/index.ts'
import { isBlank } from './blank.ts'
import { greyWithoutStamps } from './coloured-ink.ts'
import { cutInkOf } from './cut-ink.ts'
import { decodePlanes, encodeGreyPng, readHeader } from './decode.ts'
import { geometryOf, resolutionOf, stanceOf, turnedSize } from './frame.ts'
import { inkMapOf, inkPicture } from './ink.ts'
import { paperToneOf, whitenPaper } from './paper.ts'
import type { CleanPage, ImageInput } from './protocol.ts'
import { edgeSteepness } from './quality.ts'
import { showThroughOf } from './show-through.ts'
import { slopeOf } from './skew.ts'
import { rotateOnto } from './straighten.ts'
import { histogramOf, percentileOf, stretch } from './tone.ts'

/** Resolution at which tesseract reads 10 to 14 pt print best for its time. */
const readingDpi = 200
/** Pages between these resolutions keep their pixels. */
const keptDpi = { least: 150, most: 240 }
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

/** Reading-copy px per raw px. Resampling a page that is legible as it stands only blurs it. */
function readingScale(dpi: number, pixels: number): number {
  const wanted = dpi >= keptDpi.least && dpi <= keptDpi.most ? 1 : readingDpi / dpi
  return Math.min(wanted, Math.sqrt(readingPixelLimit / pixels))
}

/** Cleans one raw page: see ImageRoom.clean. */
export async function cleanPage(raw: Uint8Array, page: ImageInput, turn: QuarterTurn): Promise<CleanPage> {
  const header = await readHeader(raw)
  const stance = stanceOf(page.exifOrientation, turn)
  const turned = turnedSize(header.width, header.height, stance.turn)
  const resolution = resolutionOf(turned.width, turned.height, page)
  const scale = readingScale(resolution.dpi, turned.width * turned.height)
  const working = { width: Math.max(1, Math.round(turned.width * scale)), height: Math.max(1, Math.round(turned.height * scale)) }
  const workingDpi = resolution.dpi * scale

  const planes = await decodePlanes(raw, header, stance, working)
  const paper = paperToneOf(planes)
  whitenPaper(planes, paper)
  const ink = inkPicture(planes)
  const grey = greyWithoutStamps(planes, workingDpi)
  const black = percentileOf(histogramOf(grey.pixels).subarray(0, inkTone), 0.5)
  stretch(grey.pixels, Math.min(black, blackestRaised), 228)

  const { slope, sharpness } = slopeOf(grey)
  const skew = Math.abs(slope) > levelDegrees && sharpness > leastSharpness ? -slope : 0
  const geometry = geometryOf(header, stance, skew, resolution)
  const straight = skew === 0 ? grey
    : rotateOnto(grey, skew, Math.max(1, Math.round(geometry.width * scale)), Math.max(1, Math.round(geometry.height * scale)))

  const blank = isBlank(ink, workingDpi / 2)
  const warnings: PageWarning[] = []
  if (resolution.source === 'unknown') warnings.push('paper size unknown')
  if (resolution.dpi < lowDpi) warnings.push('low resolution')
  if (!blank && edgeSteepness(grey) < blurredBelow) warnings.push('blurred')
  if (!blank && black > paleAbove) warnings.push('low contrast')

  const map = inkMapOf(ink, paper, geometry)
  const cutInk = cutInkOf(planes, ink, paper, workingDpi, geometry)
  const showThrough = showThroughOf(ink, paper, workingDpi / 2, geometry, map)

  const png = await encodeGreyPng(straight.pixels, straight.width, straight.height, workingDpi)
  return {
    cleaning: { geometry, blank, ink: map, warnings, cutInk, showThrough },
    reading: { png, widthPx: straight.width, heightPx: straight.height, dpi: workingDpi, scale },
  }
}
