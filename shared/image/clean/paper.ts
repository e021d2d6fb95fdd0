import type { Planes } from '../planes.ts'

/** Brightness of the bare paper on a coarse grid of tiles, one value a tile and channel. */
export interface PaperTone {
  /** Side of a tile, px of the picture. */
  readonly tilePx: number
  readonly columns: number
  readonly rows: number
  readonly channels: readonly Uint8Array[]
}

const tilePx = 16
/** Share of a tile's brightest pixels that are skipped, so that noise does not count as paper. */
const brighterShare = 0.2
/** Tiles each way from which the brightest is taken, so that text and strokes do not count as paper. */
const reach = 3

/** Estimates the paper's own tone everywhere: shade, yellowing, tinted ground and bleed-through are part of it. */
export function paperToneOf(planes: Planes): PaperTone {
  const columns = Math.ceil(planes.width / tilePx)
  const rows = Math.ceil(planes.height / tilePx)
  const channels = planes.channels.map((plane) => soften(brightest(tileTones(plane, planes.width, planes.height, columns, rows), columns, rows), columns, rows))
  return { tilePx, columns, rows, channels }
}

function tileTones(plane: Uint8Array, width: number, height: number, columns: number, rows: number): Uint8Array {
  const tones = new Uint8Array(columns * rows)
  const counts = new Uint16Array(256)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      counts.fill(0)
      let total = 0
      const right = Math.min(width, (column + 1) * tilePx)
      const bottom = Math.min(height, (row + 1) * tilePx)
      for (let y = row * tilePx; y < bottom; y += 2) {
        for (let x = column * tilePx; x < right; x += 2) {
          const tone = plane[y * width + x] ?? 0
          counts[tone] = (counts[tone] ?? 0) + 1
          total++
        }
      }
      let above = 0
      let tone = 255
      for (; tone > 0; tone--) {
        above += counts[tone] ?? 0
        if (above >= total * brighterShare) break
      }
      tones[row * columns + column] = tone
    }
  }
  return tones
}

function brightest(tones: Uint8Array, columns: number, rows: number): Uint8Array {
  return alongRows(alongRows(tones, columns, rows, 'across', highest), columns, rows, 'down', highest)
}

function soften(tones: Uint8Array, columns: number, rows: number): Uint8Array {
  let out = tones
  for (let pass = 0; pass < 2; pass++) out = alongRows(alongRows(out, columns, rows, 'across', mean), columns, rows, 'down', mean)
  return out
}

type Combine = (tones: Uint8Array, start: number, step: number, count: number) => number

const highest: Combine = (tones, start, step, count) => {
  let most = 0
  for (let index = 0; index < count; index++) most = Math.max(most, tones[start + index * step] ?? 0)
  return most
}

const mean: Combine = (tones, start, step, count) => {
  let sum = 0
  for (let index = 0; index < count; index++) sum += tones[start + index * step] ?? 0
  return Math.round(sum / count)
}

function alongRows(tones: Uint8Array, columns: number, rows: number, direction: 'across' | 'down', combine: Combine): Uint8Array {
  const out = new Uint8Array(tones.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const place = direction === 'across' ? column : row
      const limit = direction === 'across' ? columns : rows
      const from = Math.max(0, place - reach)
      const count = Math.min(limit - 1, place + reach) - from + 1
      const start = direction === 'across' ? row * columns + from : from * columns + column
      out[row * columns + column] = combine(tones, start, direction === 'across' ? 1 : columns, count)
    }
  }
  return out
}

/** Divides a picture by its paper: paper becomes white in every channel, ink keeps its share of the light. In place. */
export function whitenPaper(planes: Planes, paper: PaperTone): void {
  const { width, height } = planes
  const columnOf = new Int32Array(width)
  const shareOf = new Float32Array(width)
  for (let x = 0; x < width; x++) {
    const place = Math.max(0, Math.min(paper.columns - 1, (x + 0.5) / paper.tilePx - 0.5))
    columnOf[x] = Math.min(Math.floor(place), Math.max(0, paper.columns - 2))
    shareOf[x] = place - (columnOf[x] ?? 0)
  }
  const line = new Float32Array(paper.columns + 1)
  planes.channels.forEach((plane, channel) => {
    const tones = paper.channels[channel]
    if (tones === undefined) return
    for (let y = 0; y < height; y++) {
      const place = Math.max(0, Math.min(paper.rows - 1, (y + 0.5) / paper.tilePx - 0.5))
      const upper = Math.floor(place)
      const lower = Math.min(upper + 1, paper.rows - 1)
      const share = place - upper
      for (let column = 0; column < paper.columns; column++) {
        line[column] = (tones[upper * paper.columns + column] ?? 0) * (1 - share) + (tones[lower * paper.columns + column] ?? 0) * share
      }
      line[paper.columns] = line[paper.columns - 1] ?? 0
      let index = y * width
      for (let x = 0; x < width; x++, index++) {
        const column = columnOf[x] ?? 0
        const left = line[column] ?? 0
        const tone = left + ((line[column + 1] ?? 0) - left) * (shareOf[x] ?? 0)
        const value = ((plane[index] ?? 0) * 255) / Math.max(1, tone)
        plane[index] = value > 255 ? 255 : value
      }
    }
  })
}
