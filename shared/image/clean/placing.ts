import type { InkMap, PageGeometry } from '../../model/index.ts'

/** The way from a picture of the turned, not yet straightened page to the straightened page. */
export interface Placing {
  readonly turned: { readonly width: number; readonly height: number }
  readonly straight: { readonly width: number; readonly height: number }
  /** Px of the page per px of the picture. */
  readonly scaleX: number
  readonly scaleY: number
  readonly cosine: number
  readonly sine: number
}

/** The way from a picture of any resolution to the page of this geometry. */
export function placingOn(geometry: PageGeometry, picture: { width: number; height: number }): Placing {
  const across = geometry.turn % 180 !== 0
  const turned = { width: across ? geometry.rawHeight : geometry.rawWidth, height: across ? geometry.rawWidth : geometry.rawHeight }
  return {
    turned, straight: { width: geometry.width, height: geometry.height },
    scaleX: turned.width / picture.width, scaleY: turned.height / picture.height,
    cosine: Math.cos((geometry.skew * Math.PI) / 180), sine: Math.sin((geometry.skew * Math.PI) / 180),
  }
}

/** Middle of a picture's px, px of the straightened page. */
export function placeOf({ turned, straight, scaleX, scaleY, cosine, sine }: Placing, x: number, y: number): { x: number; y: number } {
  const fromX = (x + 0.5) * scaleX - turned.width / 2
  const fromY = (y + 0.5) * scaleY - turned.height / 2
  return { x: fromX * cosine - fromY * sine + straight.width / 2, y: fromX * sine + fromY * cosine + straight.height / 2 }
}

/** Index of the cell in which that point lies, or of the nearest one. */
export function cellOf(placing: Placing, x: number, y: number, { cellPx, columns, rows }: Omit<InkMap, 'cells'>): number {
  const at = placeOf(placing, x, y)
  return Math.max(0, Math.min(rows - 1, Math.floor(at.y / cellPx))) * columns + Math.max(0, Math.min(columns - 1, Math.floor(at.x / cellPx)))
}
