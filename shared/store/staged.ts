import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { z } from 'zod'
import { SohoaError } from '../model/index.ts'
import type { Digest, Instant } from '../model/index.ts'
import { findBlobRow } from './blob-file.ts'
import { blobPath, type BlobStore } from './blobs.ts'
import type { StationDatabase } from './database.ts'
import { writing } from './durable-files.ts'
import { digestColumn, instantColumn } from './record-rows.ts'

/** A file that was handed in over a door and waits to be used. */
export interface StagedFile {
  readonly token: string
  /** As it was called where it came from, NFC. */
  readonly name: string
  readonly digest: Digest
  readonly sizeBytes: number
  readonly stagedAt: Instant
}

/** Files handed in: encrypted like all else from their first byte on, never a file of their own. */
export interface StagedStore {
  /** Keeps a file's bytes, as they come. Throws `file_too_large` (params: file, limit in MiB) past `mostBytes`, `disk_full`, `folder_not_writable`. */
  stageFile(name: string, pieces: AsyncIterable<Uint8Array>, mostBytes: number, at: Instant): Promise<StagedFile>
  /** Throws `upload_unknown`. */
  getStaged(token: string): StagedFile
  /** Forgets files, and their bytes where nothing else needs them. Tokens that are not there are none. */
  dropStaged(tokens: readonly string[]): void
  /** Tokens of the files that were handed in before. */
  listStaged(before: Instant): string[]
}

const stagedRow = z.object({ token: z.string(), name: z.string(), digest: digestColumn, stagedAt: instantColumn })
const usedRow = z.object({ used: z.number() })

export function stagedStore(folder: string, database: StationDatabase, blobs: Pick<BlobStore, 'putBlobStream' | 'blobSize'>): StagedStore {
  const find = (token: string) => database.get(stagedRow, 'SELECT token, name, digest, staged_at AS stagedAt FROM staged WHERE token = $token', { token })

  /** Destroys the key of a blob that no row names, then its file: what is left of a crash between is unreadable. */
  const forgetBlob = (digest: Digest): void => {
    const row = findBlobRow(database, digest)
    if (row === undefined || isUsed(database, digest)) return
    database.run('DELETE FROM blobs WHERE digest = $digest', { digest })
    writing(() => { fs.rmSync(blobPath(folder, row.name), { force: true }) })
  }

  return {
    stageFile: async (name, pieces, mostBytes, at) => {
      const digest = await blobs.putBlobStream(upTo(pieces, mostBytes, name))
      const token = randomBytes(16).toString('hex')
      database.run('INSERT INTO staged (token, name, digest, staged_at) VALUES ($token, $name, $digest, $at)', { token, name, digest, at })
      return { token, name, digest, sizeBytes: blobs.blobSize(digest) ?? 0, stagedAt: at }
    },
    getStaged: (token) => {
      const row = find(token)
      if (row === undefined) throw new SohoaError('upload_unknown')
      return { ...row, sizeBytes: blobs.blobSize(row.digest) ?? 0 }
    },
    dropStaged: (tokens) => {
      for (const token of tokens) {
        const row = find(token)
        if (row === undefined) continue
        database.run('DELETE FROM staged WHERE token = $token', { token })
        forgetBlob(row.digest)
      }
    },
    listStaged: (before) => database.all(stagedRow.pick({ token: true }), 'SELECT token FROM staged WHERE staged_at < $before', { before }).map(({ token }) => token),
  }
}

async function* upTo(pieces: AsyncIterable<Uint8Array>, mostBytes: number, name: string): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const piece of pieces) {
    size += piece.length
    if (size > mostBytes) throw new SohoaError('file_too_large', { file: name, limit: Math.floor(mostBytes / 1_048_576) })
    yield piece
  }
}

function isUsed(database: StationDatabase, digest: Digest): boolean {
  return database.get(
    usedRow,
    `SELECT EXISTS (SELECT 1 FROM pages WHERE digest = $digest) OR EXISTS (SELECT 1 FROM sources WHERE digest = $digest)
       OR EXISTS (SELECT 1 FROM records WHERE pdf_digest = $digest OR raw_digest = $digest) OR EXISTS (SELECT 1 FROM attachments WHERE digest = $digest)
       OR EXISTS (SELECT 1 FROM steps WHERE result_digest = $digest) OR EXISTS (SELECT 1 FROM staged WHERE digest = $digest) AS used`,
    { digest },
  )?.used === 1
}
