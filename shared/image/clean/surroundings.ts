import type { Grey } from '../planes.ts'

/** Tones darker than this are no paper. */
const darkTone = 160
/** Dark patches at the sides larger than this are no print, mm, and paper beside them is shaded this far. */
const largestPrintMm = 8
const shadeMm = 0.8

/** A picture without what is seen beside the paper of a photo: dark patches that reach its sides (table, thumb, shadow) become white. */
export function withoutSurroundings({ width, height, pixels }: Grey, dpi: number): Grey {
  const px = dpi / 25.4
  const bare = pixels.slice()
  const seen = new Uint8Array(pixels.length)
  const shade = Math.round(shadeMm * px)
  const clear = (patch: readonly number[]): void => {
    for (const place of patch) {
      const [x, y] = [place % width, Math.floor(place / width)]
      for (let row = Math.max(0, y - shade); row <= Math.min(height - 1, y + shade); row++) bare.fill(255, row * width + Math.max(0, x - shade), row * width + Math.min(width, x + shade + 1))
    }
  }
  const startAt = (start: number): void => {
    if (seen[start] === 1 || (pixels[start] ?? 255) >= darkTone) return
    const patch = [start]
    seen[start] = 1
    let [left, right, top, bottom] = [width, 0, height, 0]
    // Grows while it is gone through.
    for (const place of patch) {
      const [x, y] = [place % width, Math.floor(place / width)]
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
      for (const next of [x > 0 ? place - 1 : place, x < width - 1 ? place + 1 : place, place - width, place + width]) {
        if (next < 0 || next >= pixels.length || seen[next] === 1 || (pixels[next] ?? 255) >= darkTone) continue
        seen[next] = 1
        patch.push(next)
      }
    }
    if (right - left > largestPrintMm * px || bottom - top > largestPrintMm * px) clear(patch)
  }
  for (let x = 0; x < width; x++) {
    startAt(x)
    startAt((height - 1) * width + x)
  }
  for (let y = 0; y < height; y++) {
    startAt(y * width)
    startAt(y * width + width - 1)
  }
  return { width, height, pixels: bare }
}
