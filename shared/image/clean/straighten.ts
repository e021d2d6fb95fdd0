import type { PageGeometry } from '../../model/index.ts'
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

/** 255 where the sixteen pixels around a place right below a pixel are all white, less elsewhere. Most of a page is, and needs no weighing. */
function whiteAround({ width, pixels }: Grey): Uint8Array {
  const across = new Uint8Array(pixels.length)
  for (let at = 1; at < pixels.length - 2; at++) across[at] = (pixels[at - 1] ?? 0) & (pixels[at] ?? 0) & (pixels[at + 1] ?? 0) & (pixels[at + 2] ?? 0)
  const around = new Uint8Array(pixels.length)
  for (let at = width; at < pixels.length - 2 * width; at++) around[at] = (across[at - width] ?? 0) & (across[at] ?? 0) & (across[at + width] ?? 0) & (across[at + 2 * width] ?? 0)
  return around
}

/**
 * Rotates a picture clockwise by `degrees` about its centre onto a white canvas of `width` x `height` px whose centre
 * is the picture's (bicubic, Catmull-Rom).
 */
export function rotateOnto(picture: Grey, degrees: number, width: number, height: number): Grey {
  const pixels = new Uint8Array(width * height).fill(255)
  const cosine = Math.cos((degrees * Math.PI) / 180)
  const sine = Math.sin((degrees * Math.PI) / 180)
  const source = picture.pixels
  const stride = picture.width
  const white = whiteAround(picture)
  for (let y = 0; y < height; y++) {
    const fromY = y + 0.5 - height / 2
    let sourceX = (0.5 - width / 2) * cosine + fromY * sine + picture.width / 2 - 0.5
    let sourceY = -(0.5 - width / 2) * sine + fromY * cosine + picture.height / 2 - 0.5
    let target = y * width
    for (let x = 0; x < width; x++, target++, sourceX += cosine, sourceY -= sine) {
      const left = Math.floor(sourceX)
      const top = Math.floor(sourceY)
      if (left < 1 || top < 1 || left >= picture.width - 2 || top >= picture.height - 2) {
        const nearX = Math.round(sourceX)
        const nearY = Math.round(sourceY)
        if (nearX >= 0 && nearY >= 0 && nearX < picture.width && nearY < picture.height) pixels[target] = source[nearY * stride + nearX] ?? 255
        continue
      }
      if (white[top * stride + left] === 255) continue
      const acrossAt = Math.round((sourceX - left) * steps) * 4
      const downAt = Math.round((sourceY - top) * steps) * 4
      const a = weights[acrossAt] ?? 0
      const b = weights[acrossAt + 1] ?? 0
      const c = weights[acrossAt + 2] ?? 0
      const d = weights[acrossAt + 3] ?? 0
      let sum = 0
      let at = (top - 1) * stride + left - 1
      for (let row = 0; row < 4; row++, at += stride) {
        sum += (weights[downAt + row] ?? 0) * ((source[at] ?? 0) * a + (source[at + 1] ?? 0) * b + (source[at + 2] ?? 0) * c + (source[at + 3] ?? 0) * d)
      }
      pixels[target] = sum < 0 ? 0 : sum > 255 ? 255 : sum + 0.5
    }
  }
  return { width, height, pixels }
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
