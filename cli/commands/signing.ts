import { Option } from 'commander'
import { handoverWays, type HandoverWay } from '../../shared/model/index.ts'
import type { Door } from '../door.ts'
import { collect, placeOf, recordIdOf, type CommonOptions } from '../options/options.ts'
import { exitOfRun } from '../outcome.ts'
import { receiver } from '../options/recipient.ts'

/** From review to the signature, and the paper to whoever comes for it. */
export function addSigningCommands(door: Door): void {
  const { outcome, say, print, json, call, command, tell } = door
  command('sign <ID...>', say('sign')).option('--pin-file <FILE>', say('pinFile'), collect).option('--no-deliver', say('noDeliver')).action(async (ids: string[], options: CommonOptions & { deliver: boolean; pinFile?: string[] }) => {
    const { records, failures } = await call('record.sign', { ids: ids.map(recordIdOf), deliver: options.deliver }, options, { cancellable: true, onEvent: tell(options), ...(options.pinFile === undefined ? {} : { pinFiles: options.pinFile }) })
    outcome.exit = exitOfRun(records, failures)
  })
  command('seal <FILE>', say('seal')).option('--width-mm <N>', say('sealWidth')).action(async (file: string, options: CommonOptions & { widthMm?: string }) => {
    const { seal } = await call('seal.set', { file: file === 'none' ? null : placeOf(file, 'FILE'), ...(options.widthMm === undefined ? {} : { widthMm: Number(options.widthMm) }) }, options)
    if (options.json === true) json({ seal })
    else print(seal === null ? say('sealNone') : say('sealKept', { width: seal.widthMm }))
  })
  command('return <ID>', say('returnCommand')).requiredOption('--reason <TEXT>', say('decisionReason')).action(async (id: string, options: CommonOptions & { reason: string }) => {
    await call('record.return', { id: recordIdOf(id), reason: options.reason }, options, { onEvent: tell(options) })
  })
  command('ready <SCANNED>', say('ready')).action(async (scanned: string, options: CommonOptions) => {
    const { records } = await call('handover.ready', { scanned }, options)
    for (const record of records) tell(options)({ type: 'record', record })
    if (records.length === 0 && options.json !== true) print(say('noneReady'))
  })
  command('hand-over <ID...>', say('handOver')).addOption(new Option('--way <WAY>', say('way')).choices(handoverWays))
    .option('--receiver <RECEIVER>', say('receiver')).option('--witness <NAME>', say('witness'))
    .action(async (ids: string[], options: CommonOptions & { way?: HandoverWay; receiver?: string; witness?: string }) => {
      const { records } = await call('handover.note', {
        ids: ids.map(recordIdOf), ...(options.way === undefined ? {} : { way: options.way }),
        ...(options.receiver === undefined ? {} : { receiver: receiver(options.receiver) }), ...(options.witness === undefined ? {} : { witness: options.witness }),
      }, options)
      for (const record of records) {
        if (options.json === true) json(record)
        else tell(options)({ type: 'record', record })
      }
    })
}
