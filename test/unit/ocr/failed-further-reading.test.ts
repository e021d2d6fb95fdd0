import { expect, test } from 'vitest'
import { SohoaError } from '../../../shared/model/index.ts'
import { unlessEngineFails } from '../../../shared/ocr/engine.ts'

const [open, closed] = [(): boolean => false, (): boolean => true]
const failing = (thrown: Error) => (): Promise<string[]> => Promise.reject(thrown)

test('a further reading tells what it read', async () => {
  expect(await unlessEngineFails(() => Promise.resolve(['Lê']), [], open)).toEqual(['Lê'])
})

test('a further reading on which the engine dies or that takes too long tells nothing', async () => {
  for (const code of ['child_crashed', 'child_timeout', 'child_memory', 'ocr_failed'] as const) {
    expect(await unlessEngineFails(failing(new SohoaError(code)), [], open), code).toEqual([])
  }
})

test('what is no failure of the engine is never kept silent', async () => {
  for (const thrown of [new SohoaError('cancelled'), new SohoaError('internal'), new SohoaError('ocr_model_missing'), new TypeError('a fault')]) {
    await expect(unlessEngineFails(failing(thrown), [], open)).rejects.toBe(thrown)
  }
})

test('once the engine is closed its failures are never told as a page without further words', async () => {
  const thrown = new SohoaError('child_crashed')
  await expect(unlessEngineFails(failing(thrown), [], closed)).rejects.toBe(thrown)
})
