import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { isMethod, methods, type MethodName, type ParamsOf, type ResultOf, type StationEvent } from '../shared/contract/index.ts'
import { isErrorCode, parseInstant, SohoaError, toVietnamTime } from '../shared/model/index.ts'
import { callStation } from '../shared/station/index.ts'
import { explainError, helpTitles, type Language } from '../shared/words/index.ts'
import { readDossierFile } from './dossier-file.ts'
import { texts } from './language.ts'
import { exitOfRun, exitOfVerdicts } from './outcome.ts'
import {
  collect, configuration, dossierFields, dossierFieldsForReview, fieldSetting, number, placeOf, recordIdOf, targets, usage, workState,
  type CommonOptions, type ConfigureOptions, type ConvertOptions, type ReviewOptions,
} from './options.ts'
import { askPassphrase, readPassphraseFile } from './passphrase.ts'
import { progressLine } from './progress.ts'
import { detailText, recordText, verdictText } from './record-text.ts'

/** The whole command line. What a command ends with is put into `outcome.exit`. */
export function buildProgram(language: Language, outcome: { exit: number }): Command {
  const say = texts(language)
  const program = new Command('sohoa')
  const print = (line: string): void => { process.stdout.write(`${line}\n`) }
  const json = (value: unknown): void => { print(JSON.stringify(value)) }

  async function call<Name extends MethodName>(name: Name, params: ParamsOf<Name>, options: CommonOptions, extra: { keyPassphraseFile?: string; onEvent?: (event: StationEvent) => void } = {}): Promise<ResultOf<Name>> {
    const progress = progressLine(language, options.json === true)
    try {
      return await callStation(name, params, {
        folder: placeOf(options.station ?? process.env.SOHOA_STATION ?? join(homedir(), 'sohoa'), '--station'),
        passphrase: () => passphrase(options, name === 'station.create'),
        keyPassphrase: () => (extra.keyPassphraseFile === undefined ? askPassphrase(say('askKeyPassphrase')) : readPassphraseFile(extra.keyPassphraseFile)),
        onEvent(event) {
          if (event.type === 'progress') { progress.show(event); return }
          progress.clear()
          extra.onEvent?.(event)
        },
      })
    } finally {
      progress.clear()
    }
  }

  async function passphrase(options: CommonOptions, twice: boolean): Promise<Uint8Array> {
    if (options.passphraseFile !== undefined) return readPassphraseFile(options.passphraseFile)
    const typed = await askPassphrase(say('askPassphrase'))
    if (twice && !Buffer.from(typed).equals(await askPassphrase(say('askPassphraseAgain')))) throw usage(say('passphrasesDiffer'))
    return typed
  }

  const command = (signature: string, about: string, parent: Command = program): Command =>
    parent.command(signature).description(about)
      .option('--station <DIR>', say('station')).option('--passphrase-file <FILE>', say('passphraseFile'))
      .option('--json', say('json')).addOption(new Option('--lang <vi|en>', say('lang')).choices(['vi', 'en']))
  const settings = (target: Command): Command => target
    .option('--agency <NAME>', say('agency')).option('--place <NAME>', say('place')).option('--agency-code <CODE>', say('agencyCode'))
    .option('--tsa <URL>', say('tsa')).option('--target <NAME=URL>', say('target'), collect).option('--target-ca <FILE>', say('targetCa'))
    .option('--trust <FILE>', say('trust'), collect).addOption(new Option('--rsa-scheme <SCHEME>', say('rsaScheme')).choices(['pkcs1', 'pss']))
    .option('--page-size-limit <KB>', say('pageSizeLimit')).option('--accept-from <N>', say('acceptFrom'))
    .addOption(new Option('--engine <NAME>', say('engine')).choices(['auto', 'tesseract.js', 'native'])).option('--to <TARGETS>', say('defaultTo'))
  const dossierOptions = (target: Command): Command => target
    .option('--dossier-code <CODE>', say('dossierCode')).option('--procedure-code <CODE>', say('procedureCode')).option('--result-code <CODE>', say('resultCode'))
    .option('--valid-until <DATE>', say('validUntil')).option('--kind <KIND>', say('kind')).option('--owner <OWNER>', say('owner'), collect).option('--receiver <RECEIVER>', say('receiver'))

  /** Prints records and failures as they come and sets the exit code. */
  const tell = (options: CommonOptions) => (event: StationEvent): void => {
    if (event.type === 'record') {
      if (options.json === true) json(event.record)
      else print(recordText(event.record, language))
    }
    if (event.type === 'failure') {
      if (options.json === true) json({ source: event.failure.source, error: event.failure.error })
      else print(failureText(event.failure, language))
    }
    if (event.type === 'verdict') {
      if (options.json === true) json(event.verdict)
      else print(verdictText(event.verdict, language))
    }
  }

  program.description(say('program')).addHelpText('after', say('examples')).configureOutput({ outputError: () => undefined }).exitOverride()
    .configureHelp({ styleTitle: (title) => helpTitles[title]?.[language] ?? title, optionDescription: ({ description }) => description })
    .helpOption('-h, --help', say('help')).helpCommand('help [command]', say('help'))
  program.addOption(new Option('--lang <vi|en>', say('lang')).choices(['vi', 'en']))

  settings(command('init', say('init')).requiredOption('--officer <NAME>', say('officer'), process.env.USER ?? 'officer').option('--training', say('training')))
    .action(async (options: ConfigureOptions & { officer: string; training?: boolean }) => {
      const made = await call('station.create', { officer: options.officer, training: options.training === true, configuration: await configuration(options) }, options)
      if (options.json === true) { json(made); return }
      print(say(made.training ? 'createdTraining' : 'created', { folder: made.folder }))
      print(`${say('recoveryKey')}\n\n  ${made.recoveryKey}\n`)
    })

  settings(command('configure', say('configure'))).option('--clock-confirmed', say('clockConfirmed')).action(async (options: ConfigureOptions & { clockConfirmed?: boolean }) => {
    const now = await call('station.configure', { set: await configuration(options), clockConfirmed: options.clockConfirmed === true }, options)
    if (options.json === true) { json(now); return }
    for (const [name, value] of Object.entries(now)) print(`${name}: ${typeof value === 'string' && value.includes('-----BEGIN') ? 'PEM' : JSON.stringify(value, hidePem)}`)
  })

  const key = program.command('key').description(say('key'))
  command('add <FILE>', say('keyAdd'), key).option('--key-passphrase-file <FILE>', say('keyPassphraseFile'))
    .action(async (file: string, options: CommonOptions & { keyPassphraseFile?: string }) => {
      const added = await call('key.add', { file: placeOf(file, 'FILE') }, options, options.keyPassphraseFile === undefined ? {} : { keyPassphraseFile: options.keyPassphraseFile })
      if (options.json === true) json(added)
      else print(say('keyAdded', { subject: added.subject, date: toVietnamTime(parseInstant(added.notAfter)).slice(0, 10) }))
    })

  command('status', say('status')).action(async (options: CommonOptions) => {
    const status = await call('station.status', {}, options)
    if (options.json === true) { json(status); return }
    print(`${status.configuration.agency ?? '—'}${status.training ? ' · BẢN TẬP HUẤN' : ''}`)
    for (const { subject, notAfter } of status.keys) print(`${say('keys')}: ${subject} · ${notAfter.slice(0, 10)}`)
    for (const [work, count] of Object.entries(status.records)) print(`${work}: ${count}`)
    print(say('outbox', status.outbox))
  })

  dossierOptions(command('convert <FILE...>', say('convert')).option('--dossier <FILE>', say('dossier')))
    .option('--accept-above <N>', say('acceptAbove')).option('--to <TARGETS>', say('to')).option('--no-deliver', say('noDeliver'))
    .addHelpText('after', say('convertHelp'))
    .action(async (files: string[], options: ConvertOptions) => {
      const rows = options.dossier === undefined ? [{}] : await readDossierFile(options.dossier)
      if (rows.length > 1 && (options.owner ?? options.receiver ?? options.dossierCode ?? options.resultCode) !== undefined) throw usage(say('oneDossierOnly'))
      const dossiers = rows.map((row) => ({ ...row, ...dossierFields(options) }))
      const done = await call('record.convert', {
        files: files.map((file) => placeOf(file, 'FILE')), dossiers, deliver: options.deliver,
        ...(options.acceptAbove === undefined ? {} : { acceptAbove: number(options.acceptAbove, '--accept-above') }),
        ...(options.to === undefined ? {} : { deliverTo: targets(options.to) }),
      }, options, { onEvent: tell(options) })
      outcome.exit = exitOfRun(done.records, done.failures)
    })

  command('resume', say('resume')).option('--accept-above <N>', say('acceptAbove')).option('--no-deliver', say('noDeliver'))
    .action(async (options: CommonOptions & { acceptAbove?: string; deliver: boolean }) => {
      const done = await call('record.resume', { deliver: options.deliver, ...(options.acceptAbove === undefined ? {} : { acceptAbove: number(options.acceptAbove, '--accept-above') }) }, options, { onEvent: tell(options) })
      if (done.records.length + done.failures.length === 0 && options.json !== true) print(say('nothingToResume'))
      outcome.exit = exitOfRun(done.records, done.failures)
    })

  command('records', say('records')).option('--work <STATE>', say('work')).option('--limit <N>', say('limit'))
    .action(async (options: CommonOptions & { work?: string; limit?: string }) => {
      const { records } = await call('record.list', {
        ...(options.limit === undefined ? {} : { limit: number(options.limit, '--limit') }),
        ...(options.work === undefined ? {} : { work: workState(options.work) }),
      }, options)
      for (const record of records) tell(options)({ type: 'record', record })
      if (records.length === 0 && options.json !== true) print(say('nothing'))
    })

  command('show <ID>', say('show')).action(async (id: string, options: CommonOptions) => {
    const record = await call('record.show', { id: recordIdOf(id) }, options)
    if (options.json === true) json(record)
    else print(detailText(record, language))
  })

  dossierOptions(command('review <ID>', say('review')).option('--set <FIELD=VALUE>', say('set'), collect).option('--accept', say('accept'))
    .option('--accept-above <N>', say('acceptAbove')).option('--confirm-recipient', say('confirmRecipient')).option('--reason <TEXT>', say('reason'))
    .option('--dpi <N>', say('dpi')).option('--to <TARGETS>', say('to')).option('--no-deliver', say('noDeliver')))
    .action(async (id: string, options: ReviewOptions) => {
      const set = Object.fromEntries((options.set ?? []).map(fieldSetting))
      const record = await call('record.review', {
        id: recordIdOf(id), set, accept: options.accept === true, confirmRecipient: options.confirmRecipient === true, deliver: options.deliver, ...dossierFieldsForReview(options),
        ...(options.acceptAbove === undefined ? {} : { acceptAbove: number(options.acceptAbove, '--accept-above') }),
        ...(options.reason === undefined ? {} : { reason: options.reason }),
        ...(options.dpi === undefined ? {} : { dpi: number(options.dpi, '--dpi') }),
        ...(options.to === undefined ? {} : { deliverTo: targets(options.to) }),
      }, options)
      tell(options)({ type: 'record', record })
      outcome.exit = exitOfRun([record], [])
    })

  command('export <ID>', say('export')).requiredOption('--out <DIR>', say('out')).action(async (id: string, options: CommonOptions & { out: string }) => {
    const written = await call('record.export', { id: recordIdOf(id), folder: placeOf(options.out, '--out') }, options)
    if (options.json === true) { json(written) } else {
      for (const file of written.files) print(say('written', { file }))
      for (const what of written.missing) print(say('notWritten', { what }))
    }
    if (written.missing.length > 0) outcome.exit = 3
  })

  command('search <WORDS...>', say('search')).option('--limit <N>', say('limit')).action(async (words: string[], options: CommonOptions & { limit?: string }) => {
    const { hits } = await call('record.search', { words: words.join(' '), ...(options.limit === undefined ? {} : { limit: number(options.limit, '--limit') }) }, options)
    for (const hit of hits) {
      if (options.json === true) json(hit)
      else print(`${hit.id} · ${hit.title}`)
    }
    if (hits.length === 0 && options.json !== true) print(say('nothing'))
  })

  command('deliver', say('deliver')).option('--id <ID>', say('deliverId')).option('--to <TARGETS>', say('to')).action(async (options: CommonOptions & { id?: string; to?: string }) => {
    const { records } = await call('delivery.run', {
      ...(options.id === undefined ? {} : { id: recordIdOf(options.id) }), ...(options.to === undefined ? {} : { to: targets(options.to) }),
    }, options, { onEvent: tell(options) })
    if (records.length === 0 && options.json !== true) print(say('nothing'))
    outcome.exit = exitOfRun(records, [])
  })

  command('verify <FILE...>', say('verify')).option('--trust <FILE>', say('trust'), collect).action(async (files: string[], options: CommonOptions & { trust?: string[] }) => {
    const verdicts = await call('file.verify', { files: files.map((file) => placeOf(file, 'FILE')), trust: (options.trust ?? []).map((file) => placeOf(file, '--trust')) }, options, { onEvent: tell(options) })
    outcome.exit = exitOfVerdicts(verdicts.files)
  })

  command('call <METHOD> [JSON]', say('call')).option('--key-passphrase-file <FILE>', say('keyPassphraseFile'))
    .addHelpText('after', `\n${say('callMethods')}\n${Object.keys(methods).map((name) => `  ${name}`).join('\n')}`)
    .action(async (method: string, params: string | undefined, options: CommonOptions & { keyPassphraseFile?: string }) => {
      if (!isMethod(method)) throw new SohoaError('unknown_method', { method })
      json(await call(method, parseParams(params, method), options, options.keyPassphraseFile === undefined ? {} : { keyPassphraseFile: options.keyPassphraseFile }))
    })

  program.command('demo').description(say('demo')).option('--no-open').allowUnknownOption().action((options: { open: boolean }) => {
    const script = ['demo/run.ts', 'demo/run.js'].map((name) => join(import.meta.dirname, '..', name)).find((path) => existsSync(path))
    if (script === undefined) throw new SohoaError('not_found', { what: 'demo' })
    outcome.exit = spawnSync(process.execPath, [script, ...(options.open ? [] : ['--no-open'])], { stdio: 'inherit' }).status ?? 1
  })
  return program
}

function hidePem(_name: string, value: unknown): unknown {
  return typeof value === 'string' && value.includes('-----BEGIN') ? 'PEM' : value
}

function parseParams<Name extends MethodName>(text: string | undefined, method: Name): ParamsOf<Name> {
  try {
    return JSON.parse(text ?? '{}') as ParamsOf<Name>
  } catch (thrown) {
    throw new SohoaError('invalid_params', { method, path: 'JSON' }, { cause: thrown })
  }
}

function failureText(failure: { source: string; error: { code: string; params: Readonly<Record<string, string | number>> } }, language: Language): string {
  const { code, params } = failure.error
  const { what, why, todo } = explainError(isErrorCode(code) ? code : 'internal', params, language)
  return `✘ ${failure.source}: ${what}\n  ${why}\n  → ${todo}`
}
