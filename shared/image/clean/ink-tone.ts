import type { Grey } from '../planes.ts'

const tilePx = 16
/** Share of a tile's px that are taken for the core of its strokes. */
const darkestShare = 0.04
/** Tiles each way among which the darker ones tell the ink of a place, and which of them does. */
const reach = 4
const darkerShare = 0.15
/** Paper that is no lighter, and ink that is no paler, on white paper. */
const paperTone = 235
const palest = 200

/**
 * A picture of white paper whose ink is pale, since it is small or out of focus, with black ink: each place by the tone of the print around
 * it, for print of a photo is paler where the paper bends away.
 */
export function withBlackInk({ width, height, pixels }: Grey): Grey {
  const black = new Uint8Array(pixels.length)
  const columns = Math.ceil(width / tilePx)
  const rows = Math.ceil(height / tilePx)
  const tones = around(around(strokeTones({ width, height, pixels }, columns, rows), columns, rows, reach, darker), columns, rows, 2, mean)
  for (let y = 0, place = 0; y < height; y++) {
    const row = Math.min(rows - 1, Math.floor(y / tilePx)) * columns
    for (let x = 0; x < width; x++, place++) {
      const ink = Math.min(palest, tones[row + Math.floor(x / tilePx)] ?? 0)
      black[place] = Math.max(0, Math.min(255, Math.round((((pixels[place] ?? 255) - ink) * 255) / (paperTone - ink))))
    }
  }
  return { width, height, pixels: black }
}

function strokeTones({ width, height, pixels }: Grey, columns: number, rows: number): Uint8Array {
  const tones = new Uint8Array(columns * rows)
  const counts = new Uint16Array(256)
  for (let tile = 0; tile < tones.length; tile++) {
    counts.fill(0)
    const [left, top] = [(tile % columns) * tilePx, Math.floor(tile / columns) * tilePx]
    const [right, bottom] = [Math.min(width, left + tilePx), Math.min(height, top + tilePx)]
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) counts[pixels[y * width + x] ?? 0] = (counts[pixels[y * width + x] ?? 0] ?? 0) + 1
    let [below, tone] = [counts[0] ?? 0, 0]
    while (tone < 255 && below < darkestShare * (right - left) * (bottom - top)) below += counts[++tone] ?? 0
    tones[tile] = tone
  }
  return tones
}

function around(tones: Uint8Array, columns: number, rows: number, tiles: number, combine: (values: number[]) => number): Uint8Array {
  return tones.map((_, tile) => {
    const [column, row] = [tile % columns, Math.floor(tile / columns)]
    const values: number[] = []
    for (let y = Math.max(0, row - tiles); y <= Math.min(rows - 1, row + tiles); y++) for (let x = Math.max(0, column - tiles); x <= Math.min(columns - 1, column + tiles); x++) values.push(tones[y * columns + x] ?? 255)
    return combine(values)
  })
}

const darker = (values: number[]): number => values.sort((one, other) => one - other)[Math.floor(values.length * darkerShare)] ?? 255
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
