import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { plainText, tidy } from '../../shared/model/index.ts'
import { characterErrorRate, median } from './character-error-rate.ts'
import { cached, enginesAsked, findCorpus, openCorpusReader, withPictures, type EngineName, type KnownPage } from './corpus-reading.ts'
import { DoubtTally } from './doubt-tally.ts'
import { knownTexts, textGroups, type TextGroup, type TextTruth } from './known-texts.ts'
import { option } from './options.ts'
import { hasProgram } from './programs.ts'

/**
 * Prints, for every page of the shared corpus whose text is known, the character error rate of what `sohoa export` writes as
 * ID.txt, beside native tesseract on the raw page and, for real pages, ocrmypdf's text; and which share of the wrong words a person
 * would be led to. `node test/bench/reading-text.ts [tesseract.js|native] [--group real|pages|lines|foreign] [--only NAME] [--show NAME]
 * [--cache FOLDER]`.
 */
const run = promisify(execFile)
const [only, shown, group] = [option('--only'), option('--show'), option('--group')]
const aims = { medianRate: 0.025, worstRate: 0.08, caught: 0.95, flagged: 0.05 }

/** What other readers make of a page; NaN where they are not installed. */
interface OtherRates {
  readonly raw: number
  readonly ocrmypdf: number
}

const errorRate = (truths: readonly string[], text: string): number => Math.min(...truths.map((truth) => characterErrorRate(truth, text)))
const percent = (share: number): string => (Number.isNaN(share) ? '–' : `${(100 * share).toFixed(2)} %`).padStart(8)

async function rawReading(file: string): Promise<string> {
  return cached(`raw-${path.basename(path.dirname(file))}-${path.basename(file)}`, () => withPictures(file, async ([picture = file]) => {
    const { stdout } = await run('tesseract', [picture, '-', '-l', 'vie'], { env: { ...process.env, OMP_THREAD_LIMIT: '1' }, maxBuffer: 1e8 })
    return stdout
  }))
}

async function ocrmypdfReading(picture: string): Promise<string> {
  return cached(`ocrmypdf-${path.basename(picture)}`, async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'ocrmypdf-'))
    try {
      const text = path.join(folder, 'text.txt')
      await run('ocrmypdf', ['--deskew', '--rotate-pages', '-l', 'vie', '--image-dpi', '200', '--output-type', 'pdf', '--quiet', '--sidecar', text, picture, path.join(folder, 'out.pdf')])
      return await readFile(text, 'utf8')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
}

function tellDoubts({ words, wrong }: DoubtTally): string {
  return `doubt: ${wrong.flagged} of ${wrong.all} wrong words flagged =${percent(wrong.flagged / wrong.all)} (aim ${100 * aims.caught}); ${words.flagged} of ${words.all} words flagged =${percent(words.flagged / words.all)} (aim ${100 * aims.flagged})`
}

function tellPage(truth: TextTruth, page: KnownPage, other: OtherRates): number {
  const { name, texts } = truth
  const text = tidy(plainText(page.text))
  const ours = errorRate(texts, text)
  const worse = (ours - other.raw) * 100 > 0.5 ? '  WORSE' : ''
  const { dpi, dpiSource, skew } = page.geometry
  const doubts = new DoubtTally()
  doubts.add(truth, page.text)
  console.log(`${name.padEnd(28)} ours ${percent(ours)}  raw ${percent(other.raw)}  ocrmypdf ${percent(other.ocrmypdf)}  wrong words ${doubts.wrong.all}, ${doubts.wrong.flagged} flagged; ${doubts.words.flagged} of ${doubts.words.all} flagged  ${dpi.toFixed(0)} dpi (${dpiSource}), skew ${skew.toFixed(2)}, ${page.warnings.join(', ')}${worse}`)
  if (shown !== undefined && name.includes(shown)) console.log(`${text}\n`)
  return ours
}

/** What a truth tells of: the first page of a PDF, all pages of a picture that holds several. */
function wholeText(file: string, pages: readonly KnownPage[]): KnownPage {
  const [first] = pages
  if (first === undefined) throw new Error(`${file}: no page`)
  if (file.endsWith('.pdf') || first.text.state !== 'read') return first
  return { ...first, text: { ...first.text, words: pages.flatMap(({ text }) => (text.state === 'read' ? text.words : [])) } }
}

async function compare(engineName: EngineName, truths: readonly TextTruth[], others: ReadonlyMap<string, OtherRates>): Promise<void> {
  const reader = await openCorpusReader(engineName, 2)
  console.log(`${reader.engine.name} ${reader.engine.version}, ${reader.engine.model}`)
  try {
    for (const known of Object.keys(textGroups).filter((name): name is TextGroup => name in textGroups)) {
      const own = truths.filter((truth) => truth.group === known)
      if (own.length === 0) continue
      console.log(`-- ${textGroups[known]}`)
      const rates: number[] = []
      const doubts = new DoubtTally()
      for (const truth of own) {
        const page = wholeText(truth.file, await reader.read(truth.file))
        rates.push(tellPage(truth, page, others.get(truth.file) ?? { raw: NaN, ocrmypdf: NaN }))
        doubts.add(truth, page.text)
      }
      const raws = own.map(({ file }) => others.get(file)?.raw ?? NaN)
      const ocrmypdf = own.map(({ file }) => others.get(file)?.ocrmypdf ?? NaN)
      const aim = known === 'real' ? ` (aim ${100 * aims.medianRate} %, none above ${100 * aims.worstRate} %)` : ''
      console.log(`${'median'.padEnd(28)} ours ${percent(median(rates))}${aim}  raw ${percent(median(raws))}  ocrmypdf ${percent(median(ocrmypdf))}`)
      console.log(`${'worst'.padEnd(28)} ours ${percent(Math.max(...rates))}  raw ${percent(Math.max(...raws))}  ocrmypdf ${percent(Math.max(...ocrmypdf))}`)
      console.log(`   ${tellDoubts(doubts)}`)
      console.log(`   of wrong words flagged: ${doubts.byKind()}`)
    }
  } finally {
    await reader.close()
  }
}

async function otherRates(truths: readonly TextTruth[]): Promise<Map<string, OtherRates>> {
  const [hasTesseract, hasOcrmypdf] = [await hasProgram('tesseract'), await hasProgram('ocrmypdf')]
  if (!hasOcrmypdf) console.log('ocrmypdf: not installed (apt-get install --no-install-recommends ocrmypdf)')
  const rates = new Map<string, OtherRates>()
  for (const { file, texts, group: own } of truths) {
    rates.set(file, {
      raw: hasTesseract ? errorRate(texts, tidy(await rawReading(file))) : NaN,
      ocrmypdf: hasOcrmypdf && own === 'real' ? errorRate(texts, tidy(await ocrmypdfReading(file))) : NaN,
    })
  }
  return rates
}

async function main(): Promise<void> {
  const corpus = await findCorpus()
  if (corpus === undefined) return
  const truths = (await knownTexts(corpus)).filter((truth) => (group === undefined || truth.group === group) && (only === undefined || truth.name.includes(only)))
  const others = await otherRates(truths)
  for (const engine of await enginesAsked()) await compare(engine, truths, others)
}

await main()
