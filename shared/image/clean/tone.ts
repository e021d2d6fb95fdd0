/** A loop over all of a page is compiled anew at each page; a function that is called for so many pixels at a time is compiled once. */
const partPx = 8192

/** Calls a function for all of a plane, part by part. */
function inParts(pixels: Uint8Array, look: (from: number, to: number) => void): void {
  for (let from = 0; from < pixels.length; from += partPx) look(from, Math.min(pixels.length, from + partPx))
}

/** Counts of the 256 tones of a plane. */
export function histogramOf(pixels: Uint8Array): Uint32Array {
  // Two tables by turns: equal neighbours, as most are, would wait for each other's count.
  const counts = new Uint32Array(256)
  const others = new Uint32Array(256)
  inParts(pixels, (from, to) => { countTones(pixels, from, to, counts, others) })
  for (let tone = 0; tone < 256; tone++) counts[tone] = (counts[tone] ?? 0) + (others[tone] ?? 0)
  return counts
}

function countTones(pixels: Uint8Array, from: number, to: number, counts: Uint32Array, others: Uint32Array): void {
  const even = from + ((to - from) & ~1)
  for (let at = from; at < even; at += 2) {
    const [first, second] = [pixels[at] ?? 0, pixels[at + 1] ?? 0]
    counts[first] = (counts[first] ?? 0) + 1
    others[second] = (others[second] ?? 0) + 1
  }
  if (even < to) counts[pixels[even] ?? 0] = (counts[pixels[even] ?? 0] ?? 0) + 1
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
  inParts(pixels, (from, to) => { translate(pixels, from, to, table) })
}

function translate(pixels: Uint8Array, from: number, to: number, table: Uint8Array): void {
  for (let at = from; at < to; at++) pixels[at] = table[pixels[at] ?? 0] ?? 0
}

/** 1 where a tone lies below the limit, else 0. */
export function darkerThan(pixels: Uint8Array, limit: number): Uint8Array {
  const dark = new Uint8Array(pixels.length)
  inParts(pixels, (from, to) => { markDarker(pixels, from, to, limit, dark) })
  return dark
}

function markDarker(pixels: Uint8Array, from: number, to: number, limit: number, dark: Uint8Array): void {
  for (let at = from; at < to; at++) if ((pixels[at] ?? 0) < limit) dark[at] = 1
}
