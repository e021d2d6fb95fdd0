import type { Migration } from './chain.ts'

/** Whom the station trusts by packages, the revocation lists it got, what is still to be added to signatures, and until when the last time stamp of each file holds. */
export const validationData: Migration = {
  version: 7,
  sql: `
CREATE TABLE trust_packages (
  name TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  imported_by TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE TABLE revocation_lists (
  address TEXT PRIMARY KEY,
  fetched_at TEXT NOT NULL,
  list BLOB NOT NULL
) STRICT;
CREATE TABLE archive_stamps (
  record_id TEXT PRIMARY KEY REFERENCES records (id),
  ends_at TEXT NOT NULL
) STRICT;
CREATE INDEX archive_stamps_by_end ON archive_stamps (ends_at);
DROP INDEX records_without_time_stamp;
CREATE INDEX records_to_complete ON records (id) WHERE trust IN ('time stamp pending', 'status not checked', 'validation data pending', 'archive stamp pending');
`,
}
