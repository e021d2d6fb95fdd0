import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTokens, type ModuleTokens } from '../../../../shared/sign/index.ts'
import { openSoftTokens, softModule, softTokensOrSkip, type SoftTokens } from '../../../support/soft-tokens.ts'

describe.skipIf(!softTokensOrSkip())('modules that are none, or fail', () => {
  let soft: SoftTokens

  const listOf = async (modules: readonly string[], timeMs = 20_000): Promise<ModuleTokens[]> => {
    const tokens = openTokens({ modules: () => modules, environment: soft.environment, limits: { timeMs } })
    try {
      return await tokens.list()
    } finally {
      await tokens.release()
      expect(tokens.pids()).toEqual([])
    }
  }
  const told = (listed: readonly ModuleTokens[]): unknown[] => listed.map(({ failure, tokens }) => failure === null ? tokens.map(({ label }) => label) : [failure.code, failure.params])

  beforeAll(() => {
    soft = openSoftTokens()
    soft.add('Cơ quan')
  })
  afterAll(() => { soft.close() })

  test('hide no token of another', async () => {
    const broken = [soft.file('no-library.so', 'không phải thư viện'), '/usr/lib/x86_64-linux-gnu/libz.so.1', soft.file('empty.so', ''), '/does/not/exist.so']
    expect(told(await listOf([...broken, softModule]))).toEqual([...broken.map(() => ['token_module_invalid', {}]), ['Cơ quan']])
  })

  test('end with their process when they crash it', async () => {
    const library = readFileSync(softModule)
    // What is mapped and not there kills whoever reads it (SIGBUS): a crash inside the loader, as of a damaged driver.
    const crashing = soft.file('crashing.so', library.subarray(0, Math.floor(library.length * 0.6)))
    expect(told(await listOf([crashing, softModule]))).toEqual([['token_module_failed', { detail: 'crashed' }], ['Cơ quan']])
  })

  test('are killed when they hang', async () => {
    const hanging = soft.file('folder', '') + '.fifo'
    // Whoever opens it for reading waits for a writer that never comes.
    expect(spawnSync('mkfifo', [hanging]).status).toBe(0)
    expect(told(await listOf([hanging], 2000))).toEqual([['token_module_failed', { detail: 'timeout' }]])
  })
})
