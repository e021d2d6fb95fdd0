/** Seeded random numbers (mulberry32): the same seed gives the same training material. */
export interface Random {
  /** [0, 1). */
  next(): number
  /** [from, to). */
  between(from: number, to: number): number
  /** Whole number, both ends included. */
  whole(from: number, to: number): number
  /** True with the given chance. */
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
}

/** Opens a generator for `seed`. */
export function openRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number): number => from + (to - from) * next()
  const whole = (from: number, to: number): number => Math.floor(between(from, to + 1))
  return {
    next, between, whole,
    chance: (share) => next() < share,
    pick(list) {
      const item = list[whole(0, list.length - 1)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
  }
}
