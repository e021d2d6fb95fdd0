import sharp from 'sharp'
import { officePaper, renderSheet } from './paper-look.ts'
import type { Picture } from './placement.ts'
import { noiseTile, seededRandom } from '../sheets/random.ts'
import type { NoiseTile } from '../sheets/random.ts'
import { addNoise } from './scanner.ts'
import type { Capture } from './scanner.ts'
import type { Sheet } from '../sheets/sheet.ts'
import type { Wear } from './wear.ts'

/** Phones write this into every picture, whatever the distance was. */
const statedDpi = 72

interface Spot { readonly x: number; readonly y: number }

/** How a phone held over a desk saw the sheet. */
export interface Photo {
  /** Picture, px. */
  readonly width: number
  readonly height: number
  /** Where the sheet's corners are in the picture, px: top left, top right, bottom right, bottom left. */
  readonly corners: readonly [Spot, Spot, Spot, Spot]
  readonly seed: number
}

/** Nine factors of a perspective: x' = (0 x + 1 y + 2) / (6 x + 7 y + 8), y' = (3 x + 4 y + 5) / (6 x + 7 y + 8). */
type Perspective = readonly [number, number, number, number, number, number, number, number, number]

/** The perspective that takes the unit square to four corners (Heckbert, Fundamentals of Texture Mapping, 1989, section 2.2.2). */
function squareTo(corners: readonly [Spot, Spot, Spot, Spot]): Perspective {
  const [a, b, c, d] = corners
  const [dx1, dx2, dx3] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x]
  const [dy1, dy2, dy3] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y]
  const area = dx1 * dy2 - dx2 * dy1
  const g = (dx3 * dy2 - dx2 * dy3) / area
  const h = (dx1 * dy3 - dx3 * dy1) / area
  return [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x, b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y, g, h, 1]
}

/** The way back of a perspective, up to a factor that falls away in the division. */
function backOf([a, b, c, d, e, f, g, h, i]: Perspective): Perspective {
  return [e * i - f * h, c * h - b * i, b * f - c * e, f * g - d * i, a * i - c * g, c * d - a * f, d * h - e * g, b * g - a * h, a * e - b * d]
}

function through(way: Perspective, x: number, y: number): Spot {
  const depth = way[6] * x + way[7] * y + way[8]
  return { x: (way[0] * x + way[1] * y + way[2]) / depth, y: (way[3] * x + way[4] * y + way[5]) / depth }
}

/** How far (mm) the sheet, which does not lie quite flat, seems pushed at a point of it. */
function curl(x: number, y: number): Spot {
  return { x: 0.55 * Math.sin(y / 47 + 0.4), y: 0.9 * Math.sin(x / 58) * Math.cos(y / 150) }
}

/** Photographs a sheet on a wooden desk under a lamp, with the photographer's own shadow; a JPEG that states 72 dpi, as phones do. */
export async function photographSheet(sheet: Sheet, wear: Wear, photo: Photo): Promise<Capture> {
  const random = seededRandom(photo.seed)
  const scale = 300 / 25.4
  const flat = await renderSheet(sheet, wear, officePaper, {
    width: Math.round(sheet.width * scale), height: Math.round(sheet.height * scale), scale, turn: 0, right: 0, down: 0,
  }, [120, 90, 60], random)
  const there = squareTo(photo.corners)
  const rgb = Buffer.alloc(photo.width * photo.height * 3)
  const desk = { grain: noiseTile(random, 512, 1), figure: noiseTile(random, 512, 9) }
  expose({ width: photo.width, height: photo.height, rgb }, flat, sheet, scale, backOf(there), desk)
  const soft = await sharp(rgb, { raw: { width: photo.width, height: photo.height, channels: 3 } }).blur(0.6).raw().toBuffer()
  addNoise(soft, photo.width, noiseTile(random, 512, 1).values, photo.seed)
  const jpeg = await sharp(soft, { raw: { width: photo.width, height: photo.height, channels: 3 } }).withDensity(statedDpi).jpeg({ quality: 80, optimizeCoding: false }).toBuffer()
  return {
    jpeg, widthPx: photo.width, heightPx: photo.height, dpi: statedDpi,
    toPixel: (x, y) => {
      const push = curl(x, y)
      return through(there, (x - push.x) / sheet.width, (y - push.y) / sheet.height)
    },
  }
}

interface Desk { readonly grain: NoiseTile; readonly figure: NoiseTile }

function expose(picture: Picture, flat: Picture, sheet: Sheet, scale: number, back: Perspective, desk: Desk): void {
  const { width, height, rgb } = picture
  const pixelsPerMillimetre = width / sheet.width
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at += 3) {
      const spot = through(back, column, row)
      const raw = { x: spot.x * sheet.width, y: spot.y * sheet.height }
      const push = curl(raw.x, raw.y)
      const x = raw.x + push.x
      const y = raw.y + push.y
      const light = lightAt(column / width, row / height)
      const inside = Math.min(x, y, sheet.width - x, sheet.height - y)
      const cover = Math.max(0, Math.min(1, 0.5 + inside * pixelsPerMillimetre))
      if (cover < 1) wood(desk, raw.x, raw.y, rgb, at, light * shadowOfSheet(sheet, x, y))
      if (cover > 0) sample(flat, x * scale, y * scale, rgb, at, light * (1 + 0.025 * Math.sin(y / 47 + 1.2)), cover)
    }
  }
}

/** A lamp at the upper left, the room's dusk at the corners, and the soft shadow of hand and phone at the lower right. */
function lightAt(x: number, y: number): number {
  const lamp = 1.02 - 0.2 * Math.hypot(x - 0.32, (y - 0.28) * 1.15)
  const edge = (x - 0.05) * 0.75 + (y - 0.05) * 0.62 - 0.93
  return lamp * (1 - 0.3 / (1 + Math.exp(-edge * 22)))
}

function shadowOfSheet(sheet: Sheet, x: number, y: number): number {
  const [dx, dy] = [Math.max(-x, x - sheet.width - 2.4, 0), Math.max(-y, y - sheet.height - 2.8, 0)]
  return 1 - 0.55 * Math.exp(-Math.hypot(dx, dy) / 2.2)
}

function wood(desk: Desk, x: number, y: number, rgb: Buffer, at: number, light: number): void {
  const plank = Math.floor((y + 900) / 96)
  const along = x + plank * 37
  const bend = 3.5 * Math.sin(along / 41 + plank) + 1.6 * Math.sin(along / 17 + plank * 2)
  const figure = desk.figure.values[(((((y + bend) * 9) | 0) & 511) << 9) | (((along * 0.7) | 0) & 511)] ?? 0
  const pore = desk.grain.values[(((((y + bend * 0.4) * 11) | 0) & 511) << 9) | (((along * 0.9) | 0) & 511)] ?? 0
  const ring = Math.sin((y + bend * 2.2) * 0.62 + plank * 1.7)
  const joint = Math.abs(((y + 900) % 96) - 0.4) < 0.4 ? 0.45 : 1
  const tone = light * joint * (1 + figure / 900 + pore / 1500 + ring * 0.045 + ((plank * 29) % 7) / 90)
  rgb[at] = clamp(146 * tone)
  rgb[at + 1] = clamp(100 * tone)
  rgb[at + 2] = clamp(62 * tone)
}

/** Lays the flat sheet's colour at a point of it over what is there; `cover` 1 hides that wholly, less at the sheet's edge. */
function sample(flat: Picture, x: number, y: number, rgb: Buffer, at: number, light: number, cover: number): void {
  const column = Math.max(0, Math.min(flat.width - 2, x | 0))
  const row = Math.max(0, Math.min(flat.height - 2, y | 0))
  const [right, down] = [Math.max(0, Math.min(1, x - column)), Math.max(0, Math.min(1, y - row))]
  const place = (row * flat.width + column) * 3
  const below = place + flat.width * 3
  for (let channel = 0; channel < 3; channel++) {
    const top = (flat.rgb[place + channel] ?? 0) * (1 - right) + (flat.rgb[place + 3 + channel] ?? 0) * right
    const bottom = (flat.rgb[below + channel] ?? 0) * (1 - right) + (flat.rgb[below + 3 + channel] ?? 0) * right
    const warmth = channel === 0 ? 1.0 : channel === 1 ? 0.972 : 0.92
    const sheetLight = clamp((top * (1 - down) + bottom * down) * light * warmth * 0.93)
    rgb[at + channel] = sheetLight * cover + (rgb[at + channel] ?? 0) * (1 - cover)
  }
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value
}
