/** Counts of the 256 tones of a plane. */
export function histogramOf(pixels: Uint8Array): Uint32Array {
  // Two tables by turns: equal neighbours, as most are, would wait for each other's count.
  const counts = new Uint32Array(256)
  const others = new Uint32Array(256)
  const even = pixels.length & ~1
  for (let at = 0; at < even; at += 2) {
    const [first, second] = [pixels[at] ?? 0, pixels[at + 1] ?? 0]
    counts[first] = (counts[first] ?? 0) + 1
    others[second] = (others[second] ?? 0) + 1
  }
  if (even < pixels.length) counts[pixels[even] ?? 0] = (counts[pixels[even] ?? 0] ?? 0) + 1
  return counts.map((count, tone) => count + (others[tone] ?? 0))
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

/** 1 where a tone lies below the limit, else 0. */
export function darkerThan(pixels: Uint8Array, limit: number): Uint8Array {
  const dark = new Uint8Array(pixels.length)
  for (let index = 0; index < pixels.length; index++) if ((pixels[index] ?? 0) < limit) dark[index] = 1
  return dark
}
