import { z } from 'zod'
import type { IdentityKind, Instant, RecordId, ResultIdentity } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { instantColumn, recordIdColumn } from './record-rows.ts'

/** A result that serves a second time, as component of another dossier. */
export interface Reuse {
  readonly recordId: RecordId
  readonly dossierCode: string
  /** What the officer said about it; null where nothing needed saying. */
  readonly reason: string | null
  readonly at: Instant
  readonly by: string
}

/** What results are known by, and where they were reused. */
export interface IdentityStore {
  /** Makes a record known by exactly these. */
  setIdentities(id: RecordId, identities: readonly ResultIdentity[]): void
  /** Records known by an identity whose value begins so, oldest first. */
  recordsKnownBy(kind: IdentityKind, prefix: string, limit: number): RecordId[]
  /** Notes a reuse. False when this record is noted for this dossier already: nothing is counted twice. */
  addReuse(reuse: Reuse): boolean
  /** Oldest first. */
  listReuses(id: RecordId): Reuse[]
  countReuses(): number
}

const idRow = z.object({ id: recordIdColumn })
const reuseRow = z.object({ recordId: recordIdColumn, dossierCode: z.string(), reason: z.string().nullable(), at: instantColumn, by: z.string() })
const countRow = z.object({ count: z.number().int() })

export function identityStore(database: StationDatabase): IdentityStore {
  const listReuses = (id: RecordId): Reuse[] => database.all(
    reuseRow, 'SELECT record_id AS recordId, dossier_code AS dossierCode, reason, at, by FROM reuses WHERE record_id = $id ORDER BY seq', { id },
  )

  return {
    setIdentities: (id, identities) => database.transaction(() => {
      database.run('DELETE FROM identities WHERE record_id = $id', { id })
      for (const { kind, value } of identities) {
        database.run('INSERT INTO identities (kind, value, record_id) VALUES ($kind, $value, $id) ON CONFLICT DO NOTHING', { id, kind, value })
      }
    }),
    recordsKnownBy: (kind, prefix, limit) => database.all(
      idRow,
      `SELECT DISTINCT record_id AS id FROM identities WHERE kind = $kind AND value >= $from AND value < $to ORDER BY id LIMIT $limit`,
      { kind, from: prefix, to: `${prefix}\u{10ffff}`, limit },
    ).map(({ id }) => id),
    addReuse: ({ recordId, dossierCode, reason, at, by }) => database.transaction(() => {
      if (listReuses(recordId).some((known) => known.dossierCode === dossierCode)) return false
      database.run('INSERT INTO reuses (record_id, dossier_code, reason, at, by) VALUES ($recordId, $dossierCode, $reason, $at, $by)', { recordId, dossierCode, reason, at, by })
      return true
    }),
    listReuses,
    countReuses: () => database.get(countRow, 'SELECT count(*) AS count FROM reuses')?.count ?? 0,
  }
}
