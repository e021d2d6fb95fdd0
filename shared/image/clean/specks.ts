import type { Grey } from '../planes.ts'

/** Tones darker than this are dirt or ink, lighter than that are paper. */
const inkTone = 150
const paperTone = 190
/** Specks are at most this many px wide and high; the dot of a tone mark is larger at the least resolution. */
const speckPx = 2
const leastDpi = 180
/** Specks on fewer places than these, to the cm², are left: dirt that harms nobody. */
export const mostSpecks = 2

/**
 * Takes specks out of a picture that has many, in place, and tells how many there are to the cm²: dark marks of two px that stand alone.
 * Tone marks are larger where the resolution is as high as is asked for, so that pages below it are left alone.
 */
export function withoutSpecks({ width, height, pixels }: Grey, dpi: number): number {
  if (dpi < leastDpi) return 0
  const found: number[] = []
  for (let y = 1; y < height - speckPx - 1; y++) {
    for (let x = 1, at = y * width + 1; x < width - speckPx - 1; x++, at++) {
      if ((pixels[at] ?? 255) < inkTone && (pixels[at - 1] ?? 0) > paperTone && (pixels[at - width] ?? 0) > paperTone && standsAlone(pixels, width, x, y)) found.push(at)
    }
  }
  const share = (found.length / (width * height)) * (dpi / 2.54) ** 2
  if (share > mostSpecks) for (const at of found) for (let row = 0; row < speckPx; row++) pixels.fill(255, at + row * width, at + row * width + speckPx)
  return share
}

/** True when the square that begins here lies in a frame of paper. */
function standsAlone(pixels: Uint8Array, width: number, x: number, y: number): boolean {
  for (let step = -1; step <= speckPx; step++) {
    const places = [(y - 1) * width + x + step, (y + speckPx) * width + x + step, (y + step) * width + x - 1, (y + step) * width + x + speckPx]
    if (places.some((place) => (pixels[place] ?? 0) <= paperTone)) return false
  }
  return true
}
