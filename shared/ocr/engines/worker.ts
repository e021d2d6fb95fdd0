import { access } from 'node:fs/promises'
import path from 'node:path'
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js'
import { serveHolding } from '../../child/index.ts'
import { SohoaError, type QuarterTurn } from '../../model/index.ts'
import { cropsOf } from '../second-reading/crops.ts'
import { language } from './model-files.ts'
import type { HeldPage, OcrAnswer, OcrTask } from './protocol.ts'
import type { RereadRegion } from '../second-reading/second-reading.ts'
import { rowsOf, tiffOf } from './tiff.ts'
import { wordsOfTsv, type RawWord } from './tsv.ts'
import type { Picture } from '../second-reading/unread-ink.ts'

/** tesseract.js never settles when its data cannot be loaded. */
const startLimitMs = 20_000

let engine: { readonly reads: boolean; readonly worker: Worker } | undefined

async function requireFile(file: string): Promise<void> {
  await access(file).catch(() => { throw new SohoaError('ocr_model_missing', { file: path.basename(file) }) })
}

async function start(request: OcrTask): Promise<Worker> {
  const reads = request.task !== 'orientation'
  await requireFile(path.join(request.folder, reads ? `${language}.traineddata` : 'osd.traineddata.gz'))
  const timeout = AbortSignal.timeout(startLimitMs)
  return new Promise((resolve, reject) => {
    const fail = (): void => { reject(new SohoaError('ocr_failed', { engine: 'tesseract.js' })) }
    timeout.addEventListener('abort', fail)
    createWorker(reads ? language : 'osd', reads ? OEM.LSTM_ONLY : OEM.TESSERACT_ONLY, {
      langPath: request.folder, gzip: !reads, cacheMethod: 'none', legacyCore: !reads, legacyLang: !reads, errorHandler: fail,
    }).then(resolve, fail)
  })
}

async function workerFor(request: OcrTask): Promise<Worker> {
  const reads = request.task !== 'orientation'
  if (engine?.reads === reads) return engine.worker
  await engine?.worker.terminate()
  const worker = await start(request)
  engine = { reads, worker }
  return worker
}

const turns: readonly QuarterTurn[] = [0, 90, 180, 270]

/** What tesseract.js rejects with (texts, not errors) means that it could not read this picture. */
async function attempt<T>(work: Promise<T>): Promise<T> {
  return work.catch((thrown: unknown) => { throw new SohoaError('ocr_failed', { engine: 'tesseract.js' }, { cause: thrown }) })
}

async function wordsIn(worker: Worker, picture: Picture, mode: PSM): Promise<RawWord[]> {
  await worker.setParameters({ tessedit_pageseg_mode: mode })
  const { data } = await attempt(worker.recognize(tiffOf([picture]), {}, { text: false, tsv: true }))
  if (data.tsv === null) throw new SohoaError('ocr_failed', { engine: 'tesseract.js' })
  return wordsOfTsv(data.tsv)
}

async function readerOf(request: Extract<OcrTask, { page: HeldPage }>): Promise<Worker> {
  const worker = await workerFor(request)
  await worker.setParameters({ user_defined_dpi: String(Math.round(request.page.dpi)), debug_file: '/dev/null' })
  return worker
}

async function read(request: Extract<OcrTask, { task: 'words' }>, picture: Picture): Promise<RawWord[][]> {
  const words: RawWord[][] = []
  for (const part of request.parts) words.push(await wordsIn(await readerOf(request), rowsOf(picture, part), PSM.AUTO))
  return words
}

async function reread(request: Extract<OcrTask, { task: 'reread' }>, picture: Picture): Promise<OcrAnswer> {
  const crops = cropsOf(picture, request.page.dpi, request.first)
  const read: RereadRegion[] = []
  for (const crop of crops) read.push({ ...crop, words: await wordsIn(await readerOf(request), crop.picture, PSM.SINGLE_BLOCK) })
  return { task: 'reread', reread: read }
}

async function findOrientation(request: Extract<OcrTask, { task: 'orientation' }>, png: Uint8Array): Promise<OcrAnswer> {
  const worker = await workerFor(request)
  await worker.setParameters({ debug_file: '/dev/null' })
  const { data } = await attempt(worker.detect(Buffer.from(png.buffer, png.byteOffset, png.byteLength)))
  const turn = turns.find((known) => known === data.orientation_degrees)
  return { task: 'orientation', turn: turn ?? 0, confidence: turn === undefined ? 0 : data.orientation_confidence ?? 0 }
}

serveHolding<Uint8Array, OcrTask, OcrAnswer>({
  open: (bytes) => bytes,
  async handle(bytes, request) {
    switch (request.task) {
      case 'start':
        await workerFor(request)
        return { task: 'start' }
      case 'orientation':
        return findOrientation(request, bytes)
      case 'words':
        return { task: 'words', words: await read(request, { ...request.page, pixels: bytes }) }
      case 'reread':
        return reread(request, { ...request.page, pixels: bytes })
    }
  },
  close: () => undefined,
})
