import { execFile, execFileSync } from 'node:child_process'
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { floatModel } from './float-model.ts'
import { openRandom } from './random.ts'
import { legalSyllables } from './syllables.ts'
import { drawLines, lstmfOf, type Course } from './training-lines.ts'
import type { TextSources } from './training-text.ts'

/**
 * Trains `vie.traineddata` on from tessdata_fast: `node scripts/model/train.ts BASE FONTS FOLDER`. BASE is the unaltered
 * vie.traineddata of Debian's tesseract-ocr-vie, FONTS a folder with the faces of training-lines.ts, FOLDER takes everything made;
 * what stands there already is kept, so that a run can be stopped and taken up. Needs tesseract's training programs, about
 * an hour of one core. The seeds are fixed: the same inputs give the same lines.
 */
const run = promisify(execFile)
const root = path.join(import.meta.dirname, '../..')
/** A stretch of training: on these pages, until so many lines were seen since the last model that it continues from. */
interface Stretch {
  readonly pages: readonly number[]
  readonly lines: number
}

const general: Course = { figureShare: 0, bilevelShare: 0.4 }
const hard: Course = { figureShare: 0.4, bilevelShare: 0.6 }
/** Pages from this number on are of the hard course. */
const hardFrom = 1001
const pagesFrom = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index)
/** Each leg begins with the model of the one before, at its own rate; what was drawn later joins in as training goes on. */
const legs: readonly { readonly rate: string; readonly stretches: readonly Stretch[] }[] = [
  { rate: '0.0001', stretches: [
    { pages: pagesFrom(1, 40), lines: 1500 }, { pages: pagesFrom(1, 80), lines: 3000 }, { pages: pagesFrom(1, 120), lines: 4500 },
    { pages: pagesFrom(hardFrom, 40), lines: 5200 },
  ] },
  { rate: '0.00003', stretches: [{ pages: [...pagesFrom(1, 120), ...pagesFrom(hardFrom, 60)], lines: 1200 }] },
]
/** The commit whose guides are read as running text, so that later wording changes nothing. */
const guidesAt = '16cf42c'
const guides = ['README.vi.md', 'docs/huong-dan.md', 'docs/huong-dan-dong-lenh.md', 'docs/doi-chieu-nghi-dinh-137.md']
const decree = path.join(root, '../shared/design/decree-137-2024.vi.txt')

const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false)

/** The words of a text that the model has characters for. */
function wordsOf(text: string, known: ReadonlySet<string>): string[] {
  return text.normalize('NFC').replace(/[–−]/gu, '-').replace(/[‘’]/gu, "'").replace(/…/gu, '...').replace(/[#*`|>_[\](){}<>]/gu, ' ').split(/\s+/u)
    .filter((word) => word !== '' && word.length < 25 && !/^[-=]+$/u.test(word) && Array.from(word).every((character) => known.has(character)))
}

async function readSources(folder: string): Promise<TextSources> {
  const charset = await readFile(path.join(folder, 'vie.lstm-unicharset'), 'utf8')
  const known = new Set(charset.split('\n').slice(1).flatMap((row) => Array.from(row.split(' ')[0] ?? '')))
  const listed = path.join(folder, 'words.txt')
  await run('dawg2wordlist', [path.join(folder, 'vie.lstm-unicharset'), path.join(folder, 'vie.lstm-word-dawg'), listed])
  const texts = [await readFile(decree, 'utf8'), ...guides.map((file) => execFileSync('git', ['-C', root, 'show', `${guidesAt}:${file}`], { encoding: 'utf8' }))]
  return {
    running: texts.flatMap((text) => wordsOf(text, known)),
    words: wordsOf(await readFile(listed, 'utf8'), known),
    syllables: legalSyllables().filter((syllable) => Array.from(syllable).every((character) => known.has(character))),
  }
}

const pageFile = (folder: string, page: number): string => path.join(folder, `page-${String(page).padStart(4, '0')}.lstmf`)

async function drawPage(folder: string, page: number, fonts: string, sources: TextSources): Promise<void> {
  if (await exists(pageFile(folder, page))) return
  const scratch = await mkdtemp(path.join(folder, 'draw-'))
  const lines = await drawLines(openRandom(page * 7919 + 17), sources, page < hardFrom ? general : hard, { folder: scratch, fonts })
  await writeFile(pageFile(folder, page), lstmfOf(`page-${page}`, lines))
  await rm(scratch, { recursive: true })
}

async function main([base, fonts, folder]: readonly string[]): Promise<void> {
  if (base === undefined || fonts === undefined || folder === undefined) throw new Error('node scripts/model/train.ts BASE FONTS FOLDER')
  await mkdir(folder, { recursive: true })
  await run('combine_tessdata', ['-u', base, path.join(folder, 'vie.')])
  const sources = await readSources(folder)
  const train = (args: readonly string[]): Promise<unknown> => run('lstmtraining', ['--traineddata', base, ...args], { env: { ...process.env, OMP_THREAD_LIMIT: '1' }, maxBuffer: 1e8 })
  let start = path.join(folder, 'float.lstm')
  await writeFile(start, floatModel(await readFile(path.join(folder, 'vie.lstm'))))
  for (const [leg, { rate, stretches }] of legs.entries()) {
    const output = path.join(folder, `leg-${leg}`)
    for (const { pages, lines } of stretches) {
      for (const page of pages) await drawPage(folder, page, fonts, sources)
      const list = path.join(folder, 'pages.list')
      await writeFile(list, `${pages.map((page) => pageFile(folder, page)).join('\n')}\n`)
      await train(['--continue_from', start, '--model_output', output, '--train_listfile', list, '--max_iterations', String(lines), '--learning_rate', rate, '--reset_learning_rate'])
      console.log(`leg ${leg + 1} of ${legs.length}: ${lines} lines`)
    }
    const model = (kind: string): string => path.join(folder, `leg-${leg}.${kind}.traineddata`)
    await train(['--stop_training', '--continue_from', `${output}_checkpoint`, '--model_output', model('float')])
    await train(['--stop_training', '--convert_to_int', '--continue_from', `${output}_checkpoint`, '--model_output', model('integer')])
    start = path.join(folder, `leg-${leg}.lstm`)
    await run('combine_tessdata', ['-e', model('float'), start])
    console.log(model('integer'))
  }
}

await main(process.argv.slice(2))
