import type { Command } from 'commander'
import type { ResultOf } from '../../shared/contract/index.ts'
import type { Language } from '../../shared/words/index.ts'
import type { Door } from '../door.ts'
import { placeOf, plainDigest, type CommonOptions } from '../options/options.ts'
import { day, keyText, whatOf } from '../text/key.ts'
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
      const added = await call('key.add', file !== undefined ? { file: placeOf(file, 'FILE'), officer } : { onToken: typeof token === 'string' ? plainDigest(token) : null, officer }, options, keyPassphraseFile === undefined ? {} : { keyPassphraseFile })
      if (options.json === true) json(added)
      else print(say('keyAdded', { subject: added.subject, date: day(added.notAfter) }))
    })

  command('list', say('keyList'), key).action(async (options: CommonOptions) => {
    const { keys } = await call('station.status', {}, options)
    if (options.json === true) { json({ keys }); return }
    if (keys.length === 0) print(say('keyNone'))
    for (const known of keys) print(`${keyText(known, say, language)}\n  ${known.fingerprint}`)
  })

  command('remove <FINGERPRINT>', say('keyRemove'), key).action(async (fingerprint: string, options: CommonOptions) => {
    const removed = await call('key.remove', { fingerprint: plainDigest(fingerprint) }, options)
    if (options.json === true) json(removed)
    else print(say('keyRemoved', { subject: removed.subject }))
  })

  command('tokens', say('tokens')).option('--officer <NAME>', say('keyOfficer')).action(async (options: CommonOptions & { officer?: string }) => {
    const { modules } = await call('token.list', { officer: options.officer ?? null }, options)
    if (options.json === true) { json({ modules }); return }
    if (modules.length === 0) print(say('tokensNoModule'))
    for (const listed of modules) for (const line of moduleLines(door, listed, language)) print(line)
  })
}

function moduleLines({ say }: Door, { module, failure, tokens }: ResultOf<'token.list'>['modules'][number], language: Language): string[] {
  if (failure !== null) return [module, `  ✘ ${whatOf(failure, language)}`]
  if (tokens.length === 0) return [module, `  ${say('tokensNone')}`]
  return [module, ...tokens.flatMap(({ label, model, serial, certificates }) => [
    `  ${label} · ${model} · ${serial}`,
    ...certificates.map(({ subject, fingerprint, notAfter, refusal }) => `    ${refusal === null ? '✓' : '✘'} ${subject} · ${refusal === null ? say('tokenMaySign', { date: day(notAfter) }) : whatOf(refusal, language)}\n      ${fingerprint}`),
  ])]
}
