import { SohoaError, toRecordId } from '../../model/index.ts'
import { advance, chooseTargets, queueDeliveries, recordLineOf, runDeliveries, runRecalls } from '../../pipeline/index.ts'
import type { Handlers } from './handlers.ts'

export const deliveryHandlers: Handlers = {
  'delivery.run': async (params, context) => {
    const id = params.id === undefined ? undefined : toRecordId(params.id)
    const { to, perAgreement, reason = null } = params
    if (to !== undefined || perAgreement) {
      if (id === undefined) throw new SohoaError('invalid_params', { method: 'delivery.run', path: 'id' })
      chooseTargets(context, id, { targets: to, perAgreement, reason })
    }
    for (const unsettled of id === undefined ? context.store.listUnsettled() : [id]) {
      if (context.store.getRecord(unsettled).trust === 'time stamp pending') await advance(context, unsettled)
      queueDeliveries(context, unsettled, { again: id !== undefined })
    }
    const run = { now: params.now, ...(id === undefined ? {} : { id }) }
    if (id !== undefined) context.store.retryRecalls(id, context.now())
    const tried = new Set([...await runRecalls(context, run), ...await runDeliveries(context, run), ...(id === undefined ? [] : [id])])
    const records = [...tried].map((recordId) => recordLineOf(context, recordId))
    for (const record of records) context.emit({ type: 'record', record })
    return { records }
  },
}
