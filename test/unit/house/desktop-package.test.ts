import path from 'node:path'
import { createRequire } from 'node:module'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import type * as BuilderUtil from 'builder-util'
import type * as BuilderConfig from 'app-builder-lib/out/util/config/config.js'
import type { Configuration } from 'electron-builder'

const root = path.join(import.meta.dirname, '../../..')
const load = createRequire(import.meta.url)
const { getConfig, validateConfiguration } = load('app-builder-lib/out/util/config/config.js') as typeof BuilderConfig
const { DebugLogger } = load('builder-util') as typeof BuilderUtil

const read = (): Promise<Configuration> => getConfig(root, path.join(root, 'electron-builder.yml'), null)

test('the packaging of the desktop is what its builder understands', async () => {
  await expect(validateConfiguration(await read(), new DebugLogger(false))).resolves.toBeUndefined()
})

test('a word that the builder does not know is told', async () => {
  const wrong = { ...await read(), electronFuse: {} } as Configuration
  await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow(/electronFuse/u)
})

test('a package takes no way into its own code from outside, and no native code of other systems', async () => {
  const { electronFuses, linux, win, npmRebuild } = await read()
  expect(electronFuses).toMatchObject({ enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true })
  expect(linux?.files).toContain('!**/prebuilds/!(linux-x64).node')
  expect(win?.files).toContain('!**/prebuilds/!(win32-x64).node')
  // With exceptions alone the builder would pack the whole folder.
  for (const system of [linux, win]) expect(system?.files).toContain('package.json')
  expect(npmRebuild).toBe(false)
  for (const target of ['linux-x64', 'win32-x64']) expect(existsSync(path.join(root, 'node_modules/better-sqlite3/prebuilds', `${target}.node`))).toBe(true)
})
