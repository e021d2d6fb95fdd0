import type { Migration } from './chain.ts'

/**
 * What a station of 100,000 records needs: step results may be packed (a BLOB is deflated JSON, a TEXT is JSON as it stands), with a
 * summary before them in the row, so that lists read neither; indexes for what is due, what is damaged and when was last written.
 */
export const largeStations: Migration = {
  version: 3,
  sql: `
CREATE TABLE packed_steps (
  record_id TEXT NOT NULL REFERENCES records (id),
  page INTEGER NOT NULL CHECK (page >= 0),
  step TEXT NOT NULL,
  inputs_digest TEXT NOT NULL,
  engine TEXT NOT NULL,
  result_digest TEXT REFERENCES blobs (digest),
  started_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  summary TEXT,
  result ANY NOT NULL CHECK (typeof(result) IN ('text', 'blob')),
  PRIMARY KEY (record_id, page, step)
) STRICT;
INSERT INTO packed_steps (record_id, page, step, inputs_digest, engine, result_digest, started_at, finished_at, summary, result)
SELECT record_id, page, step, inputs_digest, engine, result_digest, started_at, finished_at,
  CASE step
    WHEN 'clean' THEN json_object('blank', result -> '$.blank', 'warnings', result -> '$.warnings')
    WHEN 'recognise' THEN json_object('state', result -> '$.state')
    WHEN 'assemble' THEN json_object('reencoded', result -> '$.reencoded')
  END,
  result
FROM steps ORDER BY rowid;
DROP TABLE steps;
ALTER TABLE packed_steps RENAME TO steps;
CREATE INDEX steps_by_result_digest ON steps (result_digest) WHERE result_digest IS NOT NULL;

ALTER TABLE records ADD COLUMN pdf_digest TEXT;
UPDATE records SET pdf_digest = body ->> '$.pdfDigest';
CREATE INDEX records_by_pdf_digest ON records (pdf_digest) WHERE pdf_digest IS NOT NULL;

ALTER TABLE records ADD COLUMN unsettled INTEGER NOT NULL DEFAULT 1 CHECK (unsettled IN (0, 1));
UPDATE records SET unsettled = 0 WHERE work = 'delivered';
CREATE INDEX records_unsettled ON records (id) WHERE unsettled = 1 AND work IN ('signed', 'delivered');
CREATE INDEX records_by_replaced ON records (json_extract(body, '$.replaces')) WHERE json_extract(body, '$.replaces') IS NOT NULL;
CREATE INDEX records_without_time_stamp ON records (id) WHERE trust = 'time stamp pending';

CREATE INDEX outbox_undelivered ON outbox (state, record_id) WHERE state <> 'delivered';
CREATE INDEX outbox_leased ON outbox (leased_until) WHERE leased_until IS NOT NULL;

CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_action ON audit (action);
`,
}
