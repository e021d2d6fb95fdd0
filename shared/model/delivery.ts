import type { Digest, RecordId } from './ids.ts'
import type { Instant } from './instant.ts'

/** Where a result can go: the citizen's electronic store, the national ID app, the sharing platform between agencies. */
export const targetNames = ['kho', 'vneid', 'chia-se'] as const
export type TargetName = (typeof targetNames)[number]

/**
 * `queued`: waits for its turn or for the network; `held`: waits for a person, because the recipient is not certain or the result is
 * frozen; `delivered`: a receipt was checked and stored; `refused`: the receiver said no for good; `cancelled`: never to be sent, the
 * record was voided or replaced.
 */
export const deliveryStates = ['queued', 'held', 'delivered', 'refused', 'cancelled'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/**
 * Whether a delivery's file has left the station. `no`: not a byte; `yes`: it was sent, whatever came of it; `perhaps`: nobody knows,
 * since a part of the station's memory was lost (a restore, an accepted loss).
 */
export const sentStates = ['no', 'perhaps', 'yes'] as const
export type SentState = (typeof sentStates)[number]

/** Why a receiver says no for good: a code of the delivery protocol, never text to be parsed. */
export const refusalReasons = [
  'digest differs', 'size differs', 'signature failed', 'not signed', 'training not accepted', 'message invalid', 'sender unknown', 'not the sender', 'owner missing',
  'key reused for another file', 'key reused for another message', 'too large', 'recalled',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

export interface TargetDelivery {
  readonly target: TargetName
  readonly state: DeliveryState
  /** The PDF this delivery is of. */
  readonly digest: Digest
  readonly sent: SentState
  readonly attempts: number
  readonly nextAttemptAt: Instant | null
  readonly lastError: string | null
  /** The receiver's own reason, where it refused. */
  readonly refusal: RefusalReason | null
  readonly chosenAt: Instant
  readonly chosenBy: string
  readonly receiptId: string | null
  readonly deliveredAt: Instant | null
}

/** True once a receiver has, or may have, the file: that it leaves is kept before its first byte does. */
export function mayHaveArrived({ sent }: TargetDelivery): boolean {
  return sent !== 'no'
}

/** Why a result is called back. A code, never a person's words: those may name people, and the receiver needs to know no more. */
export const recallReasons = ['error in result', 'wrong recipient', 'withdrawn', 'replaced'] as const
export type RecallReason = (typeof recallReasons)[number]

/** What a receiver found when it was asked to take a result back. */
export const recallOutcomes = ['taken back', 'never received'] as const
export type RecallOutcome = (typeof recallOutcomes)[number]

/** `queued`: waits for its turn or for the network; `acknowledged`: the signed receipt was checked and stored; `refused`: the receiver said no for good. */
export const recallStates = ['queued', 'acknowledged', 'refused'] as const
export type RecallState = (typeof recallStates)[number]

/** Calling a record back from one target. */
export interface TargetRecall {
  readonly target: TargetName
  readonly state: RecallState
  /** The PDF that it has or may have; null where the station's memory has a gap: whatever it holds of the record. */
  readonly digest: Digest | null
  readonly reason: RecallReason
  /** The record that stands in this one's place; null where there is none. */
  readonly replacedBy: RecordId | null
  readonly attempts: number
  readonly nextAttemptAt: Instant | null
  readonly lastError: string | null
  /** The receiver's own reason, where it refused. */
  readonly refusal: RefusalReason | null
  readonly askedAt: Instant
  readonly askedBy: string
  readonly receiptId: string | null
  readonly acknowledgedAt: Instant | null
  readonly outcome: RecallOutcome | null
}
