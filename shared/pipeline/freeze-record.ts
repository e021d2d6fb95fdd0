import { SohoaError, type RecordId } from '../model/index.ts'
import type { PipelineContext } from './context.ts'
import { queueDeliveries } from './deliver-records.ts'
import { refuseWithdrawn } from './standing.ts'
import { move } from './transition.ts'

/**
 * "Kết quả có sai sót": from now on nothing of a record leaves the station and it is neither marked nor signed; missing time stamps
 * are still added, since they prove what is. Frozen again, it bears the newer reason; the history keeps both.
 * Throws record_voided, record_replaced.
 */
export function freezeRecord(context: PipelineContext, id: RecordId, reason: string): void {
  context.store.transaction(() => {
    refuseWithdrawn(context.store.getRecord(id))
    move(context, id, 'frozen', (record) => ({ ...record, frozen: { by: context.actor, at: context.now(), reason } }), {}, reason)
    queueDeliveries(context, id)
  })
}

/** Ends a freeze: what it held goes on. Throws record_voided, record_replaced, and wrong_state for a record that is not frozen. */
export function releaseRecord(context: PipelineContext, id: RecordId, reason: string): void {
  context.store.transaction(() => {
    const record = context.store.getRecord(id)
    refuseWithdrawn(record)
    if (record.frozen === null) throw new SohoaError('wrong_state', { state: record.work })
    move(context, id, 'released', (current) => ({ ...current, frozen: null }), {}, reason)
    queueDeliveries(context, id)
  })
}
