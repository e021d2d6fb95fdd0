import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { plainText, tidy } from '../../shared/model/index.ts'
import { inReadingOrder } from '../../shared/ocr/reading-order.ts'
import { characterErrorRate, median } from './character-error-rate.ts'
import { enginesAsked, findCorpus, openCorpusReader, type EngineName } from './corpus-reading.ts'
import { hasProgram } from './programs.ts'

/**
 * Prints the character error rate of what `sohoa export` writes as ID.txt beside that of native tesseract on the raw page,
 * for every page of the shared corpus whose text is known. `node test/bench/ocr-quality.ts [tesseract.js|native] [--show NAME]`.
 */
const run = promisify(execFile)
const shown = process.argv.includes('--show') ? process.argv[process.argv.indexOf('--show') + 1] : undefined

/**
 * The acceptable reading orders of a truth. A text layer laid out as on paper (`pdftotext -layout`) mixes the columns
 * of header and footer: it counts as it stands and with its columns one after the other, for us and for the raw page.
 */
function readingOrders(truth: string, laidOut: boolean): string[] {
  if (!laidOut) return [tidy(truth)]
  const words = truth.split('\n').flatMap((row, line) => [...row.matchAll(/\S+/gu)].map((word) => ({
    text: word[0], left: word.index * 10, top: line * 20, width: word[0].length * 10, height: 16, confidence: 1, block: 1, paragraph: 1, line,
  })))
  return [tidy(truth), inReadingOrder(words).map((word) => word.text).join(' ')]
}

const errorRate = (truths: readonly string[], text: string): number => Math.min(...truths.map((truth) => characterErrorRate(truth, text)))

interface KnownPage {
  readonly name: string
  readonly image: string
  readonly truths: readonly string[]
}

/** Truth of the first page beside each page image. */
async function pagesWithTruth(corpus: string): Promise<KnownPage[]> {
  const files = await readdir(path.join(corpus, 'gt'))
  const pages = await Promise.all(files.map(async (file) => {
    const name = /^(.*?)(?:_p1)?\.(?:gt|textlayer)\.txt$/u.exec(file)?.[1]
    if (name === undefined) return []
    const truth = (await readFile(path.join(corpus, 'gt', file), 'utf8')).split('\f')[0] ?? ''
    return [{ name, image: path.join(corpus, `${name}_p1.png`), truths: readingOrders(truth, file.endsWith('.textlayer.txt')) }]
  }))
  return pages.flat().sort((left, right) => left.name.localeCompare(right.name))
}

async function rawReading(image: string): Promise<string> {
  const { stdout } = await run('tesseract', [image, '-', '-l', 'vie'], { env: { ...process.env, OMP_THREAD_LIMIT: '1' }, maxBuffer: 1e8 })
  return tidy(stdout)
}

/** Prints every page read by one engine beside its raw reading (NaN where there is none), then the medians. */
async function compare(engineName: EngineName, pages: readonly KnownPage[], rawRates: ReadonlyMap<string, number>): Promise<void> {
  const reader = await openCorpusReader(engineName, 1)
  console.log(`${reader.engine.name} ${reader.engine.version}, ${reader.engine.model}`)
  const rates: number[] = []
  try {
    for (const { name, image, truths } of pages) {
      const [page] = await reader.read(image)
      if (page === undefined) throw new Error(`${image}: no page`)
      const { geometry, warnings } = page.clean.cleaning
      const text = tidy(plainText(page.text))
      const ours = errorRate(truths, text)
      const raw = rawRates.get(name) ?? NaN
      rates.push(ours)
      console.log(`${name.padEnd(28)} ours ${percent(ours)}  raw ${percent(raw)}  ${(ours - raw) * 100 > 0.5 ? 'WORSE  ' : ''}${geometry.dpi.toFixed(0)} dpi (${geometry.dpiSource}), skew ${geometry.skew.toFixed(2)}, ${warnings.join(', ')}`)
      if (shown !== undefined && name.includes(shown)) console.log(`${text}\n`)
    }
  } finally {
    await reader.close()
  }
  const [ours, raw] = [median(rates), median([...rawRates.values()])]
  console.log(`${'median'.padEnd(28)} ours ${percent(ours)}  raw ${percent(raw)}  ratio ${((100 * ours) / raw).toFixed(0)} % (aim 60)`)
}

function percent(rate: number): string {
  return `${(100 * rate).toFixed(2)} %`.padStart(8)
}

async function main(): Promise<void> {
  const corpus = await findCorpus()
  if (corpus === undefined) return
  const pages = await pagesWithTruth(corpus)
  const rawRates = new Map<string, number>()
  if (await hasProgram('tesseract')) for (const { name, image, truths } of pages) rawRates.set(name, errorRate(truths, await rawReading(image)))
  for (const engine of await enginesAsked()) await compare(engine, pages, rawRates)
}

await main()
