/**
 * A rectangle on a straightened page. Origin top-left, x to the right, y down,
 * unit px of the straightened page at the raw image's own resolution (see PageGeometry).
 */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Clockwise quarter turns in degrees. */
export type QuarterTurn = 0 | 90 | 180 | 270

/** Where a page's resolution was learnt: from the image, from the PDF that held it, from the A4 shape, or not at all. */
export type ResolutionSource = 'image' | 'pdf' | 'assumed A4' | 'unknown' | 'operator'

/** Where a page was cut out of the canvas that holds every raw pixel; px of that canvas. The raw image keeps all of it. */
export interface PageCrop {
  readonly left: number
  readonly top: number
  readonly canvasWidth: number
  readonly canvasHeight: number
}

/**
 * How a page's lines of print run where its paper did not lie flat: what would stand at a node of this grid on flat paper stands `lifts` px
 * lower on the straightened page (higher, where negative). Nodes row by row, px of the straightened page, the first at its left side and
 * at `top`, which may lie above the page. Flat and seen places differ in height only.
 */
export interface PageCurl {
  readonly top: number
  readonly columns: number
  readonly rows: number
  readonly stepX: number
  readonly stepY: number
  readonly lifts: readonly number[]
}

/**
 * How the raw image becomes the straightened page: mirror horizontally if `mirrored`, turn clockwise by `turn`,
 * then rotate clockwise by `skew` about the centre onto a canvas just large enough to hold every raw pixel; of it, the part that `crop` tells is the page.
 */
export interface PageGeometry {
  /** Raw image as stored, before EXIF orientation, px. */
  readonly rawWidth: number
  readonly rawHeight: number
  readonly mirrored: boolean
  /** Clockwise turn that brings the raw pixels upright; EXIF orientation is already counted in. */
  readonly turn: QuarterTurn
  /** Small clockwise rotation that straightens the turned image, degrees. */
  readonly skew: number
  /** Straightened page, px at `dpi`. */
  readonly width: number
  readonly height: number
  /** Absent: the whole canvas is the page. */
  readonly crop?: PageCrop
  /** How the paper lay. Absent: flat, so that its lines are level. Boxes stand where the print is seen, curled as it is. */
  readonly curl?: PageCurl
  /** Pixels per inch of the raw image (one value: unequal axes are resampled in the reading copy only). */
  readonly dpi: number
  readonly dpiSource: ResolutionSource
}

/** The smallest box holding all given boxes. Throws RangeError for none. */
export function unionOf(boxes: readonly Box[]): Box {
  if (boxes.length === 0) throw new RangeError('no boxes')
  const left = Math.min(...boxes.map((box) => box.x))
  const top = Math.min(...boxes.map((box) => box.y))
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Size in px of the canvas that holds a width x height px image rotated by `degrees` about its centre. */
export function rotatedSize(width: number, height: number, degrees: number): { width: number; height: number } {
  const angle = (Math.abs(degrees) * Math.PI) / 180
  const sine = Math.sin(angle)
  const cosine = Math.cos(angle)
  return { width: Math.ceil(width * cosine + height * sine - 1e-6), height: Math.ceil(width * sine + height * cosine - 1e-6) }
}

/** Millimetres of `px` at `dpi`. */
export function toMillimetres(px: number, dpi: number): number {
  return (px / dpi) * 25.4
}

/** Points (1/72 inch) of `px` at `dpi`. */
export function toPoints(px: number, dpi: number): number {
  return (px / dpi) * 72
}
