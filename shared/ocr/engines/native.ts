import { SohoaError } from '../../model/index.ts'
import { openReader, type Reader, type ReaderOptions } from './reader.ts'

/** OpenMP's threads cost four times the time that they save; figures are written with a dot whatever the machine's language. */
const env = { OMP_THREAD_LIMIT: '1', LC_ALL: 'C' }

/** Native tesseract, ready to read. */
export interface NativeReader extends Reader {
  readonly version: string
}

/**
 * This machine's libtesseract in killable processes, of which one is started, so that it is known to load and to take the model.
 * Undefined where the machine has none that does.
 */
export async function openNativeReader(modelFolder: string, options: ReaderOptions): Promise<NativeReader | undefined> {
  const reader = openReader('native-worker', modelFolder, options, { env, quiet: true })
  try {
    return { ...reader, version: await reader.start() }
  } catch (thrown) {
    await reader.close()
    if (thrown instanceof SohoaError && unusable.has(thrown.code)) return undefined
    throw thrown
  }
}

/** What a library that is absent, or unfit for this machine, ends with. */
const unusable: ReadonlySet<string> = new Set(['ocr_failed', 'child_crashed', 'child_timeout', 'child_memory'])
