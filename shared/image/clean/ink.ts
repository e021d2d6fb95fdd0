import type { InkMap, PageGeometry } from '../../model/index.ts'
import { cellOf, placingOn, type Placing } from './placing.ts'
import type { Grey, Planes } from '../planes.ts'
import type { PaperTone } from './paper.ts'
import { histogramOf, percentileOf } from './tone.ts'

const cellMm = 2
/** A patch of ground this much darker than the page's usual paper, in any channel, counts as content. */
const groundShare = 0.75

/** Half-size picture of the darkest channel of a page whose paper is white: ink of any colour is dark in it. */
export function inkPicture(planes: Planes): Grey {
  const width = Math.floor(planes.width / 2)
  const height = Math.floor(planes.height / 2)
  const pixels = new Uint8Array(width * height).fill(255)
  for (const plane of planes.channels) for (let y = 0; y < height; y++) darkenRow(pixels, y * width, width, plane, 2 * y * planes.width, planes.width)
  return { width, height, pixels }
}

/** Takes the means of two rows of a plane where they are darker. */
function darkenRow(pixels: Uint8Array, start: number, width: number, plane: Uint8Array, from: number, stride: number): void {
  for (let target = start, source = from; target < start + width; target++, source += 2) {
    const below = source + stride
    const tone = ((plane[source] ?? 0) + (plane[source + 1] ?? 0) + (plane[below] ?? 0) + (plane[below + 1] ?? 0)) >> 2
    if (tone < (pixels[target] ?? 0)) pixels[target] = tone
  }
}

/**
 * Finds everything that is not bare paper: print however pale, handwriting, stamps, dark edges, shaded or tinted
 * patches. Errs towards content, since a mark must never cover any.
 */
export function inkMapOf(ink: Grey, paper: PaperTone, geometry: PageGeometry): InkMap {
  const cellPx = Math.max(1, Math.round((cellMm * geometry.dpi) / 25.4))
  const columns = Math.ceil(geometry.width / cellPx)
  const rows = Math.ceil(geometry.height / cellPx)
  const grid = { cellPx, columns, rows }
  const counts = new Uint16Array(columns * rows)

  const tones = histogramOf(ink.pixels)
  const usual = percentileOf(tones, 0.5)
  const noise = (usual - percentileOf(tones, 0.3)) / 0.52
  const dark = usual - Math.max(16, Math.min(60, 4.5 * noise))
  const placing = placingOn(geometry, ink)
  for (let y = 0; y < ink.height; y++) countRow(ink, y, dark, counts, placing, grid)
  const cells = Uint8Array.from(counts, (count) => (count >= 2 ? 1 : 0))
  markGround(cells, paper, geometry, grid)
  return { ...grid, cells }
}

function countRow({ width, pixels }: Grey, y: number, dark: number, counts: Uint16Array, placing: Placing, grid: Omit<InkMap, 'cells'>): void {
  for (let x = 0, at = y * width; x < width; x++, at++) {
    if ((pixels[at] ?? 0) >= dark) continue
    const cell = cellOf(placing, x, y, grid)
    counts[cell] = Math.min(65_535, (counts[cell] ?? 0) + 1)
  }
}

function markGround(cells: Uint8Array, paper: PaperTone, geometry: PageGeometry, grid: Omit<InkMap, 'cells'>): void {
  const placing = placingOn(geometry, { width: paper.columns, height: paper.rows })
  for (const tones of paper.channels) {
    const limit = percentileOf(histogramOf(tones), 0.5) * groundShare
    tones.forEach((tone, index) => {
      if (tone < limit) cells[cellOf(placing, index % paper.columns, Math.floor(index / paper.columns), grid)] = 1
    })
  }
}
