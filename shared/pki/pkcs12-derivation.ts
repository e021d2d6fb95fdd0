import { transcode } from 'node:buffer'
import { createHash } from 'node:crypto'

/** UTF-8 as UTF-16BE with a closing zero character (RFC 7292, appendix B.1), without a detour over immutable strings. */
export function bmpString(passphrase: Uint8Array): Buffer {
  const utf16 = transcode(passphrase, 'utf8', 'utf16le').swap16()
  const closed = Buffer.concat([utf16, Buffer.alloc(2)])
  utf16.fill(0)
  return closed
}

/** The derivation of RFC 7292, appendix B.2. `passphrase` as `bmpString` gives it. Purpose 1: key, 2: initial vector, 3: MAC. */
export function derivePkcs12Key(parameters: { digest: string; passphrase: Uint8Array; salt: Uint8Array; iterations: number; purpose: 1 | 2 | 3; bytes: number }): Buffer {
  const { digest, passphrase, salt } = parameters
  const block = digest === 'sha384' || digest === 'sha512' ? 128 : 64
  const fill = (source: Uint8Array): Buffer => Buffer.alloc(Math.ceil(source.length / block) * block, source)
  const input = Buffer.concat([salt, passphrase].map((source) => (source.length === 0 ? Buffer.alloc(0) : fill(source))))
  const diversifier = Buffer.alloc(block, parameters.purpose)
  const out: Buffer[] = []
  for (let made = 0; made < parameters.bytes;) {
    let hash = createHash(digest).update(diversifier).update(input).digest()
    for (let round = 1; round < parameters.iterations; round += 1) hash = createHash(digest).update(hash).digest()
    out.push(hash)
    made += hash.length
    addToBlocks(input, Buffer.alloc(block, hash))
  }
  input.fill(0)
  return Buffer.concat(out).subarray(0, parameters.bytes)
}

/** Adds `addend` + 1 to each block of `input`, big-endian, dropping the carry. */
function addToBlocks(input: Buffer, addend: Buffer): void {
  for (let start = 0; start < input.length; start += addend.length) {
    let carry = 1
    for (let index = addend.length - 1; index >= 0; index -= 1) {
      const sum = input.readUInt8(start + index) + addend.readUInt8(index) + carry
      input.writeUInt8(sum & 0xff, start + index)
      carry = sum >> 8
    }
  }
}
