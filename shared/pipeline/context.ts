import type { Configuration, StationEvent } from '../contract/index.ts'
import { SohoaError, type Instant } from '../model/index.ts'
import type { Store } from '../store/index.ts'
import type { Rooms } from './rooms.ts'

/** What every step of the pipeline works with. */
export interface PipelineContext {
  readonly store: Store
  readonly rooms: Rooms
  /** Name of the officer who opened the station. */
  readonly actor: string
  readonly training: boolean
  configuration(): Configuration
  now(): Instant
  /** Tells the caller what is going on. */
  readonly emit: (event: StationEvent) => void
  /** Aborted when another officer waits for the station, or it is to be closed: work ends with `cancelled` at its next safe point. */
  readonly stop: AbortSignal
}

/** A safe point: what is done is kept, and the next call goes on from here. Throws cancelled where the work is to stop. */
export function safePoint({ stop }: Pick<PipelineContext, 'stop'>): void {
  if (stop.aborted) throw new SohoaError('cancelled')
}
