import { homedir } from 'node:os'
import { join } from 'node:path'
import { Option, type Command } from 'commander'
import type { MethodName, ParamsOf, ResultOf, StationEvent } from '../shared/contract/index.ts'
import { readPassphraseFile } from '../shared/door/index.ts'
import { isErrorCode, SohoaError } from '../shared/model/index.ts'
import { explainError, type CommandText, type Language } from '../shared/words/index.ts'
import { texts } from './language.ts'
import { placeOf, type CommonOptions } from './options/options.ts'
import { askPassphrase } from './passphrase.ts'
import { progressLine } from './progress.ts'
import { recordText, verdictText } from './text/record.ts'
import { usage } from './usage.ts'

/** What comes beside a call at the command line. */
export interface CallExtra {
  readonly keyPassphraseFile?: string
  readonly newPassphraseFile?: string
  /** One for each token that is to be unlocked, in the order of the signatures. */
  readonly pinFiles?: readonly string[]
  /** What is asked for to open the station; a passphrase unless told. */
  readonly asks?: 'askRecoveryKey'
  /** Long work that Ctrl-C ends cleanly; a second Ctrl-C ends the process, which is safe too. */
  readonly cancellable?: boolean
  readonly onEvent?: (event: StationEvent) => void
}

/** What every command is made with: the texts, the call to the station, and the one way to print. */
export interface Door {
  readonly language: Language
  /** Exit code that the run will end with; a command puts its own in. */
  readonly outcome: { exit: number }
  readonly say: ReturnType<typeof texts>
  readonly print: (line: string) => void
  readonly json: (value: unknown) => void
  readonly call: <Name extends MethodName>(name: Name, params: ParamsOf<Name>, options: CommonOptions, extra?: CallExtra) => Promise<ResultOf<Name>>
  /** A command that works on a station, with the options that all of them have. */
  readonly command: (signature: string, about: string, parent?: Command) => Command
  /** Prints records, failures and verdicts as they come. */
  readonly tell: (options: CommonOptions) => (event: StationEvent) => void
}

/** Folder of the station that a command is about. */
export const stationFolder = (options: CommonOptions): string => placeOf(options.station ?? process.env.SOHOA_STATION ?? join(homedir(), 'sohoa'), '--station')

/** Opens the door of one run. */
export function openDoor(language: Language, outcome: { exit: number }, program: Command): Door {
  const say = texts(language)
  const print = (line: string): void => { process.stdout.write(`${line}\n`) }
  const json = (value: unknown): void => { print(JSON.stringify(value)) }

  async function call<Name extends MethodName>(name: Name, params: ParamsOf<Name>, options: CommonOptions, extra: CallExtra = {}): Promise<ResultOf<Name>> {
    const progress = progressLine(language, options.json === true)
    const pinFiles = [...extra.pinFiles ?? []]
    const stop = new AbortController()
    const onInterrupt = (): void => { stop.abort() }
    if (extra.cancellable === true) process.once('SIGINT', onInterrupt)
    try {
      // Only now: help, and a station in a process of its own, need none of it.
      const { callStation } = await import('../shared/station/index.ts')
      return await callStation(name, params, {
        signal: stop.signal,
        folder: stationFolder(options),
        passphrase: () => passphrase(options, extra.asks ?? 'askPassphrase', name === 'station.create'),
        newPassphrase: () => newPassphrase(extra),
        keyPassphrase: () => (extra.keyPassphraseFile === undefined ? askPassphrase(say('askKeyPassphrase')) : readPassphraseFile(extra.keyPassphraseFile)),
        // Asked for only when a token is to be unlocked.
        pin({ label }) {
          progress.clear()
          if (extra.pinFiles === undefined) return askPassphrase(say('askPin', { token: label }), 'pin_missing')
          const file = pinFiles.shift()
          return file === undefined ? Promise.reject(new SohoaError('pin_missing')) : readPassphraseFile(file)
        },
        onEvent(event) {
          if (event.type === 'progress') { progress.show(event); return }
          progress.clear()
          if (event.type === 'notice') process.stderr.write(`! ${errorLines(event.notice, language)}\n`)
          extra.onEvent?.(event)
        },
      })
    } finally {
      process.off('SIGINT', onInterrupt)
      progress.clear()
    }
  }

  async function passphrase(options: CommonOptions, question: 'askPassphrase' | 'askRecoveryKey', twice: boolean): Promise<Uint8Array> {
    if (options.passphraseFile !== undefined) return readPassphraseFile(options.passphraseFile)
    return twice ? askTwice(question, 'askPassphraseAgain') : askPassphrase(say(question))
  }

  async function newPassphrase({ newPassphraseFile }: CallExtra): Promise<Uint8Array> {
    return newPassphraseFile === undefined ? askTwice('askNewPassphrase', 'askNewPassphraseAgain') : readPassphraseFile(newPassphraseFile)
  }

  async function askTwice(question: CommandText, again: CommandText): Promise<Uint8Array> {
    const typed = await askPassphrase(say(question))
    const repeated = await askPassphrase(say(again))
    const same = Buffer.from(typed).equals(repeated)
    repeated.fill(0)
    if (!same) throw usage(say('passphrasesDiffer'))
    return typed
  }

  const command = (signature: string, about: string, parent: Command = program): Command =>
    parent.command(signature).description(about)
      .option('--station <DIR>', say('station')).option('--passphrase-file <FILE>', say('passphraseFile'))
      .option('--json', say('json')).addOption(new Option('--lang <vi|en>', say('lang')).choices(['vi', 'en']))

  /** Prints records and failures as they come and sets the exit code. */
  const tell = (options: CommonOptions) => (event: StationEvent): void => {
    if (event.type === 'record') {
      if (options.json === true) json(event.record)
      else print(recordText(event.record, language))
    }
    if (event.type === 'failure') {
      if (options.json === true) json({ source: event.failure.source, error: event.failure.error })
      else print(`✘ ${event.failure.source}: ${errorLines(event.failure.error, language)}`)
    }
    if (event.type === 'verdict') {
      if (options.json === true) json(event.verdict)
      else print(verdictText(event.verdict, language))
    }
  }

  return { language, outcome, say, print, json, call, command, tell }
}

interface ToldError {
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

/** What happened, why, and what to do, a line each. */
function errorLines({ code, params }: ToldError, language: Language): string {
  const { what, why, todo } = explainError(isErrorCode(code) ? code : 'internal', params, language)
  return `${what}\n  ${why}\n  → ${todo}`
}
