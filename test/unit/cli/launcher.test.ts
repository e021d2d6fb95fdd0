import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '../../..')
const launcher = path.join(root, 'bin/sohoa.mjs')

/** A Node on this machine that is older than what the program needs; undefined when there is none. */
function olderNode(): string | undefined {
  const folders = ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(path.delimiter)]
  return folders.map((folder) => path.join(folder, 'node')).filter((file) => existsSync(file))
    .find((file) => Number(execFileSync(file, ['--version'], { encoding: 'utf8' }).slice(1).split('.')[0]) < 24)
}

it('starts under an older Node by going over to the one that was installed with it', ({ skip }) => {
  const older = olderNode()
  if (older === undefined) {
    console.warn('SKIPPED: there is no Node older than 24 here to start the launcher with')
    skip()
    return
  }
  const told = spawnSync(older, [launcher, '--help', '--lang', 'en'], { encoding: 'utf8', cwd: path.join(root, 'docs') })
  expect(told.stderr).toBe('')
  expect(told.stdout).toContain('Records digitization station')
  expect(told.status).toBe(0)
  expect(spawnSync(older, [launcher, 'nothing'], { encoding: 'utf8' }).status, 'the exit code comes through').toBe(2)
})

it('ends quietly when the reader of its output has gone', () => {
  const told = spawnSync('sh', ['-c', `"${process.execPath}" "${launcher}" --help | true; "${process.execPath}" "${launcher}" call --help | head -1 > /dev/null`], { encoding: 'utf8' })
  expect(told.stderr).toBe('')
  expect(told.status).toBe(0)
})
