import { access } from 'node:fs/promises'
import path from 'node:path'
import { createWorker, type OEM, type Worker, type WorkerOptions } from 'tesseract.js'
import { SohoaError } from '../../model/index.ts'

/** tesseract.js never settles when its data cannot be loaded. */
const startLimitMs = 20_000

/** Starts tesseract.js on trained data out of a folder. Throws ocr_model_missing, ocr_failed. */
export async function startScript(data: string, mode: OEM, folder: string, options: Partial<WorkerOptions>): Promise<Worker> {
  const file = `${data}.traineddata${options.gzip === true ? '.gz' : ''}`
  await access(path.join(folder, file)).catch(() => { throw new SohoaError('ocr_model_missing', { file }) })
  const timeout = AbortSignal.timeout(startLimitMs)
  const worker = await new Promise<Worker>((resolve, reject) => {
    const fail = (): void => { reject(new SohoaError('ocr_failed', { engine: 'tesseract.js' })) }
    timeout.addEventListener('abort', fail)
    createWorker(data, mode, { ...options, langPath: folder, cacheMethod: 'none', errorHandler: fail }).then(resolve, fail)
  })
  await worker.setParameters({ debug_file: '/dev/null' })
  return worker
}

/** What tesseract.js rejects with (texts, not errors) means that it could not read this picture. */
export async function attempt<Value>(work: Promise<Value>): Promise<Value> {
  return work.catch((thrown: unknown) => { throw new SohoaError('ocr_failed', { engine: 'tesseract.js' }, { cause: thrown }) })
}
