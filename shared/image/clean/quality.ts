import type { Grey } from '../planes.ts'

/** 99.5th percentile of the horizontal tone difference over two pixels: the steepness of the sharpest edges, 0..255. */
export function edgeSteepness({ width, height, pixels }: Grey): number {
  const counts = new Uint32Array(256)
  let total = 0
  for (let y = 8; y < height - 8; y += 2) {
    for (let x = 8, index = y * width + 8; x < width - 8; x++, index++) {
      const difference = Math.abs((pixels[index + 1] ?? 0) - (pixels[index - 1] ?? 0))
      counts[difference] = (counts[difference] ?? 0) + 1
      total++
    }
  }
  let above = 0
  for (let steepness = 255; steepness > 0; steepness--) {
    above += counts[steepness] ?? 0
    if (above >= total * 0.005) return steepness
  }
  return 0
}
