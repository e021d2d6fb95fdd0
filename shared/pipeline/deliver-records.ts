import { auditHeadOf } from '../audit/index.ts'
import { idempotencyKey, nextAttemptAt } from '../deliver/index.ts'
import {
  describeThrown, instant, kindOf, parseInstant, SohoaError, toMilliseconds, type RecordId, type StationRecord, type TargetName,
} from '../model/index.ts'
import type { DueDelivery } from '../store/index.ts'
import type { DeliveryMessage } from '../wire/index.ts'
import type { PipelineContext } from './context.ts'
import { digestOf } from './digests.ts'
import { audit, move } from './transition.ts'

const leaseMs = 10 * 60_000
const endOfTime = parseInstant('9999-12-31T00:00:00Z')

/** Whether a record's PDF may leave the station at all. */
function deliverable(record: StationRecord): boolean {
  return record.pdfDigest !== null && (record.work === 'signed' || record.work === 'delivered') && record.trust !== 'unsigned' && record.trust !== 'original failed'
}

/**
 * Puts the chosen targets into the outbox: `queued` when the recipient is certain, else `held` (invariant 6). Safe to
 * repeat; a record whose recipient has become certain is let go, and a PDF that gained a time stamp is sent anew.
 * `again`: somebody asked for this record, so that what a receiver refused before is tried once more.
 */
export function queueDeliveries(context: PipelineContext, id: RecordId, { again = false }: { again?: boolean } = {}): void {
  const { store } = context
  const record = store.getRecord(id)
  const { deliveryChoice, pdfDigest } = record
  if (!deliverable(record) || deliveryChoice === null || pdfDigest === null) return
  const certain = record.recipient.state !== 'open' && record.owners.length > 0
  store.transaction(() => {
    for (const target of deliveryChoice.targets) {
      store.enqueueDelivery(id, { target, digest: pdfDigest, state: certain ? 'queued' : 'held', chosenAt: deliveryChoice.at, chosenBy: deliveryChoice.by, again })
    }
    if (statesOf(store.getRecord(id)) !== statesOf(record)) {
      audit(context, 'delivery chosen', id, { targets: deliveryChoice.targets.join(' '), certain })
    }
    settle(context, id)
  })
}

/** A person's choice where a record goes, from now on. What was taken back is sent no more; what a receiver refused is tried again. */
export function chooseTargets(context: PipelineContext, id: RecordId, targets: readonly TargetName[]): void {
  move(context, id, 'targets chosen', (record) => ({ ...record, deliveryChoice: { targets, basis: 'asked', at: context.now(), by: context.actor } }), { targets: targets.join(' ') })
}

const statesOf = ({ deliveries }: StationRecord): string => deliveries.map(({ target, digest, state }) => `${target} ${digest} ${state}`).join()

/** True when a signed record still has something to be put into the outbox, or to be sent from it. */
export function hasUnsentDeliveries(record: StationRecord): boolean {
  if (!deliverable(record)) return false
  const present = presentDeliveries(record)
  return (record.deliveryChoice?.targets ?? []).some((target) => (present.find((delivery) => delivery.target === target)?.state ?? 'queued') === 'queued')
}

function messageOf(context: PipelineContext, record: StationRecord, target: TargetName, pdfBytes: number): DeliveryMessage {
  const { agency, agencyCode } = context.configuration()
  if (agency === null) throw new SohoaError('not_configured', { setting: 'agency' })
  const { fields, dossier, deliveryChoice, pdfDigest, rawDigest } = record
  if (pdfDigest === null || rawDigest === null || deliveryChoice === null) throw new SohoaError('wrong_state', { state: record.work })
  return {
    version: 1,
    idempotencyKey: idempotencyKey(record.code, target, pdfDigest),
    target,
    sender: { agency, agencyCode, training: context.training },
    record: { code: record.code, origin: record.origin, trust: record.trust, pages: record.pageCount, rawDigest, pdfDigest, pdfBytes },
    result: {
      kind: dossier.kind, dossierCode: dossier.dossierCode, procedureCode: dossier.procedureCode, resultCode: dossier.resultCode, validUntil: dossier.validUntil,
      documentType: fields.documentType?.value ?? null, codeNumber: fields.codeNumber?.value ?? null, codeNotation: fields.codeNotation?.value ?? null,
      issuedDate: fields.issuedDate?.value ?? null, issuingAgency: fields.issuingAgency?.value ?? null, subject: fields.subject?.value ?? null,
    },
    owners: record.owners.map(({ kind, name, id }) => ({ kind, name, id })),
    receiver: dossier.receiver,
    chosenAt: deliveryChoice.at,
    auditHead: auditHeadOf(context.store),
  }
}

/** One attempt at one delivery. How it ended is in the outbox; only faults of the program are thrown. */
async function attempt(context: PipelineContext, due: DueDelivery): Promise<void> {
  const { store } = context
  const { recordId, delivery } = due
  const { target, digest } = delivery
  const now = context.now()
  if (!store.leaseDelivery(due.idempotencyKey, now, instant(new Date(toMilliseconds(now) + leaseMs)))) return
  const record = store.getRecord(recordId)
  if (record.pdfDigest !== digest) {
    store.recordAttempt(due.idempotencyKey, { state: 'refused', error: 'superseded' })
    return
  }
  if (record.deliveryChoice?.targets.includes(target) !== true) {
    store.recordAttempt(due.idempotencyKey, { state: 'held', error: 'not_chosen' })
    return
  }
  if (record.recipient.state === 'open') {
    store.recordAttempt(due.idempotencyKey, { state: 'held', error: 'recipient_uncertain' })
    return
  }
  try {
    const address = context.configuration().targets[target]
    if (address === undefined) throw new SohoaError('target_not_configured', { target })
    const pdf = store.getBlob(digest)
    const receipt = await context.rooms.courier().deliver({ target, ...address }, messageOf(context, record, target, pdf.length), pdf)
    store.transaction(() => {
      store.recordAttempt(due.idempotencyKey, {
        state: 'delivered',
        // Receivers number their receipts each for itself.
        receipt: { id: `${target}/${receipt.claims.receiptId}`, recordId, target, digest, raw: Buffer.from(receipt.jws, 'utf8'), receivedAt: parseInstant(receipt.claims.receivedAt) },
      })
      audit(context, 'delivered', recordId, { target, receipt: digestOf(Buffer.from(receipt.jws, 'utf8')), pdf: digest })
      settle(context, recordId)
    })
  } catch (thrown) {
    const { code } = describeThrown(thrown)
    if (code === 'internal') throw thrown
    const final = code === 'hub_refused'
    const next = nextAttemptAt(delivery.attempts + 1, context.now())
    store.transaction(() => {
      store.recordAttempt(due.idempotencyKey, final ? { state: 'refused', error: code } : { state: 'queued', nextAttemptAt: next, error: code })
      audit(context, 'delivery failed', recordId, { target, code, retry: kindOf(code).retry })
    })
  }
}

/** A record is delivered while every chosen target has given its receipt for the present PDF, and only then. */
function settle(context: PipelineContext, id: RecordId): void {
  const record = context.store.getRecord(id)
  const targets = record.deliveryChoice?.targets ?? []
  const present = presentDeliveries(record)
  const received = targets.every((target) => present.some((delivery) => delivery.target === target && delivery.state === 'delivered'))
  if (received && targets.length > 0 && record.work === 'signed') {
    move(context, id, 'delivered', (current) => ({ ...current, work: 'delivered' }), { targets: targets.length })
  }
  if (!received && record.work === 'delivered') {
    move(context, id, 'to be delivered further', (current) => ({ ...current, work: 'signed' }), { targets: targets.length })
  }
}

/** Which deliveries a run is about. */
export interface DeliveryRun {
  readonly id?: RecordId
  /** Also those whose next turn has not come: somebody asked now. */
  readonly now: boolean
}

/** Sends what is due, one after the other; returns the records that were tried. */
export async function runDeliveries(context: PipelineContext, run: DeliveryRun): Promise<RecordId[]> {
  const horizon = run.now ? endOfTime : context.now()
  const due = context.store.dueDeliveries(horizon, 10_000).filter(({ recordId }) => run.id === undefined || recordId === run.id)
  const tried = new Set<RecordId>()
  for (const [index, delivery] of due.entries()) {
    context.emit({ type: 'progress', source: context.store.getRecord(delivery.recordId).sourceName, step: 'deliver', done: index, total: due.length })
    await attempt(context, delivery)
    tried.add(delivery.recordId)
  }
  return [...tried]
}

/** The deliveries of the record's present PDF: to the chosen targets, and what was already delivered to others. */
export function presentDeliveries(record: StationRecord): StationRecord['deliveries'] {
  const chosen = record.deliveryChoice?.targets ?? []
  return record.deliveries.filter(({ digest, target, state }) => digest === record.pdfDigest && (chosen.includes(target) || state === 'delivered'))
}
