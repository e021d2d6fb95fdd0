import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { z } from 'zod'
import { SohoaError, toDigest } from '../model/index.ts'
import { chunkBytes, readChunk, readChunks, sealedBytes } from './chunked-file.ts'
import type { StationDatabase } from './database.ts'
import { accessError, systemCode } from './durable-files.ts'
import { unseal, wipe } from './sealed.ts'
import type { DerivedKeys } from './sealed.ts'

/** What is wrong with a stored blob. */
export type BlobFault = 'blob_missing' | 'blob_damaged'

const blobRow = z.object({
  digest: z.string().transform(toDigest), name: z.string(), size: z.number(), wrapped_key: z.instanceof(Uint8Array),
})
/** A blob as its row tells it: plain digest, file name, plain size in bytes, and its own key, wrapped. */
export type BlobRow = z.infer<typeof blobRow>

const selectBlob = 'SELECT digest, name, size, wrapped_key FROM blobs'

/** The row of a blob; undefined when it was never stored. */
export function findBlobRow(database: StationDatabase, digest: string): BlobRow | undefined {
  return database.get(blobRow, `${selectBlob} WHERE digest = $digest`, { digest })
}

/** All rows in the order of their digests, a few at a time: memory does not grow with their number. */
export function* allBlobRows(database: StationDatabase): Generator<BlobRow> {
  for (let after = ''; ;) {
    const rows = database.all(blobRow, `${selectBlob} WHERE digest > $after ORDER BY digest LIMIT 500`, { after })
    yield* rows
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.digest
  }
}

/** Plain bytes of a blob file in pieces of at most 1 MiB; throws `blob_missing` or `blob_damaged` (perhaps only at the end; params: digest, its first 12 digits). */
export function* blobPieces(file: string, row: BlobRow, keys: DerivedKeys): Generator<Uint8Array> {
  const shown = { digest: row.digest.slice(0, 12) }
  const key = unseal(keys.blobKeys, row.wrapped_key, row.name)
  if (key === undefined) throw new SohoaError('blob_damaged', shown)
  const handle = openBlob(file, shown)
  const hash = createHash('sha256')
  try {
    for (const piece of readChunks(handle, key)) {
      if (piece === undefined) throw new SohoaError('blob_damaged', shown)
      hash.update(piece)
      yield piece
    }
  } finally {
    fs.closeSync(handle)
    wipe(key)
  }
  if (hash.digest('hex') !== row.digest) throw new SohoaError('blob_damaged', shown)
}

/** Plain bytes `start` to `end` of a blob file, its chunks authenticated one by one; throws `blob_missing` or `blob_damaged` as blobPieces does. */
export function blobPart(file: string, row: BlobRow, keys: DerivedKeys, start: number, end: number): Uint8Array {
  const shown = { digest: row.digest.slice(0, 12) }
  const [from, to] = [Math.max(0, start), Math.min(row.size, end)]
  if (from >= to) return new Uint8Array(0)
  const key = unseal(keys.blobKeys, row.wrapped_key, row.name)
  if (key === undefined) throw new SohoaError('blob_damaged', shown)
  const handle = openBlob(file, shown)
  try {
    const part = new Uint8Array(to - from)
    for (let index = Math.floor(from / chunkBytes); index * chunkBytes < to; index += 1) {
      const chunk = readChunk(handle, key, index)
      const offset = index * chunkBytes
      if (chunk === undefined) throw new SohoaError('blob_damaged', shown)
      part.set(chunk.subarray(Math.max(0, from - offset), to - offset), Math.max(0, offset - from))
    }
    return part
  } finally {
    fs.closeSync(handle)
    wipe(key)
  }
}

/** Reads a whole blob file and compares it with its digest. One that nobody can read (bad sector, permission) is damaged like any other. */
export function blobFault(file: string, row: BlobRow, keys: DerivedKeys): BlobFault | undefined {
  try {
    for (const piece of blobPieces(file, row, keys)) wipe(piece)
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof SohoaError)) throw thrown
    if (thrown.code === 'blob_missing' || thrown.code === 'blob_damaged') return thrown.code
    if (thrown.code === 'folder_not_writable') return 'blob_damaged'
    throw thrown
  }
}

/** A quick look: the file is there and as long as it must be. */
export function blobFileFault(file: string, row: Pick<BlobRow, 'size'>): BlobFault | undefined {
  try {
    const found = fs.statSync(file, { throwIfNoEntry: false })
    if (found === undefined) return 'blob_missing'
    return found.size === sealedBytes(row.size) ? undefined : 'blob_damaged'
  } catch (thrown) {
    if (systemCode(thrown) === undefined) throw thrown
    return 'blob_damaged'
  }
}

function openBlob(file: string, shown: { digest: string }): number {
  try {
    return fs.openSync(file, 'r')
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') throw new SohoaError('blob_missing', shown, { cause: thrown })
    throw accessError(thrown)
  }
}
