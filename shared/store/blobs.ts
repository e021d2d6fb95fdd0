import { createHash, createHmac, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { SohoaError, instant, toDigest } from '../model/index.ts'
import type { Digest } from '../model/index.ts'
import { allBlobRows, blobFault, blobPart, blobPieces, findBlobRow } from './blob-file.ts'
import type { BlobFault, BlobRow } from './blob-file.ts'
import { writeChunks } from './chunked-file.ts'
import type { ChunkWriter } from './chunked-file.ts'
import type { StationDatabase } from './database.ts'
import { flushFolder, writing } from './durable-files.ts'
import { seal, wipe } from './sealed.ts'
import type { DerivedKeys } from './sealed.ts'

/** Bytes kept by their digest, encrypted, each under its own key. */
export interface BlobStore {
  /**
   * Keeps bytes and returns their SHA-256. When it returns, they are on the disk and flushed; the same bytes again are the same blob
   * (a copy found damaged is written anew). Throws `disk_full`, `folder_not_writable`; then nothing half-written is visible.
   */
  putBlob(bytes: Uint8Array): Digest
  /**
   * As putBlob, for bytes that come piece by piece; memory does not grow with them. `trace` is run in the transaction that makes them
   * count, and not at all where they are whole already.
   */
  putBlobStream(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, trace?: () => void): Promise<Digest>
  /** The bytes, checked against their digest. Throws `blob_missing` or `blob_damaged` (params: digest, its first 12 digits). */
  getBlob(digest: Digest): Uint8Array
  /** The bytes in pieces of at most 1 MiB; throws like getBlob, `blob_damaged` perhaps only at the end. */
  readBlob(digest: Digest): Generator<Uint8Array>
  /** The blob as a file that is read where it is needed. Only reading all of it compares it with its digest. Throws `blob_missing`. */
  openBlob(digest: Digest): BlobReader
  /** True when the blob was stored (its file is not looked at). */
  hasBlob(digest: Digest): boolean
  /** Plain size in bytes; undefined when not stored. */
  blobSize(digest: Digest): number | undefined
  /** Reads every blob and names the bad ones; empty when all are whole. */
  checkBlobs(): { readonly digest: Digest; readonly fault: BlobFault }[]
}

/** A blob that is read in parts; memory does not grow with it. Throws `blob_damaged`. */
export interface BlobReader {
  /** Plain bytes. */
  readonly size: number
  /** Bytes `start` to `end`, as many of them as there are. */
  read(start: number, end: number): Uint8Array
  /** All of it in order, compared with its digest at the end. */
  pieces(): Generator<Uint8Array>
}

/** Where blobs are written before they get their name. */
export const unfinishedFolder = 'unfinished'

/** Removes what writers left unfinished when they were killed; returns how many files. Only for the holder of the lock. */
export function sweepUnfinished(folder: string): number {
  const unfinished = path.join(folder, unfinishedFolder)
  return writing(() => {
    fs.mkdirSync(unfinished, { recursive: true })
    const names = fs.readdirSync(unfinished)
    for (const name of names) fs.rmSync(path.join(unfinished, name), { force: true })
    return names.length
  })
}

/** Place of the blob file with this name in a folder of blobs. */
export function blobPath(folder: string, name: string): string {
  return path.join(folder, name.slice(0, 2), name)
}

/** The blobs in `folder` (absolute), with their rows in `database`. */
export function blobStore(folder: string, database: StationDatabase, keys: DerivedKeys): BlobStore {
  const nameOf = (digest: Digest): string => createHmac('sha256', keys.blobNames).update(digest, 'utf8').digest('hex')
  const faultOf = (row: BlobRow): BlobFault | undefined => blobFault(blobPath(folder, row.name), row, keys)
  const isWhole = (digest: Digest): boolean => {
    const row = findBlobRow(database, digest)
    return row !== undefined && faultOf(row) === undefined
  }
  const wholeRow = (digest: Digest): BlobRow => {
    const row = findBlobRow(database, digest)
    if (row === undefined) throw new SohoaError('blob_missing', { digest: digest.slice(0, 12) })
    return row
  }

  const publish = (temporary: string, digest: Digest, size: number, key: Uint8Array, trace: () => void = () => undefined): void => {
    const name = nameOf(digest)
    const file = blobPath(folder, name)
    writing(() => {
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.renameSync(temporary, file)
      flushFolder(path.dirname(file))
      flushFolder(folder)
    })
    database.transaction(() => {
      database.run(
        `INSERT INTO blobs (digest, name, size, wrapped_key, created_at) VALUES ($digest, $name, $size, $key, $now)
         ON CONFLICT (digest) DO UPDATE SET wrapped_key = excluded.wrapped_key`,
        { digest, name, size, key: seal(keys.blobKeys, key, name), now: instant() },
      )
      trace()
    })
  }

  const putBlob = (bytes: Uint8Array): Digest => {
    const digest = toDigest(createHash('sha256').update(bytes).digest('hex'))
    if (isWhole(digest)) return digest
    const draft = openDraft(path.join(folder, unfinishedFolder))
    try {
      draft.write(bytes)
      draft.finish()
      publish(draft.file, digest, bytes.length, draft.key)
    } finally {
      draft.discard()
    }
    return digest
  }

  const putBlobStream = async (source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, trace?: () => void): Promise<Digest> => {
    const draft = openDraft(path.join(folder, unfinishedFolder))
    try {
      const hash = createHash('sha256')
      let size = 0
      for await (const piece of source) {
        hash.update(piece)
        size += piece.length
        draft.write(piece)
      }
      const digest = toDigest(hash.digest('hex'))
      if (isWhole(digest)) return digest
      draft.finish()
      publish(draft.file, digest, size, draft.key, trace)
      return digest
    } finally {
      draft.discard()
    }
  }

  const pieces = (row: BlobRow): Generator<Uint8Array> => blobPieces(blobPath(folder, row.name), row, keys)

  return {
    putBlob,
    putBlobStream,
    readBlob: function* (digest) {
      yield* pieces(wholeRow(digest))
    },
    openBlob: (digest) => {
      const row = wholeRow(digest)
      return { size: row.size, read: (start, end) => blobPart(blobPath(folder, row.name), row, keys, start, end), pieces: () => pieces(row) }
    },
    getBlob: (digest) => {
      const row = wholeRow(digest)
      const whole = new Uint8Array(row.size)
      let offset = 0
      for (const piece of pieces(row)) {
        if (offset + piece.length > whole.length) throw new SohoaError('blob_damaged', { digest: digest.slice(0, 12) })
        whole.set(piece, offset)
        offset += piece.length
      }
      return whole
    },
    hasBlob: (digest) => findBlobRow(database, digest) !== undefined,
    blobSize: (digest) => findBlobRow(database, digest)?.size,
    checkBlobs: () => Array.from(allBlobRows(database)).flatMap((row) => {
      const fault = faultOf(row)
      return fault === undefined ? [] : [{ digest: row.digest, fault }]
    }),
  }
}

interface Draft extends Pick<ChunkWriter, 'write'> {
  readonly file: string
  readonly key: Uint8Array
  /** Ends, flushes and closes the file (an open file cannot be renamed on Windows). */
  finish(): void
  /** Closes and wipes; removes the file unless it was renamed away. */
  discard(): void
}

function openDraft(folder: string): Draft {
  const file = path.join(folder, randomBytes(16).toString('hex'))
  const key = randomBytes(32)
  const handle = writing(() => fs.openSync(file, 'wx', 0o600))
  const writer = writing(() => writeChunks(handle, key))
  let open = true
  const close = (): void => {
    if (open) fs.closeSync(handle)
    open = false
  }
  return {
    file,
    key,
    write: (bytes) => writing(() => writer.write(bytes)),
    finish: () => writing(() => {
      writer.end()
      fs.fsyncSync(handle)
      close()
    }),
    discard: () => {
      close()
      fs.rmSync(file, { force: true })
      wipe(key)
    },
  }
}

