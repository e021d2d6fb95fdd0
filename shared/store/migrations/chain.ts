import { z } from 'zod'
import { SohoaError } from '../../model/index.ts'
import type { StationDatabase } from '../database.ts'

/** One step of the schema. It imports no code of the program: what it did once it must do for ever. */
export interface Migration {
  /** Rises by one along the chain; kept in the database's `user_version`. */
  readonly version: number
  readonly sql: string
}

const versionRow = z.object({ user_version: z.number().int() })

/** The schema version that the database stands at; 0 for one just created. */
export function schemaVersion(database: StationDatabase): number {
  return database.get(versionRow, 'PRAGMA user_version')?.user_version ?? 0
}

/**
 * Brings the database to the end of the chain, each step in one transaction together with its version number.
 * Returns the versions applied. Throws `station_newer` (params: found, known) for a schema beyond the chain.
 */
export function migrate(database: StationDatabase, chain: readonly Migration[]): readonly number[] {
  chain.forEach((migration, index) => {
    if (migration.version !== index + 1) throw new SohoaError('internal', { type: 'migration chain has a gap' })
  })
  const found = schemaVersion(database)
  if (found > chain.length) throw new SohoaError('station_newer', { found, known: chain.length })
  const due = chain.slice(found)
  for (const migration of due) {
    database.transaction(() => {
      database.script(migration.sql)
      database.script(`PRAGMA user_version = ${migration.version}`)
    })
  }
  return due.map((migration) => migration.version)
}
