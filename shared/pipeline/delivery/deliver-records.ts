import { auditHeadOf } from '../../audit/index.ts'
import { idempotencyKey, nextAttemptAt } from '../../deliver/index.ts'
import {
  describeThrown, instant, kindOf, parseInstant, refusalReasons, SohoaError, toMilliseconds, type ErrorCode, type RecordId, type RefusalReason, type StationRecord, type TargetName,
} from '../../model/index.ts'
import type { AttemptOutcome, DueDelivery } from '../../store/index.ts'
import { deliveryMessage, type DeliveryMessage } from '../../wire/index.ts'
import { safePoint, type PipelineContext } from '../context.ts'
import { holdOf } from './delivery-choice.ts'
import { digestOf } from '../digests.ts'
import { isWithdrawn } from '../record/standing.ts'
import { targetAddress, whyNotReached } from './target-address.ts'
import { audit, move } from '../transition.ts'

const leaseMs = 10 * 60_000
/** Deliveries taken from the outbox at a time: memory does not grow with what waits there. */
const atOnce = 100

/** Whether a record's PDF may leave the station at all. */
function deliverable(record: StationRecord): boolean {
  return record.pdfDigest !== null && (record.work === 'signed' || record.work === 'delivered') && record.trust !== 'unsigned' && record.trust !== 'original failed'
}

/**
 * Puts the chosen targets into the outbox: `queued` when they may have it, else `held` with the reason (invariant 6). Safe to
 * repeat; what nothing holds any more is let go, and a PDF that gained a time stamp is sent anew.
 * `again`: somebody asked for this record, so that what a receiver refused before is tried once more.
 */
export function queueDeliveries(context: PipelineContext, id: RecordId, { again = false }: { again?: boolean } = {}): void {
  const { store } = context
  const record = store.getRecord(id)
  const { deliveryChoice, pdfDigest } = record
  if (!deliverable(record) || deliveryChoice === null || pdfDigest === null) {
    store.settleOutbox(id)
    return
  }
  const attachments = store.listAttachments(id)
  const holds = deliveryChoice.targets.map((target) => ({ target, heldBy: holdOf(record, target, attachments) }))
  store.transaction(() => {
    for (const { target, heldBy } of holds) {
      const state = heldBy === undefined ? { state: 'queued' as const } : { state: 'held' as const, error: heldBy }
      store.enqueueDelivery(id, { target, digest: pdfDigest, ...state, chosenAt: deliveryChoice.at, chosenBy: deliveryChoice.by, again })
    }
    if (statesOf(store.getRecord(id)) !== statesOf(record)) {
      audit(context, 'delivery chosen', id, { targets: deliveryChoice.targets.join(' '), basis: deliveryChoice.basis, held: holds.flatMap(({ heldBy }) => heldBy ?? []).join(' ') })
    }
    settle(context, id)
    store.settleOutbox(id)
  })
}

const statesOf = ({ deliveries }: StationRecord): string => deliveries.map(({ target, digest, state }) => `${target} ${digest} ${state}`).join()

function messageOf(context: PipelineContext, record: StationRecord, target: TargetName, pdfBytes: number): DeliveryMessage {
  const { agency, agencyCode } = context.configuration()
  if (agency === null) throw new SohoaError('not_configured', { setting: 'agency' })
  const { fields, dossier, deliveryChoice, pdfDigest, rawDigest } = record
  if (pdfDigest === null || rawDigest === null || deliveryChoice === null) throw new SohoaError('wrong_state', { state: record.work })
  const old = record.replaces === null ? null : context.store.getRecord(record.replaces)
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
    chosenAt: deliveryChoice.at,
    replaces: old === null || old.pdfDigest === null ? null : { recordCode: old.code, pdfDigest: old.pdfDigest },
    auditHead: auditHeadOf(context.store),
  }
}

/** Why a delivery that is in the outbox is not sent now; undefined when it may be. */
function whyNotSent(context: PipelineContext, { recordId, delivery }: DueDelivery): Exclude<AttemptOutcome, { state: 'delivered' }> | undefined {
  const record = context.store.getRecord(recordId)
  if (isWithdrawn(record)) return { state: 'cancelled', error: record.work === 'voided' ? 'record_voided' : 'record_replaced' }
  if (record.pdfDigest !== delivery.digest) return { state: 'refused', error: 'superseded' }
  if (record.deliveryChoice?.targets.includes(delivery.target) !== true) return { state: 'held', error: 'not_chosen' }
  const heldBy = holdOf(record, delivery.target, context.store.listAttachments(recordId))
  return heldBy === undefined ? undefined : { state: 'held', error: heldBy }
}

/** How a receiver says that the very file came to it before, with other data (another owner, say): that is no refusal of the file. */
const heldForAnother: RefusalReason = 'key reused for another message'

/** The reason that a receiver gave with its final no. */
export function refusalOf(thrown: unknown): RefusalReason | null {
  const { code, params } = describeThrown(thrown)
  return code === 'hub_refused' ? refusalReasons.find((reason) => reason === params.reason) ?? null : null
}

/** One attempt at one delivery. How it ended is in the outbox, and why it failed is returned; only faults of the program are thrown. */
async function attempt(context: PipelineContext, due: DueDelivery): Promise<ErrorCode | undefined> {
  const { store } = context
  const { recordId, delivery } = due
  const { target, digest } = delivery
  const unreached = whyNotReached(context.configuration(), target)
  const now = context.now()
  // In one transaction: nobody can freeze or void the record between the last look at it and the reservation.
  const begun = store.transaction(() => {
    const why = whyNotSent(context, due)
    if (why !== undefined) store.recordAttempt(due.idempotencyKey, why)
    else if (unreached !== undefined) store.recordAttempt(due.idempotencyKey, { state: 'queued', nextAttemptAt: nextAttemptAt(1, now), error: unreached })
    return why === undefined && unreached === undefined && store.leaseDelivery(due.idempotencyKey, now, instant(new Date(toMilliseconds(now) + leaseMs)))
  })
  if (!begun) return undefined
  try {
    const pdf = store.getBlob(digest)
    // While it is unknown what became of a message, the same is told again: a receiver that has it answers with its receipt.
    const message = due.sentMessage === null ? messageOf(context, store.getRecord(recordId), target, pdf.length) : deliveryMessage.parse(JSON.parse(due.sentMessage))
    const receipt = await context.rooms.courier().deliver({ ...targetAddress(context.configuration(), target), credential: store.senderCredential(target) }, message, pdf, () => {
      // In one transaction, after the receiver's answer and before the file: a freeze or void came either before, or finds it sent.
      store.transaction(() => {
        if (whyNotSent(context, due) !== undefined) throw new SohoaError('record_changed', { id: recordId })
        store.noteSending(due.idempotencyKey, JSON.stringify(message))
      })
    })
    store.transaction(() => {
      store.recordAttempt(due.idempotencyKey, {
        state: 'delivered',
        // Receivers number their receipts each for itself.
        receipt: { id: `${target}/${receipt.claims.receiptId}`, recordId, target, digest, raw: Buffer.from(receipt.jws, 'utf8'), receivedAt: parseInstant(receipt.claims.receivedAt) },
      })
      audit(context, 'delivered', recordId, { target, receipt: digestOf(Buffer.from(receipt.jws, 'utf8')), pdf: digest })
      settle(context, recordId)
    })
    return undefined
  } catch (thrown) {
    const { code: thrownCode } = describeThrown(thrown)
    // Cut off by this station itself: what became of it is asked with the next attempt, as after a kill.
    if (thrownCode === 'internal' || thrownCode === 'cancelled') throw thrown
    const final = thrownCode === 'hub_refused'
    const code = final && refusalOf(thrown) === heldForAnother ? 'hub_holds_another' : thrownCode
    const next = nextAttemptAt(delivery.attempts + 1, context.now())
    store.transaction(() => {
      const again = whyNotSent(context, due) ?? { state: 'queued', nextAttemptAt: next, error: code }
      store.recordAttempt(due.idempotencyKey, final ? { state: 'refused', error: code, refusal: refusalOf(thrown) } : again)
      audit(context, 'delivery failed', recordId, { target, code, retry: kindOf(code).retry, ...(final ? { refusal: refusalOf(thrown) } : {}) })
    })
    return code
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
  const { store } = context
  const now = context.now()
  if (run.now) store.hastenDeliveries(now, run.id)
  const total = store.countDue(now, run.id)
  const attempted = new Set<string>()
  const silent = new Set<TargetName>()
  const tried = new Set<RecordId>()
  for (;;) {
    // What was attempted is not due any more, but its next turn may come while this run goes on.
    const due = store.dueDeliveries(now, atOnce, run.id).filter(({ idempotencyKey: key }) => !attempted.has(key))
    if (due.length === 0) return [...tried]
    for (const delivery of due) {
      safePoint(context)
      context.emit({ type: 'progress', source: store.getRecord(delivery.recordId).sourceName, step: 'deliver', done: attempted.size, total })
      attempted.add(delivery.idempotencyKey)
      const { target } = delivery.delivery
      // Where one could not reach its receiver the next could not either: a cut line costs one silence, not one for each record.
      if (silent.has(target)) store.recordAttempt(delivery.idempotencyKey, whyNotSent(context, delivery) ?? { state: 'queued', nextAttemptAt: nextAttemptAt(1, context.now()), error: 'hub_unreachable' })
      else if (await attempt(context, delivery) === 'hub_unreachable') silent.add(target)
      tried.add(delivery.recordId)
    }
  }
}

/** The deliveries of the record's present PDF: to the chosen targets, and what was sent to others. */
export function presentDeliveries(record: StationRecord): StationRecord['deliveries'] {
  const chosen = record.deliveryChoice?.targets ?? []
  return record.deliveries.filter(({ digest, target, sent }) => digest === record.pdfDigest && (chosen.includes(target) || sent === 'yes'))
}
