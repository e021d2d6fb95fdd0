import { parseArgs } from 'node:util'
import { randomFrom } from '../support/random.ts'
import { scenarios, type Scenario } from './kill-scenarios.ts'
import { KillingGround, type References } from './killing-ground.ts'

/** What came of it. */
export interface KillReport {
  /** Kills that struck before the command had ended by itself. */
  readonly kills: number
  /** Commands killed, once or several times, and brought to their end. */
  readonly rounds: number
  readonly byScenario: Readonly<Record<string, number>>
  /** Each with its round, its command and the moments. */
  readonly failures: readonly string[]
}

export interface KillOptions {
  /** How many kills must strike. */
  readonly kills: number
  /** The same seed makes the same choices. */
  readonly seed: number
  /** The first round, to go on where a run was broken off. */
  readonly first?: number
  /** Only scenarios whose name contains this. */
  readonly only?: string
  /** How many offices work beside each other. */
  readonly offices?: number
  readonly onRound?: (line: string) => void
}

function chosen(among: readonly Scenario[], random: () => number): Scenario {
  let place = random() * among.reduce((sum, { weight }) => sum + weight, 0)
  const found = among.find(({ weight }) => {
    place -= weight
    return place < 0
  })
  if (found === undefined) throw new Error('no such scenario')
  return found
}

/** Kills commands and tells what the stations were like afterwards. */
export async function killRounds({ kills: wanted, seed, first = 1, only = '', offices = 2, onRound = () => undefined }: KillOptions): Promise<KillReport> {
  const among = scenarios.filter(({ name }) => name.includes(only))
  const byScenario: Record<string, number> = {}
  const failures: string[] = []
  const references: References = new Map()
  let kills = 0
  let next = first
  await Promise.all(Array.from({ length: offices }, async () => {
    const ground = await KillingGround.open(references)
    try {
      for (let round = next++; kills < wanted; round = next++) {
        const random = randomFrom(seed * 100_000 + round)
        const scenario = chosen(among, random)
        const { faults, moments, killed } = await ground.round(scenario, random)
        kills += killed
        byScenario[scenario.name] = (byScenario[scenario.name] ?? 0) + 1
        const line = `round ${round}, ${scenario.name}, killed ${moments.join(', then ')}`
        onRound(`${kills}/${wanted}: ${line}: ${faults.length === 0 ? 'whole' : `\n  ${faults.join('\n  ')}`}`)
        if (faults.length > 0) failures.push(`seed ${seed}, ${line}: ${faults.join('; ')}`)
      }
    } finally {
      if (failures.length === 0) await ground.close()
      else await ground.rest()
    }
  }))
  return { kills, rounds: Object.values(byScenario).reduce((sum, count) => sum + count, 0), byScenario, failures }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' }, first: { type: 'string' }, only: { type: 'string' }, offices: { type: 'string' } } })
  const seed = Number(values.seed ?? Math.floor(Math.random() * 10_000))
  process.stdout.write(`seed ${seed}\n`)
  const report = await killRounds({
    kills: Number(values.kills ?? 100), seed, first: Number(values.first ?? 1), only: values.only ?? '', offices: Number(values.offices ?? 2),
    onRound: (line) => { process.stdout.write(`${line}\n`) },
  })
  process.stdout.write(`${JSON.stringify(report.byScenario, undefined, 1)}\n${report.kills} kills in ${report.rounds} rounds, ${report.failures.length} failures\n${report.failures.join('\n')}\n`)
  process.exitCode = report.failures.length === 0 ? 0 : 1
}
