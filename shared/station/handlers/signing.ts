import { SohoaError, toRecordId, type RecordId } from '../../model/index.ts'
import { beforeSignature, confirmOfficer, recordLineOf, returnRecord } from '../../pipeline/index.ts'
import type { StationContext } from '../context.ts'
import { finish, Run } from '../run.ts'
import type { Handlers } from './handlers.ts'

/** Marks and signs one record, or puts it before the signer. Throws why it cannot go so far. */
async function signOne(context: StationContext, id: RecordId, deliver: boolean): Promise<RecordId> {
  const kept = await finish(context, id, { deliver, sign: true })
  const { work, stoppedBy } = context.store.getRecord(kept)
  if (work === 'awaiting review' || work === 'quarantined') throw new SohoaError('wrong_state', { state: work })
  if (beforeSignature.includes(work) && stoppedBy === null) throw new SohoaError('wrong_state', { state: work })
  return kept
}

export const signingHandlers: Handlers = {
  'record.sign': async ({ ids, deliver }, context, extras) => {
    // Once for the whole lot, before the first: a wrong passphrase leaves everything as it was.
    if (context.configuration().confirmSigning && context.rights.includes('sign') && extras.confirmation !== undefined) await confirmOfficer(context, await extras.confirmation())
    const run = new Run(context)
    for (const [done, id] of ids.map(toRecordId).entries()) {
      context.emit({ type: 'progress', source: context.store.getRecord(id).sourceName, step: 'sign', done, total: ids.length })
      if (extras.signal?.aborted === true) throw new SohoaError('cancelled')
      try {
        run.done(await signOne(context, id, deliver), false)
      } catch (thrown) {
        run.failed(id, thrown)
      }
    }
    return { records: run.records, failures: run.failures }
  },
  'record.return': ({ id, reason }, context) => {
    returnRecord(context, toRecordId(id), reason)
    const record = recordLineOf(context, toRecordId(id))
    context.emit({ type: 'record', record })
    return record
  },
}
