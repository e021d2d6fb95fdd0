import { execFile } from 'node:child_process'
import { access, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { openImageRoom, type ImageInput } from '../../shared/image/index.ts'
import { openOcrEngine } from '../../shared/ocr/index.ts'
import { plainText, tidy } from '../../shared/model/index.ts'
import { inReadingOrder } from '../../shared/ocr/reading-order.ts'
import { characterErrorRate, median } from './character-error-rate.ts'

/**
 * Prints the character error rate of our reading beside that of native tesseract on the raw page, for every page of
 * the shared corpus whose text is known. `node test/bench/ocr-quality.ts [tesseract.js|native] [--show NAME]`.
 */
const run = promisify(execFile)
const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus/vn_admin')
const engineName = process.argv[2] === 'native' ? 'native' : 'tesseract.js'
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

/** Truth of the first page beside each page image. */
async function pagesWithTruth(): Promise<{ name: string; image: string; truths: string[] }[]> {
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

const unknownResolution: ImageInput = { format: 'png', dpi: null, dpiFrom: null, exifOrientation: 1 }

async function main(): Promise<void> {
  if (!await access(corpus).then(() => true, () => false)) {
    console.log('skipped: no ../shared/corpus/vn_admin beside the repository')
    return
  }
  const images = openImageRoom({ processes: 1 })
  const engine = await openOcrEngine({ engine: engineName, processes: 1, timeLimitMs: 60_000 })
  console.log(`${engine.name} ${engine.version}, ${engine.model}`)
  const figures: { ours: number; raw: number }[] = []
  try {
    for (const { name, image, truths } of await pagesWithTruth()) {
      const { cleaning, reading } = await images.clean(await readFile(image), { ...unknownResolution, turn: 0 })
      const text = tidy(plainText(await engine.recognise(reading)))
      const ours = errorRate(truths, text)
      const raw = errorRate(truths, await rawReading(image))
      figures.push({ ours, raw })
      console.log(`${name.padEnd(28)} ours ${percent(ours)}  raw ${percent(raw)}  ${(ours - raw) * 100 > 0.5 ? 'WORSE  ' : ''}${cleaning.geometry.dpi.toFixed(0)} dpi (${cleaning.geometry.dpiSource}), skew ${cleaning.geometry.skew.toFixed(2)}, ${cleaning.warnings.join(', ')}`)
      if (shown !== undefined && name.includes(shown)) console.log(`${text}\n`)
    }
  } finally {
    await Promise.all([images.close(), engine.close()])
  }
  const ours = median(figures.map((figure) => figure.ours))
  const raw = median(figures.map((figure) => figure.raw))
  console.log(`${'median'.padEnd(28)} ours ${percent(ours)}  raw ${percent(raw)}  ratio ${((100 * ours) / raw).toFixed(0)} %`)
}

function percent(rate: number): string {
  return `${(100 * rate).toFixed(2)} %`.padStart(8)
}

await main()
