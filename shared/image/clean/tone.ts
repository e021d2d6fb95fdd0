/** Counts of the 256 tones of a plane. */
export function histogramOf(pixels: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256)
  for (const tone of pixels) counts[tone] = (counts[tone] ?? 0) + 1
  return counts
}

/** The tone that a share (0..1) of the counted pixels does not exceed; 0 where none are counted. */
export function percentileOf(counts: Uint32Array, share: number): number {
  let total = 0
  for (const count of counts) total += count
  let below = 0
  for (let tone = 0; total > 0 && tone < counts.length; tone++) {
    below += counts[tone] ?? 0
    if (below >= total * share && below > 0) return tone
  }
  return 0
}

/** Spreads tones in place so that `black` and below become 0, `white` and above 255. */
export function stretch(pixels: Uint8Array, black: number, white: number): void {
  const table = Uint8Array.from({ length: 256 }, (_, tone) => Math.max(0, Math.min(255, Math.round(((tone - black) * 255) / Math.max(1, white - black)))))
  for (let index = 0; index < pixels.length; index++) pixels[index] = table[pixels[index] ?? 0] ?? 0
}
