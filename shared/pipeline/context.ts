import type { Configuration, StationEvent } from '../contract/index.ts'
import type { Instant } from '../model/index.ts'
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
}
