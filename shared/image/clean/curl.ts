import { flatHeightOf, type PageCurl } from '../../model/index.ts'
import { lineSlopesOf, printPointsOf, roughness, smoothed, type LineSlopes, type PrintPoints, type Windows } from './line-slopes.ts'
import type { DarkPoints } from './skew.ts'

const degree = Math.PI / 180
/** The windows of the first look, which tells whether lines run differently at all, and of the measurement, mm. */
const firstLook: Windows = { width: 50, height: 45, across: 50, down: 45 }
const measured: Windows = { width: 36, height: 20, across: 18, down: 10 }
/** Slopes sought on the page as it stands, once it is flattened, and at the first look, degrees. */
const widest = { first: 14, again: 4, look: 11 }
/** Lines differ in slope by this much, degrees, where paper is curled; less comes from the scanner's feed and of single words. */
const leastSpread = 1.5
/** Lines that all run this steep are past what straightens a page. */
const steep = 3
/** The profile of the lines of the page must get this much sharper by flattening. */
const leastGain = 1.25
/** Between nodes of the curl, mm: slopes change slowly. */
const nodeMm = 12

/** The straightened page as it is read. */
interface Canvas {
  readonly width: number
  readonly height: number
  readonly dpi: number
  /** Its px to one of the page. */
  readonly scale: number
}

/** Degrees by which lines fall to the right at a place. */
type Slope = (x: number, y: number) => number

/**
 * Finds how the paper of a page is curled by the slopes of its lines of print, which are straight and parallel on flat paper; undefined where
 * they are so within what scanners and single words differ by. `points`: of the picture before it was turned clockwise by `skew` degrees onto
 * the canvas.
 */
export function curlOf(points: DarkPoints, skew: number, canvas: Canvas): PageCurl | undefined {
  const turned = onCanvas(points, skew, canvas)
  const print = printPointsOf(turned)
  if (!isUneven(lineSlopesOf(print, firstLook, widest.look))) return undefined
  const first = slopeFrom(lineSlopesOf(print, measured, widest.first), print)
  const rough = traced(first, print)
  const rest = slopeFrom(lineSlopesOf(flat(print, rough), measured, widest.again), print)
  const curl = traced((x, y) => first(x, y) + rest(x, flatHeightOf(rough, x, y)), print)
  if (sharpness(flat(print, curl)) < leastGain * sharpness(print)) return undefined
  const toPage = points.factor / canvas.scale
  return { ...curl, top: curl.top * toPage, stepX: curl.stepX * toPage, stepY: curl.stepY * toPage, lifts: curl.lifts.map((lift) => Math.round(lift * toPage * 10) / 10) }
}

/** Points as they lie on the straightened page. */
function onCanvas({ x, y, factor }: DarkPoints, degrees: number, { dpi, ...canvas }: Canvas): PrintPoints {
  const [cosine, sine] = [Math.cos(degrees * degree), Math.sin(degrees * degree)]
  const [width, height] = [canvas.width / factor, canvas.height / factor]
  return {
    width, height, pxPerMm: dpi / 25.4 / factor,
    x: x.map((across, index) => across * cosine - (y[index] ?? 0) * sine + width / 2), y: y.map((down, index) => (x[index] ?? 0) * sine + down * cosine + height / 2),
  }
}

/** True when lines differ in slope, in more than one window to either side, since a seal or a signature has its own; or when they are steep. */
function isUneven({ slopes, weights }: LineSlopes): boolean {
  const told = [...slopes].filter((_, index) => (weights[index] ?? 0) > 0).sort((one, other) => one - other)
  return told.length >= 4 && ((told.at(-2) ?? 0) - (told[1] ?? 0) >= leastSpread || Math.abs(told[told.length >> 1] ?? 0) >= steep)
}

/** Slopes of windows, mixed between their middles. */
function slopeFrom(found: LineSlopes, { width, height }: PrintPoints): Slope {
  const { columns, rows } = found
  const slopes = smoothed(found)
  return (x, y) => {
    const column = Math.max(0, Math.min(columns - 1, (x / width) * columns - 0.5))
    const row = Math.max(0, Math.min(rows - 1, (y / height) * rows - 0.5))
    const [left, upper] = [Math.floor(column), Math.floor(row)]
    const [right, lower] = [Math.min(columns - 1, left + 1), Math.min(rows - 1, upper + 1)]
    const [across, down] = [column - left, row - upper]
    const above = (slopes[upper * columns + left] ?? 0) * (1 - across) + (slopes[upper * columns + right] ?? 0) * across
    const below = (slopes[lower * columns + left] ?? 0) * (1 - across) + (slopes[lower * columns + right] ?? 0) * across
    return above * (1 - down) + below * down
  }
}

/** The curl of a page whose lines have these slopes, as high as the page would be if it were flat. */
function traced(slope: Slope, { width, height, pxPerMm }: PrintPoints): PageCurl {
  const wide = grid(slope, width, pxPerMm, -height / 4, height * 1.25)
  const places = Array.from({ length: wide.columns }, (_, column) => column * wide.stepX)
  return grid(slope, width, pxPerMm, Math.min(...places.map((x) => flatHeightOf(wide, x, 0))), Math.max(...places.map((x) => flatHeightOf(wide, x, height))))
}

/** Follows level lines of flat paper from the middle of the page to both sides. */
function grid(slope: Slope, width: number, pxPerMm: number, top: number, bottom: number): PageCurl {
  const columns = Math.max(3, 2 * Math.round(width / (2 * nodeMm * pxPerMm)) + 1)
  const rows = Math.max(2, Math.round((bottom - top) / (nodeMm * pxPerMm)) + 1)
  const [stepX, stepY] = [width / (columns - 1), (bottom - top) / (rows - 1)]
  const lifts = new Array<number>(columns * rows).fill(0)
  for (let row = 0; row < rows; row++) {
    const level = top + row * stepY
    for (const side of [-1, 1]) {
      let [x, y] = [width / 2, level]
      for (let column = (columns - 1) / 2 + side; column >= 0 && column < columns; column += side) {
        const halfway = y + ((side * stepX) / 2) * Math.tan(slope(x, y) * degree)
        y += side * stepX * Math.tan(slope(x + (side * stepX) / 2, halfway) * degree)
        x += side * stepX
        lifts[row * columns + column] = y - level
      }
    }
  }
  return { top, columns, rows, stepX, stepY, lifts }
}

function flat(points: PrintPoints, curl: PageCurl): PrintPoints {
  return { ...points, y: points.y.map((y, index) => flatHeightOf(curl, points.x[index] ?? 0, y)) }
}

/** How sharply lines stand out when the points of a page are counted row by row. */
function sharpness({ y, height }: PrintPoints): number {
  const bins = new Float32Array(Math.ceil(2 * height))
  for (const place of y) {
    const bin = Math.floor(place + height / 2)
    const share = place + height / 2 - bin
    if (bin < 0 || bin + 1 >= bins.length) continue
    bins[bin] = (bins[bin] ?? 0) + 1 - share
    bins[bin + 1] = (bins[bin + 1] ?? 0) + share
  }
  return roughness(bins)
}
