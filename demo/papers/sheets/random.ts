/** A repeatable source of chance: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Evenly spread, from 0 up to but not 1. */
  next(): number
  /** Evenly spread between two numbers. */
  between(low: number, high: number): number
  /** Bell-shaped around 0 with standard deviation 1. */
  normal(): number
}

/** A repeatable source of chance for a 32-bit seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}

/** A square picture of noise that repeats without a seam. */
export interface NoiseTile {
  /** Side in px, a power of two, so that `& (size - 1)` wraps a coordinate. */
  readonly size: number
  /** Row-major, about -127..127; 42 is one standard deviation. */
  readonly values: Int8Array
}

/** Noise whose grains are about `grainPx` wide; 1 means every pixel on its own. `size` must be a power of two. */
export function noiseTile(random: Random, size: number, grainPx: number): NoiseTile {
  const field = Float32Array.from({ length: size * size }, () => random.normal())
  const reach = Math.round((grainPx - 1) / 2)
  const smooth = reach < 1 ? field : smoothed(smoothed(field, size, reach), size, reach)
  let squares = 0
  for (const value of smooth) squares += value * value
  const scale = 42 / Math.sqrt(squares / smooth.length)
  return { size, values: Int8Array.from(smooth, (value) => Math.max(-127, Math.min(127, Math.round(value * scale)))) }
}

/** Mean over a square of 2 x `reach` + 1 px, wrapping round at the edges. */
function smoothed(field: Float32Array, size: number, reach: number): Float32Array {
  const rows = new Float32Array(field.length)
  const out = new Float32Array(field.length)
  const wrap = size - 1
  for (let line = 0; line < size; line++) {
    let sum = 0
    for (let step = -reach; step <= reach; step++) sum += field[line * size + (step & wrap)] ?? 0
    for (let at = 0; at < size; at++) {
      rows[line * size + at] = sum
      sum += (field[line * size + ((at + reach + 1) & wrap)] ?? 0) - (field[line * size + ((at - reach) & wrap)] ?? 0)
    }
  }
  for (let column = 0; column < size; column++) {
    let sum = 0
    for (let step = -reach; step <= reach; step++) sum += rows[(step & wrap) * size + column] ?? 0
    for (let at = 0; at < size; at++) {
      out[at * size + column] = sum
      sum += (rows[((at + reach + 1) & wrap) * size + column] ?? 0) - (rows[((at - reach) & wrap) * size + column] ?? 0)
    }
  }
  return out
}
