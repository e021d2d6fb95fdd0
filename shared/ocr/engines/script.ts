import { createRequire } from 'node:module'
import path from 'node:path'
import { createHoldingPool } from '../../child/index.ts'
import { SohoaError, type QuarterTurn } from '../../model/index.ts'
import type { ModelFolders } from './model-files.ts'
import type { OcrAnswer, OcrTask } from './protocol.ts'
import type { RereadRegion } from '../second-reading/second-reading.ts'
import type { Rows } from './tiff.ts'
import type { RawWord } from './tsv.ts'
import type { FirstReading, Picture } from '../second-reading/unread-ink.ts'

/** Reads pages: grey pictures of a resolution. */
export interface Reader {
  /** Words of parts of a page, one after the other, boxes from the upper left of each part. */
  words(page: Picture, dpi: number, parts: readonly Rows[]): Promise<readonly (readonly RawWord[])[]>
  /** Reads once more by themselves the regions whose ink the first reading left without words. */
  reread(page: Picture, dpi: number, first: FirstReading): Promise<readonly RereadRegion[]>
  /** Loads what the first page needs, ahead of it. A failure shows when the page is read. */
  warm(): void
  close(): Promise<void>
  pids(): number[]
}

export interface OrientationReader extends Reader {
  orientation(copyPng: Uint8Array): Promise<{ turn: QuarterTurn; confidence: number }>
}

const memoryBytes = 1_200 * 1_048_576
/** tesseract.js #977 advises to renew workers; 48 pages in a row showed no growth. */
const recycleAfter = 300
const orientationTimeMs = 30_000

/** Version of the installed tesseract.js. */
export function scriptVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('tesseract.js/package.json')
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown'
}

/** tesseract.js in killable processes: some that read, and one, started when first needed, that finds orientations. */
export function openScriptReader(models: ModelFolders, options: { readonly processes: number; readonly timeLimitMs: number }): OrientationReader {
  const script = path.join(import.meta.dirname, `worker${path.extname(import.meta.filename)}`)
  const readers = createHoldingPool<OcrTask, OcrAnswer>({ script, size: options.processes, recycleAfter, limits: { memoryBytes, timeMs: options.timeLimitMs } })
  const orienters = createHoldingPool<OcrTask, OcrAnswer>({ script, size: 1, recycleAfter, limits: { memoryBytes, timeMs: orientationTimeMs } })
  const strange = (): SohoaError => new SohoaError('internal', { type: 'OCR worker answered another task' })
  return {
    async words({ width, height, pixels }, dpi, parts) {
      const answer = await readers.run(pixels, { task: 'words', page: { width, height, dpi }, parts, folder: models.language })
      if (answer.task !== 'words') throw strange()
      return answer.words
    },
    async reread({ width, height, pixels }, dpi, first) {
      const answer = await readers.run(pixels, { task: 'reread', page: { width, height, dpi }, first, folder: models.language })
      if (answer.task !== 'reread') throw strange()
      return answer.reread
    },
    warm() {
      void readers.run(new Uint8Array(), { task: 'start', folder: models.language }).catch(() => undefined)
    },
    async orientation(png) {
      const answer = await orienters.run(png, { task: 'orientation', folder: models.orientation })
      if (answer.task !== 'orientation') throw strange()
      return { turn: answer.turn, confidence: answer.confidence }
    },
    close: async () => { await Promise.all([readers.close(), orienters.close()]) },
    pids: () => [...readers.pids(), ...orienters.pids()],
  }
}
