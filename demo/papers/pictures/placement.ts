/** A picture in memory: 8-bit RGB, row-major. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly rgb: Buffer
}

/** Where a sheet lies in a picture: scaled, turned about the picture's middle, and pushed aside. */
export interface Placement {
  /** Picture, px. */
  readonly width: number
  readonly height: number
  /** px per mm of paper. */
  readonly scale: number
  /** Turn clockwise, degrees. */
  readonly turn: number
  /** Push of the sheet's middle away from the picture's middle, px. */
  readonly right: number
  readonly down: number
}

/** Factors that take paper coordinates (mm) to picture coordinates (px): x' = a x + c y + e, y' = b x + d y + f, as SVG's matrix(). */
export interface Affine {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly e: number
  readonly f: number
}

/** From mm on a sheet of `sheetWidth` x `sheetHeight` mm to px. */
export function toPixels(placement: Placement, sheetWidth: number, sheetHeight: number): Affine {
  const angle = (placement.turn * Math.PI) / 180
  const cosine = Math.cos(angle) * placement.scale
  const sine = Math.sin(angle) * placement.scale
  const [middleX, middleY] = [sheetWidth / 2, sheetHeight / 2]
  return {
    a: cosine, b: sine, c: -sine, d: cosine,
    e: placement.width / 2 + placement.right - (cosine * middleX - sine * middleY),
    f: placement.height / 2 + placement.down - (sine * middleX + cosine * middleY),
  }
}

/** The way back: from px to mm. */
export function inverse(way: Affine): Affine {
  const area = way.a * way.d - way.b * way.c
  const [a, b, c, d] = [way.d / area, -way.b / area, -way.c / area, way.a / area]
  return { a, b, c, d, e: -(a * way.e + c * way.f), f: -(b * way.e + d * way.f) }
}

/** Moves one point. */
export function moved(way: Affine, x: number, y: number): { x: number; y: number } {
  return { x: way.a * x + way.c * y + way.e, y: way.b * x + way.d * y + way.f }
}
