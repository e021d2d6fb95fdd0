import type { DoorReply, DoorRequest } from '../contract/index.ts'
import type { Refusal } from './service.ts'

/**
 * What passes between a door and the process of its station (structured clone both ways). Windows and fetches have numbers that the
 * door gives. Bodies go piece by piece, each asked for: neither side holds more than one.
 */
export type ToStation =
  | { readonly say: 'begin'; readonly folder: string; readonly lockAfterMinutes: number | undefined }
  | { readonly say: 'window opened'; readonly window: number }
  | { readonly say: 'window closed'; readonly window: number }
  | { readonly say: 'request'; readonly window: number; readonly request: DoorRequest }
  | { readonly say: 'refused'; readonly why: Refusal }
  /** `path` with its query. */
  | { readonly say: 'fetch'; readonly fetch: number; readonly method: string; readonly path: string; readonly hasBody: boolean }
  /** The next piece of what is handed in; null after the last, and `broken` when there will be no more. */
  | { readonly say: 'piece in'; readonly fetch: number; readonly bytes: Uint8Array | null; readonly broken: boolean }
  | { readonly say: 'more'; readonly fetch: number }
  | { readonly say: 'drop'; readonly fetch: number }
  | { readonly say: 'end' }

export type FromStation =
  | { readonly say: 'ready' }
  | { readonly say: 'reply'; readonly window: number; readonly reply: DoorReply }
  | { readonly say: 'head'; readonly fetch: number; readonly status: number; readonly headers: readonly (readonly [string, string])[] }
  | { readonly say: 'more in'; readonly fetch: number }
  | { readonly say: 'piece'; readonly fetch: number; readonly bytes: Uint8Array | null; readonly broken: boolean }

/** A started process, whatever started it. */
export interface ProcessChannel {
  post(message: ToStation): void
  onMessage(hear: (message: FromStation) => void): void
  /** Told once, when the process has ended. */
  onExit(hear: () => void): void
  kill(): void
}
