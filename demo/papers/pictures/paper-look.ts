import sharp from 'sharp'
import { inverse, moved, toPixels } from './placement.ts'
import type { Affine, Picture, Placement } from './placement.ts'
import { noiseTile } from '../sheets/random.ts'
import type { NoiseTile, Random } from '../sheets/random.ts'
import { traceNames } from '../sheets/sheet.ts'
import type { Sheet, TraceName } from '../sheets/sheet.ts'
import { damagedParts, foldLoss, foldShading, seenAt, wearShapes } from './wear.ts'
import type { Wear } from './wear.ts'

/** A picture is inked in bands of this many px, which keeps memory low; smaller ones only cost time. */
const bandPixels = 3_000_000

type Colour = readonly [number, number, number]

interface TraceLook {
  /** Share of red, green and blue that a full trace lets through. */
  readonly through: Colour
  readonly strength: number
  /** How unevenly it covers: in blots of some mm, and grain by grain. */
  readonly blots: number
  readonly grain: number
  /** Coarse noise below this leaves a gap. */
  readonly gapBelow: number
  /** How far it ran or was smeared, mm. */
  readonly soft: number
  /** Hides what lies under it instead of darkening it. */
  readonly hides: boolean
}

const black: TraceLook = { through: [0.13, 0.125, 0.13], strength: 0.98, blots: 0.05, grain: 0.1, gapBelow: -200, soft: 0.03, hides: false }
const looks: Record<TraceName, TraceLook> = {
  ground: { ...black, through: [0.83, 0.93, 0.87], strength: 1, blots: 0.06, grain: 0.05 },
  frame: { ...black, through: [0.42, 0.62, 0.52], strength: 0.9, blots: 0.06 },
  toner: black,
  receipt: { ...black, through: [0.2, 0.22, 0.44], strength: 0.82, blots: 0.22, grain: 0.15, gapBelow: -68, soft: 0.05 },
  pen: { ...black, through: [0.14, 0.21, 0.62], strength: 0.92, blots: 0.06, grain: 0.2 },
  stamp: { ...black, through: [0.84, 0.16, 0.19], strength: 0.86, blots: 0.26, grain: 0.14, gapBelow: -62, soft: 0.055 },
  shade: { ...black, through: [0.42, 0.41, 0.42], strength: 1, grain: 0, blots: 0, soft: 0.28 },
  metal: { ...black, through: [0.68, 0.68, 0.7], strength: 1, grain: 0, blots: 0.04, hides: true },
}

/** What the paper is made of. */
export interface Stock {
  /** 8-bit RGB of the bare sheet. */
  readonly tone: Colour
  /** Strength of the fibre texture, 1 is ordinary office paper. */
  readonly texture: number
}

/** Office paper of the tone that the samples ask for, #F3EFE6. */
export const officePaper: Stock = { tone: [243, 239, 230], texture: 1 }

/** Noise of one sheet: single grains, fibres, and blots that stand for several mm. */
interface Surface {
  readonly grain: NoiseTile
  readonly fibre: NoiseTile
  readonly blot: NoiseTile
}

/** Draws one side of a worn sheet as light would see it, on the `backing` that lies behind it. */
export async function renderSheet(sheet: Sheet, wear: Wear, stock: Stock, placement: Placement, backing: Colour, random: Random): Promise<Picture> {
  const worn: Readonly<Partial<Record<TraceName, string>>> = wearShapes(sheet, wear, random)
  const surface = { grain: noiseTile(random, 512, 1), fibre: noiseTile(random, 512, 3), blot: noiseTile(random, 512, 15) }
  const there = toPixels(placement, sheet.width, sheet.height)
  const back = inverse(there)
  const rgb = Buffer.alloc(placement.width * placement.height * 3)
  const picture = { width: placement.width, height: placement.height, rgb }
  layPaper(picture, sheet, wear, stock, back, backing, surface, random)
  const bandHeight = Math.max(1, Math.floor(bandPixels / placement.width))
  for (let top = 0; top < placement.height; top += bandHeight) {
    const band = { top, height: Math.min(bandHeight, placement.height - top) }
    if (wear.back !== undefined) {
      const mirrored = { ...there, a: -there.a, b: -there.b, e: there.a * sheet.width + there.e, f: there.b * sheet.width + there.f }
      const density = await trace(wear.back.shapesOf('toner'), mirrored, placement, band, 0.42)
      inkIn(picture, density, band, { ...black, through: [0.55, 0.55, 0.6], strength: wear.bleed ?? 0.3 }, surface, 0)
    }
    for (const name of traceNames) {
      const shapes = sheet.shapesOf(name) + (worn[name] ?? '')
      if (shapes === '') continue
      const density = await trace(shapes, there, placement, band, looks[name].soft)
      if (name === 'toner') crackAtFolds(density, picture, band, sheet, wear, back, surface)
      inkIn(picture, density, band, looks[name], surface, name === 'toner' ? (wear.dropouts ?? 0) : 0)
    }
  }
  damage(picture, sheet, wear, stock, there, back, backing, surface)
  return picture
}

/** Rows of a picture that are inked together. */
interface Band {
  readonly top: number
  readonly height: number
}

/** Density 0..255 of shapes drawn in mm, for one band of the picture. */
async function trace(shapes: string, way: Affine, placement: Placement, band: Band, soft: number): Promise<Buffer> {
  const blur = Math.max(0.35, soft * placement.scale)
  const spill = Math.ceil(blur * 4)
  const matrix = [way.a, way.b, way.c, way.d, way.e, way.f - band.top + spill].map((factor) => factor.toFixed(6)).join(' ')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${placement.width}" height="${band.height + 2 * spill}"><g transform="matrix(${matrix})">${shapes}</g></svg>`
  const density = await sharp(Buffer.from(svg), { unlimited: true, limitInputPixels: false })
    .flatten({ background: '#fff' }).blur(blur).greyscale().negate().raw().toBuffer()
  return density.subarray(spill * placement.width, (spill + band.height) * placement.width)
}

function layPaper(picture: Picture, sheet: Sheet, wear: Wear, stock: Stock, back: Affine, backing: Colour, surface: Surface, random: Random): void {
  const across = foldShading(sheet.height, wear.foldsAcross ?? [], random)
  const down = foldShading(sheet.width, wear.foldsDown ?? [], random)
  const { rgb, width, height } = picture
  let at = 0
  for (let row = 0; row < height; row++) {
    let x = back.c * row + back.e
    let y = back.d * row + back.f
    const grainRow = (row & 511) << 9
    for (let column = 0; column < width; column++, at += 3, x += back.a, y += back.b) {
      const inside = x >= 0 && y >= 0 && x <= sheet.width && y <= sheet.height
      const texture = (surface.grain.values[grainRow | (column & 511)] ?? 0) * 0.012 + (surface.fibre.values[grainRow | (column & 511)] ?? 0) * 0.028
        + (surface.blot.values[(((row >> 2) & 511) << 9) | ((column >> 2) & 511)] ?? 0) * 0.018
      if (inside) {
        const light = (across[(y * 10) | 0] ?? 1) * (down[(x * 10) | 0] ?? 1)
        rgb[at] = clamp(stock.tone[0] * light + texture * stock.texture)
        rgb[at + 1] = clamp(stock.tone[1] * light + texture * stock.texture)
        rgb[at + 2] = clamp(stock.tone[2] * light + texture * stock.texture * 1.15)
      } else {
        const outside = Math.max(-x, -y, x - sheet.width, y - sheet.height)
        const light = 1 - 0.45 * Math.exp(-outside / 0.7)
        rgb[at] = clamp(backing[0] * light + texture * 0.5)
        rgb[at + 1] = clamp(backing[1] * light + texture * 0.5)
        rgb[at + 2] = clamp(backing[2] * light + texture * 0.5)
      }
    }
  }
}

function crackAtFolds(density: Buffer, picture: Picture, band: Band, sheet: Sheet, wear: Wear, back: Affine, surface: Surface): void {
  if ((wear.foldsAcross ?? []).length + (wear.foldsDown ?? []).length === 0) return
  const across = foldLoss(sheet.height, wear.foldsAcross ?? [])
  const down = foldLoss(sheet.width, wear.foldsDown ?? [])
  for (let row = band.top, at = 0; row < band.top + band.height; row++) {
    for (let column = 0; column < picture.width; column++, at++) {
      const ink = density[at] ?? 0
      if (ink === 0) continue
      const kept = (across[((back.b * column + back.d * row + back.f) * 10) | 0] ?? 1) * (down[((back.a * column + back.c * row + back.e) * 10) | 0] ?? 1)
      if (kept > 0.97) continue
      const flake = (surface.fibre.values[((row & 511) << 9) | (column & 511)] ?? 0) / 60
      density[at] = clamp(ink * Math.min(1, kept + Math.max(0, flake)))
    }
  }
}

/** Lets a trace darken (or hide) what is under it; `dropouts` takes grains of it away. */
function inkIn(picture: Picture, density: Buffer, band: Band, look: TraceLook, surface: Surface, dropouts: number): void {
  const { rgb, width } = picture
  const lost = look.through.map((share) => 1 - share)
  const [red = 0, green = 0, blue = 0] = lost
  for (let row = band.top, at = band.top * width; row < band.top + band.height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const full = density[at - band.top * width] ?? 0
      if (full < 2) continue
      const fine = surface.fibre.values[((row & 511) << 9) | ((column + 77) & 511)] ?? 0
      const grain = surface.grain.values[((row & 511) << 9) | (column & 511)] ?? 0
      const blot = surface.blot.values[((row & 511) << 9) | ((column + 211) & 511)] ?? 0
      let share = (full / 255) * look.strength * (1 + (blot * look.blots + grain * look.grain * 0.5 + fine * look.grain) / 64)
      if (blot < look.gapBelow) share *= Math.max(0.08, 1 + (blot - look.gapBelow) / 14)
      if (dropouts > 0 && fine < -108 + dropouts * 34 && blot < dropouts * 40) share *= 0.25
      if (share > 1) share = 1
      const place = at * 3
      if (look.hides) {
        rgb[place] = clamp((rgb[place] ?? 0) * (1 - share) + 255 * look.through[0] * share + fine * 0.1)
        rgb[place + 1] = clamp((rgb[place + 1] ?? 0) * (1 - share) + 255 * look.through[1] * share + fine * 0.1)
        rgb[place + 2] = clamp((rgb[place + 2] ?? 0) * (1 - share) + 255 * look.through[2] * share + fine * 0.1)
      } else {
        rgb[place] = (rgb[place] ?? 0) * (1 - share * red)
        rgb[place + 1] = (rgb[place + 1] ?? 0) * (1 - share * green)
        rgb[place + 2] = (rgb[place + 2] ?? 0) * (1 - share * blue)
      }
    }
  }
}

/** Shows what lies behind holes and a turned corner, and the corner's own back. */
function damage(picture: Picture, sheet: Sheet, wear: Wear, stock: Stock, there: Affine, back: Affine, backing: Colour, surface: Surface): void {
  for (const part of damagedParts(sheet, wear)) {
    const corners = [moved(there, part.left, part.top), moved(there, part.right, part.top), moved(there, part.left, part.bottom), moved(there, part.right, part.bottom)]
    const [left, right] = [Math.max(0, Math.floor(Math.min(...corners.map((corner) => corner.x)))), Math.min(picture.width, Math.ceil(Math.max(...corners.map((corner) => corner.x))))]
    const [top, bottom] = [Math.max(0, Math.floor(Math.min(...corners.map((corner) => corner.y)))), Math.min(picture.height, Math.ceil(Math.max(...corners.map((corner) => corner.y))))]
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const at = moved(back, column, row)
        if (at.x < 0 || at.y < 0 || at.x > sheet.width) continue
        const seen = seenAt(sheet, wear, at.x, at.y)
        if (seen === 'sheet') continue
        const place = (row * picture.width + column) * 3
        const texture = (surface.fibre.values[((row & 511) << 9) | (column & 511)] ?? 0) * 0.03
        const colour = seen === 'flap' ? stock.tone : backing
        const light = seen === 'flap' ? 0.955 : 0.9
        for (let channel = 0; channel < 3; channel++) picture.rgb[place + channel] = clamp((colour[channel] ?? 0) * light + texture)
      }
    }
  }
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value
}
