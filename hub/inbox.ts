import type { Digest, TargetName } from '../shared/model/index.ts'
import type { DeliveryMessage, FindAnswer, FindQuestion, RecallMessage } from '../shared/wire/index.ts'

/** What an inbox knows of one delivery. `sender`: digest of the credential that announced it. */
export type InboxEntry =
  | { readonly state: 'announced'; readonly sender: Digest; readonly message: DeliveryMessage }
  | { readonly state: 'received'; readonly sender: Digest; readonly message: DeliveryMessage; readonly receipt: string }

/** A record of a sender, whichever files of it were delivered. */
export interface SentRecord {
  readonly target: TargetName
  readonly sender: Digest
  readonly recordCode: string
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
  announce(message: DeliveryMessage, sender: Digest): Promise<InboxEntry>
  entry(target: TargetName, key: string): Promise<InboxEntry | undefined>
  /** Everything that was announced under a record's code, whoever did. */
  ofRecord(target: TargetName, recordCode: string): Promise<InboxEntry[]>
  receive(target: TargetName, key: string): Promise<IncomingFile>
  /** Makes file and receipt visible together, receipt last. */
  complete(target: TargetName, key: string, file: IncomingFile, receipt: string): Promise<void>
  /** Takes a sender's record out of use, whether it arrived or not. Recalled again, the first message stays. */
  recall(message: RecallMessage, sender: Digest): Promise<void>
  /** The recall of a record; it is out of use from then on, acknowledged or not. */
  recallOf(record: SentRecord): Promise<RecallMessage | undefined>
  /** The receipt that a recall was answered with, by the recall's key. */
  recallReceipt(record: SentRecord, key: string): Promise<string | undefined>
  acknowledgeRecall(record: SentRecord, key: string, receipt: string): Promise<void>
  /** Results in use: neither recalled nor replaced by another that was received. */
  find(question: FindQuestion, linkOf: (token: string) => string): Promise<FindAnswer>
  /** By the token at the end of the link that its receipt tells. */
  file(target: TargetName, token: string): Promise<InboxFile | undefined>
}
