import { Option } from 'commander'
import { attachmentKinds, type AttachmentKind } from '../../shared/model/index.ts'
import { attachmentTerms } from '../../shared/words/index.ts'
import type { Door } from '../door.ts'
import { number, placeOf, recordIdOf, type CommonOptions } from '../options/options.ts'
import { exitOfRun } from '../outcome.ts'

/** Papers kept with a record and never delivered with it. */
export function addAttachmentCommands(door: Door): void {
  const { language, outcome, say, print, json, call, command, tell } = door
  command('attach <ID> <FILE>', say('attach')).addOption(new Option('--kind <KIND>', say('attachmentKind')).choices(attachmentKinds).makeOptionMandatory())
    .option('--no-deliver', say('noDeliver'))
    .action(async (id: string, file: string, options: CommonOptions & { kind: AttachmentKind; deliver: boolean }) => {
      const { attachment, record } = await call('record.attach', { id: recordIdOf(id), file: placeOf(file, 'FILE'), kind: options.kind, deliver: options.deliver }, options)
      if (options.json === true) { json({ attachment, record }) } else {
        print(say('attached', { number: attachment.ordinal, kind: attachmentTerms[attachment.kind][language] }))
        tell(options)({ type: 'record', record })
      }
      outcome.exit = exitOfRun([record], [])
    })

  command('attachment <ID> <NUMBER>', say('takeAttachment')).requiredOption('--out <DIR>', say('out'))
    .action(async (id: string, ordinal: string, options: CommonOptions & { out: string }) => {
      const { file } = await call('record.attachment', { id: recordIdOf(id), ordinal: number(ordinal, 'NUMBER'), folder: placeOf(options.out, '--out') }, options)
      if (options.json === true) json({ file })
      else print(say('written', { file }))
    })
}
