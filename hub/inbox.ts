import type { Digest, TargetName } from '../shared/model/index.ts'
import type { DeliveryMessage, FindAnswer, findQuestion } from '../shared/wire/index.ts'
import type { z } from 'zod'

/** What an inbox knows of one delivery. */
export type InboxEntry =
  | { readonly state: 'announced'; readonly message: DeliveryMessage }
  | { readonly state: 'received'; readonly message: DeliveryMessage; readonly receipt: string }

/** An upload being written: bytes go in order; `keep` makes them part of the inbox, `discard` leaves no trace. */
export interface IncomingFile {
  write(chunk: Uint8Array): Promise<void>
  /** Digest and length of what was written, bytes read back from storage. */
  finish(): Promise<{ readonly digest: Digest; readonly bytes: Uint8Array }>
  discard(): Promise<void>
}

/**
 * Where deliveries are kept. Each call is durable when it returns, and safe to repeat.
 * Files today; a database is its second implementation.
 */
export interface Inbox {
  /** Remembers a message. The same key again is never a second entry: it takes the place of what is not received yet, and changes nothing received. */
  announce(message: DeliveryMessage): Promise<InboxEntry>
  entry(target: TargetName, key: string): Promise<InboxEntry | undefined>
  receive(target: TargetName, key: string): Promise<IncomingFile>
  /** Makes file and receipt visible together, receipt last. */
  complete(target: TargetName, key: string, file: IncomingFile, receipt: string): Promise<void>
  find(question: z.infer<typeof findQuestion>, linkOf: (digest: string) => string): Promise<FindAnswer>
  file(target: TargetName, digest: string): Promise<Uint8Array | undefined>
}
