import type { Migration } from './chain.ts'

/**
 * Whether the file of a delivery has left the station, and the message it was sent with. Under the schemas before, an attempt was
 * counted before anything was known to have left: each of them may have arrived. A recall, and its receipt, may name no PDF: where the
 * station's memory has a gap, it calls back whatever a receiver holds of a record.
 */
export const whatWasSent: Migration = {
  version: 4,
  sql: `
ALTER TABLE outbox ADD COLUMN sent TEXT NOT NULL DEFAULT 'no' CHECK (sent IN ('no', 'perhaps', 'yes'));
ALTER TABLE outbox ADD COLUMN sent_message TEXT;
UPDATE outbox SET sent = 'yes' WHERE state = 'delivered' OR attempts > 0;
ALTER TABLE recalls ALTER COLUMN digest DROP NOT NULL;
ALTER TABLE receipts ALTER COLUMN digest DROP NOT NULL;
`,
}
