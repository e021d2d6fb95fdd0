import fs from 'node:fs'
import path from 'node:path'
import { SohoaError } from '../model/index.ts'

const noSpace = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
/** ENOENT: the folder is gone, or (mkdir of several levels) stands on a read-only disk. EIO: the disk itself fails. */
const noAccess = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ENOENT', 'EIO'])

/** The system's error code of anything thrown, e.g. `ENOENT`; undefined when it has none. */
export function systemCode(thrown: unknown): string | undefined {
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') return thrown.code
  return undefined
}

/** Runs `work`; turns a full disk into `disk_full`, a missing permission or a failing disk into `folder_not_writable` (params: reason). */
export function writing<T>(work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    throw accessError(thrown)
  }
}

/** As `writing`, for work that does not end at once. */
export async function writingLater<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    throw accessError(thrown)
  }
}

/** A system's refusal by its name in the registry; anything else as it is. */
export function accessError(thrown: unknown): unknown {
  const code = systemCode(thrown)
  if (code !== undefined && noSpace.has(code)) return new SohoaError('disk_full', {}, { cause: thrown })
  if (code !== undefined && noAccess.has(code)) return new SohoaError('folder_not_writable', { reason: code }, { cause: thrown })
  return thrown
}

/** Flushes a folder's entries, so that a rename in it survives a power cut. Windows does it by itself and refuses the call. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}

/** Writes all bytes at the handle's position; a short write goes on where it stopped. */
export function writeAll(handle: number, bytes: Uint8Array): void {
  let offset = 0
  while (offset < bytes.length) offset += fs.writeSync(handle, bytes, offset)
}

/**
 * Puts `bytes` in place of `file`, whole or not at all, and durably: temporary file, flush, rename, flush of the folder.
 * Throws `disk_full`, `folder_not_writable`.
 */
export function replaceFile(file: string, bytes: Uint8Array): void {
  const temporary = `${file}.new`
  writing(() => {
    try {
      const handle = fs.openSync(temporary, 'w', 0o600)
      try {
        writeAll(handle, bytes)
        fs.fsyncSync(handle)
      } finally {
        fs.closeSync(handle)
      }
      fs.renameSync(temporary, file)
    } catch (thrown) {
      fs.rmSync(temporary, { force: true })
      throw thrown
    }
    flushFolder(path.dirname(file))
  })
}

/**
 * The file's bytes, none of them where the disk cannot give them back any more (to all who check what they read, that is a damaged
 * file); undefined when there is no such file. Throws `folder_not_writable` when it may not be read.
 */
export function readIfPresent(file: string): Uint8Array | undefined {
  try {
    return fs.readFileSync(file)
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return undefined
    if (systemCode(thrown) === 'EIO') return new Uint8Array()
    throw accessError(thrown)
  }
}
