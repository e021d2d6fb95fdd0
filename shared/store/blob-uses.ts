import { z } from 'zod'
import type { RecordId } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { recordIdColumn } from './record-rows.ts'

/** What a blob is to a record. */
export interface BlobUse {
  readonly recordId: RecordId
  readonly part: 'page' | 'file' | 'attachment' | 'step result'
  /** Page, place of the attachment, or (of a step result) the page it is of; null for the whole record. */
  readonly number: number | null
}

const useRow = z.object({ recordId: recordIdColumn, part: z.enum(['page', 'file', 'attachment', 'step result']), number: z.number().int().nullable() })

/** The records that need a blob, and what for. Empty: none does. */
export function blobUses(database: StationDatabase, digest: string): BlobUse[] {
  return database.all(
    useRow,
    `SELECT record_id AS recordId, 'page' AS part, ordinal AS number FROM pages WHERE digest = $digest
     UNION ALL SELECT id, 'file', NULL FROM records WHERE pdf_digest = $digest
     UNION ALL SELECT record_id, 'attachment', ordinal FROM attachments WHERE digest = $digest
     UNION ALL SELECT record_id, 'step result', nullif(page, 0) FROM steps WHERE result_digest = $digest
     ORDER BY 1, 2, 3`,
    { digest },
  )
}
