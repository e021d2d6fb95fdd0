import type { Migration } from './chain.ts'

/** Records, pages, steps, deliveries, keys, audit and search. */
export const initial: Migration = {
  version: 1,
  sql: `
CREATE TABLE station (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  station_id TEXT NOT NULL,
  training INTEGER NOT NULL CHECK (training IN (0, 1)),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE blobs (
  digest TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  wrapped_key BLOB NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE records (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  code TEXT NOT NULL UNIQUE,
  work TEXT NOT NULL,
  trust TEXT NOT NULL,
  created_at TEXT NOT NULL,
  raw_digest TEXT,
  sources_digest TEXT,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX records_by_work ON records (work, id);
CREATE INDEX records_by_raw_digest ON records (raw_digest) WHERE raw_digest IS NOT NULL;
CREATE INDEX records_by_sources_digest ON records (sources_digest) WHERE sources_digest IS NOT NULL;

CREATE TABLE sources (
  record_id TEXT NOT NULL REFERENCES records (id),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  digest TEXT NOT NULL,
  format TEXT NOT NULL,
  stored INTEGER NOT NULL CHECK (stored IN (0, 1)),
  PRIMARY KEY (record_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE pages (
  record_id TEXT NOT NULL REFERENCES records (id),
  ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
  digest TEXT NOT NULL REFERENCES blobs (digest),
  format TEXT NOT NULL,
  width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL,
  dpi REAL,
  dpi_from TEXT,
  exif_orientation INTEGER NOT NULL,
  captured_at TEXT NOT NULL,
  PRIMARY KEY (record_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX pages_by_digest ON pages (digest);

CREATE TABLE steps (
  record_id TEXT NOT NULL REFERENCES records (id),
  page INTEGER NOT NULL CHECK (page >= 0),
  step TEXT NOT NULL,
  inputs_digest TEXT NOT NULL,
  engine TEXT NOT NULL,
  result TEXT NOT NULL,
  result_digest TEXT REFERENCES blobs (digest),
  started_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  PRIMARY KEY (record_id, page, step)
) STRICT;

CREATE TABLE history (
  seq INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES records (id),
  at TEXT NOT NULL,
  from_work TEXT,
  to_work TEXT NOT NULL,
  inputs TEXT NOT NULL
) STRICT;
CREATE INDEX history_by_record ON history (record_id, seq);

CREATE TABLE receipts (
  id TEXT PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES records (id),
  target TEXT NOT NULL,
  digest TEXT NOT NULL,
  raw BLOB NOT NULL,
  received_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_by_record ON receipts (record_id);

CREATE TABLE outbox (
  idempotency_key TEXT PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES records (id),
  target TEXT NOT NULL,
  digest TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_at TEXT,
  leased_until TEXT,
  last_error TEXT,
  chosen_at TEXT NOT NULL,
  chosen_by TEXT NOT NULL,
  receipt_id TEXT REFERENCES receipts (id),
  delivered_at TEXT,
  CHECK ((state = 'delivered') = (receipt_id IS NOT NULL AND delivered_at IS NOT NULL)),
  UNIQUE (record_id, target, digest)
) STRICT;
CREATE INDEX outbox_due ON outbox (next_at) WHERE state = 'queued';

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE keys (
  id TEXT PRIMARY KEY,
  profile TEXT NOT NULL,
  certificate BLOB NOT NULL,
  chain TEXT NOT NULL,
  material BLOB NOT NULL,
  added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  record_id TEXT,
  details TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_record ON audit (record_id, seq) WHERE record_id IS NOT NULL;
CREATE TRIGGER audit_is_not_edited BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

CREATE TABLE texts (
  record_number INTEGER PRIMARY KEY REFERENCES records (number),
  fields TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search_exact USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE search_folded USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);
`,
}
