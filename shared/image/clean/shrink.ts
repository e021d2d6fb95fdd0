import type { Grey } from '../planes.ts'

/** A picture whose px are the means of squares of `factor` px, rounded down; what is left over at the right and below is dropped. */
export function shrunk(picture: Grey, factor: number): Grey {
  if (factor === 1) return picture
  const width = Math.floor(picture.width / factor)
  const height = Math.floor(picture.height / factor)
  const pixels = new Uint8Array(width * height)
  const sums = new Uint32Array(width)
  for (let y = 0; y < height; y++) {
    sums.fill(0)
    for (let row = y * factor; row < (y + 1) * factor; row++) addRow(sums, picture.pixels, row * picture.width, factor)
    meansOf(sums, factor * factor, pixels, y * width)
  }
  return { width, height, pixels }
}

function addRow(sums: Uint32Array, pixels: Uint8Array, start: number, factor: number): void {
  for (let x = 0, at = start; x < sums.length; x++) {
    let sum = sums[x] ?? 0
    for (const end = at + factor; at < end; at++) sum += pixels[at] ?? 0
    sums[x] = sum
  }
}

function meansOf(sums: Uint32Array, count: number, pixels: Uint8Array, start: number): void {
  for (let x = 0; x < sums.length; x++) pixels[start + x] = (sums[x] ?? 0) / count
}
