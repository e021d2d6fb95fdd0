import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { SohoaError, instant, toDigest } from '../model/index.ts'
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
import { checkCancelled, pause } from './watch.ts'
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

const blobCountRow = z.object({ blobs: z.number().int() })
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
  const { blobs } = database.get(blobCountRow, 'SELECT count(*) AS blobs FROM blobs') ?? { blobs: 0 }
  await pause(watch, 0, 2 * blobs)
  keeper.sealAuditHead()
  const header = keeper.header()
  const auditHead = source.audit.auditHead()
  const file = path.join(target, databaseName)
  takeSnapshot(database, file)
  writeHeader(target, header)
  checkCancelled(watch)

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
    const copiedBlobs = await copyBlobs(copy, watch)
    for (const faults of snapshot.faultsByTable('full')) {
      if (faults.length > 0) throw new SohoaError('station_damaged', { detail: faults.join('; ').slice(0, 200) })
      await pause(watch, counts.blobs, 2 * counts.blobs)
    }
    const damaged = await verifyBlobs(copy, watch)
    const manifest = {
      stationId: header.stationId, training: header.training, generation, madeAt, ...counts, auditHead,
      database: await sizeAndDigest(file, watch), damaged: damaged.map(({ digest }) => nameInBackup(snapshot, digest)),
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

/** A consistent copy of the database under the same key; nothing of it is ever plain on the disk. */
function takeSnapshot(database: StationDatabase, file: string): void {
  writing(() => {
    fs.closeSync(fs.openSync(file, 'wx', 0o600))
  })
  database.run('VACUUM INTO $file', { file })
  writing(() => {
    const handle = fs.openSync(file, 'r+')
    try {
      fs.fsyncSync(handle)
    } finally {
      fs.closeSync(handle)
    }
  })
}

function nameInBackup(snapshot: StationDatabase, digest: Digest): string {
  const row = findBlobRow(snapshot, digest)
  return row === undefined ? '' : backupBlobName(row)
}

/** Size and SHA-256 of a file as the disk gives it back. */
export async function sizeAndDigest(file: string, watch: Watch): Promise<{ size: number; sha256: Digest }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of fs.createReadStream(file, { highWaterMark: 1_048_576 })) {
    if (!(piece instanceof Uint8Array)) throw new SohoaError('internal', { type: 'stream' })
    hash.update(piece)
    size += piece.length
    checkCancelled(watch)
  }
  return { size, sha256: toDigest(hash.digest('hex')) }
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
