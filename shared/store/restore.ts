import fs from 'node:fs'
import path from 'node:path'
import { SohoaError } from '../model/index.ts'
import type { Instant } from '../model/index.ts'
import { auditRows } from './audit-rows.ts'
import { backupBlobPath, completeGenerations, findBackupFolder, generationFolder, readManifest, unlockBackup } from './backup-folder.ts'
import type { Manifest } from './backup-folder.ts'
import { copyBlobs, verifyBlobs } from './blob-copy.ts'
import type { DamagedBlob } from './blob-copy.ts'
import type { BlobRow } from './blob-file.ts'
import type { BlobUse } from './blob-uses.ts'
import { blobPath, sweepUnfinished } from './blobs.ts'
import { openSnapshot } from './database.ts'
import { flushFolder, writing, writingLater } from './durable-files.ts'
import { blobsName, databaseName, databaseNames, restoringName } from './folder-names.ts'
import { writeHeader } from './header.ts'
import type { Unlocked } from './key-slots.ts'
import { lockStation } from './lock.ts'
import { migrations } from './migrations/index.ts'
import { schemaVersion } from './migrations/chain.ts'
import { deriveKeys, wipe, wipeKeys } from './sealed.ts'
import type { DerivedKeys } from './sealed.ts'
import { checkIdentity, openUnlocked } from './station-folder.ts'
import { sizeAndDigest } from './snapshot.ts'
import type { Store } from './store.ts'
import type { Watch } from './watch.ts'

export interface RestoreOptions {
  /** Which generation; the newest complete one unless told. */
  readonly generation?: number | undefined
  /** Goes on although blobs of the backup are damaged: only after a person accepted that these pages are lost. */
  readonly acceptLoss?: boolean
}

/** What was restored. */
export interface Restored {
  readonly generation: number
  readonly madeAt: Instant
  readonly records: number
  readonly pages: number
  readonly blobs: number
  /** Blobs that the backup does not have whole, with the records that miss them. */
  readonly lost: readonly (DamagedBlob & { readonly uses: readonly BlobUse[] })[]
}

/**
 * Restores a backup into `folder`, which must be empty or missing (or hold a restore that was cut off: it goes on).
 * The folder becomes a station only when everything in it was read back; `settle` is run in it just before, to leave a trace there.
 * What was written after the backup cannot be there. The passphrase (of the day of the backup, or its recovery key) is wiped.
 * Throws `backup_not_found`, `backup_ambiguous`, `backup_damaged`, `wrong_passphrase`, `recovery_key_mistyped`, `folder_not_empty`,
 * `backup_place_invalid`, `station_newer`, `cancelled`, `disk_full`, `folder_not_writable`.
 */
export async function restoreStation(
  place: string, folder: string, passphrase: Uint8Array, options: RestoreOptions, settle: (store: Store, restored: Restored) => void, watch: Watch = {},
): Promise<Restored> {
  try {
    const backup = findBackupFolder(place)
    const generation = options.generation ?? completeGenerations(backup).at(0) ?? 0
    if (!completeGenerations(backup).includes(generation)) throw new SohoaError('backup_not_found', { folder: place })
    requireEmpty(folder)
    const unlocked = await unlockBackup(backup, generation, passphrase)
    const keys = deriveKeys(unlocked.dataKey, unlocked.header.stationId)
    try {
      const manifest = readManifest(backup, generation, keys.backup)
      if (manifest.stationId !== unlocked.header.stationId) throw new SohoaError('backup_damaged', { generation, what: 'header.json' })
      return await fillFolder({ backup, manifest, folder, unlocked, keys }, options.acceptLoss === true, settle, watch)
    } finally {
      wipe(unlocked.dataKey)
      wipeKeys(keys)
    }
  } finally {
    wipe(passphrase)
  }
}

function requireEmpty(folder: string): void {
  const found = fs.statSync(folder, { throwIfNoEntry: false })
  if (found === undefined) return
  const names = found.isDirectory() ? fs.readdirSync(folder) : ['']
  if (names.length > 0 && !names.includes(restoringName)) throw new SohoaError('folder_not_empty', { folder })
}

interface Restoring {
  readonly backup: string
  readonly manifest: Manifest
  readonly folder: string
  readonly unlocked: Unlocked
  readonly keys: DerivedKeys
}

async function fillFolder(work: Restoring, acceptLoss: boolean, settle: (store: Store, restored: Restored) => void, watch: Watch): Promise<Restored> {
  const { folder, manifest, unlocked } = work
  const { generation, madeAt, records, pages, blobs } = manifest
  writing(() => {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    // Before anything else stands there, the lock too: a folder without the marker that holds something is somebody else's.
    fs.closeSync(fs.openSync(path.join(folder, restoringName), 'a', 0o600))
    flushFolder(folder)
  })
  const lock = lockStation(folder)
  let store: Store | undefined
  try {
    await restoreDatabase(work, watch)
    const damaged = await restoreBlobs(work, watch)
    writeHeader(folder, unlocked.header)
    store = openUnlocked(folder, { ...unlocked, dataKey: Uint8Array.from(unlocked.dataKey), copiesToMend: [] }, lock, {})
    const opened = store
    const lost = damaged.map((blob) => ({ ...blob, uses: opened.blobUses(blob.digest) }))
    if (lost.length > 0 && !acceptLoss) throw new SohoaError('backup_damaged', { generation, what: sayLost(lost) })
    const restored = { generation, madeAt, records, pages, blobs, lost }
    settle(store, restored)
    writing(() => {
      fs.rmSync(path.join(folder, restoringName))
      flushFolder(folder)
    })
    return restored
  } finally {
    if (store === undefined) lock.release()
    else store.close()
  }
}

/** The database as the manifest tells it, or nothing in its place. */
async function restoreDatabase({ backup, manifest, folder }: Restoring, watch: Watch): Promise<void> {
  const target = path.join(folder, databaseName)
  const temporary = `${target}.new`
  writing(() => {
    for (const name of databaseNames) fs.rmSync(path.join(folder, name), { force: true })
  })
  const source = path.join(generationFolder(backup, manifest.generation), databaseName)
  const damaged = new SohoaError('backup_damaged', { generation: manifest.generation, what: databaseName })
  if (!fs.existsSync(source)) throw damaged
  await copyWhole(source, temporary, watch, damaged)
  const { size, sha256 } = await sizeAndDigest(temporary, watch)
  if (size !== manifest.database.size || sha256 !== manifest.database.sha256) throw damaged
  writing(() => {
    fs.chmodSync(temporary, 0o600)
    fs.renameSync(temporary, target)
    flushFolder(folder)
  })
}

/** Copies a file, durably. Throws `damaged` where it is the source that cannot be read. */
async function copyWhole(source: string, target: string, watch: Watch, damaged: SohoaError): Promise<void> {
  await writingLater(async () => {
    try {
      await fs.promises.copyFile(source, target)
    } catch (thrown) {
      // The system's code does not tell which of the two files it is about.
      await sizeAndDigest(source, watch).catch(() => { throw damaged })
      throw thrown
    }
    const handle = await fs.promises.open(target, 'r+')
    await handle.sync().finally(() => handle.close())
  })
}

async function restoreBlobs({ backup, manifest, folder, keys, unlocked }: Restoring, watch: Watch): Promise<DamagedBlob[]> {
  const targetFolder = path.join(folder, blobsName)
  sweepUnfinished(targetFolder)
  const database = openSnapshot(path.join(folder, databaseName), keys.database)
  try {
    const found = schemaVersion(database)
    if (found > migrations.length) throw new SohoaError('station_newer', { found, known: migrations.length })
    checkIdentity(database, unlocked.header)
    const copy = {
      database, keys, targetFolder, count: manifest.blobs,
      source: (row: BlobRow) => backupBlobPath(path.join(backup, blobsName), row),
      target: (row: BlobRow) => blobPath(targetFolder, row.name),
    }
    await copyBlobs(copy, watch)
    const damaged = await verifyBlobs(copy, watch)
    const audit = auditRows(folder, database, manifest.stationId, keys.auditSeal)
    if (!audit.holdsHead(manifest.auditHead)) throw new SohoaError('backup_damaged', { generation: manifest.generation, what: databaseName })
    audit.sealAuditHead()
    return damaged
  } finally {
    database.close()
  }
}

/** Names a few of the pages that are lost: record and page, no more. */
function sayLost(lost: Restored['lost']): string {
  const places = lost.flatMap(({ uses }) => uses.map(({ recordId, number }) => (number === null ? recordId : `${recordId}/${number}`)))
  return `${blobsName} (${lost.length}): ${places.slice(0, 5).join(', ')}${places.length > 5 ? ', …' : ''}`
}
