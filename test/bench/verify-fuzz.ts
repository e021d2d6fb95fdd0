import { fuzzVerifier, hostileFiles } from '../support/verify-fuzz.ts'

/** Prints what the verifier takes over damaged and hostile files: `[copies of each file] [seed]`. */
const [copies = '40', seed = '1'] = process.argv.slice(2)
const files = [...hostileFiles('hard_pdf') ?? [], ...hostileFiles('signed_pdf') ?? []]
if (files.length === 0) console.log('fuzz: ../shared/corpus is absent, nothing tried')
console.log([''.padEnd(50), 'runs', 'failed', 'indeterminate', 'slowest ms', 'peak MiB', 'ended'].join('  '))
const lines = await fuzzVerifier(files, Number(copies), Number(seed), ({ file, runs, verdicts, slowestMs, peakMiB, ended }) => {
  console.log([file.slice(0, 50).padEnd(50), String(runs).padStart(4), String(verdicts.failed).padStart(6), String(verdicts.indeterminate).padStart(13), String(slowestMs).padStart(10), String(peakMiB ?? '–').padStart(8), ended.join(' ')].join('  '))
})
const ended = lines.flatMap((line) => line.ended)
const passed = lines.reduce((sum, { verdicts }) => sum + verdicts.passed, 0)
console.log(`fuzz: ${lines.reduce((sum, { runs }) => sum + runs, 0)} checks, ${ended.length} ended by a limit or a crash, ${passed} passed with nobody trusted; slowest ${Math.max(0, ...lines.map(({ slowestMs }) => slowestMs))} ms, most memory ${Math.max(0, ...lines.map(({ peakMiB }) => peakMiB ?? 0))} MiB`)
process.exitCode = ended.length === 0 && passed === 0 ? 0 : 1
