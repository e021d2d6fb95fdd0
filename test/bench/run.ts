import { spawnSync } from 'node:child_process'
import path from 'node:path'

/** The sections of the bench, in the order in which they run; each part is a program of its own, so that none measures another's remains. */
const sections: Readonly<Record<string, Section>> = {
  reading: {
    parts: { text: 'reading-text.ts', fields: 'reading-fields.ts', learning: 'reading-learning.ts', cost: 'reading-cost.ts', first: 'first-fields.ts', job: 'whole-job.ts', memory: 'memory.ts' },
    about: 'what is read rightly, what is doubted, and what reading costs, beside native tesseract on the raw page and ocrmypdf',
  },
  verify: { parts: { all: 'verify-agreement.ts' }, about: 'verdicts on foreign signed files, beside what is known of them' },
  mutations: { parts: { all: 'verify-mutations.ts' }, about: '10,000 changed copies of our own signed files: which pass, and whether they may' },
  fuzz: { parts: { all: 'verify-fuzz.ts' }, about: 'the verifier over damaged and hostile files: time, memory, crashes' },
  scale: { parts: { all: 'scale.ts' }, about: 'a station of 100,000 records beside one of 10,000: opening, search, lists, backup, memory' },
  whole: { parts: { all: 'whole-paper.ts' }, about: 'whole and incomplete papers through the real engine: stopped rightly and falsely' },
  screens: { parts: { all: 'screens.ts' }, about: 'how fast the screens answer over 100,000 records' },
  busy: { parts: { all: 'busy-screens.ts' }, about: 'keys, page turns and scrolling of 500 pages while they are read' },
  signing: { parts: { all: 'signing.ts' }, about: 'signing 1, 50 and 300 pages: seconds and memory' },
  tokens: { parts: { all: 'tokens.ts' }, about: 'signing 100 one-page documents with a key on a token (SoftHSM2), one PIN' },
  switch: { parts: { all: 'user-switch.ts' }, about: 'how long the next officer waits while a paper is read on all cores' },
  size: { parts: { all: 'assembly-size.ts' }, about: 'bytes that PDF/A, text layer and mark add to a page' },
}

interface Section {
  /** Programs by the name that `--section` asks for them. */
  readonly parts: Readonly<Record<string, string>>
  readonly about: string
}

/** Runs a program of the bench; true when it ended well. */
function runPart(file: string, args: readonly string[]): boolean {
  const start = performance.now()
  const { status } = spawnSync(process.execPath, [path.join(import.meta.dirname, file), ...args], { stdio: 'inherit' })
  console.log(`   ${((performance.now() - start) / 1000).toFixed(0)} s${status === 0 ? '' : `, ENDED BADLY (${status ?? 'killed'})`}`)
  return status === 0
}

/** Runs one section, or the part of it that `--section` names, with the rest of the arguments; true when all ended well. */
function runSection(name: string, { parts, about }: Section, args: readonly string[]): boolean {
  const at = args.indexOf('--section')
  const wanted = at < 0 ? undefined : args[at + 1]
  const rest = at < 0 ? args : args.toSpliced(at, 2)
  if (wanted !== undefined && parts[wanted] === undefined) {
    console.error(`npm run bench -- ${name} --section [${Object.keys(parts).join(' | ')}]`)
    return false
  }
  console.log(`\n== ${name}: ${about}`)
  const chosen = Object.entries(parts).filter(([part]) => wanted === undefined || part === wanted)
  return chosen.map(([part, file]) => {
    console.log(`   npm run bench -- ${[name, ...(part === 'all' ? [] : ['--section', part]), ...rest].join(' ')}`)
    return runPart(file, rest)
  }).every(Boolean)
}

const [asked, ...args] = process.argv.slice(2)
const chosen = Object.entries(sections).filter(([name]) => asked === undefined || name === asked)
if (chosen.length === 0) {
  console.error(`npm run bench -- [${Object.keys(sections).join(' | ')}]`)
  process.exitCode = 2
} else {
  process.exitCode = chosen.map(([name, section]) => runSection(name, section, args)).every(Boolean) ? 0 : 1
}
