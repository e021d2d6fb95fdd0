import { appendEntry } from '../audit/index.ts'
import { describeThrown, identitiesOf, instant, type AuditDetails, type RecordId, type StationRecord } from '../model/index.ts'
import type { HistoryEntry, RecordBody } from '../store/index.ts'
import type { PipelineContext } from './context.ts'

/** Writes one entry of the audit log in the running transaction. Details never hold names, numbers or document text. */
export function audit(context: PipelineContext, action: string, recordId: RecordId | null, details: AuditDetails = {}): void {
  appendEntry(context.store, { at: context.now(), actor: context.actor, action, details, ...(recordId === null ? {} : { recordId }) })
}

/**
 * Changes a record together with its history, its audit entry and what it is known by, in one transaction: a state is never
 * without its trace.
 * `proof` (digests, versions, counts) goes into both; a person's `reason` into the history alone, since the audit log holds nobody's words.
 */
export function move(
  context: PipelineContext, id: RecordId, action: string, change: (record: StationRecord) => RecordBody, proof: HistoryEntry['inputs'] = {}, reason?: string,
): StationRecord {
  return context.store.transaction(() => {
    const before = context.store.getRecord(id)
    const after = context.store.updateRecord(id, change)
    const known = identitiesOf(after)
    if (JSON.stringify(known) !== JSON.stringify(identitiesOf(before))) context.store.setIdentities(id, known)
    const decided = reason === undefined ? {} : { decision: action, reason }
    const [from, to] = after.work === before.work && after.trust !== before.trust ? [before.trust, after.trust] : [before.work, after.work]
    if (from !== to || reason !== undefined) context.store.addHistory(id, { at: context.now(), from, to, inputs: { ...proof, ...decided, actor: context.actor } })
    audit(context, action, id, { ...proof, work: after.work, trust: after.trust })
    return after
  })
}

/** Keeps why a record cannot go on, and where it waits. Anything but a SohoaError is a fault of the program and is thrown on. */
export function stop(context: PipelineContext, id: RecordId, thrown: unknown, work: StationRecord['work']): StationRecord {
  const { code, params } = describeThrown(thrown)
  if (code === 'internal') throw thrown
  return move(context, id, 'record stopped', (record) => ({ ...record, work, stoppedBy: { code, params } }), { code })
}

/** Runs `work` and tells when it began and ended. */
export async function timed<Value>(work: () => Promise<Value> | Value): Promise<{ value: Value; startedAt: ReturnType<typeof instant>; finishedAt: ReturnType<typeof instant> }> {
  const startedAt = instant()
  const value = await work()
  return { value, startedAt, finishedAt: instant() }
}
