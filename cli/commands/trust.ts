import type { Command } from 'commander'
import { parseInstant, toVietnamTime } from '../../shared/model/index.ts'
import type { Door } from '../door.ts'
import { placeOf, type CommonOptions } from '../options/options.ts'
import { exitOfRun } from '../outcome.ts'

/** `2026-11-22 03:10`, in Vietnam. */
const shown = (moment: string): string => toVietnamTime(parseInstant(moment)).slice(0, 16).replace('T', ' ')

/** Whom the station trusts, and signatures that last. */
export function addTrustCommands(door: Door, program: Command): void {
  const { outcome, say, print, json, call, command, tell } = door
  const trust = program.command('trust').description(say('trustGroup'))
  command('import <FILE>', say('trustImport'), trust).action(async (file: string, options: CommonOptions) => {
    const added = await call('trust.import', { file: placeOf(file, 'FILE') }, options)
    if (options.json === true) json(added)
    else print(say('trustImported', { name: added.name, madeAt: shown(added.madeAt), digest: added.digest }))
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
