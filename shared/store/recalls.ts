import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { recallOutcomes, recallReasons, recallStates, refusalReasons, SohoaError } from '../model/index.ts'
import type { Digest, Instant, RecallOutcome, RecallReason, RecallState, RecordId, RefusalReason, TargetName, TargetRecall } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { keepReceipt } from './outbox.ts'
import type { Receipt } from './outbox.ts'
import { digestColumn, instantColumn, recordIdColumn, targetColumn } from './record-rows.ts'

/** A recall that is to be tried. */
export interface DueRecall {
  readonly recordId: RecordId
  readonly key: string
  readonly recall: TargetRecall
}

/** How an attempt at a recall ended. */
export type RecallAttemptOutcome =
  /** The receipt is kept together with the state. */
  | { readonly state: 'acknowledged'; readonly outcome: RecallOutcome; readonly receipt: Receipt }
  | { readonly state: 'queued'; readonly nextAttemptAt: Instant; readonly error: string }
  | { readonly state: 'refused'; readonly error: string; readonly refusal?: RefusalReason | null }

/** What is to be called back from receivers, and the proof of what was. */
export interface RecallStore {
  /** Calls a record back from a target, by the PDF that it may hold or by none. Asked again for the same, it changes nothing. */
  enqueueRecall(id: RecordId, recall: {
    readonly target: TargetName
    readonly digest: Digest | null
    readonly reason: RecallReason
    readonly replacedBy: RecordId | null
    readonly askedAt: Instant
    readonly askedBy: string
  }): void
  /** Lets what receivers refused be tried once more: somebody asked for this record. */
  retryRecalls(id: RecordId, now: Instant): void
  /** In the order asked. */
  listRecalls(id: RecordId): TargetRecall[]
  /** Queued recalls, of one record or of all, whose time has come and that nobody has leased, oldest first. */
  dueRecalls(now: Instant, id?: RecordId): DueRecall[]
  /** Reserves a recall until `until` and counts the attempt; false when another attempt holds it or it is not queued any more. */
  leaseRecall(key: string, now: Instant, until: Instant): boolean
  releaseRecallLeases(): void
  /**
   * Ends an attempt: frees the lease and writes the state; `acknowledged` only together with its receipt, and for good.
   * Throws `not_found`, and `hub_receipt_invalid` for a receipt of another recall.
   */
  recordRecallAttempt(key: string, outcome: RecallAttemptOutcome): void
  countRecalls(): Readonly<Record<RecallState, number>>
}

const recallRow = z.object({
  target: targetColumn,
  state: z.enum(recallStates),
  digest: digestColumn.nullable(),
  reason: z.enum(recallReasons),
  replacedBy: recordIdColumn.nullable(),
  attempts: z.number().int(),
  nextAttemptAt: instantColumn.nullable(),
  lastError: z.string().nullable(),
  refusal: z.enum(refusalReasons).nullable(),
  askedAt: instantColumn,
  askedBy: z.string(),
  receiptId: z.string().nullable(),
  acknowledgedAt: instantColumn.nullable(),
  outcome: z.enum(recallOutcomes).nullable(),
})
const recallColumns = `target, state, digest, reason, replaced_by AS replacedBy, attempts, next_at AS nextAttemptAt, last_error AS lastError, refusal,
  asked_at AS askedAt, asked_by AS askedBy, receipt_id AS receiptId, acknowledged_at AS acknowledgedAt, outcome`
const dueRow = recallRow.extend({ recordId: recordIdColumn, key: z.string() }).transform(({ recordId, key, ...recall }) => ({ recordId, key, recall }))
const dueColumns = `record_id AS recordId, idempotency_key AS key, ${recallColumns}`
const countRow = z.object({ state: z.enum(recallStates), count: z.number().int() })

export function recallStore(database: StationDatabase): RecallStore {
  return {
    enqueueRecall: (id, { target, digest, reason, replacedBy, askedAt, askedBy }) => {
      database.run(
        `INSERT INTO recalls (idempotency_key, record_id, target, digest, reason, replaced_by, state, attempts, next_at, asked_at, asked_by)
         SELECT $key, $id, $target, $digest, $reason, $replacedBy, 'queued', 0, $askedAt, $askedAt, $askedBy
         WHERE NOT EXISTS (SELECT 1 FROM recalls WHERE record_id = $id AND target = $target AND digest IS $digest)`,
        { key: randomUUID(), id, target, digest, reason, replacedBy, askedAt, askedBy },
      )
    },
    retryRecalls: (id, now) => {
      database.run("UPDATE recalls SET state = 'queued', next_at = $now, last_error = NULL, refusal = NULL WHERE record_id = $id AND state = 'refused'", { id, now })
    },
    listRecalls: (id) => database.all(recallRow, `SELECT ${recallColumns} FROM recalls WHERE record_id = $id ORDER BY rowid`, { id }),
    dueRecalls: (now, id) => database.all(
      dueRow,
      `SELECT ${dueColumns} FROM recalls
       WHERE state = 'queued' AND next_at <= $now AND (leased_until IS NULL OR leased_until <= $now)${id === undefined ? '' : ' AND record_id = $id'}
       ORDER BY next_at, rowid`,
      { now, ...(id === undefined ? {} : { id }) },
    ),
    leaseRecall: (key, now, until) => database.run(
      `UPDATE recalls SET leased_until = $until, attempts = attempts + 1
       WHERE idempotency_key = $key AND state = 'queued' AND (leased_until IS NULL OR leased_until <= $now)`,
      { key, now, until },
    ) === 1,
    releaseRecallLeases: () => {
      database.run('UPDATE recalls SET leased_until = NULL WHERE leased_until IS NOT NULL')
    },
    recordRecallAttempt: (key, ended) => database.transaction(() => {
      const due = database.get(dueRow, `SELECT ${dueColumns} FROM recalls WHERE idempotency_key = $key`, { key })
      if (due === undefined) throw new SohoaError('not_found', { what: key })
      const { recordId, recall } = due
      if (recall.state === 'acknowledged') return
      if (ended.state !== 'acknowledged') {
        database.run(
          'UPDATE recalls SET state = $state, next_at = $next, leased_until = NULL, last_error = $error, refusal = $refusal WHERE idempotency_key = $key',
          { key, state: ended.state, error: ended.error, refusal: ended.state === 'refused' ? ended.refusal ?? null : null, next: ended.state === 'queued' ? ended.nextAttemptAt : null },
        )
        return
      }
      const { receipt, outcome } = ended
      if (receipt.recordId !== recordId || receipt.target !== recall.target || receipt.digest !== recall.digest) {
        throw new SohoaError('hub_receipt_invalid', { target: recall.target, detail: 'another recall' })
      }
      keepReceipt(database, receipt)
      database.run(
        `UPDATE recalls SET state = 'acknowledged', next_at = NULL, leased_until = NULL, last_error = NULL, refusal = NULL,
         receipt_id = $receiptId, acknowledged_at = $at, outcome = $outcome WHERE idempotency_key = $key`,
        { key, receiptId: receipt.id, at: receipt.receivedAt, outcome },
      )
    }),
    countRecalls: () => ({
      queued: 0, acknowledged: 0, refused: 0,
      ...Object.fromEntries(database.all(countRow, 'SELECT state, count(*) AS count FROM recalls GROUP BY state').map(({ state, count }) => [state, count])),
    }),
  }
}
