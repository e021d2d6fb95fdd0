import { expect, test } from 'vitest'
import { killRounds } from './kill-rounds.ts'

const kills = Number(process.env.SOHOA_KILL_ROUNDS ?? 100)
const seed = Number(process.env.SOHOA_KILL_SEED ?? 3)

test(`every page, proof and audit entry outlives ${kills} kills at random moments of every command, and the work comes to its end`, async () => {
  const report = await killRounds({ kills, seed })
  process.stdout.write(`${report.kills} kills in ${report.rounds} rounds: ${Object.entries(report.byScenario).map(([name, count]) => `${name} ${count}`).join(', ')}\n`)
  expect(report.failures).toEqual([])
}, 20_000 * kills + 600_000)
