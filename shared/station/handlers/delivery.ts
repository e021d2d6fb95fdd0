import { SohoaError, toRecordId } from '../../model/index.ts'
import { advance, chooseTargets, queueDeliveries, recordLineOf, runDeliveries } from '../../pipeline/index.ts'
import type { Handlers } from './handlers.ts'

export const deliveryHandlers: Handlers = {
  'delivery.run': async (params, context) => {
    const id = params.id === undefined ? undefined : toRecordId(params.id)
    const { to } = params
    if (to !== undefined) {
      if (id === undefined) throw new SohoaError('invalid_params', { method: 'delivery.run', path: 'id' })
      chooseTargets(context, id, to)
    }
    for (const record of context.store.listRecords({ limit: 1_000_000, work: ['signed', 'delivered'] })) {
      if (id !== undefined && record.id !== id) continue
      if (record.trust === 'time stamp pending') await advance(context, record.id)
      queueDeliveries(context, record.id, { again: id !== undefined })
    }
    const tried = await runDeliveries(context, { now: params.now, ...(id === undefined ? {} : { id }) })
    const records = tried.map((recordId) => recordLineOf(context, recordId))
    for (const record of records) context.emit({ type: 'record', record })
    return { records }
  },
}
