import { expect, test } from 'vitest'
import { fuzzVerifier, hostileFiles } from '../support/verify-fuzz.ts'

const files = hostileFiles('hard_pdf')
if (files === undefined) console.log('verify: ../shared/corpus is absent, hostile files were not tried')

test.skipIf(files === undefined)('hostile files and damaged copies of them get a verdict within time and memory, and never pass', async () => {
  for (const { file, ended, verdicts, peakMiB } of await fuzzVerifier(files ?? [], 3, 20_261_122)) {
    expect(ended, file).toEqual([])
    expect(verdicts.passed, file).toBe(0)
    expect(peakMiB ?? 0, file).toBeLessThan(1024)
  }
}, 300_000)
