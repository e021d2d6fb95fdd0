import type { Migration } from './chain.ts'

/** Why a receiver said no, in its own code. */
export const refusals: Migration = {
  version: 8,
  sql: `
ALTER TABLE outbox ADD COLUMN refusal TEXT;
ALTER TABLE recalls ADD COLUMN refusal TEXT;
`,
}
