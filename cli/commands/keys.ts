import type { Command } from 'commander'
import type { ResultOf } from '../../shared/contract/index.ts'
import { isErrorCode, parseInstant, toVietnamTime } from '../../shared/model/index.ts'
import { explainError, type Language } from '../../shared/words/index.ts'
import type { Door } from '../door.ts'
import { placeOf, type CommonOptions } from '../options/options.ts'
import { usage } from '../usage.ts'

interface KeyOptions extends CommonOptions {
  readonly keyPassphraseFile?: string
  /** True: the only one that may sign. */
  readonly token?: string | true
  /** Whose own it is. */
  readonly officer?: string
}

/** The agency's keys, in files and on tokens. */
export function addKeyCommands(door: Door, program: Command): void {
  const { language, say, print, json, call, command } = door
  const key = program.command('key').description(say('key'))
  command('add [FILE]', say('keyAdd'), key).option('--token [FINGERPRINT]', say('keyOnToken')).option('--key-passphrase-file <FILE>', say('keyPassphraseFile')).option('--officer <NAME>', say('keyOfficer'))
    .action(async (file: string | undefined, options: KeyOptions) => {
      const { token, keyPassphraseFile, officer = null } = options
      if ((file === undefined) === (token === undefined)) throw usage('key add FILE | --token')
      const added = await call('key.add', file !== undefined ? { file: placeOf(file, 'FILE'), officer } : { onToken: typeof token === 'string' ? token.replaceAll(':', '').toLowerCase() : null, officer }, options, keyPassphraseFile === undefined ? {} : { keyPassphraseFile })
      if (options.json === true) json(added)
      else print(say('keyAdded', { subject: added.subject, date: day(added.notAfter) }))
    })

  command('tokens', say('tokens')).action(async (options: CommonOptions) => {
    const { modules } = await call('token.list', {}, options)
    if (options.json === true) { json({ modules }); return }
    if (modules.length === 0) print(say('tokensNoModule'))
    for (const listed of modules) for (const line of moduleLines(door, listed, language)) print(line)
  })
}

const day = (moment: string): string => toVietnamTime(parseInstant(moment)).slice(0, 10)

function moduleLines({ say }: Door, { module, failure, tokens }: ResultOf<'token.list'>['modules'][number], language: Language): string[] {
  if (failure !== null) return [module, `  ✘ ${whatOf(failure, language)}`]
  if (tokens.length === 0) return [module, `  ${say('tokensNone')}`]
  return [module, ...tokens.flatMap(({ label, model, serial, certificates }) => [
    `  ${label} · ${model} · ${serial}`,
    ...certificates.map(({ subject, fingerprint, notAfter, refusal }) => `    ${refusal === null ? '✓' : '✘'} ${subject} · ${refusal === null ? say('tokenMaySign', { date: day(notAfter) }) : whatOf(refusal, language)}\n      ${fingerprint}`),
  ])]
}

function whatOf({ code, params }: { readonly code: string; readonly params: Readonly<Record<string, string | number>> }, language: Language): string {
  return explainError(isErrorCode(code) ? code : 'internal', params, language).what
}
