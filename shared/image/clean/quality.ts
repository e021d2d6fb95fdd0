import type { Grey } from '../planes.ts'

/** 99.5th percentile of the horizontal tone difference over two pixels: the steepness of the sharpest edges, 0..255. */
export function edgeSteepness({ width, height, pixels }: Grey): number {
  const counts = new Uint32Array(256)
  let total = 0
  for (let y = 8; y < height - 8; y += 2) {
    countEdges(pixels, y * width + 8, (y + 1) * width - 8, counts)
    total += Math.max(0, width - 16)
  }
  let above = 0
  for (let steepness = 255; steepness > 0; steepness--) {
    above += counts[steepness] ?? 0
    if (above >= total * 0.005) return steepness
  }
  return 0
}

/** Even places, as most are, are not counted. */
function countEdges(pixels: Uint8Array, from: number, to: number, counts: Uint32Array): void {
  let [before, here] = [pixels[from - 1] ?? 0, pixels[from] ?? 0]
  for (let at = from; at < to; at++) {
    const after = pixels[at + 1] ?? 0
    if (after !== before) {
      const difference = Math.abs(after - before)
      counts[difference] = (counts[difference] ?? 0) + 1
    }
    before = here
    here = after
  }
}
