import type { PageText, QuarterTurn, ReadingCopy } from '../model/index.ts'
import { decidedText } from './decide.ts'
import { findModels } from './model-files.ts'
import { openNativeReader, probeNative } from './native.ts'
import { pageTextOf } from './page-words.ts'
import { modelName } from './model-files.ts'
import { openScriptReader, scriptVersion } from './script.ts'
import { SohoaError } from '../model/index.ts'

export interface OcrEngine {
  readonly name: 'tesseract.js' | 'native tesseract'
  /** Version of the engine, e.g. `5.3.0`. */
  readonly version: string
  /** Which trained data it reads with. */
  readonly model: string
  /**
   * Reads one page, waiting for a free process. Words have their boxes on the straightened page (px) and stand in
   * reading order. A page over the time limit, and one on which the engine dies, is `unread`, never an error; errors are
   * ocr_model_missing, and cancelled once the engine is closed.
   */
  recognise(reading: ReadingCopy): Promise<PageText>
  /**
   * Finds which clockwise turn brings a page upright. `confidence` is tesseract's own scale (below about 1: a guess);
   * turn 0 with confidence 0 where it cannot tell. Throws ocr_model_missing, child_timeout, child_crashed.
   */
  orientation(copyPng: Uint8Array): Promise<{ turn: QuarterTurn; confidence: number }>
  /** Loads what the first page needs, ahead of it. */
  warm(): void
  /** Kills the processes. Pages under way are rejected with cancelled, never told as unread. */
  close(): Promise<void>
  /** Process ids of the living processes. */
  pids(): number[]
}

export interface OcrEngineOptions {
  /** `auto`: native tesseract 5 or later where the machine has it, else tesseract.js. */
  readonly engine: 'auto' | 'tesseract.js' | 'native'
  /** Most pages read at once. */
  readonly processes: number
  /** Longest time for one page, ms. */
  readonly timeLimitMs: number
  /** Folder with `vie.traineddata`, in place of the vendored one. */
  readonly modelFolder?: string
}

/** Opens an engine. Throws ocr_model_missing, and ocr_failed when `native` is demanded and not there. */
export async function openOcrEngine(options: OcrEngineOptions): Promise<OcrEngine> {
  const models = await findModels(options.modelFolder)
  const nativeVersion = options.engine === 'tesseract.js' ? null : await probeNative()
  if (nativeVersion === null && options.engine === 'native') throw new SohoaError('ocr_failed', { engine: 'native tesseract' })

  const script = openScriptReader(models, options)
  const reader = nativeVersion === null ? script : openNativeReader(models, options)
  const name = nativeVersion === null ? 'tesseract.js' : 'native tesseract'
  const version = nativeVersion ?? scriptVersion()
  let closed = false

  return {
    name,
    version,
    model: modelName,
    async recognise(reading) {
      try {
        return decidedText(pageTextOf(await reader.read(reading), reading, `${name} ${version}`, modelName))
      } catch (thrown) {
        if (closed) throw new SohoaError('cancelled', {}, { cause: thrown })
        if (!(thrown instanceof SohoaError)) throw thrown
        if (thrown.code === 'child_timeout') return { state: 'unread', reason: 'time limit' }
        if (thrown.code === 'child_crashed' || thrown.code === 'child_memory' || thrown.code === 'ocr_failed') return { state: 'unread', reason: 'engine failed' }
        throw thrown
      }
    },
    warm() {
      if (nativeVersion === null) script.warm()
    },
    orientation: (copyPng) => script.orientation(copyPng),
    async close() {
      closed = true
      await Promise.all([script.close(), reader.close()])
    },
    pids: () => [...new Set([...script.pids(), ...reader.pids()])],
  }
}
