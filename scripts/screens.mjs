// Builds the officer's screens and the desktop's main and preload when they are missing or older than their sources.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** What each build is made of. */
const builds = [
  { config: 'vite.config.ts', made: 'out/renderer/index.html', sources: ['renderer', 'shared/contract', 'shared/model', 'shared/words', 'vite.config.ts'] },
  { config: 'vite.electron.config.ts', made: 'out/electron/main.cjs', sources: ['electron', 'shared/door', 'shared/contract', 'shared/model', 'shared/words', 'vite.electron.config.ts'] },
]

function newest(path) {
  const stat = statSync(path)
  return stat.isDirectory() ? Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name)))) : stat.mtimeMs
}

/** Builds what is out of date. Returns 0, or the exit code of the build that failed. */
export function buildScreens() {
  for (const { config, made, sources } of builds) {
    const target = join(root, made)
    if (existsSync(target) && statSync(target).mtimeMs > Math.max(...sources.map((source) => newest(join(root, source))))) continue
    const child = spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', config, '--logLevel', 'error'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
    if (child.status !== 0) return child.status ?? 1
  }
  return 0
}
