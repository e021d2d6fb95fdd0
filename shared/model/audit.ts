import type { Digest, RecordId } from './ids.ts'
import type { Instant } from './instant.ts'

/** Facts about an action. Never names or numbers of persons, never document text: digests, codes, counts, states. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>

/** One link of the audit chain. */
export interface AuditEntry {
  /** Place in the chain, from 1, without gaps. */
  readonly seq: number
  readonly at: Instant
  /** Who did it: an officer's name as signed in, or `station`. */
  readonly actor: string
  /** What was done, e.g. `record.signed`. */
  readonly action: string
  readonly recordId: RecordId | null
  readonly details: AuditDetails
  /** Hash of the entry before; the log's genesis for the first. */
  readonly previous: Digest
  /** SHA-256 over the canonical form of all the above. */
  readonly hash: Digest
}

/** Where the chain ended when it was last sealed. */
export interface AuditHead {
  readonly seq: number
  readonly hash: Digest
}

/** The sealed head, kept outside the log. `forged`: its MAC does not fit; `missing`: there is none. */
export type AuditSeal = { readonly state: 'sealed'; readonly head: AuditHead } | { readonly state: 'missing' } | { readonly state: 'forged' }

/** Where audit entries live. The audit room chains and verifies; the log only keeps and seals. */
export interface AuditLog {
  /** What stands before the first entry: differs from station to station, so that chains cannot be exchanged. */
  auditGenesis(): Digest
  /** Keeps an entry in the running transaction; the head is sealed outside the log once the transaction is durable. */
  appendAuditEntry(entry: AuditEntry): void
  lastAuditEntry(): AuditEntry | undefined
  /** The greatest `at` of all entries from the last one with action `since` on (of all, where there is none). */
  latestAuditTime(since: string): Instant | undefined
  /** Entries with `seq` > `after`, by seq, at most `limit`. */
  auditEntries(after: number, limit: number): readonly AuditEntry[]
  auditSeal(): AuditSeal
  /** The head that stands in the key header, authenticated: written at each closing, backup and change of keys. Undefined in one written before there was any. */
  headerAuditHead(): AuditHead | undefined
}
