import type { RawWord } from '../engines/tsv.ts'

/** A grey picture; 0 black, 255 white, row-major. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** A rectangle of a picture, px from its top-left corner. */
export interface Region {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** Holds a lone mark of a figure's size where page numbers stand; nothing but a figure is believed there. */
  readonly figure?: true
}

/** Tones darker than this are ink. */
export const inkTone = 128
/** Side of a cell, mm. */
const cellMm = 1
/** Share of a cell's pixels that must be ink. */
const cellShare = 0.05
/** Straight strokes longer than this are rules and frames, mm. */
const ruleMm = 14
/** Ink this near the edge of the page is shadow or binding, mm. */
const marginMm = 5
/** Cells at most this far apart belong to one region: the space between words. */
const reach = 3
/**
 * What may hold a line of print that nobody read, mm: a seal with its signature is 35 to 60 mm high. Narrower than two words is
 * seldom more than the rest of a signature, unless a doubted number stands there.
 */
const regionMm = { leastWidth: 18, leastDoubtedWidth: 9, leastHeight: 2.5, mostWidth: 130, mostHeight: 70 }
/** A region needs this share of its cells inked; specks and thin strokes stay below. */
const leastInk = 0.12
/** A page has one number; a seal's remains may look like another. */
const mostFigures = 2
/**
 * A page number that the engine passed over, as it often does with single digits: its size, mm, and where it stands, shares
 * of the page (centred in the top margin: Decree 30/2020; or below).
 */
const figure = { mostWidth: 12, leastHeight: 2, mostHeight: 6, top: 0.095, bottom: 0.915, from: 0.4, to: 0.6, right: 0.8, borderMm: 4 }
/** White left around a region, mm: tone marks reach above the ink that made it. */
const borderMm = 2

interface Cells {
  readonly columns: number
  readonly rows: number
  readonly inked: Uint8Array
}

/** A place on a picture, px from its top-left corner. */
type Place = Pick<RawWord, 'left' | 'top' | 'width' | 'height'>

/** What a first reading made of a page. */
export interface FirstReading {
  /** Words that explain the ink under them. */
  readonly explained: readonly Place[]
  /** Words that matter and are hardly believed: numbers, notations, days. */
  readonly doubted: readonly Place[]
  /** Lines whose figures are doubted. */
  readonly filled: readonly Region[]
}

/**
 * Regions of a page that hold ink as large as print, yet no explaining word: where a seal, a signature or an over-printed
 * line kept the engine from seeing text. Rules, frames, page edges and specks count for nothing. At most `most`: the one
 * with most ink, then those of doubted words, then the others by their ink; and page numbers besides. `dpi` is the picture's; pure.
 */
export function unreadRegions(picture: Picture, { explained, doubted }: Pick<FirstReading, 'explained' | 'doubted'>, dpi: number, most: number): Region[] {
  const cellPx = Math.max(2, Math.round((cellMm * dpi) / 25.4))
  const cells = inkedCells(picture, cellPx, (ruleMm * dpi) / 25.4)
  for (const word of explained) clear(cells, cellPx, word)
  const margin = Math.round(marginMm / cellMm)
  const border = Math.round((borderMm * dpi) / 25.4)
  const doubtsIn = (region: Region): number => doubted.filter((word) => isInside(word, region)).length
  const parts = components(cells, margin)
  const regionOf = (found: Component, around: number): Region => {
    const left = Math.max(0, found.left * cellPx - around)
    const top = Math.max(0, found.top * cellPx - around)
    return { left, top, width: Math.min(picture.width, (found.right + 1) * cellPx + around) - left, height: Math.min(picture.height, (found.bottom + 1) * cellPx + around) - top }
  }
  const figures = parts.filter((found) => mayBeFigure(found, cells))
    .map((found): Region => ({ ...regionOf(found, Math.round((figure.borderMm * dpi) / 25.4)), figure: true }))
    .filter((region) => !explained.some((word) => sharesRows(word, region)))
  const [largest, ...others] = parts
    .filter(isPrintSized)
    .sort((first, second) => second.count - first.count)
    .map((found) => regionOf(found, border))
    .filter((region) => region.width - 2 * border >= (regionMm.leastWidth * dpi) / 25.4 || doubtsIn(region) > 0)
  const prints = largest === undefined ? [] : [largest, ...others.sort((first, second) => Math.sign(doubtsIn(second)) - Math.sign(doubtsIn(first)))].slice(0, most)
  return [...prints, ...figures.slice(0, mostFigures)]
}

/** True for a lone mark where page numbers stand. */
function mayBeFigure(found: Component, { columns, rows }: Cells): boolean {
  const width = (found.right - found.left + 1) * cellMm
  const height = (found.bottom - found.top + 1) * cellMm
  if (width > figure.mostWidth || height < figure.leastHeight || height > figure.mostHeight) return false
  const above = found.bottom < figure.top * rows
  const below = found.top > figure.bottom * rows
  const middle = (found.left + found.right + 1) / 2 / columns
  return (above || below) && ((middle >= figure.from && middle <= figure.to) || (below && found.right >= figure.right * columns))
}

/** True when a word stands on the height of the region's middle. */
function sharesRows(word: Place, region: Region): boolean {
  const middle = region.top + region.height / 2
  return word.top < middle && word.top + word.height > middle
}

/** True when the middle of a word lies in the region. */
function isInside(word: Place, region: Region): boolean {
  const [x, y] = [word.left + word.width / 2 - region.left, word.top + word.height / 2 - region.top]
  return x >= 0 && x < region.width && y >= 0 && y < region.height
}

/** Counts ink by cells, straight strokes of `rulePx` and longer left out. */
function inkedCells({ width, height, pixels }: Picture, cellPx: number, rulePx: number): Cells {
  const columns = Math.ceil(width / cellPx)
  const rows = Math.ceil(height / cellPx)
  const counts = new Uint16Array(columns * rows)
  const downward = new Uint16Array(width)
  const columnOf = Uint16Array.from({ length: width }, (_, x) => Math.floor(x / cellPx))
  const takeAway = (x: number, y: number): void => {
    const cell = Math.floor(y / cellPx) * columns + (columnOf[x] ?? 0)
    counts[cell] = Math.max(0, (counts[cell] ?? 0) - 1)
  }
  for (let y = 0, index = 0; y < height; y++) {
    const row = Math.floor(y / cellPx) * columns
    let across = 0
    for (let x = 0; x < width; x++, index++) {
      if ((pixels[index] ?? 255) < inkTone) {
        across++
        downward[x] = (downward[x] ?? 0) + 1
        const cell = row + (columnOf[x] ?? 0)
        counts[cell] = (counts[cell] ?? 0) + 1
        continue
      }
      if (across >= rulePx) for (let back = 1; back <= across; back++) takeAway(x - back, y)
      across = 0
      const fallen = downward[x] ?? 0
      if (fallen === 0) continue
      if (fallen >= rulePx) for (let back = 1; back <= fallen; back++) takeAway(x, y - back)
      downward[x] = 0
    }
  }
  const least = Math.max(2, cellPx * cellPx * cellShare)
  return { columns, rows, inked: Uint8Array.from(counts, (count) => (count >= least ? 1 : 0)) }
}

/** Takes away the cells that a word explains, its own marks included. */
function clear(cells: Cells, cellPx: number, word: Place): void {
  const slack = 0.5 * cellPx
  const right = Math.min(cells.columns - 1, Math.floor((word.left + word.width + slack) / cellPx))
  const bottom = Math.min(cells.rows - 1, Math.floor((word.top + word.height + slack) / cellPx))
  for (let row = Math.max(0, Math.floor((word.top - slack) / cellPx)); row <= bottom; row++) {
    for (let column = Math.max(0, Math.floor((word.left - slack) / cellPx)); column <= right; column++) cells.inked[row * cells.columns + column] = 0
  }
}

interface Component {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly count: number
}

/** Cells that hang together over gaps of `reach`. Those that begin in the margin are skipped. */
function components({ columns, rows, inked }: Cells, margin: number): Component[] {
  const found: Component[] = []
  const seen = new Uint8Array(inked.length)
  for (let start = 0; start < inked.length; start++) {
    if (inked[start] !== 1 || seen[start] === 1) continue
    const part = { left: columns, right: 0, top: rows, bottom: 0, count: 0 }
    const open = [start]
    seen[start] = 1
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      const column = cell % columns
      const row = Math.floor(cell / columns)
      part.left = Math.min(part.left, column)
      part.right = Math.max(part.right, column)
      part.top = Math.min(part.top, row)
      part.bottom = Math.max(part.bottom, row)
      part.count++
      for (let nextRow = Math.max(margin, row - 2); nextRow <= Math.min(rows - 1 - margin, row + 2); nextRow++) {
        for (let nextColumn = Math.max(margin, column - reach); nextColumn <= Math.min(columns - 1 - margin, column + reach); nextColumn++) {
          const next = nextRow * columns + nextColumn
          if (inked[next] !== 1 || seen[next] === 1) continue
          seen[next] = 1
          open.push(next)
        }
      }
    }
    found.push(part)
  }
  return found
}

function isPrintSized(found: Component): boolean {
  const width = (found.right - found.left + 1) * cellMm
  const height = (found.bottom - found.top + 1) * cellMm
  return width >= regionMm.leastDoubtedWidth && width <= regionMm.mostWidth && height >= regionMm.leastHeight && height <= regionMm.mostHeight
    && found.count >= leastInk * width * height
}
