import type { Digest, TargetName } from '../shared/model/index.ts'
import type { DeliveryMessage, FindAnswer, FindQuestion, RecallMessage } from '../shared/wire/index.ts'

/** What an inbox knows of one delivery. */
export type InboxEntry =
  | { readonly state: 'announced'; readonly message: DeliveryMessage }
  | { readonly state: 'received'; readonly message: DeliveryMessage; readonly receipt: string }

/** A recall as it is kept; without a receipt while it is not acknowledged yet. Its delivery is out of use either way. */
export interface InboxRecall {
  readonly message: RecallMessage
  readonly receipt: string | null
}

/** What stands behind a download link. */
export type InboxFile =
  | { readonly state: 'kept'; readonly bytes: Uint8Array }
  | { readonly state: 'recalled'; readonly message: RecallMessage; readonly replacedBy: string | null }

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
  /** Takes a delivery out of use, whether it arrived or not. The same key again changes nothing. */
  recall(message: RecallMessage): Promise<void>
  recallOf(target: TargetName, key: string): Promise<InboxRecall | undefined>
  acknowledgeRecall(target: TargetName, key: string, receipt: string): Promise<void>
  /** Results in use: neither recalled nor replaced by another that was received. */
  find(question: FindQuestion, linkOf: (token: string) => string): Promise<FindAnswer>
  /** By the token at the end of the link that its receipt tells. */
  file(target: TargetName, token: string): Promise<InboxFile | undefined>
}
