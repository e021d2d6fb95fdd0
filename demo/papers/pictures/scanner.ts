import sharp from 'sharp'
import type { Affine, Placement } from './placement.ts'
import { toPixels } from './placement.ts'
import { officePaper, renderSheet } from './paper-look.ts'
import type { Stock } from './paper-look.ts'
import { noiseTile, seededRandom } from '../sheets/random.ts'
import type { Sheet } from '../sheets/sheet.ts'
import type { Wear } from './wear.ts'

/** How a sheet went through the scanner. */
export interface Scan {
  readonly dpi: number
  /** How far the sheet lay turned clockwise, degrees. */
  readonly skew: number
  readonly grey?: boolean
  /** Brightness of what lies behind the sheet, 0..255. */
  readonly backing: number
  /** Distance from the left edge at which dirt on the glass leaves a line down the whole picture, mm. */
  readonly streak?: number
  /** A dark band along the edge that entered the feeder last. */
  readonly feederEdge?: boolean
  /** Paper of the sheet; ordinary office paper when absent. */
  readonly stock?: Stock
  readonly seed: number
}

/** A picture as a device saved it, with the way from the sheet's mm to its px. */
export interface Capture {
  readonly jpeg: Buffer
  readonly widthPx: number
  readonly heightPx: number
  /** As the file states it, true or not. */
  readonly dpi: number
  toPixel(x: number, y: number): { x: number; y: number }
}

/** Scans one side of a sheet into a JPEG of quality 80 that states its resolution; the picture is as large as the sheet. */
export async function scanSheet(sheet: Sheet, wear: Wear, scan: Scan): Promise<Capture> {
  const random = seededRandom(scan.seed)
  const scale = scan.dpi / 25.4
  const placement: Placement = {
    width: Math.round(sheet.width * scale), height: Math.round(sheet.height * scale), scale, turn: scan.skew,
    right: random.between(-0.5, 0.7) * scale, down: random.between(-0.4, 0.6) * scale,
  }
  const backing = [scan.backing, scan.backing, scan.backing + 2] as const
  const picture = await renderSheet(sheet, wear, scan.stock ?? officePaper, placement, backing, random)
  markByFeeder(picture.rgb, placement, scan)
  const noise = noiseTile(random, 512, 1)
  addNoise(picture.rgb, placement.width, noise.values, scan.seed)
  const image = sharp(picture.rgb, { raw: { width: placement.width, height: placement.height, channels: 3 } })
  const coloured = scan.grey === true ? image.greyscale().toColourspace('b-w') : image
  const jpeg = statingDpi(await coloured.jpeg({ quality: 80, optimizeCoding: false }).toBuffer(), scan.dpi)
  const way: Affine = toPixels(placement, sheet.width, sheet.height)
  return {
    jpeg, widthPx: placement.width, heightPx: placement.height, dpi: scan.dpi,
    toPixel: (x, y) => ({ x: way.a * x + way.c * y + way.e, y: way.b * x + way.d * y + way.f }),
  }
}

/** Puts a JFIF header (ITU-T T.871 section 10.1) with the resolution into a JPEG that has none, as scanners write it. */
function statingDpi(jpeg: Buffer, dpi: number): Buffer {
  const header = Buffer.from([0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 2, 1, dpi >> 8, dpi & 255, dpi >> 8, dpi & 255, 0, 0])
  return Buffer.concat([jpeg.subarray(0, 2), header, jpeg.subarray(2)])
}

function markByFeeder(rgb: Buffer, placement: Placement, scan: Scan): void {
  const { width, height, scale } = placement
  const darken = (row: number, column: number, share: number): void => {
    const place = (row * width + column) * 3
    for (let channel = 0; channel < 3; channel++) rgb[place + channel] = (rgb[place + channel] ?? 0) * share
  }
  if (scan.streak !== undefined) {
    const first = Math.round(scan.streak * scale)
    const random = seededRandom(scan.seed + 1)
    let strength = 0.14
    for (let row = 0; row < height; row++) {
      strength = Math.max(0.07, Math.min(0.22, strength + random.normal() * 0.006))
      darken(row, first, 1 - strength)
      darken(row, first + 1, 1 - strength * 0.7)
      darken(row, first - 1, 1 - strength * 0.3)
    }
  }
  if (scan.feederEdge === true) {
    const band = Math.round(1.5 * scale)
    for (let row = height - band; row < height; row++) {
      const share = 1 - 0.72 * ((row - height + band) / band) ** 1.6
      for (let column = 0; column < width; column++) darken(row, column, share)
    }
  }
}

/** Adds the sensor's noise, about one and a half levels deep. */
export function addNoise(rgb: Buffer, width: number, noise: Int8Array, seed: number): void {
  const random = seededRandom(seed + 2)
  const rows = rgb.length / 3 / width
  for (let row = 0, at = 0; row < rows; row++) {
    const start = Math.floor(random.next() * 262_144)
    for (let column = 0; column < width; column++, at += 3) {
      const value = (noise[(start + column) & 262_143] ?? 0) * 0.03
      for (let channel = 0; channel < 3; channel++) {
        const sum = (rgb[at + channel] ?? 0) + value
        rgb[at + channel] = sum < 0 ? 0 : sum > 255 ? 255 : sum
      }
    }
  }
}
