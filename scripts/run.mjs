// Starts the screens, demo, test or bench on a fresh clone with only Node 20+, npm and git: installs what the lockfile names when it
// is not there yet, then goes on under the Node that came with it.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { buildScreens } from './screens.mjs'

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
  console.log('Cài đặt lần đầu: khoảng 700 MB trên đĩa, chừng một phút…')
  console.log('First set-up: about 700 MB on disk, a minute or so…')
  const status = run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel', 'error', '--progress'])
  if (status !== 0) process.exit(status)
  writeFileSync(stamp, digest)
}
if (!(nodeApi() >= 10)) {
  console.error('Thiếu Node 24 đi kèm (npm ci đã bỏ qua gói tùy chọn). / The bundled Node 24 is missing (optional packages were left out).')
  process.exit(2)
}

const [task, ...rest] = process.argv.slice(2)

/** The Electron that is there; nothing is ever downloaded. */
function electron() {
  const installed = join(modules, 'electron', 'dist', process.platform === 'win32' ? 'electron.exe' : 'electron')
  const binary = process.env.ELECTRON_BIN ?? (existsSync(installed) ? installed : undefined)
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined
  return hasDisplay ? binary : undefined
}

/** The screens: in a window where Electron is there, else in the browser. */
function start() {
  const status = buildScreens()
  if (status !== 0) return status
  const binary = electron()
  if (binary === undefined) {
    console.log('Chưa có Electron ở máy này nên màn hình mở trong trình duyệt. Muốn có cửa sổ riêng: npx install-electron')
    console.log('There is no Electron on this machine, so the screens open in the browser. For a window of their own: npx install-electron')
    return run('node', ['bin/sohoa.mjs', 'serve', ...rest])
  }
  // From source the station runs under the Node that came with it: Electron's own may be too old for the store, and reads no TypeScript.
  environment.SOHOA_STATION_NODE = spawnSync('node', ['-p', 'process.execPath'], { cwd: root, env: environment, encoding: 'utf8' }).stdout.trim()
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return run(binary, [...sandbox, ...together(rest), root])
}

/** Electron takes `--name=value` where the command line takes `--name value` too. */
function together(options) {
  return options.flatMap((option, index) => (options[index - 1]?.match(/^--(?:station|passphrase-file)$/u) ? [] : /^--(?:station|passphrase-file)$/u.test(option) ? [`${option}=${options[index + 1] ?? ''}`] : [option]))
}

/** The screens in the browser, built anew with each change of their sources. */
function develop() {
  const status = buildScreens()
  if (status !== 0) return status
  const watch = spawn('node', [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--watch', '--emptyOutDir', 'false', '--logLevel', 'error'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: environment })
  environment.SOHOA_DEVELOPMENT = '1'
  const ended = run('node', ['bin/sohoa.mjs', 'serve', ...rest])
  watch.kill()
  return ended
}

const tasks = {
  start,
  dev: develop,
  demo: () => run('node', ['demo/run.ts', ...rest]),
  test: () => run('node', ['scripts/check.ts', ...rest]),
  bench: () => run('node', ['test/bench/run.ts', ...rest]),
}
const chosen = tasks[task]
if (chosen === undefined) {
  console.error('npm start | npm run dev | npm run demo | npm test | npm run bench')
  process.exit(2)
}
process.exit(chosen())
