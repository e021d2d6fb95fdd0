import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expandSource, openImageReader, type ImageReader } from '../../shared/capture/index.ts'
import { openImageRoom, type ImageRoom } from '../../shared/image/index.ts'
import type { PageGeometry, PageText, PageWarning, SourceFormat } from '../../shared/model/index.ts'
import { openOcrEngine, type OcrEngine } from '../../shared/ocr/index.ts'
import { openPdfReader, type PdfReader } from '../../shared/pdf-file/index.ts'
import { readPage } from '../../shared/pipeline/reading/read-page.ts'
import { option } from './options.ts'
import { hasProgram } from './programs.ts'

const run = promisify(execFile)

export type EngineName = 'tesseract.js' | 'native'

/** A page as the product reads it. */
export interface KnownPage {
  readonly text: PageText
  readonly geometry: PageGeometry
  readonly warnings: readonly PageWarning[]
}

/** Reads files as `sohoa convert` does: capture, clean-up, engine, the rule for orientation. */
export interface CorpusReader {
  readonly engine: OcrEngine
  /** Every page of a picture or PDF (drawn at 200 dpi by pdftoppm), out of `--cache FOLDER` where it was read before. */
  read(file: string): Promise<readonly KnownPage[]>
  close(): Promise<void>
}

const known: Readonly<Record<string, SourceFormat>> = { '.png': 'png', '.jpg': 'jpeg', '.jpeg': 'jpeg', '.tif': 'tiff', '.tiff': 'tiff' }

interface ReadingRooms {
  readonly images: ImageReader
  readonly pdf: PdfReader
  readonly image: ImageRoom
  readonly engine: OcrEngine
}

async function readPicture(file: string, rooms: ReadingRooms): Promise<KnownPage[]> {
  const format = known[path.extname(file).toLowerCase()]
  if (format === undefined) throw new Error(`${file}: not a picture`)
  const bytes = await readFile(file)
  const pages: KnownPage[] = []
  for await (const page of (await expandSource({ bytes, format }, rooms)).pages) {
    const { dpi, dpiFrom, exifOrientation } = page
    const { text, clean } = await readPage(rooms.image, rooms.engine, page.bytes === 'source' ? bytes : page.bytes, { format: page.format, dpi, dpiFrom, exifOrientation })
    pages.push({ text, geometry: clean.cleaning.geometry, warnings: clean.cleaning.warnings })
  }
  return pages
}

/** Does something with the picture files of a document: itself, or its pages drawn into a folder that lives as long. */
export async function withPictures<Value>(file: string, work: (pictures: readonly string[]) => Promise<Value>): Promise<Value> {
  if (!file.endsWith('.pdf')) return work([file])
  const folder = await mkdtemp(path.join(os.tmpdir(), 'corpus-pages-'))
  try {
    await run('pdftoppm', ['-r', '200', '-png', file, path.join(folder, 'page')])
    return await work((await readdir(folder)).sort().map((name) => path.join(folder, name)))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What `make` gives, kept under `name` in the folder of `--cache`; made anew each time where none is told. */
export async function cached<Value>(name: string, make: () => Promise<Value>): Promise<Value> {
  const folder = option('--cache')
  if (folder === undefined) return make()
  const file = path.join(folder, `${name}.json`)
  if (await exists(file)) return JSON.parse(await readFile(file, 'utf8')) as Value
  const value = await make()
  await mkdir(folder, { recursive: true })
  await writeFile(file, JSON.stringify(value))
  return value
}

function exists(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false)
}

/** Opens a reader with up to `processes` of each kind. */
export async function openCorpusReader(engineName: EngineName, processes: number): Promise<CorpusReader> {
  const rooms = {
    images: openImageReader({ processes }), pdf: openPdfReader({ processes: 1 }), image: openImageRoom({ processes }),
    engine: await openOcrEngine({ engine: engineName, processes, timeLimitMs: 60_000 }),
  }
  return {
    engine: rooms.engine,
    read: (file) => cached(`${engineName}-${path.basename(file)}`, () => withPictures(file, async (pictures) => {
      const pages = await Promise.all(pictures.map((picture) => readPicture(picture, rooms)))
      return pages.flat()
    })),
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

/** The shared corpus beside the repository; undefined, with one line printed, where it or pdftoppm is absent. */
export async function findCorpus(): Promise<string | undefined> {
  const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus')
  if (!await exists(path.join(corpus, 'vn_admin'))) {
    console.log('skipped: no ../shared/corpus/vn_admin beside the repository')
    return undefined
  }
  if (await hasProgram('pdftoppm')) return corpus
  console.log('skipped: pdftoppm is not installed (apt-get install --no-install-recommends poppler-utils)')
  return undefined
}
