import type { Command } from 'commander'
import { parseInstant, toVietnamTime } from '../../shared/model/index.ts'
import type { Door } from '../door.ts'
import { collect, placeOf, plainDigest, type CommonOptions } from '../options/options.ts'
import { exitOfRun } from '../outcome.ts'

/** `2026-11-22 03:10`, in Vietnam. */
const shown = (moment: string): string => toVietnamTime(parseInstant(moment)).slice(0, 16).replace('T', ' ')

interface MakeOptions extends CommonOptions {
  readonly name: string
  readonly root: string[]
  readonly intermediate?: string[]
  readonly crl?: string[]
  readonly timeStamp?: string[]
  readonly key?: string
  readonly keyPassphraseFile?: string
}

/** Whom the station trusts, and signatures that last. */
export function addTrustCommands(door: Door, program: Command): void {
  const { outcome, say, print, json, call, command, tell } = door
  const trust = program.command('trust').description(say('trustGroup'))
  command('import <FILE>', say('trustImport'), trust).option('--signer <FINGERPRINT>', say('trustSigner')).action(async (file: string, options: CommonOptions & { signer?: string }) => {
    const added = await call('trust.import', { file: placeOf(file, 'FILE'), ...(options.signer === undefined ? {} : { signer: plainDigest(options.signer) }) }, options)
    if (options.json === true) json(added)
    else print(say('trustImported', { name: added.name, madeAt: shown(added.madeAt), digest: added.digest }))
  })
  command('make <FILE>', say('trustMake'), trust).requiredOption('--name <NAME>', say('trustName')).requiredOption('--root <FILE>', say('trustRoot'), collect)
    .option('--intermediate <FILE>', say('trustIntermediate'), collect).option('--crl <FILE>', say('trustCrl'), collect).option('--time-stamp <URL>', say('trustTimeStamp'), collect)
    .option('--key <FILE>', say('trustKey')).option('--key-passphrase-file <FILE>', say('keyPassphraseFile'))
    .action(async (file: string, options: MakeOptions) => {
      const { name, root, intermediate = [], crl = [], timeStamp = [], key, keyPassphraseFile } = options
      const places = (files: readonly string[], option: string): string[] => files.map((one) => placeOf(one, option))
      const made = await call('trust.make', {
        file: placeOf(file, 'FILE'), name, roots: places(root, '--root'), intermediates: places(intermediate, '--intermediate'), lists: places(crl, '--crl'), timeStampUrls: timeStamp, key: key === undefined ? null : placeOf(key, '--key'),
      }, options, keyPassphraseFile === undefined ? {} : { keyPassphraseFile })
      if (options.json === true) json(made)
      else print(say('trustMade', { file: made.file, digest: made.digest, signer: made.signer ?? say('trustUnsigned') }))
    })
  command('list', say('trustList'), trust).action(async (options: CommonOptions) => {
    const known = await call('trust.list', {}, options)
    if (options.json === true) { json(known); return }
    if (known.own.length + known.packages.length === 0) print(say('trustNobody'))
    const anchor = ({ subject, notAfter }: { subject: string; notAfter: string }): void => { print(`  ${subject} (→ ${notAfter.slice(0, 10)})`) }
    if (known.own.length > 0) print(say('trustOwn'))
    known.own.forEach(anchor)
    for (const { name, madeAt, anchors, listsAsOf } of known.packages) {
      print(say('trustPackageLine', { name, madeAt: shown(madeAt), anchors: anchors.length, asOf: listsAsOf === null ? say('trustNoList') : say('trustAsOf', { time: shown(listsAsOf) }) }))
      anchors.forEach(anchor)
    }
    if (known.lists.length > 0) print(say('trustFetched'))
    for (const { address, asOf } of known.lists) print(`  ${address} ${asOf === null ? '' : say('trustAsOf', { time: shown(asOf) })}`)
  })
  command('remove <NAME>', say('trustRemove'), trust).action(async (name: string, options: CommonOptions) => {
    const removed = await call('trust.remove', { name }, options)
    if (options.json === true) json(removed)
    else print(say('trustRemoved', removed))
  })
  command('renew', say('renew')).action(async (options: CommonOptions) => {
    const { records, failures } = await call('archive.renew', {}, options, { onEvent: tell(options) })
    if (records.length + failures.length === 0 && options.json !== true) print(say('nothing'))
    outcome.exit = exitOfRun(records, failures)
  })
}
