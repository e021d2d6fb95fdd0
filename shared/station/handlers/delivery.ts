import { SohoaError, toRecordId } from '../../model/index.ts'
import { audit, chooseTargets, recordLineOf } from '../../pipeline/index.ts'
import { sendDue } from '../send-due.ts'
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
    const { run } = await sendDue(context, { id, now: params.now, stamps: true })
    return { records: run.records, failures: run.failures }
  },
}
