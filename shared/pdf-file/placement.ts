/** An affine map as PDF writes it: x' = a·x + c·y + e, y' = b·x + d·y + f (ISO 32000-1 8.3.3). */
export interface Matrix {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly e: number
  readonly f: number
}

/** A rectangle in pt of PDF user space, y upwards. */
export interface Bounds {
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
}

export type ExifOrientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

export const identity: Matrix = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }

/** The map that does `first`, then `second`. */
export function then(first: Matrix, second: Matrix): Matrix {
  return {
    a: first.a * second.a + first.b * second.c,
    b: first.a * second.b + first.b * second.d,
    c: first.c * second.a + first.d * second.c,
    d: first.c * second.b + first.d * second.d,
    e: first.e * second.a + first.f * second.c + second.e,
    f: first.e * second.b + first.f * second.d + second.f,
  }
}

/** The smallest upright rectangle around a mapped rectangle. */
export function mapBounds(bounds: Bounds, matrix: Matrix): Bounds {
  const corners = [[bounds.left, bounds.bottom], [bounds.left, bounds.top], [bounds.right, bounds.bottom], [bounds.right, bounds.top]] as const
  const xs = corners.map(([x, y]) => matrix.a * x + matrix.c * y + matrix.e)
  const ys = corners.map(([x, y]) => matrix.b * x + matrix.d * y + matrix.f)
  return { left: Math.min(...xs), bottom: Math.min(...ys), right: Math.max(...xs), top: Math.max(...ys) }
}

/** Where the unit square, an image's own space (ISO 32000-1 8.9.4), comes to lie. */
export function imageBounds(matrix: Matrix): Bounds {
  return mapBounds({ left: 0, bottom: 0, right: 1, top: 1 }, matrix)
}

/** The common part of two rectangles; its sides may be negative when there is none. */
export function intersection(one: Bounds, other: Bounds): Bounds {
  return {
    left: Math.max(one.left, other.left),
    bottom: Math.max(one.bottom, other.bottom),
    right: Math.min(one.right, other.right),
    top: Math.min(one.top, other.top),
  }
}

/** True when `part` is at least `share` (0..1) of `whole`, both in width and in height. */
export function coversShare(part: Bounds, whole: Bounds, share: number): boolean {
  return part.right - part.left >= share * (whole.right - whole.left) && part.top - part.bottom >= share * (whole.top - whole.bottom)
}

/** True when `inner` lies in `outer`, give or take `tolerance` pt. */
export function liesWithin(inner: Bounds, outer: Bounds, tolerance: number): boolean {
  return inner.left >= outer.left - tolerance && inner.bottom >= outer.bottom - tolerance
    && inner.right <= outer.right + tolerance && inner.top <= outer.top + tolerance
}

/** Pixels per inch of an image of `width` x `height` px placed by `matrix`, along its rows and along its columns. */
export function placedDpi(matrix: Matrix, width: number, height: number): { horizontal: number; vertical: number } {
  return { horizontal: (width * 72) / Math.hypot(matrix.a, matrix.b), vertical: (height * 72) / Math.hypot(matrix.c, matrix.d) }
}

/** EXIF orientation (CIPA DC-008 4.6.4 A) by where a row's direction and the next row's direction point on the screen. */
const orientations: Readonly<Record<string, ExifOrientation>> = {
  'right down': 1, 'left down': 2, 'left up': 3, 'right up': 4, 'down right': 5, 'down left': 6, 'up left': 7, 'up right': 8,
}

/** Largest slant of a placed image, as the sine of the angle: 0.2 degrees. */
const largestSlant = 0.0035

function direction(x: number, y: number): 'right' | 'left' | 'up' | 'down' | undefined {
  const length = Math.hypot(x, y)
  if (Math.abs(y) <= largestSlant * length) return x > 0 ? 'right' : 'left'
  if (Math.abs(x) <= largestSlant * length) return y > 0 ? 'up' : 'down'
  return undefined
}

/**
 * How an image placed by `matrix` on a page that is shown turned clockwise by `rotate` degrees (a multiple of 90) is seen,
 * as EXIF orientation; undefined when it is slanted by more than 0.2 degrees, sheared or flat.
 */
export function orientationOf(matrix: Matrix, rotate: number): ExifOrientation | undefined {
  if (Math.hypot(matrix.a, matrix.b) < 1e-6 || Math.hypot(matrix.c, matrix.d) < 1e-6) return undefined
  const turn = (x: number, y: number): [number, number] => {
    const quarters = ((Math.round(rotate / 90) % 4) + 4) % 4
    if (quarters === 1) return [y, -x]
    if (quarters === 2) return [-x, -y]
    return quarters === 3 ? [-y, x] : [x, y]
  }
  const along = direction(...turn(matrix.a, matrix.b))
  const across = direction(...turn(-matrix.c, -matrix.d))
  return along === undefined || across === undefined ? undefined : orientations[`${along} ${across}`]
}
