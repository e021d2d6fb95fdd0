import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { SohoaError, toDigest } from '../model/index.ts'
import type { Digest } from '../model/index.ts'
import { settleCopy } from './database.ts'
import type { StationDatabase } from './database.ts'
import { writingLater } from './durable-files.ts'
import { checkCancelled, pause } from './watch.ts'
import type { Watch } from './watch.ts'

const pieceBytes = 1_048_576
/** So much is written between two flushes: one flush at the end would keep everybody waiting for as long as the disk takes for all. */
const piecesPerFlush = 32

/** How many pieces of progress `takeSnapshot` and `sizeAndDigest` tell for so many bytes. */
export const piecesOf = (bytes: number): number => Math.ceil(bytes / pieceBytes)

/**
 * A consistent copy of an open database, as it was when the call began, under the same key; nothing of it is ever plain on the disk.
 * Throws `cancelled`, `disk_full`, `folder_not_writable`, and `station_damaged` where the original cannot be read.
 */
export async function takeSnapshot(database: StationDatabase, file: string, key: Uint8Array, watch: Watch): Promise<void> {
  const pieces = database.filePieces()
  // Before anything is waited for: what the caller has read of the database is what the copy holds.
  let piece = pieces.next()
  try {
    await writingLater(async () => {
      const handle = await fs.promises.open(file, 'wx', 0o600)
      try {
        for (let done = 1; piece.done !== true; done += 1) {
          const { bytes, size } = piece.value
          await writeWhole(handle, bytes)
          if (done % piecesPerFlush === 0) await handle.datasync()
          await pause(watch, done, piecesOf(size))
          piece = pieces.next()
        }
        await handle.sync()
      } finally {
        await handle.close()
      }
    })
  } finally {
    pieces.return(undefined)
  }
  settleCopy(file, key)
}

async function writeWhole(handle: fs.promises.FileHandle, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length;) offset += (await handle.write(bytes, offset)).bytesWritten
}

/** Size and SHA-256 of a file as the disk gives it back. Throws `cancelled`. */
export async function sizeAndDigest(file: string, watch: Watch): Promise<{ size: number; sha256: Digest }> {
  const hash = createHash('sha256')
  const total = piecesOf((await fs.promises.stat(file)).size)
  let size = 0
  for await (const piece of fs.createReadStream(file, { highWaterMark: pieceBytes })) {
    if (!(piece instanceof Uint8Array)) throw new SohoaError('internal', { type: 'stream' })
    hash.update(piece)
    size += piece.length
    watch.onProgress?.(piecesOf(size), total)
    checkCancelled(watch)
  }
  return { size, sha256: toDigest(hash.digest('hex')) }
}
