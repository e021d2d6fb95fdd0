import { auditHeadOf } from '../../audit/index.ts'
import { idempotencyKey, nextAttemptAt } from '../../deliver/index.ts'
import {
  describeThrown, instant, kindOf, mayHaveArrived, parseInstant, SohoaError, targetNames, toMilliseconds, type RecallReason, type RecordId, type StationRecord, type TargetRecall,
} from '../../model/index.ts'
import type { DueRecall } from '../../store/index.ts'
import type { RecallMessage } from '../../wire/index.ts'
import { safePoint, type PipelineContext } from '../context.ts'
import { gapInMemory } from '../care/custody.ts'
import { refusalOf, type DeliveryRun } from './deliver-records.ts'
import { digestOf } from '../digests.ts'
import { targetAddress } from './target-address.ts'
import { audit } from '../transition.ts'

const leaseMs = 60_000
const endOfTime = parseInstant('9999-12-31T00:00:00Z')

/** What is to be called back of a record: each PDF from each target that has it or may have it. */
function recallsOf(context: PipelineContext, record: StationRecord): Pick<TargetRecall, 'target' | 'digest'>[] {
  if (!gapInMemory(context, record)) return record.deliveries.filter(mayHaveArrived)
  // What was sent in the part that is lost has no row here: other targets, and other files of this very record.
  const configured = targetNames.filter((target) => context.configuration().targets[target] !== undefined)
  return [...new Set([...configured, ...record.deliveries.filter(mayHaveArrived).map(({ target }) => target)])].map((target) => ({ target, digest: null }))
}

/**
 * Ends the deliveries of a record that goes out of use: what was never sent is cancelled, and the record is called back from each
 * target that has it or may have it (that a file leaves is kept before its first byte does, so a delivery whose end nobody saw counts).
 */
export function withdrawDeliveries(context: PipelineContext, id: RecordId, reason: RecallReason, replacedBy: RecordId | null): void {
  const { store } = context
  const sent = recallsOf(context, store.getRecord(id))
  store.holdDeliveries(id, { state: 'cancelled', error: replacedBy === null ? 'record_voided' : 'record_replaced' })
  for (const { target, digest } of sent) store.enqueueRecall(id, { target, digest, reason, replacedBy, askedAt: context.now(), askedBy: context.actor })
  if (sent.length > 0) audit(context, 'recall asked', id, { targets: [...new Set(sent.map(({ target }) => target))].join(' '), files: sent.length, reason })
}

function messageOf(context: PipelineContext, id: RecordId, { target, digest, reason, replacedBy, askedAt }: TargetRecall): RecallMessage {
  const { agency, agencyCode } = context.configuration()
  if (agency === null) throw new SohoaError('not_configured', { setting: 'agency' })
  const { code } = context.store.getRecord(id)
  return {
    version: 1,
    idempotencyKey: idempotencyKey(code, target, digest),
    target,
    sender: { agency, agencyCode, training: context.training },
    recordCode: code,
    pdfDigest: digest,
    reason,
    replacedBy: replacedBy === null ? null : context.store.getRecord(replacedBy).code,
    recalledAt: askedAt,
    auditHead: auditHeadOf(context.store),
  }
}

/** One attempt at one recall. How it ended is in the table; only faults of the program are thrown. */
async function attempt(context: PipelineContext, { recordId, key, recall }: DueRecall): Promise<void> {
  const { store } = context
  const { target, digest } = recall
  const now = context.now()
  if (!store.leaseRecall(key, now, instant(new Date(toMilliseconds(now) + leaseMs)))) return
  try {
    const { claims, jws } = await context.rooms.courier().recall({ ...targetAddress(context.configuration(), target), credential: store.senderCredential(target) }, messageOf(context, recordId, recall))
    const raw = Buffer.from(jws, 'utf8')
    store.transaction(() => {
      store.recordRecallAttempt(key, {
        state: 'acknowledged', outcome: claims.outcome,
        receipt: { id: `${target}/${claims.receiptId}`, recordId, target, digest, raw, receivedAt: parseInstant(claims.acknowledgedAt) },
      })
      audit(context, 'recall acknowledged', recordId, { target, outcome: claims.outcome, receipt: digestOf(raw), pdf: digest })
    })
  } catch (thrown) {
    const { code } = describeThrown(thrown)
    if (code === 'internal' || code === 'cancelled') throw thrown
    store.transaction(() => {
      store.recordRecallAttempt(key, code === 'hub_refused'
        ? { state: 'refused', error: code, refusal: refusalOf(thrown) }
        : { state: 'queued', nextAttemptAt: nextAttemptAt(recall.attempts + 1, context.now()), error: code })
      audit(context, 'recall failed', recordId, { target, code, retry: kindOf(code).retry })
    })
  }
}

/** Sends the recalls that are due, one after the other; returns the records that were tried. */
export async function runRecalls(context: PipelineContext, run: DeliveryRun): Promise<RecordId[]> {
  const { store } = context
  const due = store.dueRecalls(run.now ? endOfTime : context.now(), run.id)
  const tried = new Set<RecordId>()
  for (const [done, recall] of due.entries()) {
    safePoint(context)
    context.emit({ type: 'progress', source: store.getRecord(recall.recordId).sourceName, step: 'recall', done, total: due.length })
    await attempt(context, recall)
    tried.add(recall.recordId)
  }
  return [...tried]
}
