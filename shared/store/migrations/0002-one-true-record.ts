import type { Migration } from './chain.ts'

/** Attachments, what a result is known by, recalls, reuse. */
export const oneTrueRecord: Migration = {
  version: 2,
  sql: `
CREATE TABLE attachments (
  record_id TEXT NOT NULL REFERENCES records (id),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES blobs (digest),
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  PRIMARY KEY (record_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE identities (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  record_id TEXT NOT NULL REFERENCES records (id),
  PRIMARY KEY (kind, value, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX identities_by_record ON identities (record_id);

CREATE TABLE recalls (
  idempotency_key TEXT PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES records (id),
  target TEXT NOT NULL,
  digest TEXT NOT NULL,
  reason TEXT NOT NULL,
  replaced_by TEXT REFERENCES records (id),
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_at TEXT,
  leased_until TEXT,
  last_error TEXT,
  asked_at TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  receipt_id TEXT REFERENCES receipts (id),
  acknowledged_at TEXT,
  outcome TEXT,
  CHECK ((state = 'acknowledged') = (receipt_id IS NOT NULL AND acknowledged_at IS NOT NULL AND outcome IS NOT NULL)),
  UNIQUE (record_id, target, digest)
) STRICT;
CREATE INDEX recalls_due ON recalls (next_at) WHERE state = 'queued';

CREATE TABLE reuses (
  seq INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES records (id),
  dossier_code TEXT,
  reason TEXT,
  at TEXT NOT NULL,
  by TEXT NOT NULL
) STRICT;
CREATE INDEX reuses_by_record ON reuses (record_id, seq);
`,
}
