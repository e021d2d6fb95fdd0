// Starts demo, test or bench on a fresh clone with only Node 20+, npm and git: installs what the lockfile names when it
// is not there yet, then goes on under the Node that came with it.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const modules = join(root, 'node_modules')
const binaries = join(modules, '.bin')
const stamp = join(modules, '.sohoa-lockfile-digest')
const lockfile = readFileSync(join(root, 'package-lock.json'))
const digest = createHash('sha256').update(lockfile).digest('hex')

function installed() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest
}

const compiled = process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache', 'sohoa-compiled')
const environment = { ...process.env, NODE_COMPILE_CACHE: compiled, PATH: `${binaries}${delimiter}${process.env.PATH}` }

function run(command, args) {
  const child = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment, shell: process.platform === 'win32' })
  return child.status ?? 1
}

function nodeApi() {
  const child = spawnSync('node', ['-p', 'process.versions.napi'], { cwd: root, env: environment, encoding: 'utf8' })
  return Number(child.stdout)
}

if (!installed()) {
  console.log('Cài đặt lần đầu: khoảng 155 MB tải về, 520 MB trên đĩa, chừng nửa phút…')
  console.log('First set-up: about 155 MB to download, 520 MB on disk, half a minute or so…')
  const status = run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel', 'error', '--progress'])
  if (status !== 0) process.exit(status)
  writeFileSync(stamp, digest)
}
if (!(nodeApi() >= 10)) {
  console.error('Thiếu Node 24 đi kèm (npm ci đã bỏ qua gói tùy chọn). / The bundled Node 24 is missing (optional packages were left out).')
  process.exit(2)
}

const [task, ...rest] = process.argv.slice(2)
const tasks = {
  demo: () => run('node', ['demo/run.ts', ...rest]),
  test: () => run('node', ['scripts/check.ts', ...rest]),
  bench: () => run('node', ['test/bench/run.ts', ...rest]),
}
const chosen = tasks[task]
if (chosen === undefined) {
  console.error('npm run demo | npm test | npm run bench')
  process.exit(2)
}
process.exit(chosen())
