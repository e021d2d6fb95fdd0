import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { deliveryStates, refusalReasons, sentStates, SohoaError } from '../model/index.ts'
import type { Digest, Instant, RecordId, RefusalReason, TargetDelivery, TargetName } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { digestColumn, instantColumn, recordIdColumn, targetColumn } from './record-rows.ts'

/** A delivery that is to be tried. */
export interface DueDelivery {
  readonly recordId: RecordId
  /** The same at every attempt, so that a receiver takes it once. */
  readonly idempotencyKey: string
  readonly delivery: TargetDelivery
  /** The message that its file was sent with, JSON; null while it was not. */
  readonly sentMessage: string | null
}

/** A receipt as it came, its signature already checked by the caller. */
export interface Receipt {
  readonly id: string
  readonly recordId: RecordId
  readonly target: TargetName
  /** The PDF that it is about; null for a recall that named none. */
  readonly digest: Digest | null
  readonly raw: Uint8Array
  readonly receivedAt: Instant
}

/** How an attempt ended. */
export type AttemptOutcome =
  /** The receipt is kept together with the state. */
  | { readonly state: 'delivered'; readonly receipt: Receipt }
  | { readonly state: 'queued'; readonly nextAttemptAt: Instant; readonly error: string }
  | { readonly state: 'held' | 'refused' | 'cancelled'; readonly error: string; readonly refusal?: RefusalReason | null }

/** What is to be delivered, and the proof of what was. */
export interface OutboxStore {
  /**
   * Chooses a target for a record's PDF. The same choice again changes nothing and returns the same idempotency key;
   * a delivery that was `held` and is now `queued` is let go, one that was `queued` and is now `held` waits, and with `again` one that the receiver refused is tried anew.
   */
  enqueueDelivery(id: RecordId, choice: {
    readonly target: TargetName
    readonly digest: Digest
    readonly state: 'queued' | 'held'
    /** Why it is held. */
    readonly error?: string
    readonly chosenAt: Instant
    readonly chosenBy: string
    readonly again?: boolean
  }): string
  /** In the order of choice. */
  listDeliveries(id: RecordId): TargetDelivery[]
  /** Queued deliveries, of one record or of all, whose time has come and that nobody has leased, oldest first. */
  dueDeliveries(now: Instant, limit?: number, id?: RecordId): DueDelivery[]
  /** How many dueDeliveries would give without a limit. */
  countDue(now: Instant, id?: RecordId): number
  /** Makes all that is queued, of one record or of all, due now: somebody asked. */
  hastenDeliveries(now: Instant, id?: RecordId): void
  /** Records with something queued, oldest first. */
  queuedRecords(): RecordId[]
  /** Deliveries of the records' present PDFs that are not delivered, by state. */
  countUndelivered(): Readonly<Record<'queued' | 'held' | 'refused', number>>
  /** Of one target: deliveries and recalls that wait for it, and results in use that have come to it. */
  countOfTarget(target: TargetName): { readonly waiting: number; readonly received: number }
  /** Frees what a killed process had reserved. The one-writer lock makes it certain that nobody is at it any more. */
  releaseLeases(): void
  /**
   * Reserves a delivery until `until` and counts the attempt. False when another attempt holds it or it is not queued any more.
   */
  leaseDelivery(idempotencyKey: string, now: Instant, until: Instant): boolean
  /** Keeps that a delivery's file leaves now, and with which message: from here on the receiver may have it, however the attempt ends. */
  noteSending(idempotencyKey: string, message: string): void
  /** Of every delivery that was not sent it is unknown from now on: a part of the station's memory was lost. */
  assumeSent(): void
  /** Takes everything of a record that is queued or held out of the queue, or says anew why it is held. */
  holdDeliveries(id: RecordId, why: { readonly state: 'held' | 'cancelled'; readonly error: string }): void
  /**
   * Ends an attempt, or a turn in which none was begun: frees the lease and writes the state; `delivered` only together with its receipt.
   * A delivery already delivered stays so. Throws `not_found`, and `hub_receipt_invalid` for a receipt of another delivery
   * or one whose id a kept receipt bears already.
   */
  recordAttempt(idempotencyKey: string, outcome: AttemptOutcome): void
  /** The time at which the next queued delivery is due; undefined when none is queued. */
  nextDeliveryAt(): Instant | undefined
  getReceipt(receiptId: string): Receipt | undefined
  listReceipts(id: RecordId): Receipt[]
  /** All receipts by id, those after `cursor`, at most `limit`. */
  allReceipts(cursor: string, limit: number): Receipt[]
}

const deliveryRow = z.object({
  target: targetColumn,
  state: z.enum(deliveryStates),
  digest: digestColumn,
  sent: z.enum(sentStates),
  attempts: z.number().int(),
  nextAttemptAt: instantColumn.nullable(),
  lastError: z.string().nullable(),
  refusal: z.enum(refusalReasons).nullable(),
  chosenAt: instantColumn,
  chosenBy: z.string(),
  receiptId: z.string().nullable(),
  deliveredAt: instantColumn.nullable(),
})
const deliveryColumns = `target, state, digest, sent, attempts, next_at AS nextAttemptAt, last_error AS lastError, refusal,
  chosen_at AS chosenAt, chosen_by AS chosenBy, receipt_id AS receiptId, delivered_at AS deliveredAt`

const dueRow = deliveryRow.extend({ recordId: recordIdColumn, idempotencyKey: z.string(), sentMessage: z.string().nullable() })
  .transform(({ recordId, idempotencyKey, sentMessage, ...delivery }) => ({ recordId, idempotencyKey, delivery, sentMessage }))
const dueColumns = `record_id AS recordId, idempotency_key AS idempotencyKey, sent_message AS sentMessage, ${deliveryColumns}`

const receiptRow = z.object({
  id: z.string(), recordId: recordIdColumn, target: targetColumn, digest: digestColumn.nullable(), raw: z.instanceof(Uint8Array), receivedAt: instantColumn,
})
const receiptColumns = 'id, record_id AS recordId, target, digest, raw, received_at AS receivedAt'
const keyRow = z.object({ idempotency_key: z.string() })
const idRow = z.object({ id: recordIdColumn })
const countRow = z.object({ count: z.number().int() })
const stateCountRow = z.object({ state: z.enum(['queued', 'held', 'refused']), count: z.number().int() })
const nextRow = z.object({ next: instantColumn.nullable() })

const ofRecord = (id: RecordId | undefined): string => (id === undefined ? '' : ' AND record_id = $id')
const named = (id: RecordId | undefined): { readonly id?: RecordId } => (id === undefined ? {} : { id })
/**
 * A delivery, joined to its record, that somebody may still have to look at: not one that waits for a target which is chosen no more
 * and never had a byte. What is queued for such a one is held with the next attempt, and needs no look into the record.
 */
export const stillMeant = "(state = 'queued' OR sent <> 'no' OR target IN (SELECT value FROM json_each(records.body, '$.deliveryChoice.targets')))"
const dueOf = (id: RecordId | undefined): string => `state = 'queued' AND next_at <= $now AND (leased_until IS NULL OR leased_until <= $now)${ofRecord(id)}`

/** Keeps a receipt. Throws `hub_receipt_invalid` for an id that a kept receipt bears already. */
export function keepReceipt(database: StationDatabase, { id, recordId, target, digest, raw, receivedAt }: Receipt): void {
  const added = database.run(
    `INSERT INTO receipts (id, record_id, target, digest, raw, received_at) VALUES ($id, $recordId, $target, $digest, $raw, $receivedAt)
     ON CONFLICT (id) DO NOTHING`,
    { id, recordId, target, digest, raw, receivedAt },
  )
  if (added === 0) throw new SohoaError('hub_receipt_invalid', { target, detail: 'receipt id used before' })
}

export function outboxStore(database: StationDatabase): OutboxStore {
  const find = (idempotencyKey: string): DueDelivery | undefined => database.get(
    dueRow, `SELECT ${dueColumns} FROM outbox WHERE idempotency_key = $key`, { key: idempotencyKey },
  )

  return {
    enqueueDelivery: (id, choice) => database.transaction(() => {
      const place = { id, target: choice.target, digest: choice.digest }
      database.run(
        `INSERT INTO outbox (idempotency_key, record_id, target, digest, state, attempts, next_at, chosen_at, chosen_by)
         VALUES ($key, $id, $target, $digest, $state, 0, $next, $chosenAt, $chosenBy) ON CONFLICT (record_id, target, digest) DO NOTHING`,
        {
          ...place, key: randomUUID(), state: choice.state, next: choice.state === 'queued' ? choice.chosenAt : null,
          chosenAt: choice.chosenAt, chosenBy: choice.chosenBy,
        },
      )
      if (choice.state === 'held') {
        database.run(
          `UPDATE outbox SET state = 'held', next_at = NULL, last_error = $error
           WHERE record_id = $id AND target = $target AND digest = $digest AND state IN ('queued', 'held')`,
          { ...place, error: choice.error ?? null },
        )
      } else {
        database.run(
          `UPDATE outbox SET state = 'queued', next_at = $now, last_error = NULL, refusal = NULL, chosen_at = $now, chosen_by = $by
           WHERE record_id = $id AND target = $target AND digest = $digest AND (state = 'held' OR (state = 'refused' AND $again = 1))`,
          { ...place, now: choice.chosenAt, by: choice.chosenBy, again: choice.again === true ? 1 : 0 },
        )
      }
      const row = database.get(
        keyRow, 'SELECT idempotency_key FROM outbox WHERE record_id = $id AND target = $target AND digest = $digest', place,
      )
      if (row === undefined) throw new SohoaError('internal', { type: 'outbox' })
      return row.idempotency_key
    }),
    listDeliveries: (id) => database.all(deliveryRow, `SELECT ${deliveryColumns} FROM outbox WHERE record_id = $id ORDER BY rowid`, { id }),
    dueDeliveries: (now, limit = 100, id) => database.all(
      dueRow,
      `SELECT ${dueColumns} FROM outbox WHERE ${dueOf(id)} ORDER BY next_at, rowid LIMIT $limit`,
      { now, limit, ...named(id) },
    ),
    countDue: (now, id) => database.get(countRow, `SELECT count(*) AS count FROM outbox WHERE ${dueOf(id)}`, { now, ...named(id) })?.count ?? 0,
    hastenDeliveries: (now, id) => {
      database.run(`UPDATE outbox SET next_at = $now WHERE state = 'queued' AND next_at > $now${ofRecord(id)}`, { now, ...named(id) })
    },
    queuedRecords: () => database.all(idRow, "SELECT DISTINCT record_id AS id FROM outbox INDEXED BY outbox_due WHERE state = 'queued' ORDER BY record_id")
      .map(({ id }) => id),
    countUndelivered: () => ({
      queued: 0, held: 0, refused: 0,
      ...Object.fromEntries(database.all(
        stateCountRow,
        `SELECT state, count(*) AS count FROM outbox JOIN records ON id = record_id
         WHERE state IN ('queued', 'held', 'refused') AND state <> 'delivered' AND digest = pdf_digest AND ${stillMeant} GROUP BY state`,
      ).map(({ state, count }) => [state, count])),
    }),
    countOfTarget: (target) => {
      const count = (sql: string): number => database.get(countRow, `SELECT count(*) AS count FROM ${sql}`, { target })?.count ?? 0
      return {
        waiting: count(`outbox JOIN records ON id = record_id WHERE target = $target AND state IN ('queued', 'held') AND digest = pdf_digest AND ${stillMeant}`)
          + count("recalls WHERE target = $target AND state <> 'acknowledged'"),
        received: count("outbox JOIN records ON id = record_id WHERE target = $target AND state = 'delivered' AND work NOT IN ('voided', 'replaced')"),
      }
    },
    releaseLeases: () => {
      database.run('UPDATE outbox SET leased_until = NULL WHERE leased_until IS NOT NULL')
    },
    leaseDelivery: (idempotencyKey, now, until) => database.run(
      `UPDATE outbox SET leased_until = $until, attempts = attempts + 1
       WHERE idempotency_key = $key AND state = 'queued' AND (leased_until IS NULL OR leased_until <= $now)`,
      { key: idempotencyKey, now, until },
    ) === 1,
    noteSending: (idempotencyKey, message) => {
      database.run("UPDATE outbox SET sent = 'yes', sent_message = $message WHERE idempotency_key = $key", { key: idempotencyKey, message })
    },
    assumeSent: () => {
      database.run("UPDATE outbox SET sent = 'perhaps' WHERE sent = 'no'")
    },
    holdDeliveries: (id, { state, error }) => {
      database.run("UPDATE outbox SET state = $state, next_at = NULL, last_error = $error WHERE record_id = $id AND state IN ('queued', 'held')", { id, state, error })
    },
    recordAttempt: (idempotencyKey, outcome) => database.transaction(() => {
      const due = find(idempotencyKey)
      if (due === undefined) throw new SohoaError('not_found', { what: idempotencyKey })
      if (due.delivery.state === 'delivered') return
      if (outcome.state !== 'delivered') {
        database.run(
          `UPDATE outbox SET state = $state, next_at = $next, leased_until = NULL, last_error = $error, refusal = $refusal
           WHERE idempotency_key = $key`,
          {
            key: idempotencyKey, state: outcome.state, error: outcome.error, refusal: outcome.state === 'queued' ? null : outcome.refusal ?? null,
            next: outcome.state === 'queued' ? outcome.nextAttemptAt : null,
          },
        )
        return
      }
      const { receipt } = outcome
      if (receipt.recordId !== due.recordId || receipt.target !== due.delivery.target || receipt.digest !== due.delivery.digest) {
        throw new SohoaError('hub_receipt_invalid', { target: due.delivery.target, detail: 'another delivery' })
      }
      keepReceipt(database, receipt)
      database.run(
        `UPDATE outbox SET state = 'delivered', sent = 'yes', next_at = NULL, leased_until = NULL, last_error = NULL, refusal = NULL,
         receipt_id = $receiptId, delivered_at = $at WHERE idempotency_key = $key`,
        { key: idempotencyKey, receiptId: receipt.id, at: receipt.receivedAt },
      )
    }),
    nextDeliveryAt: () => database.get(nextRow, "SELECT min(next_at) AS next FROM outbox WHERE state = 'queued'")?.next ?? undefined,
    getReceipt: (receiptId) => database.get(receiptRow, `SELECT ${receiptColumns} FROM receipts WHERE id = $receiptId`, { receiptId }),
    allReceipts: (cursor, limit) => database.all(
      receiptRow, `SELECT ${receiptColumns} FROM receipts WHERE id > $cursor ORDER BY id LIMIT $limit`, { cursor, limit },
    ),
    listReceipts: (id) => database.all(
      receiptRow, `SELECT ${receiptColumns} FROM receipts WHERE record_id = $id ORDER BY received_at, id`, { id },
    ),
  }
}
