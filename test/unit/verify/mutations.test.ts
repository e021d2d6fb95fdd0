import { expect, test } from 'vitest'
import { tryMutations } from '../../support/mutations.ts'

test('no changed copy of a signed letter or record passes, unless nobody signed what was changed, nobody sees it, and it is told', async () => {
  const { counts, escapes } = await tryMutations(320, 20_261_122)
  expect(escapes.map(({ file, what, why }) => `${file}, ${what}: ${why}`)).toEqual([])
  // A verifier that refuses everything, or knows nothing, would prove as little.
  expect([...counts.files.values()].every(({ failed }) => failed > 10)).toBe(true)
  expect(counts.files.size).toBe(8)
  expect([...counts.parts.keys()].toSorted()).toEqual(['agency’s signature', 'document', 'mark', 'officer’s signature', 'page', 'scan', 'text layer', 'time stamp', 'validation data'].toSorted())
}, 300_000)
