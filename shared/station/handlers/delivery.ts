import { SohoaError, toRecordId } from '../../model/index.ts'
import { advance, audit, chooseTargets, queueDeliveries, recordLineOf, runDeliveries, runRecalls } from '../../pipeline/index.ts'
import { Run } from '../run.ts'
import type { Handlers } from './handlers.ts'

export const deliveryHandlers: Handlers = {
  'outbox.list': ({ limit, after }, context) => {
    audit(context, 'outbox listed', null)
    const ids = context.store.listOutbox(limit, after === undefined ? undefined : toRecordId(after))
    return { records: ids.map((id) => recordLineOf(context, id)), total: context.store.countOutbox(), next: ids.length === limit ? ids.at(-1) ?? null : null }
  },
  'delivery.run': async (params, context) => {
    const id = params.id === undefined ? undefined : toRecordId(params.id)
    const { to, perAgreement, reason = null } = params
    if (to !== undefined || perAgreement) {
      if (id === undefined) throw new SohoaError('invalid_params', { method: 'delivery.run', path: 'id' })
      chooseTargets(context, id, { targets: to, perAgreement, reason })
    }
    const run = new Run(context)
    for (const unsettled of id === undefined ? context.store.listUnsettled() : [id]) {
      const { trust, sourceName } = context.store.getRecord(unsettled)
      try {
        if (trust === 'time stamp pending') await advance(context, unsettled)
      } catch (thrown) {
        // One record whose time stamp cannot be added never keeps back what others send or call back.
        run.failed(sourceName, thrown)
      }
      queueDeliveries(context, unsettled, { again: id !== undefined })
    }
    const due = { now: params.now, ...(id === undefined ? {} : { id }) }
    if (id !== undefined) context.store.retryRecalls(id, context.now())
    const tried = new Set([...await runRecalls(context, due), ...await runDeliveries(context, due), ...(id === undefined ? [] : [id])])
    for (const recordId of tried) run.done(recordId, false)
    return { records: run.records, failures: run.failures }
  },
}
