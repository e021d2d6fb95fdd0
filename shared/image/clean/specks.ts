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
  for (let y = 1; y < height - speckPx - 1; y++) specksIn(pixels, width, y * width, found)
  const share = (found.length / (width * height)) * (dpi / 2.54) ** 2
  if (share > mostSpecks) for (const at of found) for (let row = 0; row < speckPx; row++) pixels.fill(255, at + row * width, at + row * width + speckPx)
  return share
}

function specksIn(pixels: Uint8Array, width: number, start: number, found: number[]): void {
  let before = pixels[start] ?? 0
  for (let at = start + 1; at < start + width - speckPx - 1; at++) {
    const tone = pixels[at] ?? 0
    if (tone < inkTone && before > paperTone && (pixels[at - width] ?? 0) > paperTone && standsAlone(pixels, width, at)) found.push(at)
    before = tone
  }
}

/** True when the square that begins here lies in a frame of paper. */
function standsAlone(pixels: Uint8Array, width: number, at: number): boolean {
  const isPaper = (place: number): boolean => (pixels[place] ?? 0) > paperTone
  for (let step = -1; step <= speckPx; step++) {
    if (!isPaper(at - width + step) || !isPaper(at + speckPx * width + step) || !isPaper(at + step * width - 1) || !isPaper(at + step * width + speckPx)) return false
  }
  return true
}
