import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Digest } from '../model/index.ts'
import { allBlobRows, blobFault, blobFileFault } from './blob-file.ts'
import type { BlobFault, BlobRow } from './blob-file.ts'
import { unfinishedFolder } from './blobs.ts'
import type { StationDatabase } from './database.ts'
import { flushFolder, writing, writingLater } from './durable-files.ts'
import type { DerivedKeys } from './sealed.ts'
import { pause } from './watch.ts'
import type { Watch } from './watch.ts'

/** From where to where blob files go, encrypted as they are. The rows of `database` tell which, and how each is checked. */
export interface BlobCopy {
  readonly database: StationDatabase
  readonly keys: DerivedKeys
  readonly source: (row: BlobRow) => string
  readonly target: (row: BlobRow) => string
  /** Folder of the target's blobs. */
  readonly targetFolder: string
  /** How many rows there are: half of the work is copying, half is reading back. */
  readonly count: number
}

export interface DamagedBlob {
  readonly digest: Digest
  readonly fault: BlobFault
}

/** Files copied or flushed side by side. */
const atOnce = 16

/**
 * Copies what the target does not have; files already there (of an earlier copy, or one that was cut off) stay. A file that the source
 * does not have, or cannot give back, is left out. Nothing of it counts before `verifyBlobs` flushed it and read it back.
 * Returns how many were copied. Throws `cancelled`, `disk_full`, `folder_not_writable`.
 */
export async function copyBlobs(copy: BlobCopy, watch: Watch): Promise<number> {
  let done = 0
  let copied = 0
  for (const rows of batches(allBlobRows(copy.database))) {
    copied += await copyFiles(copy, rows.filter((row) => blobFileFault(copy.target(row), row) !== undefined))
    done += rows.length
    await pause(watch, done, 2 * copy.count)
  }
  return copied
}

/**
 * Flushes every blob of the target, reads it back and compares it with its digest. One found bad is copied again where the source is
 * whole; what stays bad is removed from the target and returned. When it returns, all others are on the disk under their names.
 * Throws `cancelled`, `disk_full`, `folder_not_writable`.
 */
export async function verifyBlobs(copy: BlobCopy, watch: Watch): Promise<DamagedBlob[]> {
  const damaged: DamagedBlob[] = []
  let done = 0
  for (const rows of batches(allBlobRows(copy.database))) {
    // Flushed only now, when the system has written most of it out by itself: to wait for each file as it is copied takes several times as long.
    await flushFiles(rows.map((row) => copy.target(row)))
    for (const row of rows) {
      const fault = await mendedFault(copy, row)
      if (fault !== undefined) damaged.push({ digest: row.digest, fault })
    }
    done += rows.length
    await pause(watch, copy.count + done, 2 * copy.count)
  }
  writing(() => {
    for (const name of fs.readdirSync(copy.targetFolder)) flushFolder(path.join(copy.targetFolder, name))
    flushFolder(copy.targetFolder)
  })
  return damaged
}

function* batches(rows: Iterable<BlobRow>): Generator<BlobRow[]> {
  let batch: BlobRow[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < atOnce) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function mendedFault(copy: BlobCopy, row: BlobRow): Promise<BlobFault | undefined> {
  const target = copy.target(row)
  const found = blobFault(target, row, copy.keys)
  if (found === undefined) return undefined
  const atSource = blobFault(copy.source(row), row, copy.keys)
  if (atSource === undefined) {
    await copyFiles(copy, [row])
    await flushFiles([target])
  }
  // What stands at the target stays even when it reads badly: one failed read must not take away what may be the last copy.
  return atSource ?? blobFault(target, row, copy.keys)
}

/** Returns how many were copied. One file that the source cannot give back must not keep back all others. */
async function copyFiles(copy: BlobCopy, rows: readonly BlobRow[]): Promise<number> {
  const copied = await writingLater(() => Promise.all(rows.map(async (row) => {
    const temporary = path.join(copy.targetFolder, unfinishedFolder, randomBytes(16).toString('hex'))
    const target = copy.target(row)
    try {
      await fs.promises.copyFile(copy.source(row), temporary)
      await fs.promises.mkdir(path.dirname(target), { recursive: true })
      await fs.promises.rename(temporary, target)
      return true
    } catch (thrown) {
      // The system's code does not tell which of the two files it is about.
      if (blobFault(copy.source(row), row, copy.keys) === undefined) throw thrown
      return false
    } finally {
      await fs.promises.rm(temporary, { force: true })
    }
  })))
  return copied.filter(Boolean).length
}

/** Those that are there. */
async function flushFiles(files: readonly string[]): Promise<void> {
  await writingLater(() => Promise.all(files.filter((file) => fs.existsSync(file)).map(async (file) => {
    const handle = await fs.promises.open(file, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  })))
}
