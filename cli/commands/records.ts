import { workTerms } from '../../shared/words/index.ts'
import type { Door } from '../door.ts'
import { readDossierFile } from '../options/dossier-file.ts'
import {
  addDossierOptions, collect, dossierFields, dossierFieldsForReview, fieldSetting, number, overruled, placeOf, recordIdOf, workState, type CommonOptions, type ConvertOptions, type ReviewOptions,
} from '../options/options.ts'
import { exitOfRun } from '../outcome.ts'
import { choice, dossierForReview } from '../options/recipient.ts'
import { comparedText } from '../text/recipient.ts'
import { detailText } from '../text/record.ts'
import { usage } from '../usage.ts'

const warnings = { frozen: 'exportedFrozen', voided: 'exportedVoided', replaced: 'exportedReplaced' } as const

/** Records: paper in, reviewed, looked at, out. */
export function addRecordCommands(door: Door): void {
  const { language, outcome, say, print, json, call, command, tell } = door
  addDossierOptions(command('convert <FILE...>', say('convert')).option('--dossier <FILE>', say('dossier')), say)
    .option('--accept-above <N>', say('acceptAbove')).option('--to <TARGETS>', say('to')).option('--per-agreement', say('perAgreement')).option('--reason <TEXT>', say('agreementReason'))
    .option('--no-deliver', say('noDeliver')).addHelpText('after', say('convertHelp'))
    .action(async (files: string[], options: ConvertOptions) => {
      const rows = options.dossier === undefined ? [{}] : await readDossierFile(options.dossier)
      if (rows.length > 1 && (options.owner ?? options.receiver ?? options.dossierCode ?? options.resultCode) !== undefined) throw usage(say('oneDossierOnly'))
      const dossiers = rows.map((row) => ({ ...row, ...dossierFields(options) }))
      const done = await call('record.convert', {
        files: files.map((file) => placeOf(file, 'FILE')), dossiers, deliver: options.deliver,
        ...(options.acceptAbove === undefined ? {} : { acceptAbove: number(options.acceptAbove, '--accept-above') }),
        ...choice(options),
      }, options, { onEvent: tell(options) })
      outcome.exit = exitOfRun(done.records, done.failures)
    })

  command('resume', say('resume')).option('--accept-above <N>', say('acceptAbove')).option('--no-deliver', say('noDeliver'))
    .action(async (options: CommonOptions & { acceptAbove?: string; deliver: boolean }) => {
      const done = await call('record.resume', { deliver: options.deliver, ...(options.acceptAbove === undefined ? {} : { acceptAbove: number(options.acceptAbove, '--accept-above') }) }, options, { onEvent: tell(options) })
      if (done.records.length + done.failures.length === 0 && options.json !== true) print(say('nothingToResume'))
      outcome.exit = exitOfRun(done.records, done.failures)
    })

  command('records', say('records')).option('--work <STATE>', say('work')).option('--limit <N>', say('limit')).option('--after <ID>', say('after'))
    .action(async (options: CommonOptions & { work?: string; limit?: string; after?: string }) => {
      const { records, next } = await call('record.list', {
        ...(options.limit === undefined ? {} : { limit: number(options.limit, '--limit') }),
        ...(options.work === undefined ? {} : { work: workState(options.work) }),
        ...(options.after === undefined ? {} : { after: recordIdOf(options.after) }),
      }, options)
      for (const record of records) tell(options)({ type: 'record', record })
      if (records.length === 0 && options.json !== true) print(say('nothing'))
      if (next !== null && options.json !== true) print(say('moreRecords', { id: next }))
    })

  command('show <ID>', say('show')).action(async (id: string, options: CommonOptions) => {
    const record = await call('record.show', { id: recordIdOf(id) }, options)
    if (options.json === true) json(record)
    else print(detailText(record, language))
  })

  addDossierOptions(command('review <ID>', say('review')).option('--dossier <FILE>', say('dossier')).option('--set <FIELD=VALUE>', say('set'), collect).option('--as-on-paper', say('asOnPaper')).option('--accept', say('accept'))
    .option('--accept-above <N>', say('acceptAbove')).option('--confirm-recipient', say('confirmRecipient')).option('--not-duplicate [ID]', say('notDuplicate'), collect).option('--overrule <FINDING[:PAGE]>', say('overrule'), collect).option('--reason <TEXT>', say('reason'))
    .option('--dpi <N>', say('dpi')).option('--to <TARGETS>', say('to')).option('--per-agreement', say('perAgreement')).option('--no-deliver', say('noDeliver')), say)
    .action(async (id: string, options: ReviewOptions) => {
      const set = Object.fromEntries((options.set ?? []).map(fieldSetting))
      const told = await dossierForReview(options.dossier)
      const record = await call('record.review', {
        id: recordIdOf(id), set, asOnPaper: options.asOnPaper === true, accept: options.accept === true, confirmRecipient: options.confirmRecipient === true, deliver: options.deliver, ...told, ...dossierFieldsForReview(options),
        ...(options.acceptAbove === undefined ? {} : { acceptAbove: number(options.acceptAbove, '--accept-above') }),
        ...(options.dpi === undefined ? {} : { dpi: number(options.dpi, '--dpi') }),
        ...(options.notDuplicate === undefined ? {} : { notDuplicateOf: options.notDuplicate === true ? 'all' as const : options.notDuplicate.map(recordIdOf) }),
        ...(options.overrule === undefined ? {} : { overrule: overruled(options.overrule) }),
        ...choice(options), ...(told.perAgreement === true ? { perAgreement: true } : {}),
      }, options)
      tell(options)({ type: 'record', record })
      if (options.confirmRecipient === true && options.json !== true) print([say('confirmed'), ...comparedText(record, language)].join('\n    '))
      outcome.exit = exitOfRun([record], [])
    })

  command('export <ID>', say('export')).requiredOption('--out <DIR>', say('out')).action(async (id: string, options: CommonOptions & { out: string }) => {
    const written = await call('record.export', { id: recordIdOf(id), folder: placeOf(options.out, '--out') }, options)
    if (options.json === true) { json(written) } else {
      for (const file of written.files) print(say('written', { file }))
      for (const what of written.missing) print(say('notWritten', { what }))
      if (written.standing !== 'in use') print(say(warnings[written.standing]))
    }
    if (written.missing.length > 0) outcome.exit = 3
  })

  command('search <WORDS...>', say('search')).option('--limit <N>', say('limit')).action(async (words: string[], options: CommonOptions & { limit?: string }) => {
    const { hits } = await call('record.search', { words: words.join(' '), ...(options.limit === undefined ? {} : { limit: number(options.limit, '--limit') }) }, options)
    for (const hit of hits) {
      if (options.json === true) json(hit)
      else print(`${hit.id} · ${workTerms[hit.work][language]}${hit.frozen ? ` · ${say('frozen')}` : ''} · ${hit.title}`)
    }
    if (hits.length === 0 && options.json !== true) print(say('nothing'))
  })
}
