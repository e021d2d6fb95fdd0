import type { Migration } from './chain.ts'

/** What the counter asks for: records of a dossier, and of a time. */
export const deskLookups: Migration = {
  version: 6,
  sql: `
CREATE INDEX records_by_creation ON records (created_at, work);
CREATE INDEX records_by_dossier ON records (json_extract(body, '$.dossier.dossierCode')) WHERE json_extract(body, '$.dossier.dossierCode') IS NOT NULL;
CREATE INDEX reuses_by_dossier ON reuses (dossier_code);
`,
}
