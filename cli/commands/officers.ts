import type { Command } from 'commander'
import { parseInstant, toVietnamTime, type Right } from '../../shared/model/index.ts'
import { rightTerms } from '../../shared/words/index.ts'
import type { Door } from '../door.ts'
import { rightsGiven, type CommonOptions } from '../options/options.ts'

interface NewPassphraseOptions extends CommonOptions {
  readonly newPassphraseFile?: string
}

/** Who can open the station: passphrases, officers, the recovery key. */
export function addOfficerCommands(door: Door, program: Command): void {
  const { say, print, json, call, command } = door
  const secret = ({ newPassphraseFile }: NewPassphraseOptions): { newPassphraseFile?: string } => (newPassphraseFile === undefined ? {} : { newPassphraseFile })
  const told = (options: CommonOptions, result: unknown, line: string): void => {
    if (options.json === true) json(result)
    else print(line)
  }
  const rightsText = (given: readonly Right[]): string => (given.length === 0 ? say('looksOnly') : given.map((right) => rightTerms[right][door.language]).join(', '))
  const showRecoveryKey = (key: string): void => { print(`${say('recoveryKey')}\n\n  ${key}\n`) }

  command('passphrase', say('passphraseCommand')).option('--new-passphrase-file <FILE>', say('newPassphraseFile')).action(async (options: NewPassphraseOptions) => {
    const changed = await call('officer.passphrase', {}, options, secret(options))
    told(options, changed, say('passphraseChanged', changed))
  })

  const officer = program.command('officer').description(say('officerGroup'))
  command('list', say('officerList'), officer).action(async (options: CommonOptions) => {
    const { officers } = await call('officer.list', {}, options)
    for (const slot of officers) {
      const name = slot.kind === 'officer' ? slot.name : say(slot.kind === 'recovery' ? 'recoverySlot' : 'keyringSlot')
      told(options, slot, [name, say('since', { time: toVietnamTime(parseInstant(slot.since)) }), ...(slot.kind === 'officer' ? [rightsText(slot.rights)] : []), ...(slot.present ? [say('presentOfficer')] : [])].join(' · '))
    }
  })
  command('add <NAME>', say('officerAdd'), officer).option('--rights <RIGHTS>', say('rights')).option('--new-passphrase-file <FILE>', say('newPassphraseFile')).action(async (name: string, options: NewPassphraseOptions & { rights?: string }) => {
    const added = await call('officer.add', { name, ...(options.rights === undefined ? {} : { rights: rightsGiven(options.rights) }) }, options, secret(options))
    told(options, added, say('officerAdded', added))
  })
  command('rights <NAME> <RIGHTS>', say('officerRights'), officer).action(async (name: string, given: string, options: CommonOptions) => {
    const set = await call('officer.rights', { name, rights: rightsGiven(given) }, options)
    told(options, set, say('officerRightsSet', { name, rights: rightsText(set.rights) }))
  })
  command('remove <NAME>', say('officerRemove'), officer).action(async (name: string, options: CommonOptions) => {
    const removed = await call('officer.remove', { name }, options)
    told(options, removed, say('officerRemoved', removed))
  })

  command('recover', say('recover')).requiredOption('--officer <NAME>', say('recoverOfficer')).option('--recovery-key-file <FILE>', say('recoveryKeyFile'))
    .option('--new-passphrase-file <FILE>', say('newPassphraseFile'))
    .action(async (options: NewPassphraseOptions & { officer: string; recoveryKeyFile?: string }) => {
      const { recoveryKeyFile } = options
      const done = await call('station.recover', { officer: options.officer }, { ...options, ...(recoveryKeyFile === undefined ? {} : { passphraseFile: recoveryKeyFile }) }, { ...secret(options), asks: 'askRecoveryKey' })
      told(options, done, say('recovered', { name: done.officer }))
      if (options.json !== true) showRecoveryKey(done.recoveryKey)
    })

  command('recovery-key', say('renewRecoveryKey')).option('--prove', say('proveRecoveryKey')).option('--recovery-key-file <FILE>', say('recoveryKeyFile')).action(async (options: CommonOptions & { prove?: boolean; recoveryKeyFile?: string }) => {
    if (options.prove === true) {
      const { recoveryKeyFile } = options
      const proven = await call('station.proveRecoveryKey', {}, { ...options, ...(recoveryKeyFile === undefined ? {} : { passphraseFile: recoveryKeyFile }) }, { asks: 'askRecoveryKey' })
      told(options, proven, say('recoveryKeyProven'))
      return
    }
    const made = await call('station.renewRecoveryKey', {}, options)
    if (options.json === true) json(made)
    else {
      showRecoveryKey(made.recoveryKey)
      print(say('recoveryKeyToProve'))
    }
  })
}
