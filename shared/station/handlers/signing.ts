import type { ResultOf } from '../../contract/index.ts'
import { isErrorCode, SohoaError, toRecordId, type RecordId } from '../../model/index.ts'
import { asksSigner, beforeSignature, confirmOfficer, recordLineOf, reopenForSigning, returnRecord, rolesWanted, signerQuestion, tokenErrors, unlockTokens } from '../../pipeline/index.ts'
import type { StationContext } from '../context.ts'
import { finish, Run } from '../run.ts'
import type { Handlers } from './handlers.ts'

/** Marks and signs one record, or puts it before the signer. Throws why it cannot go so far. */
async function signOne(context: StationContext, id: RecordId, deliver: boolean): Promise<RecordId> {
  reopenForSigning(context, id)
  const kept = await finish(context, id, { deliver, sign: true })
  const { work, stoppedBy } = context.store.getRecord(kept)
  if (work === 'awaiting review' || work === 'quarantined') throw new SohoaError('wrong_state', { state: work })
  if (beforeSignature.includes(work) && stoppedBy === null) throw new SohoaError('wrong_state', { state: work })
  return kept
}

/** Signs one after the other. A token that fails one record would fail the next: those have no turn and stay as they are. */
async function signAll(context: StationContext, ids: readonly RecordId[], deliver: boolean, signal: AbortSignal | undefined): Promise<ResultOf<'record.sign'>> {
  const run = new Run(context)
  let tokenFailure: SohoaError | undefined
  for (const [done, id] of ids.entries()) {
    context.emit({ type: 'progress', source: context.store.getRecord(id).sourceName, step: 'sign', done, total: ids.length })
    if (signal?.aborted === true) throw new SohoaError('cancelled')
    try {
      if (tokenFailure !== undefined) throw tokenFailure
      const kept = await signOne(context, id, deliver)
      run.done(kept, false)
      const { stoppedBy } = context.store.getRecord(kept)
      if (stoppedBy !== null && isErrorCode(stoppedBy.code) && tokenErrors.has(stoppedBy.code)) tokenFailure = new SohoaError(stoppedBy.code, stoppedBy.params)
    } catch (thrown) {
      run.failed(id, thrown)
    }
  }
  return { records: run.records, failures: run.failures }
}

export const signingHandlers: Handlers = {
  'record.sign': async ({ ids: given, deliver }, context, extras) => {
    const ids = given.map(toRecordId)
    const roles = rolesWanted(context, ids, context.rights.includes('sign'))
    // Once for the whole lot, before the first: a wrong passphrase or PIN leaves everything as it was.
    const asks = asksSigner(context, roles)
    if (asks === 'passphrase' && extras.confirmation !== undefined) await confirmOfficer(context, await extras.confirmation())
    try {
      if (asks === 'PIN') await unlockTokens(context, roles, (token) => extras.pin?.(token) ?? Promise.reject(new SohoaError('pin_missing')))
      return await signAll(context, ids, deliver, extras.signal)
    } finally {
      // Where each lot is to be confirmed, the next one asks for the PIN again.
      if (asks === 'PIN' && context.configuration().confirmSigning) await context.rooms.tokens().release()
    }
  },
  'signing.ask': async ({ ids }, context) => {
    const { asks, tokens } = await signerQuestion(context, rolesWanted(context, ids.map(toRecordId), context.rights.includes('sign')))
    return { asks, tokens: [...tokens] }
  },
  'record.return': ({ id, reason }, context) => {
    returnRecord(context, toRecordId(id), reason)
    const record = recordLineOf(context, toRecordId(id))
    context.emit({ type: 'record', record })
    return record
  },
}
