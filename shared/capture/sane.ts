import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { constants, mkdtempSync, openSync, readdirSync, rmSync, statSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { SohoaError, type Scanner, type ScanSettings } from '../model/index.ts'
import { hasDuplex, readSaneOptions, saneColours, saneMode, saneSource, saneSources, type SaneOptions } from './sane-options.ts'
import { checkCancelled, type PageSink, type ScanEnding, type ScannerDriver } from './scanner-driver.ts'

const program = 'scanimage'
/** SANE probes every backend; network ones wait for answers. */
const listMs = 60_000
const optionsMs = 30_000
/** A whole A3 page at 1200 dpi from the glass. */
const pageMs = 300_000
const mostPageBytes = 1_073_741_824
const run = promisify(execFile)

export interface SaneDriverOptions {
  /** SANE's own configuration folder, in place of the system's. */
  readonly configFolder?: string
}

/** Status with which `scanimage` ends: SANE_Status (SANE standard 1.06, section 4.2.7). An empty feeder ends with 0. */
const statusErrors: Readonly<Record<number, 'scanner_busy' | 'scanner_jammed' | 'scanner_cover_open' | 'scanner_empty'>> = {
  3: 'scanner_busy', 6: 'scanner_jammed', 7: 'scanner_empty', 8: 'scanner_cover_open',
}

function environment({ configFolder }: SaneDriverOptions): NodeJS.ProcessEnv {
  const passed: NodeJS.ProcessEnv = { LC_ALL: 'C' }
  for (const name of ['PATH', 'HOME', 'SANE_CONFIG_DIR']) {
    const value = process.env[name]
    if (value !== undefined) passed[name] = value
  }
  return configFolder === undefined ? passed : { ...passed, SANE_CONFIG_DIR: configFolder }
}

/** Scanners through SANE's `scanimage`, a process for each scan. Pages come through named pipes: none is ever a file on the disk. */
export function openSaneDriver(driver: SaneDriverOptions = {}): ScannerDriver {
  const env = environment(driver)
  const running = new Set<ChildProcess>()

  const ask = async (args: readonly string[], timeout: number): Promise<string> => {
    try {
      const { stdout } = await run(program, [...args], { env, timeout, killSignal: 'SIGKILL', maxBuffer: 4 * 1_048_576, windowsHide: true })
      return stdout
    } catch (thrown) {
      const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
      if (code === 'ENOENT') throw new SohoaError('scanner_program_missing', { program }, { cause: thrown })
      throw new SohoaError('scanner_gone', { pages: 0, status: typeof code === 'string' || typeof code === 'number' ? code : 'time' }, { cause: thrown })
    }
  }
  const optionsOf = async (device: string): Promise<SaneOptions> => readSaneOptions(await ask(['-d', device, '-A'], optionsMs))

  return {
    name: 'sane',
    async devices() {
      const listing = await ask(['-f', '%d|%v|%m%n'], listMs)
      const devices: Scanner[] = []
      for (const line of listing.split('\n')) {
        const [device = '', maker = '', model = ''] = line.split('|')
        if (device === '') continue
        const options = await optionsOf(device).catch(() => undefined)
        // One that is listed and cannot be asked is in use or switched off: it is told when somebody scans with it.
        devices.push({
          id: `sane:${device}`, name: `${maker} ${model}`.trim() || device, driver: 'sane',
          sources: options === undefined ? ['flatbed'] : saneSources(options), duplex: options !== undefined && hasDuplex(options),
          resolutions: options?.resolutions ?? [], colours: options === undefined ? ['colour'] : saneColours(options),
        })
      }
      return devices
    },
    async scan(scanner, settings, sink, ending) {
      const device = scanner.id.replace(/^sane:/u, '')
      const options = await optionsOf(device)
      await feed({ env, running, args: ['-d', device, ...settingArguments(options, scanner, settings)] }, sink, ending)
    },
    async close() {
      await Promise.all([...running].map((child) => new Promise<void>((resolve) => {
        child.once('close', () => { resolve() })
        child.kill('SIGKILL')
      })))
    },
  }
}

/** The arguments for some settings. Throws scanner_settings (params: setting) for one that the device has not. */
function settingArguments(options: SaneOptions, scanner: Scanner, settings: ScanSettings): string[] {
  const source = settings.source ?? scanner.sources[0] ?? 'flatbed'
  const named = saneSource(options, source, settings.duplex)
  const mode = saneMode(options, settings.colour)
  if (!scanner.sources.includes(source) || (named === undefined && options.sources.length > 0)) throw new SohoaError('scanner_settings', { setting: source })
  if (settings.duplex && !hasDuplex(options)) throw new SohoaError('scanner_settings', { setting: 'duplex' })
  if (mode === undefined && options.modes.length > 0) throw new SohoaError('scanner_settings', { setting: settings.colour })
  if (!options.takes(settings.resolution)) throw new SohoaError('scanner_settings', { setting: settings.resolution })
  const duplexMode = options.adfModes.find((name) => /duplex/iu.test(name) === settings.duplex)
  return [
    ...(named === undefined ? [] : ['--source', named]),
    ...(mode === undefined ? [] : ['--mode', mode]),
    ...(options.resolutions.length === 0 ? [] : ['--resolution', String(settings.resolution)]),
    ...(options.hasDuplexSwitch ? [`--duplex=${settings.duplex ? 'yes' : 'no'}`] : []),
    ...(source === 'feeder' && duplexMode !== undefined ? ['--adf-mode', duplexMode] : []),
    ...(source === 'feeder' ? [] : ['--batch-count=1']),
  ]
}

const folderPrefix = 'sohoa-scan-'

/** Removes the pipes that a killed process left behind: they hold nothing, and nobody reads them any more. */
function sweepAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^sohoa-scan-(\d+)-/u.exec(name)?.[1] ?? NaN)
    const place = path.join(tmpdir(), name)
    if (Number.isNaN(pid) || isAlive(pid) || statSync(place, { throwIfNoEntry: false })?.uid !== process.getuid?.()) continue
    rmSync(place, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (thrown) {
    // Somebody else's process is alive, too.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}

interface Feeding { readonly env: NodeJS.ProcessEnv; readonly args: readonly string[]; readonly running: Set<ChildProcess> }

/**
 * Runs one batch. `scanimage` asks before each sheet (`--batch-prompt`) and is answered only when the last one is in the ledger. It
 * writes each page into a named pipe and prints its name when the page is whole: only then is it one.
 */
async function feed({ env, args, running }: Feeding, sink: PageSink, { cancelled, finish }: ScanEnding): Promise<void> {
  checkCancelled(cancelled)
  sweepAbandoned()
  const folder = mkdtempSync(path.join(tmpdir(), `${folderPrefix}${process.pid}-`))
  let pipe = await openPipe(folder, 1)
  const child = spawn(program, [...args, '--format=tiff', '--batch=p%d', '--batch-print', '--batch-prompt'], { cwd: folder, env, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true })
  running.add(child)
  const limit = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const onCancel = (): void => { child.kill('SIGKILL') }
  const next = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      limit.abort()
      child.kill('SIGKILL')
    }, pageMs)
    if (finish.aborted) child.stdin.end()
    else child.stdin.write('\n')
  }
  const onFinish = (): void => { child.stdin.end() }
  // A program that ends early closes its input; its exit status tells what happened.
  child.stdin.on('error', () => undefined)
  cancelled.addEventListener('abort', onCancel)
  finish.addEventListener('abort', onFinish)
  const ended = new Promise<number | NodeJS.Signals | 'start'>((resolve) => {
    child.once('error', () => { resolve('start') })
    child.once('close', (status, signal) => { resolve(status ?? signal ?? 'start') })
  })
  try {
    next()
    for await (const name of linesOf(child)) {
      if (name !== `p${pipe.number}`) throw new SohoaError('scanner_gone', { pages: sink.pages(), status: 'answer' })
      clearTimeout(timer)
      const bytes = await pipe.whole()
      await sink.take({ bytes, name: `trang ${pipe.number}`, form: 'pixels' })
      pipe = await openPipe(folder, pipe.number + 1)
      next()
    }
    const status = await ended
    checkCancelled(cancelled)
    if (limit.signal.aborted) throw new SohoaError('scanner_gone', { pages: sink.pages(), status: 'time' })
    if (status === 0 && (sink.pages() > 0 || finish.aborted)) return
    if (status === 0) throw new SohoaError('scanner_empty')
    const code = typeof status === 'number' ? statusErrors[status] : undefined
    throw code === undefined ? new SohoaError('scanner_gone', { pages: sink.pages(), status }) : new SohoaError(code, code === 'scanner_jammed' || code === 'scanner_cover_open' ? { pages: sink.pages() } : {})
  } finally {
    clearTimeout(timer)
    cancelled.removeEventListener('abort', onCancel)
    finish.removeEventListener('abort', onFinish)
    child.kill('SIGKILL')
    running.delete(child)
    pipe.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function* linesOf(child: ChildProcess): AsyncGenerator<string> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    yield* lines
  }
}

interface PagePipe {
  readonly number: number
  /** The page's bytes, when the scanner has closed its end. */
  whole(): Promise<Uint8Array>
  close(): void
}

/** The named pipe into which `scanimage` writes the page of this number (it writes `NAME.part` and renames it). */
async function openPipe(folder: string, number: number): Promise<PagePipe> {
  const file = path.join(folder, `p${number}.part`)
  await run('mkfifo', ['-m', '600', file]).catch((thrown: unknown) => { throw new SohoaError('scanner_program_missing', { program: 'mkfifo' }, { cause: thrown }) })
  const socket = new Socket({ fd: openSync(file, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false })
  const chunks: Buffer[] = []
  let size = 0
  const closed = new Promise<void>((resolve) => { socket.once('close', () => { resolve() }) })
  socket.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > mostPageBytes) socket.destroy()
    else chunks.push(chunk)
  })
  socket.on('error', () => undefined)
  return {
    number,
    async whole() {
      await closed
      if (size > mostPageBytes) throw new SohoaError('file_too_large', { file: `trang ${number}`, limit: mostPageBytes / 1_048_576 })
      return Buffer.concat(chunks)
    },
    close: () => { socket.destroy() },
  }
}
