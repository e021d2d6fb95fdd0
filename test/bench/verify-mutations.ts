import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { tryMutations, type Outcome } from '../support/mutations.ts'

/** Judges mutants of our own signed files: `[how many] [seed] [folder for those that escaped]`. */
const [count = '10000', seed = '1', folder] = process.argv.slice(2)
const { counts, escapes } = await tryMutations(Number(count), Number(seed), (done) => {
  if (done % 500 === 0) console.log(`verify: ${done} of ${count}`)
})

function table(title: string, lines: ReadonlyMap<string, Outcome>): void {
  console.log([title.padEnd(40), 'failed', 'indeterminate', 'passed (told, not signed, not seen)'].join('  '))
  for (const [name, { failed, indeterminate, passed }] of lines) console.log([name.padEnd(40), String(failed).padStart(6), String(indeterminate).padStart(13), String(passed).padStart(6)].join('  '))
}

table('file', counts.files)
table('way', counts.ways)
table('part aimed at', counts.parts)
for (const [index, { file, what, why, pdf }] of escapes.entries()) {
  console.log(`ESCAPED ${index}: ${file}, ${what}: ${why}`)
  if (folder === undefined) continue
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${index}.pdf`), pdf)
}
console.log(`verify: ${escapes.length} of ${count} mutants passed that must not (seed ${seed})`)
process.exitCode = escapes.length === 0 ? 0 : 1
