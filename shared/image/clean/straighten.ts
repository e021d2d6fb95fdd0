import { liftAt, type PageCurl, type PageGeometry } from '../../model/index.ts'
import type { Grey, Planes } from '../planes.ts'

const steps = 64

/** Catmull-Rom weights for `steps` positions between two pixels, four a position. */
const weights = Float32Array.from({ length: (steps + 1) * 4 }, (_, index) => {
  const t = Math.floor(index / 4) / steps
  const tap = index % 4
  if (tap === 0) return ((2 - t) * t - 1) * t / 2
  if (tap === 1) return ((3 * t - 5) * t * t + 2) / 2
  if (tap === 2) return ((4 - 3 * t) * t + 1) * t / 2
  return ((t - 1) * t * t) / 2
})

/** How many px, this one the first, have sixteen white pixels around the place right below them: at most 255, and counted within the row. */
function whiteRuns({ width, height, pixels }: Grey): Uint8Array {
  const runs = new Uint8Array(pixels.length)
  for (let y = 1; y < height - 2; y++) countWhite(pixels, y * width, width, runs)
  return runs
}

function countWhite(pixels: Uint8Array, start: number, width: number, runs: Uint8Array): void {
  const columnAt = (at: number): number => (pixels[at - width] ?? 0) & (pixels[at] ?? 0) & (pixels[at + width] ?? 0) & (pixels[at + 2 * width] ?? 0)
  const last = start + width - 3
  let [first, second, third] = [columnAt(last), columnAt(last + 1), columnAt(last + 2)]
  for (let at = last, run = 0; at > start; at--) {
    const before = columnAt(at - 1)
    run = (before & first & second & third) === 255 ? Math.min(255, run + 1) : 0
    runs[at] = run
    third = second
    second = first
    first = before
  }
}

/**
 * Rotates a picture clockwise by `degrees` about its centre onto a white canvas of `width` x `height` px whose centre
 * is the picture's (bicubic, Catmull-Rom).
 */
export function rotateOnto(picture: Grey, degrees: number, width: number, height: number): Grey {
  const pixels = new Uint8Array(width * height).fill(255)
  const cosine = Math.cos((degrees * Math.PI) / 180)
  const sine = Math.sin((degrees * Math.PI) / 180)
  const white = whiteRuns(picture)
  for (let y = 0; y < height; y++) {
    const down = y + 0.5 - height / 2
    const fromX = (0.5 - width / 2) * cosine + down * sine + picture.width / 2 - 0.5
    const fromY = -(0.5 - width / 2) * sine + down * cosine + picture.height / 2 - 0.5
    weighRow(picture, white, pixels.subarray(y * width, (y + 1) * width), fromX, fromY, cosine, sine)
  }
  return { width, height, pixels }
}

/**
 * A straightened page as it would show on flat paper, from the curl's top on (bicubic, up and down only); white where nothing of it is.
 * `scale`: px of the picture per px of the page.
 */
export function flattened(picture: Grey, curl: PageCurl, scale: number): Grey {
  const { width, pixels: source } = picture
  const height = Math.max(1, Math.round((curl.rows - 1) * curl.stepY * scale))
  const pixels = new Uint8Array(width * height).fill(255)
  for (let y = 0, target = 0; y < height; y++) {
    const level = (y + 0.5) / scale + curl.top
    for (let x = 0; x < width; x++, target++) {
      const sourceY = (level + liftAt(curl, (x + 0.5) / scale, level)) * scale - 0.5
      const top = Math.floor(sourceY)
      if (top < 1 || top >= picture.height - 2) continue
      const down = Math.round((sourceY - top) * steps) * 4
      const at = top * width + x
      const sum = (weights[down] ?? 0) * (source[at - width] ?? 0) + (weights[down + 1] ?? 0) * (source[at] ?? 0) + (weights[down + 2] ?? 0) * (source[at + width] ?? 0) + (weights[down + 3] ?? 0) * (source[at + 2 * width] ?? 0)
      pixels[target] = sum < 0 ? 0 : sum > 255 ? 255 : sum + 0.5
    }
  }
  return { width, height, pixels }
}

/**
 * Fills a white row whose first px comes from `fromX`, `fromY` of the picture; what lies at the picture's edge is taken from the nearest
 * px. Where nothing but white is met, which is most of a page, px are passed over as long as they come from the same row.
 */
function weighRow({ width, height, pixels }: Grey, white: Uint8Array, row: Uint8Array, fromX: number, fromY: number, cosine: number, sine: number): void {
  for (let x = 0; x < row.length; x++) {
    const sourceX = fromX + x * cosine
    const sourceY = fromY - x * sine
    const left = Math.floor(sourceX)
    const top = Math.floor(sourceY)
    if (left < 1 || top < 1 || left >= width - 2 || top >= height - 2) {
      const nearX = Math.round(sourceX)
      const nearY = Math.round(sourceY)
      if (nearX >= 0 && nearY >= 0 && nearX < width && nearY < height) row[x] = pixels[nearY * width + nearX] ?? 255
      continue
    }
    const run = white[top * width + left] ?? 0
    if (run === 0) row[x] = weighed(pixels, width, (top - 1) * width + left - 1, Math.round((sourceX - left) * steps) * 4, Math.round((sourceY - top) * steps) * 4)
    else if (run > 2) x += Math.floor(Math.min(run - 2, (sine > 0 ? sourceY - top : top + 1 - sourceY) / Math.abs(sine)))
  }
}

/** The tone within the sixteen px from `start` on. */
function weighed(pixels: Uint8Array, stride: number, start: number, acrossAt: number, downAt: number): number {
  const a = weights[acrossAt] ?? 0
  const b = weights[acrossAt + 1] ?? 0
  const c = weights[acrossAt + 2] ?? 0
  const d = weights[acrossAt + 3] ?? 0
  let sum = 0
  for (let row = 0, at = start; row < 4; row++, at += stride) {
    sum += (weights[downAt + row] ?? 0) * ((pixels[at] ?? 0) * a + (pixels[at + 1] ?? 0) * b + (pixels[at + 2] ?? 0) * c + (pixels[at + 3] ?? 0) * d)
  }
  return sum < 0 ? 0 : sum > 255 ? 255 : sum + 0.5
}

/**
 * The page that a geometry with a crop tells, cut out of the turned picture straightened; `scale`: px of the picture per px of the
 * page. The picture is `planes` at that scale, and is not changed.
 */
export function cutOut(planes: Planes, geometry: PageGeometry, scale: number): Planes {
  const { crop, width, height, skew } = geometry
  if (crop === undefined) return planes
  const atLeastOne = (px: number): number => Math.max(1, Math.round(px * scale))
  const canvas = { width: atLeastOne(crop.canvasWidth), height: atLeastOne(crop.canvasHeight) }
  const part = { width: Math.min(canvas.width, atLeastOne(width)), height: Math.min(canvas.height, atLeastOne(height)) }
  const left = Math.min(canvas.width - part.width, Math.round(crop.left * scale))
  const top = Math.min(canvas.height - part.height, Math.round(crop.top * scale))
  const channels = planes.channels.map((pixels) => {
    const straight = skew === 0 ? { width: planes.width, height: planes.height, pixels } : rotateOnto({ width: planes.width, height: planes.height, pixels }, skew, canvas.width, canvas.height)
    const out = new Uint8Array(part.width * part.height)
    for (let y = 0; y < part.height; y++) {
      const from = (top + y) * straight.width + left
      out.set(straight.pixels.subarray(from, from + part.width), y * part.width)
    }
    return out
  })
  return { ...planes, ...part, channels }
}
