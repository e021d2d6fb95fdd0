import type { PageText, QuarterTurn, ReadingCopy, SealedPart } from '../model/index.ts'
import { decidedText } from './words/decide.ts'
import { headEndOf } from './layout/head-end.ts'
import { findModels, modelName } from './engines/model-files.ts'
import { openNativeReader } from './engines/native.ts'
import { openOrientationFinder } from './engines/orientation.ts'
import type { PageReading } from './engines/protocol.ts'
import { openReader } from './engines/reader.ts'
import { scriptVersion } from './engines/script-version.ts'
import { pageTextOf } from './layout/page-words.ts'
import { firstReadingOf } from './second-reading/second-reading.ts'
import { SohoaError } from '../model/index.ts'
import type { RawWord } from './engines/tsv.ts'
import { withDottedI } from './second-reading/dotted-i.ts'
import { onPage, sealedPicture, sealedScales, type SealedReading } from './second-reading/sealed-parts.ts'
import type { Picture } from './second-reading/unread-ink.ts'

export interface OcrEngine {
  readonly name: 'tesseract.js' | 'native tesseract'
  /** Version of the engine, e.g. `5.3.0`. */
  readonly version: string
  /** Which trained data it reads with. */
  readonly model: string
  /**
   * Reads one page, waiting for a free process. Words have their boxes on the straightened page (px) and stand in
   * reading order. A page over the time limit, and one on which the engine dies, is `unread`, never an error; where that befalls
   * a second reading or one of a sealed part, the page is told without it. Errors are ocr_model_missing, and cancelled once the
   * engine is closed. Where the page has the head of an administrative paper, that and the rest are read apart; `onHead` is told the
   * head as soon as it is read: without second readings, not the last word. The outcome is the same with and without it.
   */
  recognise(reading: ReadingCopy, onHead?: (head: PageText) => void): Promise<PageText>
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
  /** `auto`: native tesseract (libtesseract 5.2 or later) where the machine has it, else tesseract.js. */
  readonly engine: 'auto' | 'tesseract.js' | 'native'
  /** Most pages read at once. */
  readonly processes: number
  /** Longest time for one page, its head, its rest or its second reading, ms. */
  readonly timeLimitMs: number
  /** Folder with `vie.traineddata`, in place of the vendored one. */
  readonly modelFolder?: string
}

const engineFailures: ReadonlySet<string> = new Set(['child_timeout', 'child_crashed', 'child_memory', 'ocr_failed'])

function isEngineFailure(thrown: unknown): thrown is SohoaError {
  return thrown instanceof SohoaError && engineFailures.has(thrown.code)
}

/** What a further reading of a page tells, `nothing` where the engine dies over it or takes too long. Throws what else went wrong, and anything once the engine is closed. */
export async function unlessEngineFails<Told>(read: () => Promise<Told>, nothing: Told, isClosed: () => boolean): Promise<Told> {
  try {
    return await read()
  } catch (thrown) {
    if (isClosed() || !isEngineFailure(thrown)) throw thrown
    // The page's own words are read: they are not lost with what another reading might have added.
    return nothing
  }
}

/** Opens an engine; a native one has its first process then. Throws ocr_model_missing, and ocr_failed when `native` is demanded and not there. */
export async function openOcrEngine(options: OcrEngineOptions): Promise<OcrEngine> {
  const models = await findModels(options.modelFolder)
  const native = options.engine === 'tesseract.js' ? undefined : await openNativeReader(models.language, options)
  if (native === undefined && options.engine === 'native') throw new SohoaError('ocr_failed', { engine: 'native tesseract' })

  const reader = native ?? openReader('script-worker', models.language, options)
  const orientations = openOrientationFinder(models.orientation)
  const name = native === undefined ? 'tesseract.js' : 'native tesseract'
  const version = native?.version ?? scriptVersion()
  let closed = false
  const textOf = (read: PageReading, reading: ReadingCopy): PageText => decidedText(pageTextOf(read, reading, `${name} ${version}`, modelName))

  /** Words of a page read in one piece or, where its head ends, in two: side by side when somebody waits for the head. */
  const wordsOf = async (page: Picture, reading: ReadingCopy, onHead?: (head: PageText) => void): Promise<readonly RawWord[]> => {
    const end = headEndOf(reading)
    const parts = end === undefined ? [{ top: 0, bottom: page.height }] : [{ top: 0, bottom: end }, { top: end, bottom: page.height }]
    const read = onHead === undefined || end === undefined ? await reader.words(page, reading.dpi, parts) : (await Promise.all(parts.map(async (part) => {
      const words = await reader.words(page, reading.dpi, [part])
      if (part.top === 0) onHead(textOf({ words: words.flat(), reread: [], sealed: [] }, reading))
      return words
    }))).flat()
    const [head = [], rest = []] = read
    const blocks = head.reduce((most, { block }) => Math.max(most, block), 0)
    return withDottedI([...head, ...rest.map((word) => ({ ...word, top: word.top + (end ?? 0), block: word.block + blocks }))], page)
  }

  const sealedReading = async (part: SealedPart, dpi: number): Promise<SealedReading> => {
    const inSize = async (scale: number): Promise<readonly RawWord[]> => {
      const picture = sealedPicture(part, scale)
      return onPage((await reader.words(picture, dpi, [{ top: 0, bottom: picture.height }])).flat(), part, scale)
    }
    const sizes: (readonly RawWord[])[] = []
    for (const scale of sealedScales) sizes.push(await inSize(scale))
    return sizes
  }

  return {
    name,
    version,
    model: modelName,
    async recognise(reading, onHead) {
      const page = { width: reading.widthPx, height: reading.heightPx, pixels: reading.pixels }
      try {
        const words = await wordsOf(page, reading, onHead)
        const first = firstReadingOf(words, page.height)
        const reread = await unlessEngineFails(() => reader.reread(page, reading.dpi, first), [], () => closed)
        const sealed: SealedReading[] = []
        for (const part of reading.sealed) sealed.push(await unlessEngineFails(() => sealedReading(part, reading.dpi), [], () => closed))
        return textOf({ words, reread, sealed }, reading)
      } catch (thrown) {
        if (closed) throw new SohoaError('cancelled', {}, { cause: thrown })
        if (!isEngineFailure(thrown)) throw thrown
        return { state: 'unread', reason: thrown.code === 'child_timeout' ? 'time limit' : 'engine failed' }
      }
    },
    warm() {
      // A failure shows when the page is read.
      void reader.start().catch(() => undefined)
    },
    orientation: (copyPng) => orientations.find(copyPng),
    async close() {
      closed = true
      await Promise.all([orientations.close(), reader.close()])
    },
    pids: () => [...orientations.pids(), ...reader.pids()],
  }
}
