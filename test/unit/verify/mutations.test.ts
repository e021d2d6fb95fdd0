import { expect, test } from 'vitest'
import { tryMutations } from '../../support/mutations.ts'

test('no changed copy of a signed file passes, unless nobody signed what was changed, nobody sees it, and it is told', async () => {
  const { counts, escapes } = await tryMutations(250, 20_261_122)
  expect(escapes.map(({ file, what, why }) => `${file}, ${what}: ${why}`)).toEqual([])
  // A verifier that refuses everything, or knows nothing, would prove as little.
  expect(counts.every(({ failed }) => failed > 10)).toBe(true)
  expect(counts).toHaveLength(5)
}, 300_000)
