import type { InkMap, PageGeometry } from '../../model/index.ts'

/** Places a picture of the turned, not yet straightened page on the straightened page. */
export interface Placing {
  /** Middle of a picture's px, px of the straightened page. */
  point(x: number, y: number): { x: number; y: number }
  /** Index of the cell in which that point lies, or of the nearest one. */
  cell(x: number, y: number, grid: Omit<InkMap, 'cells'>): number
  /** The same for each px of a row; `cells` is as long as the picture is wide. */
  cellsAlong(y: number, grid: Omit<InkMap, 'cells'>, cells: Uint32Array): void
}

/** The way from a picture of any resolution to the page of this geometry. */
export function placingOn(geometry: PageGeometry, picture: { width: number; height: number }): Placing {
  const across = geometry.turn % 180 !== 0
  const turnedWidth = across ? geometry.rawHeight : geometry.rawWidth
  const turnedHeight = across ? geometry.rawWidth : geometry.rawHeight
  const cosine = Math.cos((geometry.skew * Math.PI) / 180)
  const sine = Math.sin((geometry.skew * Math.PI) / 180)
  const scaleX = turnedWidth / picture.width
  const scaleY = turnedHeight / picture.height
  const point = (x: number, y: number): { x: number; y: number } => {
    const fromX = (x + 0.5) * scaleX - turnedWidth / 2
    const fromY = (y + 0.5) * scaleY - turnedHeight / 2
    return { x: fromX * cosine - fromY * sine + geometry.width / 2, y: fromX * sine + fromY * cosine + geometry.height / 2 }
  }
  return {
    point,
    cell: (x, y, { cellPx, columns, rows }) => {
      const at = point(x, y)
      return Math.max(0, Math.min(rows - 1, Math.floor(at.y / cellPx))) * columns + Math.max(0, Math.min(columns - 1, Math.floor(at.x / cellPx)))
    },
    cellsAlong: (y, { cellPx, columns, rows }, cells) => {
      const fromY = (y + 0.5) * scaleY - turnedHeight / 2
      const [acrossY, downY] = [fromY * sine, fromY * cosine]
      for (let x = 0; x < cells.length; x++) {
        const fromX = (x + 0.5) * scaleX - turnedWidth / 2
        const column = Math.floor((fromX * cosine - acrossY + geometry.width / 2) / cellPx)
        const row = Math.floor((fromX * sine + downY + geometry.height / 2) / cellPx)
        cells[x] = Math.max(0, Math.min(rows - 1, row)) * columns + Math.max(0, Math.min(columns - 1, column))
      }
    },
  }
}
