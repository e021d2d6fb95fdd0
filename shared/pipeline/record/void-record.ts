import type { RecallReason, RecordId } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { withdrawDeliveries } from '../delivery/recall-deliveries.ts'
import { refuseWithdrawn } from './standing.ts'
import { move } from '../transition.ts'

/**
 * Takes a record out of use for good, wherever it stands. Everything of it stays to be seen and exported; nothing more is sent,
 * and every receiver that has it, or may have it, is asked to take it back. A capture whose source is lost is closed so, too.
 * Throws record_voided, record_replaced.
 */
export function voidRecord(context: PipelineContext, id: RecordId, reason: string, recallReason: RecallReason): void {
  context.store.transaction(() => {
    refuseWithdrawn(context.store.getRecord(id))
    move(context, id, 'voided', (record) => ({ ...record, work: 'voided', voided: { by: context.actor, at: context.now(), reason } }), { recallReason }, reason)
    withdrawDeliveries(context, id, recallReason, null)
  })
}
