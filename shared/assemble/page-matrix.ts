import { rotatedSize, toPoints, type PageCrop, type PageGeometry } from '../model/index.ts'

/** A PDF transformation matrix [a b c d e f] (ISO 32000-1 8.3.3). */
export type Matrix = readonly [number, number, number, number, number, number]

interface Point { readonly x: number; readonly y: number }
interface Size { readonly width: number; readonly height: number }

/** Rounding of a rotated canvas to whole pixels must not be taken for unequal resolutions. */
const roundingPx = 2

function turnedSize(geometry: PageGeometry): Size {
  const { rawWidth, rawHeight, turn } = geometry
  return turn === 90 || turn === 270 ? { width: rawHeight, height: rawWidth } : { width: rawWidth, height: rawHeight }
}

/** The canvas that holds every raw pixel, and where the page begins on it. */
function canvasOf({ width, height, crop }: PageGeometry): PageCrop {
  return crop ?? { left: 0, top: 0, canvasWidth: width, canvasHeight: height }
}

/**
 * Size of the upright image in px of the straightened page. It is the raw image's own, but for images whose axes have
 * different resolutions: there it follows from the page's size, which is given at one.
 */
function uprightSize(geometry: PageGeometry): Size {
  const turned = turnedSize(geometry)
  const expected = rotatedSize(turned.width, turned.height, geometry.skew)
  const { canvasWidth, canvasHeight } = canvasOf(geometry)
  if (Math.abs(expected.width - canvasWidth) <= roundingPx && Math.abs(expected.height - canvasHeight) <= roundingPx) return turned
  const angle = (Math.abs(geometry.skew) * Math.PI) / 180
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)]
  const determinant = cosine * cosine - sine * sine
  return {
    width: (canvasWidth * cosine - canvasHeight * sine) / determinant,
    height: (canvasHeight * cosine - canvasWidth * sine) / determinant,
  }
}

/** Where a point of the raw image (0..1 from its top left) lands on the straightened page, px, origin top-left. */
function land(raw: Point, geometry: PageGeometry): Point {
  const x = geometry.mirrored ? 1 - raw.x : raw.x
  const turned = {
    0: { x, y: raw.y },
    90: { x: 1 - raw.y, y: x },
    180: { x: 1 - x, y: 1 - raw.y },
    270: { x: raw.y, y: 1 - x },
  }[geometry.turn]
  const upright = uprightSize(geometry)
  const fromCentre = { x: (turned.x - 0.5) * upright.width, y: (turned.y - 0.5) * upright.height }
  const angle = (geometry.skew * Math.PI) / 180
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)]
  const { left, top, canvasWidth, canvasHeight } = canvasOf(geometry)
  return {
    x: canvasWidth / 2 + fromCentre.x * cosine - fromCentre.y * sine - left,
    y: canvasHeight / 2 + fromCentre.x * sine + fromCentre.y * cosine - top,
  }
}

/** Size of the straightened page at 100 % of the paper, pt. */
export function pageSize(geometry: PageGeometry): Size {
  return { width: toPoints(geometry.width, geometry.dpi), height: toPoints(geometry.height, geometry.dpi) }
}

/**
 * The matrix that puts a raw image (PDF's unit square, origin bottom-left) upright and straight on its page: mirrored,
 * turned and rotated as `geometry` says. Pt, origin bottom-left of the page. EXIF means nothing to PDF; it is in `turn` and `mirrored`.
 */
export function imageMatrix(geometry: PageGeometry): Matrix {
  const toPage = (raw: Point): Point => {
    const point = land(raw, geometry)
    return { x: toPoints(point.x, geometry.dpi), y: toPoints(geometry.height - point.y, geometry.dpi) }
  }
  const origin = toPage({ x: 0, y: 1 })
  const right = toPage({ x: 1, y: 1 })
  const top = toPage({ x: 0, y: 0 })
  return [right.x - origin.x, right.y - origin.y, top.x - origin.x, top.y - origin.y, origin.x, origin.y]
}
