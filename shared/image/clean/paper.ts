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
      const [left, right] = [column * tilePx, Math.min(width, (column + 1) * tilePx)]
      let total = 0
      for (let y = row * tilePx; y < Math.min(height, (row + 1) * tilePx); y += 2) total += countEverySecond(plane, y * width + left, y * width + right, counts)
      tones[row * columns + column] = brightToneOf(counts, total * brighterShare)
    }
  }
  return tones
}

/** Returns how many were counted. */
function countEverySecond(plane: Uint8Array, from: number, to: number, counts: Uint16Array): number {
  for (let at = from; at < to; at += 2) {
    const tone = plane[at] ?? 0
    counts[tone] = (counts[tone] ?? 0) + 1
  }
  return Math.ceil((to - from) / 2)
}

function brightToneOf(counts: Uint16Array, brighter: number): number {
  let above = 0
  for (let tone = 255; tone > 0; tone--) {
    above += counts[tone] ?? 0
    if (above >= brighter) return tone
  }
  return 0
}

function brightest(tones: Uint8Array, columns: number, rows: number): Uint8Array {
  return bothWays(tones, columns, rows, takeHighest)
}

function soften(tones: Uint8Array, columns: number, rows: number): Uint8Array {
  return bothWays(bothWays(tones, columns, rows, takeMean), columns, rows, takeMean)
}

/** Fills a row or column of `count` tiles with what its tiles within reach make of each. */
type Take = (tones: Uint8Array, out: Uint8Array, start: number, step: number, count: number) => void

function bothWays(tones: Uint8Array, columns: number, rows: number, take: Take): Uint8Array {
  const across = new Uint8Array(tones.length)
  for (let row = 0; row < rows; row++) take(tones, across, row * columns, 1, columns)
  const out = new Uint8Array(tones.length)
  for (let column = 0; column < columns; column++) take(across, out, column, columns, rows)
  return out
}

const takeHighest: Take = (tones, out, start, step, count) => {
  for (let place = 0; place < count; place++) {
    let most = 0
    const last = Math.min(count - 1, place + reach)
    for (let near = Math.max(0, place - reach); near <= last; near++) {
      const tone = tones[start + near * step] ?? 0
      if (tone > most) most = tone
    }
    out[start + place * step] = most
  }
}

const takeMean: Take = (tones, out, start, step, count) => {
  let [sum, within] = [0, 0]
  for (let place = -reach; place < count; place++) {
    if (place + reach < count) {
      sum += tones[start + (place + reach) * step] ?? 0
      within++
    }
    if (place - reach > 0) {
      sum -= tones[start + (place - reach - 1) * step] ?? 0
      within--
    }
    if (place >= 0) out[start + place * step] = Math.round(sum / within)
  }
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
      const end = ends[column] ?? width
      divide(plane, row, x, end, shares, left, (line[column + 1] ?? 0) - left)
      x = end
    }
  }
}

/** What each tone, by its place, becomes on paper of each whole tone: rows of 256. */
const quotients = Uint8Array.from({ length: 256 * 256 }, (_, at) => Math.min(255, ((at & 255) * 255) / Math.max(1, at >> 8)))

/** Divides a stretch of a row by tones that rise along it by shares of `rise`. */
function divide(plane: Uint8Array, row: number, from: number, to: number, shares: Float32Array, left: number, rise: number): void {
  if (rise === 0 && Number.isInteger(left)) {
    for (let at = row + from; at < row + to; at++) plane[at] = quotients[left * 256 + (plane[at] ?? 0)] ?? 0
    return
  }
  for (let x = from; x < to; x++) {
    const tone = Math.max(1, left + rise * (shares[x] ?? 0))
    plane[row + x] = Math.min(255, ((plane[row + x] ?? 0) * 255) / tone)
  }
}
