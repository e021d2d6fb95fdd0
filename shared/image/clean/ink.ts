import type { InkMap, PageGeometry } from '../../model/index.ts'
import { placingOn } from './placing.ts'
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
  for (const plane of planes.channels) {
    for (let y = 0, target = 0; y < height; y++) {
      let source = 2 * y * planes.width
      for (let x = 0; x < width; x++, target++, source += 2) {
        const below = source + planes.width
        const tone = ((plane[source] ?? 0) + (plane[source + 1] ?? 0) + (plane[below] ?? 0) + (plane[below + 1] ?? 0)) >> 2
        if (tone < (pixels[target] ?? 0)) pixels[target] = tone
      }
    }
  }
  return { width, height, pixels }
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
  for (let y = 0, index = 0; y < ink.height; y++) {
    for (let x = 0; x < ink.width; x++, index++) {
      if ((ink.pixels[index] ?? 0) >= dark) continue
      const cell = placing.cell(x, y, grid)
      counts[cell] = Math.min(65_535, (counts[cell] ?? 0) + 1)
    }
  }
  const cells = Uint8Array.from(counts, (count) => (count >= 2 ? 1 : 0))
  markGround(cells, paper, geometry, grid)
  return { ...grid, cells }
}

function markGround(cells: Uint8Array, paper: PaperTone, geometry: PageGeometry, grid: Omit<InkMap, 'cells'>): void {
  const placing = placingOn(geometry, { width: paper.columns, height: paper.rows })
  for (const tones of paper.channels) {
    const limit = percentileOf(histogramOf(tones), 0.5) * groundShare
    tones.forEach((tone, index) => {
      if (tone < limit) cells[placing.cell(index % paper.columns, Math.floor(index / paper.columns), grid)] = 1
    })
  }
}
