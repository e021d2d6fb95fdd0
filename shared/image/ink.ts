import type { InkMap, PageGeometry } from '../model/index.ts'
import type { Grey, Planes } from './planes.ts'
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

/** Places a picture of the turned, not yet straightened page on the grid of the straightened page. */
interface Placing {
  readonly cell: (x: number, y: number) => number
}

function placingOn(geometry: PageGeometry, cellPx: number, columns: number, rows: number, picture: { width: number; height: number }): Placing {
  const across = geometry.turn % 180 !== 0
  const turnedWidth = across ? geometry.rawHeight : geometry.rawWidth
  const turnedHeight = across ? geometry.rawWidth : geometry.rawHeight
  const cosine = Math.cos((geometry.skew * Math.PI) / 180)
  const sine = Math.sin((geometry.skew * Math.PI) / 180)
  const scaleX = turnedWidth / picture.width
  const scaleY = turnedHeight / picture.height
  return {
    cell: (x, y) => {
      const fromX = (x + 0.5) * scaleX - turnedWidth / 2
      const fromY = (y + 0.5) * scaleY - turnedHeight / 2
      const column = Math.floor((fromX * cosine - fromY * sine + geometry.width / 2) / cellPx)
      const row = Math.floor((fromX * sine + fromY * cosine + geometry.height / 2) / cellPx)
      return Math.max(0, Math.min(rows - 1, row)) * columns + Math.max(0, Math.min(columns - 1, column))
    },
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
  const counts = new Uint16Array(columns * rows)

  const tones = histogramOf(ink.pixels)
  const usual = percentileOf(tones, 0.5)
  const noise = (usual - percentileOf(tones, 0.3)) / 0.52
  const dark = usual - Math.max(16, Math.min(60, 4.5 * noise))
  const inkPlacing = placingOn(geometry, cellPx, columns, rows, ink)
  for (let y = 0, index = 0; y < ink.height; y++) {
    for (let x = 0; x < ink.width; x++, index++) {
      if ((ink.pixels[index] ?? 0) >= dark) continue
      const cell = inkPlacing.cell(x, y)
      counts[cell] = Math.min(65_535, (counts[cell] ?? 0) + 1)
    }
  }
  const cells = Uint8Array.from(counts, (count) => (count >= 2 ? 1 : 0))
  markGround(cells, paper, geometry, cellPx, columns, rows)
  return { cellPx, columns, rows, cells }
}

function markGround(cells: Uint8Array, paper: PaperTone, geometry: PageGeometry, cellPx: number, columns: number, rows: number): void {
  const placing = placingOn(geometry, cellPx, columns, rows, { width: paper.columns, height: paper.rows })
  for (const tones of paper.channels) {
    const limit = percentileOf(histogramOf(tones), 0.5) * groundShare
    tones.forEach((tone, index) => {
      if (tone < limit) cells[placing.cell(index % paper.columns, Math.floor(index / paper.columns))] = 1
    })
  }
}
