import { createCipheriv, createDecipheriv } from 'node:crypto'
import fs from 'node:fs'
import { systemCode, writeAll } from './durable-files.ts'

/**
 * The form of a blob file: the magic `SHB1`, then chunks of 1 MiB of plain text (the last one shorter, perhaps empty),
 * each as ChaCha20-Poly1305 ciphertext and 16-byte tag. The nonce is the chunk's index and a last-chunk flag, as in the
 * STREAM construction (Hoang et al. 2015): chunks cannot be exchanged, dropped or cut off unnoticed. A key writes one file only.
 */
const magic = Buffer.from('SHB1', 'latin1')
export const chunkBytes = 1_048_576
const tagBytes = 16

/** Bytes of the file that holds so many plain bytes. */
export function sealedBytes(plainBytes: number): number {
  return magic.length + plainBytes + tagBytes * Math.max(1, Math.ceil(plainBytes / chunkBytes))
}

/** A file in the making. */
export interface ChunkWriter {
  write(bytes: Uint8Array): void
  /** Writes the last chunk; nothing may follow. */
  end(): void
}

/** Writes a blob file to an open handle, from its current position. `key`: 32 bytes, never used before. */
export function writeChunks(handle: number, key: Uint8Array): ChunkWriter {
  const pending = Buffer.allocUnsafe(chunkBytes)
  let filled = 0
  let index = 0
  const emit = (last: boolean): void => {
    const cipher = createCipheriv('chacha20-poly1305', key, nonceOf(index, last), { authTagLength: tagBytes })
    cipher.setAAD(magic, { plaintextLength: filled })
    writeAll(handle, cipher.update(pending.subarray(0, filled)))
    cipher.final()
    writeAll(handle, cipher.getAuthTag())
    index += 1
    filled = 0
  }
  writeAll(handle, magic)
  return {
    write: (bytes) => {
      let offset = 0
      while (offset < bytes.length) {
        if (filled === chunkBytes) emit(false)
        const taken = Math.min(chunkBytes - filled, bytes.length - offset)
        pending.set(bytes.subarray(offset, offset + taken), filled)
        filled += taken
        offset += taken
      }
    },
    end: () => {
      emit(true)
      pending.fill(0)
    },
  }
}

/** One plain chunk of a blob file, from 0; undefined where it is damaged or there is none. */
export function readChunk(handle: number, key: Uint8Array, index: number): Uint8Array | undefined {
  const size = fs.fstatSync(handle).size
  const position = magic.length + index * (chunkBytes + tagBytes)
  if (index < 0 || position >= size) return undefined
  const sealed = Buffer.allocUnsafe(Math.min(chunkBytes + tagBytes, size - position))
  return readFully(handle, sealed, position) ? openChunk(sealed, key, index, position + sealed.length === size) : undefined
}

/** The plain chunks of a blob file, in order; undefined in place of the first chunk that is damaged, and then no more. */
export function* readChunks(handle: number, key: Uint8Array): Generator<Uint8Array | undefined> {
  const size = fs.fstatSync(handle).size
  const sealedChunk = chunkBytes + tagBytes
  const head = Buffer.alloc(magic.length)
  const count = Math.ceil((size - magic.length) / sealedChunk)
  if (!readFully(handle, head, 0) || !head.equals(magic) || count < 1) {
    yield undefined
    return
  }
  for (let index = 0; index < count; index += 1) {
    const position = magic.length + index * sealedChunk
    const sealed = Buffer.allocUnsafe(Math.min(sealedChunk, size - position))
    const plain = readFully(handle, sealed, position) ? openChunk(sealed, key, index, index === count - 1) : undefined
    yield plain
    if (plain === undefined) return
  }
}

function openChunk(sealed: Buffer, key: Uint8Array, index: number, last: boolean): Uint8Array | undefined {
  if (sealed.length < tagBytes) return undefined
  const decipher = createDecipheriv('chacha20-poly1305', key, nonceOf(index, last), { authTagLength: tagBytes })
  const length = sealed.length - tagBytes
  decipher.setAAD(magic, { plaintextLength: length })
  decipher.setAuthTag(sealed.subarray(length))
  const plain = decipher.update(sealed.subarray(0, length))
  try {
    decipher.final()
  } catch {
    return undefined
  }
  return plain
}

function nonceOf(index: number, last: boolean): Uint8Array {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(index, 7)
  nonce.writeUInt8(last ? 1 : 0, 11)
  return nonce
}

/** False where the file ends before, or where the disk cannot give its bytes any more. */
function readFully(handle: number, target: Uint8Array, position: number): boolean {
  try {
    let offset = 0
    while (offset < target.length) {
      const read = fs.readSync(handle, target, offset, target.length - offset, position + offset)
      if (read === 0) return false
      offset += read
    }
    return true
  } catch (thrown) {
    if (systemCode(thrown) === undefined) throw thrown
    return false // what the disk cannot give back is damaged
  }
}
