import path from 'node:path'
import { SohoaError } from '../model/index.ts'
import type { Digest } from '../model/index.ts'
import { readSeal } from './audit-rows.ts'
import { backupBlobPath, backupFolder, completeGenerations, findBackupFolder, generationFolder, readManifest, unlockBackup } from './backup-folder.ts'
import { blobFault, blobPieces, findBlobRow } from './blob-file.ts'
import type { BlobRow } from './blob-file.ts'
import type { BlobStore } from './blobs.ts'
import { openSnapshot } from './database.ts'
import type { StationDatabase } from './database.ts'
import { blobsName, databaseName } from './folder-names.ts'
import { writeHeader } from './header.ts'
import { lockStation } from './lock.ts'
import { deriveKeys, wipe, wipeKeys } from './sealed.ts'
import type { DerivedKeys } from './sealed.ts'
import type { BadBlob } from './station-check.ts'
import { pause } from './watch.ts'
import type { Watch } from './watch.ts'

/** A blob that was written anew from this generation of the backup. */
export type MendedBlob = BadBlob & { readonly generation: number }

/** What a repair did. */
export interface Repair {
  readonly mended: readonly MendedBlob[]
  /** What no generation of the backup has whole. */
  readonly left: readonly BadBlob[]
}

/**
 * Writes both header copies anew from the newest generation of a backup, where the station has no sound one left. The passphrase (of the
 * day of that backup) is wiped; the audit seal proves that header and station belong together. Returns the generation.
 * Throws `wrong_passphrase`, `backup_not_found`, `backup_ambiguous`, `backup_damaged`, `audit_broken`, `station_in_use`.
 */
export async function restoreHeader(folder: string, place: string, passphrase: Uint8Array): Promise<number> {
  const lock = lockStation(folder)
  try {
    const backup = findBackupFolder(place)
    const generation = completeGenerations(backup).at(0) ?? 0
    const { header, dataKey } = await unlockBackup(backup, generation, passphrase)
    const keys = deriveKeys(dataKey, header.stationId)
    try {
      readManifest(backup, generation, keys.backup)
      if (readSeal(folder, keys.auditSeal).state !== 'sealed') throw new SohoaError('audit_broken', { seq: 0 })
      writeHeader(folder, header)
      return generation
    } finally {
      wipe(dataKey)
      wipeKeys(keys)
    }
  } finally {
    wipe(passphrase)
    lock.release()
  }
}

interface Generation {
  readonly number: number
  readonly database: StationDatabase
}

/** The station to be repaired. */
export interface RepairTarget {
  readonly blobs: BlobStore
  readonly stationId: string
  readonly keys: DerivedKeys
}

/**
 * Takes each bad blob from the newest generation of the station's backups that has it whole, and writes it anew. `trace` is run for each
 * in the very transaction that makes it whole. Throws `backup_not_found`, `cancelled`, `disk_full`, `folder_not_writable`.
 */
export async function repairBlobs(
  bad: readonly BadBlob[], place: string, station: RepairTarget, trace: (blob: MendedBlob) => void, watch: Watch,
): Promise<Repair> {
  const { stationId, keys } = station
  const own = backupFolder(place, stationId)
  const folder = completeGenerations(own).length > 0 ? own : findBackupFolder(place)
  const generations = openGenerations(folder, stationId, keys)
  const mended: MendedBlob[] = []
  const left: BadBlob[] = []
  try {
    for (const [index, blob] of bad.entries()) {
      const found = findWhole(blob.digest, generations, path.join(folder, blobsName), keys)
      if (found === undefined) left.push(blob)
      else {
        const mending = { ...blob, generation: found.generation }
        const digest = await station.blobs.putBlobStream(blobPieces(found.file, found.row, keys), () => { trace(mending) })
        if (digest !== blob.digest) throw new SohoaError('internal', { type: 'repaired blob' })
        mended.push(mending)
      }
      await pause(watch, index + 1, bad.length)
    }
  } finally {
    for (const { database } of generations) database.close()
  }
  return { mended, left }
}

function findWhole(
  digest: Digest, generations: readonly Generation[], blobsFolder: string, keys: DerivedKeys,
): { readonly generation: number; readonly file: string; readonly row: BlobRow } | undefined {
  for (const { number, database } of generations) {
    const row = findBlobRow(database, digest)
    if (row === undefined) continue
    const file = backupBlobPath(blobsFolder, row)
    if (blobFault(file, row, keys) === undefined) return { generation: number, file, row }
  }
  return undefined
}

/** The generations that are this station's and can be read, the newest first. One that is damaged cannot help, and does not hinder the others. */
function openGenerations(folder: string, stationId: string, keys: DerivedKeys): Generation[] {
  const readable = completeGenerations(folder).flatMap((number) => {
    try {
      if (readManifest(folder, number, keys.backup).stationId !== stationId) return []
      return [{ number, database: openSnapshot(path.join(generationFolder(folder, number), databaseName), keys.database) }]
    } catch (thrown) {
      if (thrown instanceof SohoaError && (thrown.code === 'backup_damaged' || thrown.code === 'station_damaged' || thrown.code === 'folder_not_writable')) return []
      throw thrown
    }
  })
  if (readable.length === 0) throw new SohoaError('backup_not_found', { folder })
  return readable
}
