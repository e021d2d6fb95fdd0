import type { InkMap, PageGeometry } from '../../model/index.ts'

/** Places a picture of the turned, not yet straightened page on the straightened page. */
export interface Placing {
  /** Middle of a picture's px, px of the straightened page. */
  point(x: number, y: number): { x: number; y: number }
  /** Index of the cell in which that point lies, or of the nearest one. */
  cell(x: number, y: number, grid: Omit<InkMap, 'cells'>): number
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
  }
}
