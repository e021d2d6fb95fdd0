import { access, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expandSource, openImageReader, type ImageReader } from '../../shared/capture/index.ts'
import { openImageRoom, type ImageRoom } from '../../shared/image/index.ts'
import type { SourceFormat } from '../../shared/model/index.ts'
import { openOcrEngine, type OcrEngine } from '../../shared/ocr/index.ts'
import { openPdfReader, type PdfReader } from '../../shared/pdf-file/index.ts'
import { readPage, type ReadPage } from '../../shared/pipeline/reading/read-page.ts'
import { hasProgram } from './programs.ts'

export type EngineName = 'tesseract.js' | 'native'

/** Reads picture files exactly as `sohoa convert` does: capture, clean-up, engine, the rule for orientation. */
export interface CorpusReader {
  readonly engine: OcrEngine
  /** Every page of a picture file. */
  read(file: string): Promise<ReadPage[]>
  close(): Promise<void>
}

const known: Readonly<Record<string, SourceFormat>> = { '.png': 'png', '.jpg': 'jpeg', '.jpeg': 'jpeg', '.tif': 'tiff', '.tiff': 'tiff', '.pdf': 'pdf' }

async function read(file: string, rooms: { images: ImageReader; pdf: PdfReader; image: ImageRoom; engine: OcrEngine }): Promise<ReadPage[]> {
  const format = known[path.extname(file).toLowerCase()]
  if (format === undefined) throw new Error(`${file}: not a picture`)
  const bytes = await readFile(file)
  const pages: ReadPage[] = []
  for await (const page of (await expandSource({ bytes, format }, rooms)).pages) {
    const { dpi, dpiFrom, exifOrientation } = page
    pages.push(await readPage(rooms.image, rooms.engine, page.bytes === 'source' ? bytes : page.bytes, { format: page.format, dpi, dpiFrom, exifOrientation }))
  }
  return pages
}

/** Opens a reader with up to `processes` of each kind. */
export async function openCorpusReader(engineName: EngineName, processes: number): Promise<CorpusReader> {
  const rooms = {
    images: openImageReader({ processes }), pdf: openPdfReader({ processes: 1 }), image: openImageRoom({ processes }),
    engine: await openOcrEngine({ engine: engineName, processes, timeLimitMs: 60_000 }),
  }
  return {
    engine: rooms.engine,
    read: (file) => read(file, rooms),
    async close() {
      await Promise.all(Object.values(rooms).map((room) => room.close()))
    },
  }
}

/** The engines named on the command line; else tesseract.js and, when it is installed, native tesseract. */
export async function enginesAsked(): Promise<EngineName[]> {
  const known: readonly EngineName[] = ['tesseract.js', 'native']
  const asked = known.filter((name) => process.argv.includes(name))
  if (asked.length > 0) return asked
  if (await hasProgram('tesseract')) return [...known]
  console.log('native tesseract: not installed (apt-get install --no-install-recommends tesseract-ocr tesseract-ocr-vie)')
  return ['tesseract.js']
}

/** The shared corpus beside the repository; undefined, with one line printed, where it is absent. */
export async function findCorpus(): Promise<string | undefined> {
  const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus/vn_admin')
  if (await access(corpus).then(() => true, () => false)) return corpus
  console.log('skipped: no ../shared/corpus/vn_admin beside the repository')
  return undefined
}
