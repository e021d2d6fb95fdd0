import { seededRandom, type Random as Chance } from '../../demo/papers/sheets/random.ts'

/** Seeded chance with what drawing lines asks of it: the same seed gives the same training material. */
export interface Random extends Chance {
  /** Whole number, both ends included. */
  whole(from: number, to: number): number
  /** True with the given chance. */
  chance(share: number): boolean
  pick<T>(list: readonly T[]): T
}

/** Opens a generator for `seed`. */
export function openRandom(seed: number): Random {
  const chance = seededRandom(seed)
  const whole = (from: number, to: number): number => Math.floor(chance.between(from, to + 1))
  return {
    ...chance, whole,
    chance: (share) => chance.next() < share,
    pick(list) {
      const item = list[whole(0, list.length - 1)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
  }
}
