import type { Grey } from '../planes.ts'
import { shrunk } from './shrink.ts'

export interface SkewFinding {
  /** Slope of the text lines, degrees; positive where they fall to the right. */
  readonly slope: number
  /** How much sharper the profile is along this slope than on average; about 1 where there are no lines. */
  readonly sharpness: number
}

/** Dark places of a smaller copy of a picture, px from its centre. */
export interface DarkPoints {
  /** Of the smaller copy, px. */
  readonly width: number
  readonly height: number
  /** Px of the picture to one of the copy. */
  readonly factor: number
  readonly x: Float32Array
  readonly y: Float32Array
}

const widest = 7
const workingWidth = 620
const fewestPoints = 150

/** Finds the slope of text lines by the sharpest row profile (Postl 1986). */
export function slopeOf(points: DarkPoints): SkewFinding {
  if (points.x.length < fewestPoints) return { slope: 0, sharpness: 0 }

  const bins = new Float32Array(points.height + Math.ceil(points.width * Math.tan((widest * Math.PI) / 180)) + 12)
  const sharpnessAt = (degrees: number): number => profileEnergy(points, Math.tan((degrees * Math.PI) / 180), bins)

  let slope = 0
  let energy = -1
  let sum = 0
  let tried = 0
  const tryAt = (degrees: number): void => {
    const value = sharpnessAt(degrees)
    sum += value
    tried++
    if (value > energy) {
      energy = value
      slope = degrees
    }
  }
  for (let degrees = -widest; degrees <= widest; degrees += 0.5) tryAt(degrees)
  const average = sum / tried
  for (const step of [0.1, 0.02]) {
    const centre = slope
    for (let index = -5; index <= 5; index++) tryAt(centre + index * step)
  }
  return { slope, sharpness: average > 0 ? energy / average : 0 }
}

/** Points clearly darker than their neighbourhood, as offsets from the centre of a smaller copy: uneven light does not count. */
export function darkPointsOf(picture: Grey): DarkPoints {
  const factor = Math.max(1, Math.round(Math.min(picture.width, picture.height) / workingWidth))
  const { width, height, pixels } = shrunk(picture, factor)
  const stride = width + 1
  const sums = new Float64Array(stride * (height + 1))
  for (let y = 0; y < height; y++) {
    let row = 0
    for (let x = 0; x < width; x++) {
      row += pixels[y * width + x] ?? 0
      sums[(y + 1) * stride + x + 1] = (sums[y * stride + x + 1] ?? 0) + row
    }
  }
  const reach = 12
  const edge = 4
  const xs: number[] = []
  const ys: number[] = []
  for (let y = edge; y < height - edge; y++) {
    const top = Math.max(0, y - reach)
    const bottom = Math.min(height, y + reach)
    for (let x = edge; x < width - edge; x++) {
      const left = Math.max(0, x - reach)
      const right = Math.min(width, x + reach)
      const sum = (sums[bottom * stride + right] ?? 0) - (sums[top * stride + right] ?? 0) - (sums[bottom * stride + left] ?? 0) + (sums[top * stride + left] ?? 0)
      if ((pixels[y * width + x] ?? 0) * (right - left) * (bottom - top) < sum * 0.82) {
        xs.push(x - width / 2)
        ys.push(y - height / 2)
      }
    }
  }
  return { width, height, factor, x: Float32Array.from(xs), y: Float32Array.from(ys) }
}

function profileEnergy(points: DarkPoints, tangent: number, bins: Float32Array): number {
  bins.fill(0)
  const middle = bins.length / 2
  const step = points.x.length > 40_000 ? 2 : 1
  for (let index = 0; index < points.x.length; index += step) {
    const place = (points.y[index] ?? 0) - (points.x[index] ?? 0) * tangent + middle
    const bin = Math.floor(place)
    if (bin < 0 || bin + 1 >= bins.length) continue
    bins[bin] = (bins[bin] ?? 0) + 1 - (place - bin)
    bins[bin + 1] = (bins[bin + 1] ?? 0) + place - bin
  }
  let energy = 0
  for (let bin = 1; bin < bins.length; bin++) {
    const rise = (bins[bin] ?? 0) - (bins[bin - 1] ?? 0)
    energy += rise * rise
  }
  return energy
}
