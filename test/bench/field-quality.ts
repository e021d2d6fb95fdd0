import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { extract } from '../../shared/extract/index.ts'
import { instant, vietnamDate, type PageGeometry, type PageText } from '../../shared/model/index.ts'
import { enginesAsked, findCorpus, openCorpusReader, type CorpusReader, type EngineName } from './corpus-reading.ts'
import { judge, printReport, readTruth, type Judgement } from './field-truth.ts'
import { hasProgram } from './programs.ts'

/**
 * Prints how many printed header fields are right, per document and per field, over the shared corpus
 * (PDFs rasterised at 200 dpi by pdftoppm).
 * `node test/bench/field-quality.ts [tesseract.js|native] [--only NAME] [--cache FOLDER]`; the cache keeps what was read,
 * so that rules can be measured again without reading again.
 */
const run = promisify(execFile)
const only = option('--only')
const cache = option('--cache')

interface KnownPage {
  readonly text: PageText
  readonly geometry: PageGeometry
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

/** The picture files of a document: itself, or its pages drawn into `folder`. */
async function pictures(file: string, folder: string): Promise<string[]> {
  if (!file.endsWith('.pdf')) return [file]
  await run('pdftoppm', ['-r', '200', '-png', file, path.join(folder, 'page')])
  return (await readdir(folder)).sort().map((name) => path.join(folder, name))
}

async function readDocument(reader: CorpusReader, engineName: EngineName, file: string): Promise<readonly KnownPage[]> {
  const cached = cache === undefined ? undefined : path.join(cache, `${engineName}-${path.basename(file)}.json`)
  if (cached !== undefined && await exists(cached)) return JSON.parse(await readFile(cached, 'utf8')) as KnownPage[]
  const folder = await mkdtemp(path.join(os.tmpdir(), 'field-quality-'))
  try {
    const read = await Promise.all((await pictures(file, folder)).map((picture) => reader.read(picture)))
    const pages = read.flat().map(({ text, clean }) => ({ text, geometry: clean.cleaning.geometry }))
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

async function measureFields(corpus: string, engineName: EngineName): Promise<void> {
  const reader = await openCorpusReader(engineName, 2)
  console.log(`${reader.engine.name} ${reader.engine.version}, ${reader.engine.model}`)
  const judgements: Judgement[] = []
  try {
    for (const truth of readTruth(path.join(corpus, 'gt/fields_dev.json'))) {
      if (only !== undefined && !truth.document.includes(only)) continue
      const pages = await readDocument(reader, engineName, path.join(corpus, truth.document))
      const extraction = extract({ pages, today: vietnamDate(instant()), trainingStation: false })
      judgements.push(...judge(truth, extraction))
      if (extraction.secrecy !== undefined) console.log(`${truth.document}: secrecy class found, though none is printed`)
    }
  } finally {
    await reader.close()
  }
  printReport(judgements, (line) => console.log(line))
}

async function main(): Promise<void> {
  const corpus = await findCorpus()
  if (corpus === undefined) return
  if (!await hasProgram('pdftoppm')) {
    console.log('skipped: pdftoppm is not installed (apt-get install --no-install-recommends poppler-utils)')
    return
  }
  for (const engine of await enginesAsked()) await measureFields(corpus, engine)
}

await main()
