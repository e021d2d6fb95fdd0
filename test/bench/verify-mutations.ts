import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { tryMutations } from '../support/mutations.ts'

/** Judges mutants of our own signed files: `[how many] [seed] [folder for those that escaped]`. */
const [count = '10000', seed = '1', folder] = process.argv.slice(2)
const { counts, escapes } = await tryMutations(Number(count), Number(seed), (done) => {
  if (done % 500 === 0) console.log(`verify: ${done} of ${count}`)
})
console.log(['file'.padEnd(16), 'failed', 'indeterminate', 'passed (told, not signed, not seen)'].join('  '))
for (const { file, failed, indeterminate, passed } of counts) console.log([file.padEnd(16), String(failed).padStart(6), String(indeterminate).padStart(13), String(passed).padStart(6)].join('  '))
for (const [index, { file, what, why, pdf }] of escapes.entries()) {
  console.log(`ESCAPED ${index}: ${file}, ${what}: ${why}`)
  if (folder === undefined) continue
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${index}.pdf`), pdf)
}
console.log(`verify: ${escapes.length} of ${count} mutants passed that must not (seed ${seed})`)
process.exitCode = escapes.length === 0 ? 0 : 1
