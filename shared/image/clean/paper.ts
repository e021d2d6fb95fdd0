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
  planes.channels.forEach((plane, channel) => {
    const tones = paper.channels[channel]
    if (tones !== undefined) whitenPlane(plane, planes, tones, paper)
  })
}

/** Tones stand for the middles of their tiles and are mixed between them. */
function whitenPlane(plane: Uint8Array, { width, height }: { width: number; height: number }, tones: Uint8Array, { columns, rows, tilePx }: PaperTone): void {
  const shares = new Float32Array(width)
  /** Where the pixels end that lie between a tile's middle and the next one's. */
  const ends = new Int32Array(columns).fill(width)
  for (let x = 0; x < width; x++) {
    const place = Math.max(0, Math.min(columns - 1, (x + 0.5) / tilePx - 0.5))
    const column = Math.min(Math.floor(place), Math.max(0, columns - 2))
    shares[x] = place - column
    ends[column] = x + 1
  }
  const line = new Float32Array(columns + 1)
  for (let y = 0; y < height; y++) {
    const place = Math.max(0, Math.min(rows - 1, (y + 0.5) / tilePx - 0.5))
    const upper = Math.floor(place)
    const lower = Math.min(upper + 1, rows - 1)
    const share = place - upper
    for (let column = 0; column < columns; column++) {
      line[column] = (tones[upper * columns + column] ?? 0) * (1 - share) + (tones[lower * columns + column] ?? 0) * share
    }
    line[columns] = line[columns - 1] ?? 0
    const row = y * width
    for (let column = 0, x = 0; x < width; column++) {
      const left = line[column] ?? 0
      const rise = (line[column + 1] ?? 0) - left
      for (const end = ends[column] ?? width; x < end; x++) {
        const own = plane[row + x] ?? 0
        const tone = Math.max(1, left + rise * (shares[x] ?? 0))
        plane[row + x] = own >= tone ? 255 : (own * 255) / tone
      }
    }
  }
}
