import path from 'node:path'
import { createHoldingPool, type ChildLimits, type ChildPoolOptions, type HoldingPool } from '../../child/index.ts'
import { SohoaError } from '../../model/index.ts'
import type { RereadRegion } from '../second-reading/second-reading.ts'
import type { FirstReading, Picture } from '../second-reading/unread-ink.ts'
import type { ReadingAnswer, ReadingTask } from './protocol.ts'
import type { Rows } from './rows.ts'
import type { RawWord } from './tsv.ts'

/** Reads pages: grey pictures of a resolution. */
export interface Reader {
  /** Words of parts of a page, one after the other, boxes from the upper left of each part. */
  words(page: Picture, dpi: number, parts: readonly Rows[]): Promise<readonly (readonly RawWord[])[]>
  /** Reads once more by themselves the regions whose ink the first reading left without words. */
  reread(page: Picture, dpi: number, first: FirstReading): Promise<readonly RereadRegion[]>
  /** Loads the engine into one child ahead of the first page, the first time that it is asked, and tells its version. */
  start(): Promise<string>
  close(): Promise<void>
  pids(): number[]
}

export interface ReaderOptions {
  /** Most parts of pages read at once. */
  readonly processes: number
  /** Longest time for one request, ms. */
  readonly timeLimitMs: number
}

const memoryBytes = 1_200 * 1_048_576
/** tesseract.js #977 advises to renew workers; 48 pages in a row showed no growth, nor did 60 with native tesseract. */
const recycleAfter = 300
const startLimits: Partial<ChildLimits> = { timeMs: 20_000 }

/** Absolute path of a child's script beside this file. */
export function scriptPath(name: string): string {
  return path.join(import.meta.dirname, `${name}${path.extname(import.meta.filename)}`)
}

/** Children that read with the engine that `script` serves. None starts before the first request. */
export function openReader(script: string, modelFolder: string, { processes, timeLimitMs }: ReaderOptions, child: Pick<ChildPoolOptions, 'env' | 'quiet'> = {}): Reader {
  const pool: HoldingPool<ReadingTask, ReadingAnswer> = createHoldingPool({ ...child, script: scriptPath(script), size: processes, recycleAfter, limits: { memoryBytes, timeMs: timeLimitMs } })
  const strange = (): SohoaError => new SohoaError('internal', { type: 'OCR worker answered another task' })
  const start = async (): Promise<string> => {
    const answer = await pool.run(new Uint8Array(), { task: 'start', folder: modelFolder }, startLimits)
    if (answer.task !== 'start') throw strange()
    return answer.version
  }
  let started: Promise<string> | undefined
  return {
    async words({ width, height, pixels }, dpi, parts) {
      const answer = await pool.run(pixels, { task: 'words', page: { width, height, dpi }, parts, folder: modelFolder })
      if (answer.task !== 'words') throw strange()
      return answer.words
    },
    async reread({ width, height, pixels }, dpi, first) {
      const answer = await pool.run(pixels, { task: 'reread', page: { width, height, dpi }, first, folder: modelFolder })
      if (answer.task !== 'reread') throw strange()
      return answer.reread
    },
    start: () => started ??= start(),
    close: () => pool.close(),
    pids: () => pool.pids(),
  }
}
