import { z } from 'zod'
import { auditFaults } from './audit.ts'
import { filePath } from './parts.ts'

/** A stored file that is not as it was stored, and the records that need it. */
export const badBlobShape = z.object({
  digest: z.string(),
  fault: z.enum(['blob_missing', 'blob_damaged']),
  uses: z.array(z.object({ recordId: z.string(), part: z.enum(['page', 'file', 'attachment', 'step result']), number: z.number().int().nullable() })),
})

/** When the station was backed up last, and what it knows of being a copy itself. */
export const custodyShape = z.object({
  /** The last backup that was whole when it was read back; null when there never was one. */
  lastBackup: z.object({ madeAt: z.string(), generation: z.number().int(), folder: z.string(), records: z.number().int(), entriesSince: z.number().int() }).nullable(),
  /** Set where the station was restored from a backup: nothing written after `madeAt` of that backup can be in it. */
  restoredFrom: z.object({ madeAt: z.string(), generation: z.number().int(), restoredAt: z.string() }).nullable(),
  /** What this opening found and mended. */
  opening: z.object({ mendedHeaders: z.array(z.string()), unfinishedBlobs: z.number().int(), badBlobs: z.array(badBlobShape) }),
})

const contents = { generation: z.number().int(), madeAt: z.string(), records: z.number().int(), pages: z.number().int(), blobs: z.number().int() }

/** Keeping the station's data whole: copies, checks, what is taken back from copies. */
export const custodyMethods = {
  /** Makes a backup in a folder outside the station and reads it back. `whole` is false when the station itself lacks blobs: they are named. */
  'station.backup': {
    needs: 'station', right: 'scan', turn: 'station',
    params: z.strictObject({ folder: filePath, keep: z.number().int().min(2).max(1000).default(7) }),
    result: z.object({
      ...contents, folder: z.string(), whole: z.boolean(), blobBytes: z.number().int(), copiedBlobs: z.number().int(), manifestDigest: z.string(),
      damaged: z.array(badBlobShape),
    }),
  },
  /** Restores a backup into an empty or missing folder. The passphrase beside the call is one of the day of the backup, or its recovery key. */
  'station.restore': {
    needs: 'folder', right: 'administer', turn: 'station',
    params: z.strictObject({ from: filePath, generation: z.number().int().positive().optional(), acceptLoss: z.boolean().default(false) }),
    result: z.object({ ...contents, folder: z.string(), lost: z.array(badBlobShape), unsent: z.number().int() }),
  },
  /** Checks database, ledger, files and audit log. `full` reads every byte. */
  'station.check': {
    needs: 'station', right: 'view', turn: 'station',
    params: z.strictObject({ full: z.boolean().default(false) }),
    result: z.object({
      sound: z.boolean(),
      full: z.boolean(),
      blobs: z.number().int(),
      database: z.array(z.string()),
      badBlobs: z.array(badBlobShape),
      badRecords: z.array(z.object({ recordId: z.string(), fault: z.enum(['pages', 'file']) })),
      audit: z.object({ entries: z.number().int(), faults: z.array(z.object({ seq: z.number().int().nullable(), fault: z.enum(auditFaults) })) }).nullable(),
    }),
  },
  /**
   * Takes bad files (and a key header of which both copies are damaged) from a backup. `acceptLossAfter`: the number that
   * `station_rolled_back` or `audit_broken` told to a person, who accepts that everything after that entry is lost.
   */
  'station.repair': {
    needs: 'folder', right: 'administer', turn: 'station',
    params: z.strictObject({ from: filePath.optional(), acceptLossAfter: z.number().int().min(0).optional() }),
    result: z.object({
      headerFrom: z.number().int().nullable(),
      acceptedLoss: z.boolean(),
      mended: z.array(badBlobShape.extend({ generation: z.number().int() })),
      left: z.array(badBlobShape),
    }),
  },
} as const
