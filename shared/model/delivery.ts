import type { Digest } from './ids.ts'
import type { Instant } from './instant.ts'

/** Where a result can go: the citizen's electronic store, the national ID app, the sharing platform between agencies. */
export const targetNames = ['kho', 'vneid', 'chia-se'] as const
export type TargetName = (typeof targetNames)[number]

export type DeliveryState =
  /** Waits for its turn or for the network. */
  | 'queued'
  /** Waits for a person: recipient not certain. */
  | 'held'
  /** A receipt was checked and stored. */
  | 'delivered'
  /** The receiver said no for good. */
  | 'refused'

export interface TargetDelivery {
  readonly target: TargetName
  readonly state: DeliveryState
  /** The PDF this delivery is of. */
  readonly digest: Digest
  readonly attempts: number
  readonly nextAttemptAt: Instant | null
  readonly lastError: string | null
  readonly chosenAt: Instant
  readonly chosenBy: string
  readonly receiptId: string | null
  readonly deliveredAt: Instant | null
}
