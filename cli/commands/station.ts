import { Option, type Command } from 'commander'
import { signingRegimes } from '../../shared/contract/index.ts'
import { signatureLevels } from '../../shared/model/index.ts'
import { doctorText, doctorTexts } from '../../shared/words/index.ts'
import { custodyTexts } from '../text/custody.ts'
import { keyText } from '../text/key.ts'
import type { Door } from '../door.ts'
import { collect, configuration, type CommonOptions, type ConfigureOptions } from '../options/options.ts'

/** Making a station, setting it, and its state. */
export function addStationCommands(door: Door): void {
  const { language, say, print, json, call, command } = door
  const settings = (target: Command): Command => target
    .option('--agency <NAME>', say('agency')).option('--place <NAME>', say('place')).option('--agency-code <CODE>', say('agencyCode'))
    .option('--tsa <URL>', say('tsa')).option('--more-tsa <URL>', say('moreTsa'), collect).addOption(new Option('--level <LEVEL>', say('level')).choices(signatureLevels)).option('--target <NAME=URL>', say('target'), collect).option('--target-ca <FILE>', say('targetCa')).option('--targets-off <NAMES>', say('targetsOff'))
    .option('--trust <FILE>', say('trust'), collect).addOption(new Option('--rsa-scheme <SCHEME>', say('rsaScheme')).choices(['pkcs1', 'pss'])).addOption(new Option('--digest <DIGEST>', say('digest')).choices(['SHA-256', 'SHA-384', 'SHA-512'])).option('--token-module <FILE>', say('tokenModule'), collect)
    .option('--page-size-limit <KB>', say('pageSizeLimit')).option('--accept-from <N>', say('acceptFrom'))
    .addOption(new Option('--ask-shared <on|off>', say('askShared')).choices(['on', 'off']))
    .addOption(new Option('--engine <NAME>', say('engine')).choices(['auto', 'tesseract.js', 'native'])).option('--to <TARGETS>', say('defaultTo'))
    .option('--scan-folder <DIR>', say('scanFolder')).option('--sample-papers <DIR>', say('samplePapers'))
    .addOption(new Option('--signing-regime <NAME>', say('signingRegime')).choices(signingRegimes)).addOption(new Option('--signing <WHEN>', say('signing')).choices(['at-once', 'when-told'])).option('--lock-after <MINUTES>', say('lockAfter')).addOption(new Option('--confirm-signing <on|off>', say('confirmSigning')).choices(['on', 'off']))

  settings(command('init', say('init')).requiredOption('--officer <NAME>', say('officer'), process.env.USER ?? 'officer').option('--training', say('training')))
    .action(async (options: ConfigureOptions & { officer: string; training?: boolean }) => {
      const made = await call('station.create', { officer: options.officer, training: options.training === true, configuration: await configuration(options) }, options)
      if (options.json === true) { json(made); return }
      print(say(made.training ? 'createdTraining' : 'created', { folder: made.folder }))
      print(`${say('recoveryKey')}\n\n  ${made.recoveryKey}\n\n${say('recoveryKeyToProve')}\n`)
    })

  settings(command('configure', say('configure'))).option('--clock-confirmed', say('clockConfirmed')).option('--even-in-use', say('evenInUse')).action(async (options: ConfigureOptions & { clockConfirmed?: boolean; evenInUse?: boolean }) => {
    const now = await call('station.configure', { set: await configuration(options), clockConfirmed: options.clockConfirmed === true, evenInUse: options.evenInUse === true }, options)
    if (options.json === true) { json(now); return }
    for (const [name, value] of Object.entries(now)) print(`${name}: ${typeof value === 'string' && value.includes('-----BEGIN') ? 'PEM' : JSON.stringify(value, hidePem)}`)
  })

  command('doctor', say('doctor')).action(async (options: CommonOptions) => {
    const { checks } = await call('station.doctor', {}, options)
    if (options.json === true) { json({ checks }); return }
    const signs = { good: '✓', attention: '!', bad: '✘' } as const
    for (const { check, state, params } of checks) print(`${signs[state]} ${doctorTexts[check].name[language]}: ${doctorText(check, state, params, language)}`)
  })

  command('status', say('status')).action(async (options: CommonOptions) => {
    const status = await call('station.status', {}, options)
    if (options.json === true) { json(status); return }
    print(`${status.configuration.agency ?? '—'}${status.training ? ' · BẢN TẬP HUẤN' : ''}`)
    for (const key of status.keys) print(`${say('keys')}: ${keyText(key, say, language)}`)
    for (const [work, count] of Object.entries(status.records)) print(`${work}: ${count}`)
    print(say('outbox', status.outbox))
    print(say('reuseCount', { count: status.reuses }))
    if (Object.values(status.recalls).some((count) => count > 0)) print(say('recalls', status.recalls))
    for (const line of custodyTexts(status.custody, new Date(), language)) print(line)
  })
}

function hidePem(_name: string, value: unknown): unknown {
  return typeof value === 'string' && value.includes('-----BEGIN') ? 'PEM' : value
}
