import { CommanderError } from 'commander'
import { describeThrown, kindOf, SohoaError } from '../shared/model/index.ts'
import { explainError, type Language } from '../shared/words/index.ts'
import { buildProgram } from './program.ts'
import { chooseLanguage } from './language.ts'

/** Runs one command line and tells the exit code. Results go to stdout, everything else to stderr. */
export async function main(args: readonly string[]): Promise<number> {
  const language = chooseLanguage(args)
  process.stdout.on('error', endWhenNobodyReads)
  const outcome = { exit: 0 }
  try {
    await buildProgram(language, outcome).parseAsync([...args], { from: 'user' })
    return outcome.exit
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      if (thrown.exitCode === 0) return 0
      // `commander.help`: nothing was asked for, and the help that says so is on stderr already.
      return thrown.code === 'commander.help' ? 2 : report(new SohoaError('usage', { detail: thrown.message.replace(/^error: /u, '') }), language, args.includes('--json'))
    }
    return report(thrown, language, args.includes('--json'))
  }
}

function report(thrown: unknown, language: Language, json: boolean): number {
  const { code, params } = describeThrown(thrown)
  if (json) {
    process.stdout.write(`${JSON.stringify({ error: { code, params } })}\n`)
  }
  const { what, why, todo } = explainError(code, params, language)
  process.stderr.write(`✘ ${what}\n  ${why}\n  → ${todo}\n`)
  if (code === 'internal' && process.env.SOHOA_DEBUG === '1' && thrown instanceof Error) process.stderr.write(`${thrown.stack ?? ''}\n`)
  return kindOf(code).exit
}

/** `sohoa records | head`: the reader has gone; the work is done all the same, only the telling ends. */
function endWhenNobodyReads(thrown: Error): void {
  if (!('code' in thrown) || thrown.code !== 'EPIPE') throw thrown
}
