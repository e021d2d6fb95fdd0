import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isVietnameseSyllable } from '../shared/model/index.ts'

/**
 * Builds `resources/words/pairs.txt`, the word pairs that post-correction knows, from `scripts/word-phrases.txt` and from texts of
 * Vietnamese law: `node scripts/word-pairs.ts ../shared/design/decree-137-2024.vi.txt`. The same texts give the same file.
 */
const folder = path.resolve(import.meta.dirname, '../resources/words')
/** A pair of the phrases is known to be good: it counts as if a text had it this often. */
const phraseCount = 4

function count(pairs: Map<string, Map<string, number>>, text: string, weight: number): void {
  for (const clause of text.normalize('NFC').toLowerCase().split(/[^\p{L}\s]+|\n\s*\n/u)) {
    const words = clause.split(/\s+/u).filter((word) => word !== '')
    words.forEach((word, index) => {
      const next = words[index + 1]
      if (next === undefined || !isVietnameseSyllable(word) || !isVietnameseSyllable(next)) return
      const followers = pairs.get(word) ?? new Map<string, number>()
      followers.set(next, (followers.get(next) ?? 0) + weight)
      pairs.set(word, followers)
    })
  }
}

const pairs = new Map<string, Map<string, number>>()
count(pairs, (await readFile(path.join(import.meta.dirname, 'word-phrases.txt'), 'utf8')).replaceAll('\n', ', '), phraseCount)
for (const file of process.argv.slice(2)) count(pairs, await readFile(file, 'utf8'), 1)

const inOrder = <Value>(entries: Iterable<[string, Value]>): [string, Value][] => [...entries].sort(([left], [right]) => (left < right ? -1 : 1))
const rows = inOrder(pairs).map(([word, followers]) => `${word} ${inOrder(followers).map(([next, times]) => `${next}${times === 1 ? '' : times}`).join(' ')}`)
await writeFile(path.join(folder, 'pairs.txt'), `${rows.join('\n')}\n`)
console.log(`${rows.length} words, ${[...pairs.values()].reduce((sum, followers) => sum + followers.size, 0)} pairs`)
