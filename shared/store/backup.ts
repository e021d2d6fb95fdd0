import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { SohoaError, instant } from '../model/index.ts'
import type { Digest } from '../model/index.ts'
import type { AuditRows } from './audit-rows.ts'
import { allGenerations, backupBlobName, backupBlobPath, backupFolder, completeGenerations, generationFolder, readManifest, removeGeneration, writeManifest } from './backup-folder.ts'
import type { Manifest } from './backup-folder.ts'
import { copyBlobs, verifyBlobs } from './blob-copy.ts'
import type { DamagedBlob } from './blob-copy.ts'
import { findBlobRow } from './blob-file.ts'
import type { BlobRow } from './blob-file.ts'
import { blobPath, sweepUnfinished } from './blobs.ts'
import { openSnapshot } from './database.ts'
import type { StationDatabase } from './database.ts'
import { flushFolder, writing } from './durable-files.ts'
import { blobsName, databaseName } from './folder-names.ts'
import { writeHeader } from './header.ts'
import type { HeaderKeeper } from './key-ring.ts'
import type { DerivedKeys } from './sealed.ts'
import { piecesOf, sizeAndDigest, takeSnapshot } from './snapshot.ts'
import { checkCancelled, partOf, pause } from './watch.ts'
import type { Watch } from './watch.ts'

/** An open station, to be backed up. */
export interface BackupSource {
  readonly folder: string
  readonly database: StationDatabase
  readonly keys: DerivedKeys
  readonly keeper: HeaderKeeper
  readonly audit: AuditRows
}

/** A backup that was made and read back. */
export interface BackupMade {
  readonly manifest: Manifest
  readonly manifestDigest: string
  /** Blob files that earlier generations did not have yet. */
  readonly copiedBlobs: number
  /** Blobs that the station no longer has whole, nor any earlier backup: the backup is not whole. */
  readonly damaged: readonly DamagedBlob[]
}

/** How much is to be copied. */
const extentRow = z.object({ blobs: z.number().int(), bytes: z.number().int() })
const extentQuery = 'SELECT (SELECT count(*) FROM blobs) AS blobs, page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size'
const countsRow = z.object({ records: z.number().int(), pages: z.number().int(), blobs: z.number().int(), blobBytes: z.number().int() })

/**
 * Makes a backup of an open station in `place`, beside earlier ones, and reads it back: database (digest, integrity, identity, head of
 * the audit chain) and every blob (decrypted, compared with its digest). Its manifest is written last: whatever cuts it off, no half
 * backup is taken for one and the earlier ones are as they were. Only then earlier ones go, see removeOldGenerations.
 * A blob that the station cannot give back does not keep back all others: the backup has what there is, and says what it lacks.
 * Throws `backup_place_invalid`, `cancelled`, `disk_full`, `folder_not_writable`, `station_damaged`, `backup_damaged`.
 */
export async function makeBackup(source: BackupSource, place: string, keep: number, watch: Watch): Promise<BackupMade> {
  refusePlace(source.folder, place)
  const { stationId } = source.keeper.header()
  const folder = backupFolder(place, stationId)
  const generation = (allGenerations(folder).at(0) ?? 0) + 1
  const target = generationFolder(folder, generation)
  try {
    writing(() => {
      fs.mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 })
      removeCutOffGenerations(folder)
      fs.mkdirSync(target, { mode: 0o700 })
    })
    sweepUnfinished(path.join(folder, blobsName))
    const made = await fillGeneration(source, folder, generation, watch)
    writing(() => {
      removeOldGenerations(folder, made.manifest, keep, source.keys)
    })
    return made
  } catch (thrown) {
    if (!completeGenerations(folder).includes(generation)) removeGeneration(folder, generation)
    throw thrown
  }
}

async function fillGeneration(source: BackupSource, folder: string, generation: number, watch: Watch): Promise<BackupMade> {
  const { database, keys, keeper } = source
  const target = generationFolder(folder, generation)
  const madeAt = instant()
  await pause(watch, 0, 1)
  keeper.sealAuditHead()
  const header = keeper.header()
  const auditHead = source.audit.auditHead()
  const file = path.join(target, databaseName)
  const { blobs, bytes } = database.get(extentRow, extentQuery) ?? { blobs: 0, bytes: 0 }
  const pieces = piecesOf(bytes)
  // Three times the database (copied, checked, read back) and twice every blob (copied, read back).
  const total = 3 * pieces + 2 * blobs
  await takeSnapshot(database, file, keys.database, partOf(watch, 0, total))
  writeHeader(target, header)

  const snapshot = openSnapshot(file, keys.database)
  try {
    const counts = snapshot.get(countsRow, `SELECT (SELECT count(*) FROM records) AS records, (SELECT count(*) FROM pages) AS pages,
      (SELECT count(*) FROM blobs) AS blobs, (SELECT coalesce(sum(size), 0) FROM blobs) AS blobBytes`)
    if (counts === undefined) throw new SohoaError('internal', { type: 'backup counts' })
    const blobsFolder = path.join(folder, blobsName)
    const copy = {
      database: snapshot, keys, count: counts.blobs, targetFolder: blobsFolder,
      source: (row: BlobRow) => blobPath(path.join(source.folder, blobsName), row.name),
      target: (row: BlobRow) => backupBlobPath(blobsFolder, row),
    }
    for (const { faults, part } of snapshot.faultsByTable('full')) {
      if (faults.length > 0) throw new SohoaError('station_damaged', { detail: faults.join('; ').slice(0, 200) })
      await pause(watch, pieces + Math.floor(part * pieces), total)
    }
    const copiedBlobs = await copyBlobs(copy, partOf(watch, 2 * pieces, total))
    const damaged = await verifyBlobs(copy, partOf(watch, 2 * pieces, total))
    const manifest = {
      stationId: header.stationId, training: header.training, generation, madeAt, ...counts, auditHead,
      database: await sizeAndDigest(file, partOf(watch, 2 * pieces + 2 * blobs, total)), damaged: damaged.map(({ digest }) => nameInBackup(snapshot, digest)),
    }
    writing(() => {
      flushFolder(target)
      flushFolder(path.dirname(target))
      flushFolder(folder)
    })
    checkCancelled(watch)
    const manifestDigest = writeManifest(folder, manifest, keys.backup)
    return { manifest: readManifest(folder, generation, keys.backup), manifestDigest, copiedBlobs, damaged }
  } finally {
    snapshot.close()
  }
}

function nameInBackup(snapshot: StationDatabase, digest: Digest): string {
  const row = findBlobRow(snapshot, digest)
  return row === undefined ? '' : backupBlobName(row)
}

/** Takes away what never became a backup. */
function removeCutOffGenerations(folder: string): void {
  const complete = completeGenerations(folder)
  for (const generation of allGenerations(folder)) {
    if (!complete.includes(generation)) removeGeneration(folder, generation)
  }
}

/**
 * Takes away what the generation just made makes dispensable: earlier ones that lack all that it lacks, and, where it is whole, what is
 * older than the newest `keep` whole ones with it. One that is not whole never takes the place of a whole one.
 */
function removeOldGenerations(folder: string, made: Manifest, keep: number, keys: DerivedKeys): void {
  let whole = 1
  for (const generation of completeGenerations(folder).filter((earlier) => earlier < made.generation)) {
    const lacks = lackedBy(folder, generation, keys)
    if (lacks === 'unknown' || lacks.length === 0) {
      if (made.damaged.length === 0 && whole >= keep) removeGeneration(folder, generation)
      else if (lacks !== 'unknown') whole += 1
    } else if (made.damaged.every((name) => lacks.includes(name))) removeGeneration(folder, generation)
  }
}

/** What an earlier generation lacks, by its own word and the size of its database; unknown when these are not as they were written. */
function lackedBy(folder: string, generation: number, keys: DerivedKeys): readonly string[] | 'unknown' {
  try {
    const { damaged, database } = readManifest(folder, generation, keys.backup)
    const found = fs.statSync(path.join(generationFolder(folder, generation), databaseName), { throwIfNoEntry: false })
    return found?.size === database.size ? damaged : 'unknown'
  } catch (thrown) {
    if (thrown instanceof SohoaError && thrown.code === 'backup_damaged') return 'unknown'
    throw thrown
  }
}

/** A backup inside the station, or a station inside its backup, would go with the disk or folder that takes the other. */
function refusePlace(station: string, place: string): void {
  const [inner, outer] = [realPlace(place), fs.realpathSync(station)]
  const holds = (folder: string, other: string): boolean => other === folder || other.startsWith(`${folder}${path.sep}`)
  if (holds(inner, outer) || holds(outer, inner)) throw new SohoaError('backup_place_invalid', { folder: place })
}

/** The place without symbolic links, whether it exists or not. */
function realPlace(place: string): string {
  const absolute = path.resolve(place)
  if (fs.existsSync(absolute)) return fs.realpathSync(absolute)
  const parent = path.dirname(absolute)
  return parent === absolute ? absolute : path.join(realPlace(parent), path.basename(absolute))
}
