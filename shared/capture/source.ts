import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { instant, SohoaError, toDigest, type Digest, type Instant, type SourceFormat } from '../model/index.ts'
import { headBytes, recognise } from './format.ts'

/** A file that belongs to a document, as it stood when the document was planned. */
export interface PlannedFile {
  /** As the file system wants it: not normalised. */
  readonly path: string
  /** File name for people, NFC. */
  readonly name: string
  readonly sizeBytes: number
  readonly modifiedAt: Instant
}

export interface Source {
  readonly bytes: Uint8Array
  readonly digest: Digest
  readonly format: SourceFormat
}

/** Most bytes of one source file: what one process can hold and PDFium can open. */
export const mostSourceBytes = 1_073_741_824

/** Turns what the file system said into an error that names the file. */
export function fileError(name: string, thrown: unknown): SohoaError {
  const reason = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
  if (reason === 'ENOENT' || reason === 'ENOTDIR') return new SohoaError('file_not_found', { file: name }, { cause: thrown })
  if (reason === 'EBUSY') return new SohoaError('file_being_written', { file: name }, { cause: thrown })
  return new SohoaError('file_unreadable', { file: name, reason }, { cause: thrown })
}

/**
 * The format of a file by its content. Throws image_unsupported {detail, file} for an image of a kind that is not taken,
 * not_an_image {file} for anything else.
 */
export function formatOf(head: Uint8Array, name: string): SourceFormat {
  const recognised = recognise(head)
  if (recognised === undefined) throw new SohoaError('not_an_image', { file: name })
  if ('known' in recognised) throw new SohoaError('image_unsupported', { file: name, detail: recognised.known })
  return recognised.format
}

/** The format of a whole file by its content. Throws like `formatOf`, and empty_file {file}. */
export function sourceFormatOf(bytes: Uint8Array, name: string): SourceFormat {
  if (bytes.length === 0) throw new SohoaError('empty_file', { file: name })
  return formatOf(bytes.subarray(0, headBytes), name)
}

async function isAsPlanned(handle: FileHandle, file: PlannedFile): Promise<boolean> {
  const { size, mtime } = await handle.stat()
  return size === file.sizeBytes && instant(mtime) === file.modifiedAt
}

/**
 * Reads a planned file whole. Throws source_changed when it is no longer what was planned (before, during or after the
 * reading), empty_file, file_too_large, image_unsupported, not_an_image, file_not_found, file_unreadable, file_being_written.
 */
export async function readSource(file: PlannedFile): Promise<Source> {
  const bytes = await readPlanned(file)
  return { bytes, digest: toDigest(createHash('sha256').update(bytes).digest('hex')), format: formatOf(bytes.subarray(0, headBytes), file.name) }
}

async function readPlanned(file: PlannedFile): Promise<Uint8Array> {
  if (file.sizeBytes === 0) throw new SohoaError('empty_file', { file: file.name })
  if (file.sizeBytes > mostSourceBytes) throw new SohoaError('file_too_large', { file: file.name, limit: mostSourceBytes / 1_048_576 })
  try {
    await using handle = await open(file.path, 'r')
    if (!await isAsPlanned(handle, file)) throw new SohoaError('source_changed', { file: file.name })
    const bytes = await handle.readFile()
    if (bytes.byteLength !== file.sizeBytes || !await isAsPlanned(handle, file)) throw new SohoaError('source_changed', { file: file.name })
    return bytes
  } catch (thrown) {
    throw thrown instanceof SohoaError ? thrown : fileError(file.name, thrown)
  }
}
