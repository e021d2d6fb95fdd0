import { SohoaError, type RecordId } from '../../model/index.ts'
import type { HistoryEntry } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { queueDeliveries } from '../delivery/deliver-records.ts'
import { refuseWithdrawn } from './standing.ts'
import { move } from '../transition.ts'

/**
 * "Kết quả có sai sót": from now on nothing of a record leaves the station and it is neither marked nor signed; missing time stamps
 * are still added, since they prove what is. Frozen again, it bears the newer reason; the history keeps both.
 * Throws record_voided, record_replaced.
 */
export function freezeRecord(context: PipelineContext, id: RecordId, reason: string, proof: HistoryEntry['inputs'] = {}): void {
  context.store.transaction(() => {
    refuseWithdrawn(context.store.getRecord(id))
    move(context, id, 'frozen', (record) => ({ ...record, frozen: { by: context.actor, at: context.now(), reason } }), proof, reason)
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

/** Holds a record back because its replacement begins. A freeze that stands stays with its own reason; the history has both. */
export function freezeForReplacement(context: PipelineContext, id: RecordId, replacement: RecordId, reason: string): void {
  if (context.store.getRecord(id).frozen === null) freezeRecord(context, id, reason, { replacement })
  else move(context, id, 'replacement begun', (record) => record, { replacement }, reason)
}

/** Ends the freeze that a replacement brought which turned out to be none; any other freeze stays. */
export function undoFreeze(context: PipelineContext, id: RecordId, replacement: RecordId): void {
  const { frozen } = context.store.getRecord(id)
  const freeze = context.store.listHistory(id).findLast(({ inputs }) => inputs.decision === 'frozen')
  if (frozen === null || freeze?.inputs.replacement !== replacement) return
  move(context, id, 'replacement given up', (record) => ({ ...record, frozen: null }), { replacement }, frozen.reason)
  queueDeliveries(context, id)
}
