import { Command, Option } from 'commander'
import { helpTitles, type Language } from '../shared/words/index.ts'
import { addAttachmentCommands } from './commands/attachments.ts'
import { addAuditCommands } from './commands/audit.ts'
import { addBacklogCommands } from './commands/backlog.ts'
import { addCustodyCommands } from './commands/custody.ts'
import { addCorrectionCommands } from './commands/correction.ts'
import { addDeliveryCommands } from './commands/delivery.ts'
import { addFileCommands } from './commands/files.ts'
import { addOfficerCommands } from './commands/officers.ts'
import { addOtherCommands } from './commands/other.ts'
import { addKeyCommands } from './commands/keys.ts'
import { addPaperCommands } from './commands/paper.ts'
import { addReadingCommands } from './commands/reading.ts'
import { addRecordCommands } from './commands/records.ts'
import { addReuseCommands } from './commands/reuse.ts'
import { addSigningCommands } from './commands/signing.ts'
import { addTrustCommands } from './commands/trust.ts'
import { addServeCommand } from './commands/serve.ts'
import { addStationCommands } from './commands/station.ts'
import { openDoor } from './door.ts'

/** The whole command line. What a command ends with is put into `outcome.exit`. */
export function buildProgram(language: Language, outcome: { exit: number }): Command {
  const program = new Command('sohoa')
  const door = openDoor(language, outcome, program)
  const { say } = door
  program.description(say('program')).addHelpText('after', say('examples')).configureOutput({ outputError: () => undefined }).exitOverride()
    .configureHelp({ styleTitle: (title) => helpTitles[title]?.[language] ?? title, optionDescription: ({ description }) => description })
    .helpOption('-h, --help', say('help')).helpCommand('help [command]', say('help'))
  program.addOption(new Option('--lang <vi|en>', say('lang')).choices(['vi', 'en']))

  addServeCommand(door)
  program.commandsGroup(say('groupPaper'))
  addRecordCommands(door)
  addPaperCommands(door)
  addBacklogCommands(door, program)
  addAttachmentCommands(door)
  addReuseCommands(door)
  program.commandsGroup(say('groupDelivery'))
  addSigningCommands(door)
  addDeliveryCommands(door)
  addCorrectionCommands(door)
  addFileCommands(door)
  program.commandsGroup(say('groupCustody'))
  addCustodyCommands(door)
  addAuditCommands(door, program)
  program.commandsGroup(say('groupStation'))
  addStationCommands(door)
  addKeyCommands(door, program)
  addTrustCommands(door, program)
  addReadingCommands(door, program)
  addOfficerCommands(door, program)
  program.commandsGroup(say('groupOther'))
  addOtherCommands(door, program)
  return program
}
