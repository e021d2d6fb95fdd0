import { findingsOf, type ScannedPage } from '../../shared/completeness/index.ts'
import { openImageRoom } from '../../shared/image/index.ts'
import { openOcrEngine } from '../../shared/ocr/index.ts'
import { readPage } from '../../shared/pipeline/reading/read-page.ts'
import { pictureOf, toldDpi } from '../support/planned-paper.ts'
import { incompletePapers, wholePapers, type PlannedPaper } from '../support/whole-papers.ts'
import { enginesAsked } from './corpus-reading.ts'

/**
 * The 140 planned papers as pictures through clean-up and the real engine: how many incomplete ones are stopped by what they
 * lack, and how many whole ones are stopped. `quick`: one paper of each kind.
 */
const dpi = 200

function oneOfEachKind(papers: readonly PlannedPaper[]): PlannedPaper[] {
  return papers.filter(({ kind }, index) => papers.findIndex((other) => other.kind === kind) === index)
}

interface Tally { papers: number; right: number; readonly wrong: string[] }

const engineName = (await enginesAsked()).at(-1) ?? 'tesseract.js'
const images = openImageRoom({ processes: 1 })
const engine = await openOcrEngine({ engine: engineName, processes: 1, timeLimitMs: 60_000 })
const all = [...incompletePapers(), ...wholePapers()]
const tallies = new Map<string, Tally>()
try {
  for (const paper of process.argv.includes('quick') ? oneOfEachKind(all) : all) {
    const pages: ScannedPage[] = []
    for (const page of paper.pages) {
      const { clean, text } = await readPage(images, engine, await pictureOf(page, dpi), { format: 'jpeg', dpi: toldDpi(page, dpi), dpiFrom: 'image', exifOrientation: 1 })
      pages.push({ text, cleaning: clean.cleaning })
    }
    const found = findingsOf({ pages, sheets: paper.sheets }).map(({ kind, page }) => `${kind}${page === null ? '' : `:${page}`}`)
    const right = paper.expected === undefined ? found.length === 0 : paper.expected.some((kind) => found.some((one) => one.split(':')[0] === kind))
    const key = `${paper.expected === undefined ? 'whole' : 'incomplete'}: ${paper.kind}`
    const tally = tallies.get(key) ?? { papers: 0, right: 0, wrong: [] }
    tallies.set(key, { papers: tally.papers + 1, right: tally.right + (right ? 1 : 0), wrong: right ? tally.wrong : [...tally.wrong, found.join(' ') || 'nothing found'] })
    if (!right) console.log(`   ${key}, ${paper.pages.length} pages: ${found.join(' ') || 'nothing found'}`)
  }
} finally {
  await images.close()
  await engine.close()
}
console.log(`   engine: ${engineName}, ${dpi} dpi`)
for (const [key, { papers, right }] of tallies) console.log(`   ${key.padEnd(52)} ${right} of ${papers} right`)
const sum = (prefix: string, count: (tally: Tally) => number): number => [...tallies].filter(([key]) => key.startsWith(prefix)).reduce((total, [, tally]) => total + count(tally), 0)
console.log(`   stopped rightly: ${sum('incomplete', ({ right }) => right)} of ${sum('incomplete', ({ papers }) => papers)} incomplete; stopped falsely: ${sum('whole', ({ papers, right }) => papers - right)} of ${sum('whole', ({ papers }) => papers)} whole`)
