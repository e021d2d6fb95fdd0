import { SohoaError, toRecordId, type RecordId } from '../../model/index.ts'
import {
  audit, choiceOfIssue, closeScan, continueBrokenScan, firstChoice, isOpenScan, recordLineOf, scanInto, scanRecord, scanReplacement, splitFeed,
} from '../../pipeline/index.ts'
import type { StationContext } from '../context.ts'
import type { Handlers } from './handlers.ts'

function told(context: StationContext, ids: readonly RecordId[], existing: boolean): { records: ReturnType<typeof recordLineOf>[] } {
  const records = ids.map((id) => recordLineOf(context, id, existing))
  for (const record of records) context.emit({ type: 'record', record })
  return { records }
}

export const scanHandlers: Handlers = {
  'scan.devices': async ({ anew }, context) => {
    const devices = await context.rooms.scanners().devices(anew)
    const offered = devices.filter(({ driver }) => driver !== 'samples' || context.training)
    return { devices: offered.map((device) => ({ ...device, sources: [...device.sources], resolutions: [...device.resolutions], colours: [...device.colours] })) }
  },
  'scan.start': async ({ device, source = null, duplex, resolution, colour, into, place = null, insteadOf = null, replaces, reason, dossier, split }, context, { signal }) => {
    if (replaces !== undefined) {
      if (reason === undefined) throw new SohoaError('reason_missing')
      if (into !== undefined || split !== undefined) throw new SohoaError('invalid_params', { method: 'scan.start', path: 'replaces' })
    }
    const order = { device, settings: { source, duplex, resolution, colour } }
    const onAbort = (): void => { context.rooms.scanners().cancel(false) }
    signal?.addEventListener('abort', onAbort)
    try {
      if (into !== undefined) {
        const id = toRecordId(into)
        return await context.alone(id, async () => {
          if (isOpenScan(context, id)) return told(context, [(await continueBrokenScan(context, id, order)).id], false)
          await scanInto(context, id, order, { place, insteadOf })
          return told(context, [id], false)
        })
      }
      if (replaces !== undefined) {
        const old = toRecordId(replaces)
        const { id, existing } = await scanReplacement(context, old, order, { dossier, choice: choiceOfIssue(context, old, {}, dossier), reason: reason ?? '' }, (record, work) => context.alone(record, work))
        context.emit({ type: 'record', record: recordLineOf(context, old) })
        return told(context, [id], existing)
      }
      const choice = firstChoice(context, { targets: undefined, perAgreement: false, reason: null }, dossier)
      const { id, existing } = await scanRecord(context, { ...order, dossier, choice }, (record, work) => context.alone(record, work))
      if (split === undefined || existing) return told(context, [id], existing)
      return told(context, await context.alone(id, () => splitFeed(context, id, split, duplex)), false)
    } finally {
      signal?.removeEventListener('abort', onAbort)
    }
  },
  'scan.cancel': ({ finish }, context) => {
    const scanning = context.rooms.scanners().cancel(finish)
    if (scanning) audit(context, finish ? 'scan ended by a person' : 'scan cancelled', null)
    return { scanning }
  },
  'scan.close': ({ id }, context) => told(context, [closeScan(context, toRecordId(id)).id], false).records[0] ?? recordLineOf(context, toRecordId(id)),
}
