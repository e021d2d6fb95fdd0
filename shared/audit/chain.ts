import { createHash } from 'node:crypto'
import { SohoaError, instant, isPersonalNumber, toDigest } from '../model/index.ts'
import type { AuditDetails, AuditEntry, AuditHead, AuditLog, Digest, Instant, RecordId } from '../model/index.ts'

/** What the caller tells about an action; the chain adds place and hashes. */
export interface AuditEvent {
  /** When it happened; default: now. */
  readonly at?: Instant
  readonly actor: string
  readonly action: string
  readonly recordId?: RecordId
  /** Codes, counts, digests, states. A personal number or a text over 200 characters is refused. */
  readonly details?: AuditDetails
}

const longestDetail = 200

/**
 * Appends one event to the chain, in the log's running transaction, and returns the entry as kept.
 * Throws `internal` for details that look like personal data or document text (a fault of the caller).
 */
export function appendEntry(log: AuditLog, event: AuditEvent): AuditEntry {
  const details = event.details ?? {}
  for (const value of Object.values(details)) {
    if (typeof value !== 'string') continue
    if (isPersonalNumber(value) || value.length > longestDetail) throw new SohoaError('internal', { type: 'personal data in audit details' })
  }
  const last = log.lastAuditEntry()
  const unhashed = {
    seq: (last?.seq ?? 0) + 1,
    at: event.at ?? instant(),
    actor: event.actor,
    action: event.action,
    recordId: event.recordId ?? null,
    details,
    previous: last?.hash ?? log.auditGenesis(),
  }
  const entry: AuditEntry = { ...unhashed, hash: entryHash(unhashed) }
  log.appendAuditEntry(entry)
  return entry
}

/**
 * SHA-256 over the entry's canonical form: the UTF-8 of a JSON array
 * [seq, at, actor, action, recordId, [[name, value] by name ...], previous].
 */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): Digest {
  const details = Object.entries(entry.details).sort(([left], [right]) => (left < right ? -1 : 1))
  const canonical = JSON.stringify([entry.seq, entry.at, entry.actor, entry.action, entry.recordId, details, entry.previous])
  return toDigest(createHash('sha256').update(canonical, 'utf8').digest('hex'))
}

/**
 * The latest time any entry bears, counted from the last entry with action `since` where there is one; undefined while the
 * log is empty. Not the time of the last entry: a clock that was set back has written that one too.
 */
export function latestEntryTime(log: AuditLog, since: string): Instant | undefined {
  return log.latestAuditTime(since)
}

/** Where the chain ends now; its genesis while it is empty. */
export function auditHeadOf(log: AuditLog): AuditHead {
  const last = log.lastAuditEntry()
  return last === undefined ? { seq: 0, hash: log.auditGenesis() } : { seq: last.seq, hash: last.hash }
}
