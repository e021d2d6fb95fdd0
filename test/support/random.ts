import { seededRandom } from '../../demo/papers/sheets/random.ts'

/** Numbers from 0 up to 1, always the same for a seed. */
export function randomFrom(seed: number): () => number {
  const chance = seededRandom(seed)
  return () => chance.next()
}
