import type { SealedPart } from '../../model/index.ts'
import type { Grey } from '../planes.ts'
import { darkCircles, darkShareOf, type Circle } from './circles.ts'

/** Round seals of agencies are 30 to 40 mm wide (Circular 21/2012/TT-BCA, Decree 99/2016); a page of unknown size may show them smaller. */
const sealMm = { least: 12.5, most: 21 }
/** Tones darker than this are ink. */
const inkTone = 128
/** Share of its circumference that a ring shows at least: the rest may be worn off or lie under other ink. */
const leastRound = 0.62
/** Share of a circumference that counts as a part of a ring once the seal is found. */
const ringShare = 0.5
/** A page bears at most these. */
const mostSeals = 3
/** Ink beyond a ring's own thickness means that print runs through it here, mm. */
const throughMm = 0.65
/** The emblem in a seal's middle, as a share of its radius. */
const coreShare = { least: 0.5, usual: 0.6, most: 0.72 }
/** A gap in a line of print wider than this ends it, mm. */
const wordGapMm = 2.4
/**
 * Where print that a seal lies over goes on beside it, mm: width looked at, least height and share of ink of its small letters, and how
 * far its marks reach above and below them.
 */
const beside = { from: 1, width: 20, leastHeight: 1, leastCover: 0.12, above: 1.8, below: 0.9 }

/** How much of the page is read once more round a seal, mm beyond its edge: at its right the rest of a name. */
const partMm = { around: 6, right: 60 }

/** A round seal in black, px of its picture. */
export interface BlackSeal extends Circle {
  /** Print that goes on under the seal, with no more of its rings than print runs through; undefined where none does. */
  readonly part: SealedPart | undefined
}

/**
 * Takes black round seals out of a picture as far as no print is lost, in place, and tells where they were: rings go where nothing
 * runs through them, and of what a ring encloses the rows stay in which print beside the seal goes on. A bitonal scan shows a
 * seal so; a coloured one is gone before. Seals lie over the signature's left third and over its name (Decree 30/2020, Art. 33),
 * so that the rows to be kept begin at its right. In them the rings stay, since a bow through a letter spoils its reading less often than a
 * gap in it; where both were read, they complete each other: hence each seal's part.
 */
export function withoutBlackSeals(picture: Grey, dpi: number): BlackSeal[] {
  const seals: Circle[] = []
  for (const { share, ...seal } of darkCircles(picture, dpi, sealMm)) {
    if (share >= leastRound && seals.length < mostSeals && !seals.some((other) => Math.hypot(other.x - seal.x, other.y - seal.y) < other.radius)) seals.push(seal)
  }
  return seals.map((seal) => ({ ...seal, part: takeOut(picture, seal, dpi) }))
}

/** Takes one seal out. What stays of it is told with fewer of its rings. */
function takeOut(picture: Grey, seal: Circle, dpi: number): SealedPart | undefined {
  const px = dpi / 25.4
  const outermost = Math.ceil(seal.radius + 3 * px)
  const shares = Float32Array.from({ length: outermost + 2 }, (_, radius) => darkShareOf(picture, { ...seal, radius }))
  const isRing = (radius: number): boolean => radius > 6 * px && (shares[radius] ?? 0) >= ringShare
  const rings: { from: number; to: number }[] = []
  for (let radius = 0; radius < shares.length; radius++) {
    if (!isRing(radius)) continue
    const last = rings.at(-1)
    if (last !== undefined && radius - last.to <= 1) last.to = radius
    else rings.push({ from: radius, to: radius })
  }
  const edge = rings.at(-1)
  if (edge === undefined) return undefined
  const core = rings.find(({ from }) => from >= coreShare.least * seal.radius && from <= coreShare.most * seal.radius)?.from ?? coreShare.usual * seal.radius
  const before = picture.pixels.slice()
  for (const ring of rings) clearRing(picture, seal, ring, Math.max(2, Math.round(throughMm * px)))
  const kept = clearInside(picture, seal, { core, edge: edge.to + 0.3 * px, gap: wordGapMm * px }, keptRows(picture, seal, edge.to, px))
  const part = kept.length === 0 ? undefined : partAround(picture, seal, edge.to, px)
  for (const place of kept) picture.pixels[place] = before[place] ?? 255
  return part
}

function partAround(picture: Grey, seal: Circle, edge: number, px: number): SealedPart {
  const reach = edge + partMm.around * px
  const [left, top] = [Math.max(0, Math.round(seal.x - reach)), Math.max(0, Math.round(seal.y - reach))]
  const width = Math.min(picture.width, Math.round(seal.x + edge + partMm.right * px)) - left
  const height = Math.min(picture.height, Math.round(seal.y + reach)) - top
  const pixels = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) {
    const from = (top + row) * picture.width + left
    pixels.set(picture.pixels.subarray(from, from + width), row * width)
  }
  return { left, top, width, height, pixels }
}

/** In which rows of the picture print goes on: 1 at the right of the seal, 2 at its left, 3 at both. Strokes of a signature are too few in a row to be print. */
function keptRows({ width, height, pixels }: Grey, seal: Circle, edge: number, px: number): Uint8Array {
  const kept = new Uint8Array(height)
  const top = Math.max(0, Math.floor(seal.y - edge - beside.above * px))
  const bottom = Math.min(height, Math.ceil(seal.y + edge + beside.above * px))
  const span = Math.round(beside.width * px)
  for (const [side, flag] of [[1, 1], [-1, 2]] as const) {
    let from = -1
    for (let row = top; row <= bottom; row++) {
      const half = Math.sqrt(Math.max(0, edge * edge - (row - seal.y) ** 2))
      const near = Math.round(seal.x + side * (half + beside.from * px))
      let count = 0
      for (let step = 0; step < span; step++) {
        const column = near + side * step
        if (column >= 0 && column < width && (pixels[row * width + column] ?? 255) < inkTone) count++
      }
      if (row < bottom && count >= beside.leastCover * span) {
        if (from < 0) from = row
        continue
      }
      if (from >= 0 && row - from >= beside.leastHeight * px) {
        for (let line = Math.max(0, Math.round(from - beside.above * px)); line < Math.min(height, row + beside.below * px); line++) kept[line] = (kept[line] ?? 0) | flag
      }
      from = -1
    }
  }
  return kept
}

/**
 * Clears what a seal encloses but for print that comes in from beside it: as far as the emblem, which leaves nothing legible, and
 * as far as it goes on without a gap wider than one between words. Tells where print stays that comes in from one side.
 */
function clearInside({ width, height, pixels }: Grey, seal: Circle, { core, edge, gap }: { core: number; edge: number; gap: number }, kept: Uint8Array): number[] {
  const places: number[] = []
  const [left, right] = [Math.max(0, Math.round(seal.x - edge)), Math.min(width - 1, Math.round(seal.x + edge))]
  const [top, bottom] = [Math.max(0, Math.round(seal.y - edge)), Math.min(height - 1, Math.round(seal.y + edge))]
  const encloses = (column: number, row: number): boolean => Math.hypot(column - seal.x, row - seal.y) <= edge
  const isPrint = (column: number, row: number): boolean => Math.hypot(column - seal.x, row - seal.y) >= core
  for (let from = top; from <= bottom;) {
    let to = from
    while (to < bottom && kept[to + 1] === kept[from]) to++
    const inkedIn = (column: number): boolean => {
      for (let row = from; row <= to; row++) if ((pixels[row * width + column] ?? 255) < inkTone && isPrint(column, row)) return true
      return false
    }
    const reach = (start: number, step: -1 | 1): number => {
      let last = start
      for (let column = start; column >= left && column <= right && Math.abs(column - last) <= gap; column += step) {
        // Columns outside the ring in every row of the line hold the print that is followed.
        if (inkedIn(column) || !encloses(column, from) && !encloses(column, to)) last = column
      }
      return last
    }
    const print = kept[from] ?? 0
    const keptFrom = print === 1 ? reach(right, -1) : print === 3 ? left : right + 1
    const keptTo = print === 2 ? reach(left, 1) : print === 3 ? right : right + 1
    for (let row = from; row <= to; row++) {
      for (let column = left; column <= right; column++) {
        if (!encloses(column, row)) continue
        const isKept = isPrint(column, row) && (print === 2 ? column <= keptTo : column >= keptFrom)
        if (!isKept) pixels[row * width + column] = 255
        else if (print !== 3) places.push(row * width + column)
      }
    }
    from = to + 1
  }
  return places
}

/** Clears a ring where no print crosses it: along a ray outwards its ink then ends with the ring's own thickness. */
function clearRing({ width, height, pixels }: Grey, seal: Circle, ring: { from: number; to: number }, through: number): void {
  const at = (radius: number, angle: number): number => {
    const column = Math.round(seal.x + radius * Math.cos(angle))
    const row = Math.round(seal.y + radius * Math.sin(angle))
    return column < 0 || row < 0 || column >= width || row >= height ? -1 : row * width + column
  }
  const isDark = (place: number): boolean => place >= 0 && (pixels[place] ?? 255) < inkTone
  const rays = Math.ceil(2 * Math.PI * ring.to * 1.5)
  const gone: number[] = []
  for (let ray = 0; ray < rays; ray++) {
    const angle = (ray * 2 * Math.PI) / rays
    let [inner, outer] = [0, 0]
    while (inner <= through + 2 && isDark(at(ring.from - 1 - inner, angle))) inner++
    while (outer <= through + 2 && isDark(at(ring.to + 1 + outer, angle))) outer++
    if (outer > through) continue
    const [from, to] = [inner > through ? ring.from : ring.from - inner - 1, ring.to + outer + 1]
    for (let radius = from; radius <= to; radius += 0.5) {
      const place = at(radius, angle)
      if (place >= 0) gone.push(place)
    }
  }
  for (const place of gone) pixels[place] = 255
}
