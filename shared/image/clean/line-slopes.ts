import { blobsOf } from './blobs.ts'

/** Dark places of a page, px from its upper left corner, and the size of the page. */
export interface PrintPoints {
  readonly width: number
  readonly height: number
  readonly pxPerMm: number
  readonly x: Float32Array
  readonly y: Float32Array
}

/** Slopes of lines of print in overlapping windows, one after the other, row by row. */
export interface LineSlopes {
  readonly columns: number
  readonly rows: number
  /** Degrees, positive where lines fall to the right. */
  readonly slopes: Float32Array
  /** How much print says so; 0 where there is none, or no lines in it. */
  readonly weights: Float32Array
}

/** Windows of a page, mm: how large they are and how far apart their middles lie, about. */
export interface Windows {
  readonly width: number
  readonly height: number
  readonly across: number
  readonly down: number
}

const degree = Math.PI / 180
/** Marks that are no letters or words: frames, edges of paper, strokes of a pen, mm and times their height. */
const largestMark = { height: 8, width: 40, flatness: 12 }
/** Windows with fewer points, and with profiles less sharp than this beside the usual one, tell nothing. */
const fewestPoints = 60
const leastSharpness = 1.6
/** Slopes are sought in these steps, degrees. */
const steps = { coarse: 1, fine: 0.25 }

/** Points that belong to marks as large as letters and words are. */
export function printPointsOf({ width, height, pxPerMm, x, y }: PrintPoints): PrintPoints {
  const columns = Math.ceil(width) + 1
  const rows = Math.ceil(height) + 1
  const dark = new Uint8Array(columns * rows)
  for (let index = 0; index < x.length; index++) {
    const place = placeOf(x[index] ?? 0, y[index] ?? 0, columns, rows)
    if (place !== undefined) dark[place] = 1
  }
  const print = new Uint8Array(columns * rows)
  for (const { left, right, top, bottom } of blobsOf(dark, columns, rows)) {
    const [wide, high] = [right - left + 1, bottom - top + 1]
    if (high > largestMark.height * pxPerMm || wide > largestMark.width * pxPerMm || wide > largestMark.flatness * high) continue
    for (let row = top; row <= bottom; row++) print.fill(1, row * columns + left, row * columns + right + 1)
  }
  const kept: number[] = []
  for (let index = 0; index < x.length; index++) {
    const place = placeOf(x[index] ?? 0, y[index] ?? 0, columns, rows)
    if (place !== undefined && print[place] === 1) kept.push(index)
  }
  // Spread within their px: whole numbers would favour level lines.
  return { width, height, pxPerMm, x: Float32Array.from(kept, (index) => x[index] ?? 0), y: Float32Array.from(kept, (index, at) => (y[index] ?? 0) + ((at * 0.618034) % 1) - 0.5) }
}

function placeOf(x: number, y: number, columns: number, rows: number): number | undefined {
  const [column, row] = [Math.floor(x), Math.floor(y)]
  return column < 0 || row < 0 || column >= columns || row >= rows ? undefined : row * columns + column
}

/** Finds the slope of the lines in each window, up to `widest` degrees to either side, by its sharpest row profile (Postl 1986). */
export function lineSlopesOf(points: PrintPoints, windows: Windows, widest: number): LineSlopes {
  const { width, height, pxPerMm } = points
  const columns = Math.max(1, Math.round(width / (windows.across * pxPerMm)))
  const rows = Math.max(1, Math.round(height / (windows.down * pxPerMm)))
  const [reachX, reachY] = [(windows.width * pxPerMm) / 2, (windows.height * pxPerMm) / 2]
  const slopes = new Float32Array(columns * rows)
  const weights = new Float32Array(columns * rows)
  const band: number[] = []
  const [xs, ys] = [new Float32Array(points.x.length), new Float32Array(points.x.length)]
  for (let row = 0; row < rows; row++) {
    const middleY = ((row + 0.5) * height) / rows
    band.length = 0
    points.y.forEach((y, index) => { if (Math.abs(y - middleY) < reachY) band.push(index) })
    for (let column = 0; column < columns; column++) {
      const middleX = ((column + 0.5) * width) / columns
      let count = 0
      for (const index of band) {
        const x = points.x[index] ?? 0
        if (Math.abs(x - middleX) >= reachX) continue
        xs[count] = x - middleX
        ys[count++] = points.y[index] ?? 0
      }
      const found = slopeIn(xs.subarray(0, count), ys.subarray(0, count), reachX, middleY - reachY, 2 * reachY, widest)
      slopes[row * columns + column] = found.slope
      weights[row * columns + column] = found.weight
    }
  }
  return { columns, rows, slopes, weights }
}

/** The slope of the lines that points from `top` on, `high` px, show. */
function slopeIn(xs: Float32Array, ys: Float32Array, reach: number, top: number, high: number, widest: number): { readonly slope: number; readonly weight: number } {
  if (xs.length < fewestPoints) return { slope: 0, weight: 0 }
  const margin = Math.ceil(reach * Math.tan((widest + 1) * degree)) + 2
  const bins = new Float32Array(Math.ceil(high) + 2 * margin + 2)
  const energyAt = (degrees: number): number => {
    bins.fill(0)
    const tangent = Math.tan(degrees * degree)
    const from = margin - top
    for (let index = 0; index < xs.length; index++) {
      const place = (ys[index] ?? 0) + from - (xs[index] ?? 0) * tangent
      const bin = Math.floor(place)
      bins[bin] = (bins[bin] ?? 0) + 1 - (place - bin)
      bins[bin + 1] = (bins[bin + 1] ?? 0) + place - bin
    }
    return roughness(bins)
  }
  let [slope, most, sum, tried] = [0, -1, 0, 0]
  const tryAt = (degrees: number): void => {
    const energy = energyAt(degrees)
    sum += energy
    tried++
    if (energy <= most) return
    most = energy
    slope = degrees
  }
  for (let degrees = -widest; degrees <= widest; degrees += steps.coarse) tryAt(degrees)
  const average = sum / tried
  const centre = slope
  for (let step = -3; step <= 3; step++) tryAt(centre + step * steps.fine)
  // The sharpest at the end of what was tried may be sharper beyond it.
  return { slope, weight: Math.abs(centre) >= widest ? 0 : xs.length * Math.max(0, most / average - leastSharpness) }
}

/** How sharply the counts of a profile rise and fall. */
export function roughness(bins: Float32Array): number {
  let energy = 0
  for (let bin = 1; bin < bins.length; bin++) {
    const rise = (bins[bin] ?? 0) - (bins[bin - 1] ?? 0)
    energy += rise * rise
  }
  return energy
}

/** Slopes as the windows around have them too: one that stands alone against its neighbours does not count. */
export function smoothed({ columns, slopes, weights }: LineSlopes): Float32Array {
  let trusted = weights
  let mean = slopes
  for (const outlier of [8, 3, 2]) {
    mean = slopes.map((_, index) => {
      const [row, column] = [Math.floor(index / columns), index % columns]
      let [sum, total] = [0, 1e-9]
      for (let other = 0; other < slopes.length; other++) {
        const trust = trusted[other] ?? 0
        if (trust === 0) continue
        const apart = (Math.floor(other / columns) - row) ** 2 + ((other % columns) - column) ** 2
        // The near ones tell; where there are none, those farther off.
        const weight = trust * (Math.exp(-apart / 2) + 0.01 * Math.exp(-apart / 12) + 1e-4 * Math.exp(-apart / 60))
        sum += weight * (slopes[other] ?? 0)
        total += weight
      }
      return sum / total
    })
    const around = mean
    trusted = weights.map((weight, index) => weight * Math.max(0, 1 - (((slopes[index] ?? 0) - (around[index] ?? 0)) / outlier) ** 2) ** 2)
  }
  return mean
}
