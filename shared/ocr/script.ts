import { createRequire } from 'node:module'
import path from 'node:path'
import { createChildPool } from '../child/index.ts'
import { SohoaError, type QuarterTurn, type ReadingCopy } from '../model/index.ts'
import type { ModelFolders } from './model-files.ts'
import type { OcrAnswer, OcrTask, PageReading } from './protocol.ts'

/** Reads one page, and once more by themselves the regions whose ink the first reading left without words. */
export interface Reader {
  read(reading: ReadingCopy): Promise<PageReading>
  close(): Promise<void>
  pids(): number[]
}

export interface OrientationReader extends Reader {
  /** Loads the engine in one process ahead of the first page. A failure shows when the page is read. */
  warm(): void
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
  const readers = createChildPool<OcrTask, OcrAnswer>({ script, size: options.processes, recycleAfter, limits: { memoryBytes, timeMs: options.timeLimitMs } })
  const orienters = createChildPool<OcrTask, OcrAnswer>({ script, size: 1, recycleAfter, limits: { memoryBytes, timeMs: orientationTimeMs } })
  return {
    async read(reading) {
      const answer = await readers.run({ task: 'read', png: reading.png, dpi: reading.dpi, folder: models.language })
      if (answer.task !== 'read') throw new SohoaError('internal', { type: 'OCR worker answered another task' })
      return answer.reading
    },
    warm() {
      void readers.run({ task: 'start', folder: models.language }).catch(() => undefined)
    },
    async orientation(png) {
      const answer = await orienters.run({ task: 'orientation', png, folder: models.orientation })
      if (answer.task !== 'orientation') throw new SohoaError('internal', { type: 'OCR worker answered another task' })
      return { turn: answer.turn, confidence: answer.confidence }
    },
    close: async () => { await Promise.all([readers.close(), orienters.close()]) },
    pids: () => [...readers.pids(), ...orienters.pids()],
  }
}
