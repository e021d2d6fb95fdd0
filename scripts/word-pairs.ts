import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isVietnameseSyllable } from '../shared/model/index.ts'

/**
 * Builds `resources/words/pairs.txt`, the word pairs that post-correction knows, from `scripts/word-phrases.txt`, from a text of law,
 * and from a folder of the codified law in Markdown (resources/words/README.md tells which):
 * `node scripts/word-pairs.ts ../shared/design/decree-137-2024.vi.txt FOLDER`. The same texts give the same file.
 */
const folder = path.resolve(import.meta.dirname, '../resources/words')
/** A pair of the phrases is known to be good: it counts as if the text had it this often. */
const phraseCount = 4
/** A pair of the codified law (16 million words) is known from so many finds on, and counts once for every so many: rarer ones are misprints and foreign names too. */
const findsPerCount = 20
/** Shorter lines are headings and cells of tables. */
const shortestLine = 40
/** Documents of this year are left out: the pages on which reading is measured are of it. */
const yearMeasured = '2026'

type Pairs = Map<string, Map<string, number>>

function count(pairs: Pairs, text: string, weight: number): void {
  for (const clause of text.normalize('NFC').toLowerCase().split(/[^\p{L}\s]+|\n\s*\n/u)) {
    const words = clause.split(/\s+/u).filter((word) => word !== '')
    words.forEach((word, index) => {
      const next = words[index + 1]
      if (next !== undefined && isKnownSyllable(word) && isKnownSyllable(next)) add(pairs, word, next, weight)
    })
  }
}

const syllables = new Map<string, boolean>()
function isKnownSyllable(word: string): boolean {
  const known = syllables.get(word) ?? isVietnameseSyllable(word)
  syllables.set(word, known)
  return known
}

function add(pairs: Pairs, word: string, next: string, times: number): void {
  const followers = pairs.get(word) ?? new Map<string, number>()
  followers.set(next, (followers.get(next) ?? 0) + times)
  pairs.set(word, followers)
}

/** Running text of the Markdown files of a folder, each line once and by itself. */
async function* linesOfLaw(place: string): AsyncGenerator<string> {
  const seen = new Set<string>()
  const files = (await readdir(place, { recursive: true })).filter((name) => name.endsWith('.md') && !path.basename(name).includes(yearMeasured)).sort()
  for (const file of files) {
    for (const row of (await readFile(path.join(place, file), 'utf8')).split('\n')) {
      const line = row.replace(/[*#`>|_]+/gu, '').trim()
      if (/^\*\*[^*]*:\*\*|^(?:---|<|\|)/u.test(row) || line.length < shortestLine || line.includes(yearMeasured) || seen.has(line)) continue
      seen.add(line)
      yield line
    }
  }
}

const pairs: Pairs = new Map()
count(pairs, (await readFile(path.join(import.meta.dirname, 'word-phrases.txt'), 'utf8')).replaceAll('\n', ', '), phraseCount)
const [text, law] = process.argv.slice(2)
if (text === undefined || law === undefined) throw new Error('node scripts/word-pairs.ts TEXT FOLDER')
count(pairs, await readFile(text, 'utf8'), 1)
const inLaw: Pairs = new Map()
for await (const line of linesOfLaw(law)) count(inLaw, line, 1)
for (const [word, followers] of inLaw) for (const [next, finds] of followers) if (finds >= findsPerCount) add(pairs, word, next, Math.round(finds / findsPerCount))

const inOrder = <Value>(entries: Iterable<[string, Value]>): [string, Value][] => [...entries].sort(([left], [right]) => (left < right ? -1 : 1))
const rows = inOrder(pairs).map(([word, followers]) => `${word} ${inOrder(followers).map(([next, times]) => `${next}${times === 1 ? '' : times}`).join(' ')}`)
await writeFile(path.join(folder, 'pairs.txt'), `${rows.join('\n')}\n`)
console.log(`${rows.length} words, ${[...pairs.values()].reduce((sum, followers) => sum + followers.size, 0)} pairs`)
