import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Digest } from '../model/index.ts'
import { allBlobRows, blobFault, blobFileFault } from './blob-file.ts'
import type { BlobFault, BlobRow } from './blob-file.ts'
import { unfinishedFolder } from './blobs.ts'
import type { StationDatabase } from './database.ts'
import { flushFolder, writingLater } from './durable-files.ts'
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

/** Files written side by side: flushing many is one trip of the disk. */
const atOnce = 16

/**
 * Copies what the target does not have, each file flushed before it gets its name; files already there (of an earlier copy, or one
 * that was cut off) stay. A file that the source does not have is left out: `verifyBlobs` names it.
 * Returns how many were copied. Throws `cancelled`, `disk_full`, `folder_not_writable`.
 */
export async function copyBlobs(copy: BlobCopy, watch: Watch): Promise<number> {
  let done = 0
  let copied = 0
  let batch: BlobRow[] = []
  const copyBatch = async (): Promise<void> => {
    const due = batch.filter((row) => blobFileFault(copy.target(row), row) !== undefined && fs.existsSync(copy.source(row)))
    await copyFiles(copy, due)
    copied += due.length
    done += batch.length
    batch = []
    await pause(watch, done, 2 * copy.count)
  }
  for (const row of allBlobRows(copy.database)) {
    batch.push(row)
    if (batch.length === atOnce) await copyBatch()
  }
  await copyBatch()
  return copied
}

/**
 * Reads every blob of the target back and compares it with its digest. One found bad is copied again where the source is whole; what
 * stays bad is removed from the target and returned. Throws `cancelled`, `disk_full`, `folder_not_writable`.
 */
export async function verifyBlobs(copy: BlobCopy, watch: Watch): Promise<DamagedBlob[]> {
  const damaged: DamagedBlob[] = []
  let done = 0
  for (const row of allBlobRows(copy.database)) {
    const fault = await mendedFault(copy, row)
    if (fault !== undefined) damaged.push({ digest: row.digest, fault })
    done += 1
    if (done % atOnce === 0 || done === copy.count) await pause(watch, copy.count + done, 2 * copy.count)
  }
  return damaged
}

async function mendedFault(copy: BlobCopy, row: BlobRow): Promise<BlobFault | undefined> {
  const target = copy.target(row)
  const found = blobFault(target, row, copy.keys)
  if (found === undefined) return undefined
  const atSource = blobFault(copy.source(row), row, copy.keys)
  if (atSource === undefined) await copyFiles(copy, [row])
  const left = atSource ?? blobFault(target, row, copy.keys)
  if (left !== undefined) await writingLater(() => fs.promises.rm(target, { force: true }))
  return left
}

async function copyFiles(copy: BlobCopy, rows: readonly BlobRow[]): Promise<void> {
  await writingLater(async () => {
    await Promise.all(rows.map(async (row) => {
      const temporary = path.join(copy.targetFolder, unfinishedFolder, randomBytes(16).toString('hex'))
      const target = copy.target(row)
      try {
        await fs.promises.copyFile(copy.source(row), temporary)
        await flushFile(temporary)
        await fs.promises.mkdir(path.dirname(target), { recursive: true })
        await fs.promises.rename(temporary, target)
      } finally {
        await fs.promises.rm(temporary, { force: true })
      }
    }))
    for (const folder of new Set(rows.map((row) => path.dirname(copy.target(row))))) flushFolder(folder)
    if (rows.length > 0) flushFolder(copy.targetFolder)
  })
}

async function flushFile(file: string): Promise<void> {
  const handle = await fs.promises.open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
