import { Option, type Command } from 'commander'
import { recallReasons, type RecallReason } from '../../shared/model/index.ts'
import type { Door } from '../door.ts'
import { readDossierFile } from '../options/dossier-file.ts'
import { addDossierOptions, dossierFields, number, placeOf, recordIdOf, type CommonOptions, type ConvertOptions } from '../options/options.ts'
import { exitOfRun } from '../outcome.ts'
import { choice } from '../options/recipient.ts'
import { usage } from '../usage.ts'

interface DecisionOptions extends CommonOptions {
  readonly reason: string
  readonly deliver: boolean
}

/** Results that turn out to be wrong: held back, taken out of use, replaced. */
export function addCorrectionCommands(door: Door): void {
  const { outcome, say, call, command, tell } = door
  const decision = (signature: string, about: string): Command => command(signature, about).requiredOption('--reason <TEXT>', say('decisionReason'))

  decision('freeze <ID>', say('freeze')).action(async (id: string, options: DecisionOptions) => {
    const record = await call('record.freeze', { id: recordIdOf(id), reason: options.reason }, options, { onEvent: tell(options) })
    // What was asked for is done; that the record now waits for a person is told, not an outcome of the freeze.
    outcome.exit = record.frozen === null ? 3 : 0
  })

  decision('release <ID>', say('release')).option('--no-deliver', say('noDeliver')).action(async (id: string, options: DecisionOptions) => {
    const record = await call('record.release', { id: recordIdOf(id), reason: options.reason, deliver: options.deliver }, options, { onEvent: tell(options) })
    outcome.exit = exitOfRun([record], [])
  })

  const told = recallReasons.filter((reason) => reason !== 'replaced')
  decision('void <ID>', say('void')).addOption(new Option('--recall-reason <REASON>', say('recallReason')).choices(told)).option('--no-deliver', say('noDeliver'))
    .action(async (id: string, options: DecisionOptions & { recallReason?: Exclude<RecallReason, 'replaced'> }) => {
      const record = await call('record.void', {
        id: recordIdOf(id), reason: options.reason, deliver: options.deliver, ...(options.recallReason === undefined ? {} : { recallReason: options.recallReason }),
      }, options, { onEvent: tell(options) })
      outcome.exit = exitOfRun([record], [])
    })

  addDossierOptions(decision('replace <ID> <FILE...>', say('replace')).option('--dossier <FILE>', say('dossier')), say)
    .option('--accept-above <N>', say('acceptAbove')).option('--to <TARGETS>', say('to')).option('--per-agreement', say('replacementAgreement')).option('--no-deliver', say('noDeliver'))
    .action(async (id: string, files: string[], options: ConvertOptions & DecisionOptions) => {
      const [row, second] = options.dossier === undefined ? [] : await readDossierFile(options.dossier)
      if (second !== undefined) throw usage('--dossier')
      const { record, replaced } = await call('record.replace', {
        id: recordIdOf(id), files: files.map((file) => placeOf(file, 'FILE')), reason: options.reason, deliver: options.deliver,
        dossier: { ...row, ...dossierFields(options) },
        ...(options.acceptAbove === undefined ? {} : { acceptAbove: number(options.acceptAbove, '--accept-above') }),
        ...choice(options),
      }, options, { onEvent: tell(options) })
      outcome.exit = exitOfRun([record, ...(replaced.replacedBy === null ? [] : [replaced])], [])
    })
}
