import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { debianPackages, missingTools } from '../test/support/system-tools.ts'

const root = join(import.meta.dirname, '..')
const continuous = process.env.CI === 'true'

function run(title: string, command: string, args: readonly string[]): number {
  const began = Date.now()
  process.stdout.write(`\n== ${title}: ${command} ${args.join(' ')}\n`)
  const child = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  process.stdout.write(`== ${title}: ${child.status === 0 ? 'ok' : `failed (${child.status ?? child.signal ?? '?'})`}, ${Math.round((Date.now() - began) / 1000)} s\n`)
  return child.status ?? 1
}

function provideTools(): boolean {
  const missing = missingTools()
  if (missing.length === 0) return true
  const line = `apt-get install -y --no-install-recommends ${debianPackages().join(' ')}`
  const mayInstall = continuous && process.getuid?.() === 0 && spawnSync('sh', ['-c', 'command -v apt-get'], { stdio: 'ignore' }).status === 0
  if (!mayInstall) {
    process.stdout.write(`Some checks need ${missing.join(', ')}; they will be skipped. To run them: sudo ${line}\n`)
    return !continuous
  }
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const lock = ['-o', 'DPkg::Lock::Timeout=300', '-qq']
  spawnSync('apt-get', [...lock, 'update'], { stdio: ['ignore', 'ignore', 'inherit'], env: environment })
  spawnSync('apt-get', [...lock, 'install', '-y', '--no-install-recommends', ...debianPackages()], { stdio: ['ignore', 'ignore', 'inherit'], env: environment })
  const still = missingTools()
  if (still.length > 0) process.stdout.write(`Missing after installing: ${still.join(', ')}\n`)
  return still.length === 0
}

if (!provideTools()) process.exit(1)
if (!existsSync(join(root, '../shared/corpus'))) process.stdout.write('../shared/corpus is not here: tests on real material are left out.\n')

/** Test files named on the command line, instead of all. */
const named = process.argv.slice(2)
const steps: readonly (readonly [string, string, readonly string[]])[] = [
  ['types', 'npm', ['run', '--silent', 'types']],
  ['lint', 'npm', ['run', '--silent', 'lint']],
  ['tests', 'vitest', ['run', ...named]],
  // Where an Electron must be found, a test that it is not there for fails by itself (test/e2e/fixtures.ts).
  ...(named.length === 0 ? [['screens', 'playwright', ['test']] as const] : []),
]
let worst = 0
for (const [title, command, args] of steps) worst = Math.max(worst, run(title, command, args))
process.exit(worst)
