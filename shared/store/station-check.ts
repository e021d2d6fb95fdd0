import { z } from 'zod'
import type { Digest } from '../model/index.ts'
import { allBlobRows, blobFault, blobFileFault } from './blob-file.ts'
import type { BlobFault } from './blob-file.ts'
import { blobUses } from './blob-uses.ts'
import type { BlobUse } from './blob-uses.ts'
import { blobPath } from './blobs.ts'
import type { StationDatabase } from './database.ts'
import { recordIdColumn } from './record-rows.ts'
import type { DerivedKeys } from './sealed.ts'
import { pause } from './watch.ts'
import type { Watch } from './watch.ts'

/** A blob that is not as it was stored, with the records that need it. */
export interface BadBlob {
  readonly digest: Digest
  readonly fault: BlobFault
  readonly uses: readonly BlobUse[]
}

/** What a check found. */
export interface StationCheck {
  readonly blobs: number
  /** What SQLite says about pages, indexes and references. */
  readonly database: readonly string[]
  readonly badBlobs: readonly BadBlob[]
  /** Records whose ledger holds other pages than they tell, or that are signed without a stored file. */
  readonly badRecords: readonly { readonly recordId: string; readonly fault: 'pages' | 'file' }[]
}

const recordFaultRow = z.object({ recordId: recordIdColumn, fault: z.enum(['pages', 'file']) })
const countRow = z.object({ count: z.number().int() })

/**
 * Checks an open station. Quick: the database's pages, the ledger against the records, and of every blob that its file is there and as
 * long as it must be. Full: also indexes and references, and every blob is read and compared with its digest. Throws `cancelled`.
 */
export async function checkStation(
  { database, keys, blobsFolder }: { database: StationDatabase; keys: DerivedKeys; blobsFolder: string }, depth: 'full' | 'quick', watch: Watch,
): Promise<StationCheck> {
  const blobs = database.get(countRow, 'SELECT count(*) AS count FROM blobs')?.count ?? 0
  const faults: string[] = []
  if (depth === 'full') {
    // In the order of the file, which is many times quicker than in that of the check: what memory can hold is not asked of the disk again.
    for (const piece of database.filePieces()) {
      if (piece.end < piece.size) await pause(watch, 0, blobs)
    }
    faults.push(...database.faults())
  } else {
    for (const table of database.faultsByTable('quick')) {
      faults.push(...table.faults)
      await pause(watch, 0, blobs)
    }
  }
  const badBlobs: BadBlob[] = []
  let done = 0
  for (const row of allBlobRows(database)) {
    const file = blobPath(blobsFolder, row.name)
    const fault = depth === 'full' ? blobFault(file, row, keys) : blobFileFault(file, row)
    if (fault !== undefined) badBlobs.push({ digest: row.digest, fault, uses: blobUses(database, row.digest) })
    done += 1
    if (done % (depth === 'full' ? 16 : 500) === 0) await pause(watch, done, blobs)
  }
  await pause(watch, blobs, blobs)
  return { blobs, database: faults, badBlobs, badRecords: badRecords(database) }
}

/** The ledger must hold all pages that a scan tells (before it is captured whole it tells none), and what is signed must have its file. */
function badRecords(database: StationDatabase): StationCheck['badRecords'] {
  return database.all(
    recordFaultRow,
    `SELECT id AS recordId, 'pages' AS fault FROM records
     WHERE body ->> '$.origin' = 'scan' AND body ->> '$.pageCount' > (SELECT count(*) FROM pages WHERE record_id = id)
     UNION ALL
     SELECT id, 'file' FROM records
     WHERE work IN ('signed', 'delivered') AND NOT EXISTS (SELECT 1 FROM blobs WHERE digest = pdf_digest)
     ORDER BY 1, 2`,
  )
}

const workBlobRow = z.object({ digest: z.custom<Digest>((value) => typeof value === 'string'), name: z.string(), size: z.number() })

/** Page blobs of records that are still worked on, the newest first; so many that opening stays quick. */
const lookedAtOnOpening = 2000

/** The quick look at opening: the page files that will be needed next are there, as long as they must be. */
export function badBlobsInWork(database: StationDatabase, blobsFolder: string): BadBlob[] {
  const rows = database.all(
    workBlobRow,
    `SELECT blobs.digest, name, size FROM records JOIN pages ON record_id = id JOIN blobs ON blobs.digest = pages.digest
     WHERE work IN ('capturing', 'captured', 'cleaned', 'recognised', 'extracted', 'awaiting review', 'reviewed', 'marked', 'assembled',
       'awaiting the agency''s signature')
     ORDER BY id DESC LIMIT $limit`,
    { limit: lookedAtOnOpening },
  )
  return rows.flatMap((row) => {
    const fault = blobFileFault(blobPath(blobsFolder, row.name), row)
    return fault === undefined ? [] : [{ digest: row.digest, fault, uses: blobUses(database, row.digest) }]
  })
}
