import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { extract } from '../../shared/extract/index.ts'
import { openImageRoom, type ImageInput, type ImageRoom } from '../../shared/image/index.ts'
import { instant, vietnamDate, type PageGeometry, type PageText } from '../../shared/model/index.ts'
import { needsOrientation, openOcrEngine, type OcrEngine } from '../../shared/ocr/index.ts'
import { judge, printReport, readTruth, type Judgement } from './field-truth.ts'

/**
 * Prints how many printed header fields are right, per document and per field, over the shared corpus
 * (PDFs rasterised at 200 dpi by pdftoppm).
 * `node test/bench/field-quality.ts [tesseract.js|native] [--only NAME] [--cache FOLDER]`; the cache keeps what was read,
 * so that rules can be measured again without reading again.
 */
const run = promisify(execFile)
const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus/vn_admin')
const engineName = process.argv[2] === 'native' ? 'native' : 'tesseract.js'
const only = option('--only')
const cache = option('--cache')

interface ReadPage {
  readonly text: PageText
  readonly geometry: PageGeometry
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

interface Rooms {
  readonly images: ImageRoom
  readonly engine: OcrEngine
}

/** Raw page images of a document with what is known of their resolution. */
async function rawPages(document: string, folder: string): Promise<{ raw: Uint8Array; input: ImageInput }[]> {
  const file = path.join(corpus, document)
  if (!document.endsWith('.pdf')) {
    const raw = await readFile(file)
    const format = raw[0] === 0xff ? 'jpeg' : 'png'
    return [{ raw, input: { format, dpi: null, dpiFrom: null, exifOrientation: 1 } }]
  }
  await run('pdftoppm', ['-r', '200', '-png', file, path.join(folder, 'page')])
  const names = (await readdir(folder)).sort()
  return Promise.all(names.map(async (name) => ({
    raw: await readFile(path.join(folder, name)), input: { format: 'png' as const, dpi: 200, dpiFrom: 'pdf' as const, exifOrientation: 1 },
  })))
}

async function readPage({ images, engine }: Rooms, raw: Uint8Array, input: ImageInput): Promise<ReadPage> {
  const upright = await images.clean(raw, { ...input, turn: 0 })
  const text = await engine.recognise(upright.reading)
  if (!needsOrientation(text, upright.cleaning)) return { text, geometry: upright.cleaning.geometry }
  const { turn } = await engine.orientation(await images.orientationCopy(raw, input))
  if (turn === 0) return { text, geometry: upright.cleaning.geometry }
  const turned = await images.clean(raw, { ...input, turn })
  return { text: await engine.recognise(turned.reading), geometry: turned.cleaning.geometry }
}

async function readDocument(rooms: Rooms, document: string): Promise<readonly ReadPage[]> {
  const cached = cache === undefined ? undefined : path.join(cache, `${engineName}-${document}.json`)
  if (cached !== undefined && await exists(cached)) return JSON.parse(await readFile(cached, 'utf8')) as ReadPage[]
  const folder = await mkdtemp(path.join(os.tmpdir(), 'field-quality-'))
  try {
    const pages = await Promise.all((await rawPages(document, folder)).map(({ raw, input }) => readPage(rooms, raw, input)))
    if (cached !== undefined) {
      await mkdir(path.dirname(cached), { recursive: true })
      await writeFile(cached, JSON.stringify(pages))
    }
    return pages
  } finally {
    await rm(folder, { recursive: true })
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false)
}

async function main(): Promise<void> {
  if (!await exists(corpus)) {
    console.log('skipped: no ../shared/corpus/vn_admin beside the repository')
    return
  }
  const rooms = { images: openImageRoom({ processes: 2 }), engine: await openOcrEngine({ engine: engineName, processes: 2, timeLimitMs: 60_000 }) }
  console.log(`${rooms.engine.name} ${rooms.engine.version}, ${rooms.engine.model}`)
  const judgements: Judgement[] = []
  try {
    for (const truth of readTruth(path.join(corpus, 'gt/fields_dev.json'))) {
      if (only !== undefined && !truth.document.includes(only)) continue
      const pages = await readDocument(rooms, truth.document)
      const extraction = extract({ pages, today: vietnamDate(instant()), trainingStation: false })
      judgements.push(...judge(truth, extraction))
      if (extraction.secrecy !== undefined) console.log(`${truth.document}: secrecy class found, though none is printed`)
    }
  } finally {
    await Promise.all([rooms.images.close(), rooms.engine.close()])
  }
  printReport(judgements, (line) => console.log(line))
}

await main()
