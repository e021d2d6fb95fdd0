import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { createChildPool } from '../../child/index.ts'
import { SohoaError } from '../../model/index.ts'
import { language, type ModelFolders } from './model-files.ts'
import type { UnreadAnswer, UnreadTask } from './protocol.ts'
import type { Reader } from './script.ts'
import { rowsOf, tiffOf } from './tiff.ts'
import { wordsOfTsv, type RawWord } from './tsv.ts'
import type { Picture } from '../second-reading/unread-ink.ts'

const program = 'tesseract'
const oldestMajor = 5
const finderMemoryBytes = 800 * 1_048_576
const recycleAfter = 300

interface Outcome {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
}

/** What the program needs of the environment; one thread, since more cost four times the time. */
function environment(): NodeJS.ProcessEnv {
  const passed: NodeJS.ProcessEnv = { OMP_THREAD_LIMIT: '1' }
  for (const name of ['PATH', 'HOME', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP']) {
    const value = process.env[name]
    if (value !== undefined) passed[name] = value
  }
  return passed
}

function outcomeOf(child: ChildProcess, input: Uint8Array | undefined): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (status, signal) => { resolve({ status, signal, output: Buffer.concat(chunks).toString('utf8') }) })
    // A program that ends early closes its input; its exit status tells what happened.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

/** Version of the native tesseract on the PATH when it is 5 or later, else null. */
export async function probeNative(): Promise<string | null> {
  try {
    const child = spawn(program, ['--version'], { env: environment(), stdio: ['pipe', 'pipe', 'ignore'], timeout: 10_000, windowsHide: true })
    const { status, output } = await outcomeOf(child, undefined)
    const version = /^tesseract v?(\d+)(\.\d+)*/u.exec(output)
    if (status !== 0 || version?.[1] === undefined || Number(version[1]) < oldestMajor) return null
    return version[0].replace(/^tesseract v?/u, '')
  } catch {
    return null
  }
}

/**
 * Native tesseract, one process a page or region, pixels only by stdin and stdout. Killed at its time limit (child_timeout);
 * ocr_failed when it ends badly.
 */
export function openNativeReader(models: ModelFolders, options: { readonly processes: number; readonly timeLimitMs: number }): Reader {
  const running = new Set<ChildProcess>()
  const waiting: { readonly start: () => void; readonly refuse: () => void }[] = []
  let busy = 0
  let closed = false

  const turn = async (): Promise<void> => {
    if (closed) throw new SohoaError('cancelled')
    if (busy < options.processes) {
      busy++
      return
    }
    await new Promise<void>((resolve, reject) => {
      waiting.push({ start: resolve, refuse: () => { reject(new SohoaError('cancelled')) } })
    })
  }
  const done = (): void => {
    const next = waiting.shift()
    if (next === undefined) busy--
    else next.start()
  }

  const script = path.join(import.meta.dirname, `unread-worker${path.extname(import.meta.filename)}`)
  const finders = createChildPool<UnreadTask, UnreadAnswer>({ script, size: 1, recycleAfter, limits: { memoryBytes: finderMemoryBytes, timeMs: options.timeLimitMs } })

  const run = async (pictures: readonly Picture[], dpi: number, mode: '3' | '6'): Promise<RawWord[][]> => {
    const file = tiffOf(pictures)
    const limit = AbortSignal.timeout(options.timeLimitMs)
    const child = spawn(program, [
      'stdin', 'stdout', '--tessdata-dir', models.language, '-l', language, '--oem', '1', '--psm', mode,
      '--dpi', String(Math.round(dpi)), '-c', 'tessedit_create_tsv=1',
    ], { env: environment(), stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true })
    running.add(child)
    const kill = (): void => { child.kill('SIGKILL') }
    limit.addEventListener('abort', kill)
    try {
      const { status, signal, output } = await outcomeOf(child, file)
      if (limit.aborted) throw new SohoaError('child_timeout', { seconds: Math.round(options.timeLimitMs / 1000) })
      if (closed) throw new SohoaError('cancelled')
      if (status !== 0) throw new SohoaError('ocr_failed', { engine: 'native tesseract', signal: signal ?? `exit ${status ?? 'unknown'}` })
      return pictures.map((_, page) => wordsOfTsv(output, page + 1))
    } finally {
      limit.removeEventListener('abort', kill)
      running.delete(child)
    }
  }
  /** One process for all of them: its start costs as much as a third of a page. */
  const recognise = async (pictures: readonly Picture[], dpi: number, mode: '3' | '6'): Promise<RawWord[][]> => {
    await turn()
    try {
      return await run(pictures, dpi, mode)
    } finally {
      done()
    }
  }

  return {
    words: (page, dpi, parts) => recognise(parts.map((part) => rowsOf(page, part)), dpi, '3'),
    async reread(picture, dpi, first) {
      const { crops } = await finders.run({ picture, dpi, first })
      const read = crops.length === 0 ? [] : await recognise(crops.map((crop) => crop.picture), dpi, '6')
      return crops.map((crop, index) => ({ ...crop, words: read[index] ?? [] }))
    },
    warm: () => { finders.warm() },
    async close() {
      closed = true
      for (const { refuse } of waiting.splice(0)) refuse()
      await Promise.all([finders.close(), ...[...running].map((child) => new Promise<void>((resolve) => {
        child.once('close', () => { resolve() })
        child.kill('SIGKILL')
      }))])
    },
    pids: () => [...finders.pids(), ...[...running].map((child) => child.pid).filter((pid) => pid !== undefined)],
  }
}
