import { spawnSync } from 'node:child_process'
import path from 'node:path'

/** The sections of the bench, in the order in which they run; each is a program of its own, so that none measures another's remains. */
const sections = {
  ocr: { file: 'ocr-quality.ts', about: 'character error rate of ID.txt, beside native tesseract on the raw page' },
  fields: { file: 'field-quality.ts', about: 'exact header fields per document and field' },
  job: { file: 'whole-job.ts', about: 'CPU and seconds of the whole job, beside ocrmypdf' },
  memory: { file: 'memory.ts', about: 'memory of the process tree over 50 and 200 pages' },
  verify: { file: 'verify-agreement.ts', about: 'verdicts on foreign signed files, beside what is known of them' },
  mutations: { file: 'verify-mutations.ts', about: '10,000 changed copies of our own signed files: which pass, and whether they may' },
  fuzz: { file: 'verify-fuzz.ts', about: 'the verifier over damaged and hostile files: time, memory, crashes' },
  scale: { file: 'scale.ts', about: 'a station of 100,000 records beside one of 10,000: opening, search, lists, backup, memory' },
  whole: { file: 'whole-paper.ts', about: 'whole and incomplete papers through the real engine: stopped rightly and falsely' },
  screens: { file: 'screens.ts', about: 'how fast the screens answer over 100,000 records' },
  busy: { file: 'busy-screens.ts', about: 'keys, page turns and scrolling of 500 pages while they are read' },
  signing: { file: 'signing.ts', about: 'signing 1, 50 and 300 pages: seconds and memory' },
  tokens: { file: 'tokens.ts', about: 'signing 100 one-page documents with a key on a token (SoftHSM2), one PIN' },
  switch: { file: 'user-switch.ts', about: 'how long the next officer waits while a paper is read on all cores' },
  size: { file: 'assembly-size.ts', about: 'bytes that PDF/A, text layer and mark add to a page' },
} as const

type Section = keyof typeof sections

const isSection = (name: string): name is Section => Object.hasOwn(sections, name)

/** Runs one section with the rest of the arguments; true when it ended well. */
function runSection(name: Section, args: readonly string[]): boolean {
  const { file, about } = sections[name]
  console.log(`\n== ${name}: ${about}\n   npm run bench -- ${[name, ...args].join(' ')}`)
  const start = performance.now()
  const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, file), ...args], { stdio: 'inherit' })
  console.log(`   ${((performance.now() - start) / 1000).toFixed(0)} s${status === 0 ? '' : `, ENDED BADLY (${status ?? 'killed'})`}`)
  return status === 0
}

const [asked, ...args] = process.argv.slice(2)
if (asked !== undefined && !isSection(asked)) {
  console.error(`npm run bench -- [${Object.keys(sections).join(' | ')}]`)
  process.exitCode = 2
} else {
  const names = asked === undefined ? Object.keys(sections).filter(isSection) : [asked]
  const ended = names.map((name) => runSection(name, args))
  process.exitCode = ended.every(Boolean) ? 0 : 1
}
