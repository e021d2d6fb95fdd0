import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')
const runtimeTool = path.join(root, '../shared/tools/electron-test-runtime')
const installed = path.join(root, 'node_modules/electron/dist', process.platform === 'win32' ? 'electron.exe' : 'electron')

/** True where an Electron must be found: a run without it is no run. */
export const electronExpected = (): boolean => process.env.ELECTRON_BIN !== undefined || existsSync(installed) || existsSync(runtimeTool)

/** The Electron to test with: ELECTRON_BIN, the installed one, or the old one that the tool beside this repository provides. Undefined where there is none. Throws when the tool fails. */
export function electronBinary(): string | undefined {
  if (process.env.ELECTRON_BIN !== undefined) return process.env.ELECTRON_BIN
  if (existsSync(installed)) return installed
  if (!existsSync(runtimeTool)) return undefined
  const { status, stdout, stderr } = spawnSync(runtimeTool, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${runtimeTool}: ${stderr}`)
  return stdout.trim()
}
