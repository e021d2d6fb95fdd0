import type { Migration } from './chain.ts'

/**
 * Edits of pages beside the ledger, uploads that wait to be used, and piles of old results that are worked off. `later`: the page
 * came after its record was captured, and is none of the document until an edit places it.
 */
export const pagesAndLots: Migration = {
  version: 5,
  sql: `
ALTER TABLE pages ADD COLUMN later INTEGER NOT NULL DEFAULT 0 CHECK (later IN (0, 1));

CREATE TABLE page_edits (
  record_id TEXT NOT NULL REFERENCES records (id),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  edit TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  PRIMARY KEY (record_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE staged (
  token TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES blobs (digest),
  staged_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX staged_by_digest ON staged (digest);

CREATE TABLE lots (
  id TEXT PRIMARY KEY,
  begun_at TEXT NOT NULL,
  begun_by TEXT NOT NULL,
  paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
  dossier TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE lot_documents (
  lot_id TEXT NOT NULL REFERENCES lots (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  name TEXT NOT NULL,
  pages TEXT NOT NULL,
  page_count INTEGER NOT NULL,
  state TEXT NOT NULL,
  record_id TEXT REFERENCES records (id),
  error TEXT,
  work_ms INTEGER,
  PRIMARY KEY (lot_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX lot_documents_by_state ON lot_documents (state, lot_id, number);
CREATE INDEX lot_documents_by_record ON lot_documents (record_id) WHERE record_id IS NOT NULL;
`,
}
