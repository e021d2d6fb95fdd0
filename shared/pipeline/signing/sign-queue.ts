import { SohoaError, type RecordId, type StationRecord, type WorkState } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { move, stop } from '../transition.ts'

/**
 * What may happen to a record that is reviewed. `now`: it is marked and signed. `queue`: the officer may not sign, so it waits for one
 * who may. `hold`: nobody has said yet that it is to be signed.
 */
export type Signing = 'now' | 'queue' | 'hold'

/** States between review and signature. */
export const beforeSignature: readonly WorkState[] = ['reviewed', 'marked', 'assembled', "awaiting the agency's signature"]

/** Puts a reviewed record before those who may sign. Nothing changes for one that is there already. */
export function queueForSigner(context: PipelineContext, id: RecordId): void {
  const { work, stoppedBy } = context.store.getRecord(id)
  if (work === "awaiting the agency's signature" && stoppedBy !== null) return
  stop(context, id, new SohoaError('signer_needed'), "awaiting the agency's signature")
}

/** Sends a record back from the signer to review, with the reason. Throws wrong_state for one that does not wait for its signature. */
export function returnRecord(context: PipelineContext, id: RecordId, reason: string): StationRecord {
  const { work } = context.store.getRecord(id)
  if (!beforeSignature.includes(work)) throw new SohoaError('wrong_state', { state: work })
  const { code, params } = new SohoaError('returned_by_signer')
  return move(context, id, 'returned by the signer', (record) => ({
    ...record, work: 'awaiting review', stoppedBy: { code, params }, returned: { by: context.actor, at: context.now(), reason },
  }), {}, reason)
}
