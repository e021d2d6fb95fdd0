import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { type PdfDictionary, type PdfObject, PdfStructureError, isString, nameOf } from '../pdf-file/index.ts'

/** Undoes the encryption of strings and streams (ISO 32000-2 §7.6) of one object. */
export interface Decryption {
  readonly strings: (data: Uint8Array, number: number, generation: number) => Uint8Array
  readonly streams: (data: Uint8Array, number: number, generation: number) => Uint8Array
}

const passwordPadding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')

type Method = 'none' | 'RC4' | 'AES-128' | 'AES-256'

/** Values of the encryption dictionary with references already followed. */
interface Parameters {
  readonly version: number
  readonly revision: number
  readonly keyBytes: number
  readonly owner: Buffer
  readonly user: Buffer
  readonly userKey: Buffer
  readonly permissions: number
  readonly encryptsMetadata: boolean
  readonly stringMethod: Method
  readonly streamMethod: Method
}

function md5(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('md5')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** OpenSSL 3 has put RC4 away; old PDFs still use it. */
function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index)
  const swap = (left: number, right: number): void => {
    const kept = state[left] ?? 0
    state[left] = state[right] ?? 0
    state[right] = kept
  }
  for (let index = 0, other = 0; index < 256; index++) {
    other = (other + (state[index] ?? 0) + (key[index % key.length] ?? 0)) & 0xff
    swap(index, other)
  }
  const out = Buffer.alloc(data.length)
  for (let position = 0, index = 0, other = 0; position < data.length; position++) {
    index = (index + 1) & 0xff
    other = (other + (state[index] ?? 0)) & 0xff
    swap(index, other)
    out[position] = (data[position] ?? 0) ^ (state[((state[index] ?? 0) + (state[other] ?? 0)) & 0xff] ?? 0)
  }
  return out
}

function aes(bits: 128 | 256, key: Uint8Array, data: Uint8Array): Buffer {
  if (data.length < 32 || data.length % 16 !== 0) return Buffer.alloc(0)
  const decipher = createDecipheriv(`aes-${bits}-cbc`, key, data.subarray(0, 16)).setAutoPadding(false)
  const plain = Buffer.concat([decipher.update(data.subarray(16)), decipher.final()])
  const padding = plain.at(-1) ?? 0
  return padding >= 1 && padding <= 16 ? plain.subarray(0, plain.length - padding) : plain
}

/** The hash of ISO 32000-2 §7.6.4.3.4 (algorithm 2.B) for the empty password; revision 5 is its first step. */
function hardenedHash(salt: Uint8Array, revision: number): Buffer {
  let key = createHash('sha256').update(salt).digest()
  if (revision < 6) return key
  for (let round = 0, last = 0; round < 64 || last > round - 32; round++) {
    const block = Buffer.concat(Array<Buffer>(64).fill(key))
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(false)
    const encrypted = cipher.update(block)
    const remainder = encrypted.subarray(0, 16).reduce((sum, octet) => sum + octet, 0) % 3
    key = createHash(['sha256', 'sha384', 'sha512'][remainder] ?? 'sha256').update(encrypted).digest()
    last = encrypted.at(-1) ?? 0
  }
  return key.subarray(0, 32)
}

/** The file's key for the empty user password; undefined when a password is needed. */
function fileKey(given: Parameters, identifier: Uint8Array): Buffer | undefined {
  if (given.revision >= 5) {
    if (!hardenedHash(given.user.subarray(32, 40), given.revision).equals(given.user.subarray(0, 32))) return undefined
    const key = hardenedHash(given.user.subarray(40, 48), given.revision)
    return createDecipheriv('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(false).update(given.userKey.subarray(0, 32))
  }
  const permissions = Buffer.alloc(4)
  permissions.writeInt32LE(given.permissions | 0)
  const metadata = given.revision >= 4 && !given.encryptsMetadata ? Buffer.alloc(4, 0xff) : Buffer.alloc(0)
  let key = md5(passwordPadding, given.owner.subarray(0, 32), permissions, identifier, metadata)
  if (given.revision < 3) {
    key = key.subarray(0, given.keyBytes)
    return rc4(key, passwordPadding).equals(given.user.subarray(0, 32)) ? key : undefined
  }
  for (let round = 0; round < 50; round++) key = md5(key.subarray(0, given.keyBytes))
  key = key.subarray(0, given.keyBytes)
  let check = md5(passwordPadding, identifier)
  for (let round = 0; round < 20; round++) check = rc4(key.map((octet) => octet ^ round), check)
  return check.equals(given.user.subarray(0, 16)) ? key : undefined
}

function objectKey(key: Buffer, number: number, generation: number, method: Method): Buffer {
  const suffix = Buffer.from([number & 0xff, (number >> 8) & 0xff, (number >> 16) & 0xff, generation & 0xff, (generation >> 8) & 0xff])
  const salt = method === 'AES-128' ? Buffer.from('sAlT', 'latin1') : Buffer.alloc(0)
  return md5(key, suffix, salt).subarray(0, Math.min(key.length + 5, 16))
}

function decryptWith(method: Method, key: Buffer): Decryption['strings'] {
  switch (method) {
    case 'none': return (data) => data
    case 'RC4': return (data, number, generation) => rc4(objectKey(key, number, generation, method), data)
    case 'AES-128': return (data, number, generation) => {
      const own = objectKey(key, number, generation, method)
      return own.length === 16 ? aes(128, own, data) : Buffer.alloc(0)
    }
    case 'AES-256': return (data) => aes(256, key, data)
  }
}

type Lookup = (dictionary: PdfDictionary | undefined, key: string) => PdfObject

function methodOf(lookup: Lookup, dictionary: PdfDictionary, filterKey: 'StmF' | 'StrF', asDictionary: (object: PdfObject) => PdfDictionary | undefined): Method {
  const name = nameOf(lookup(dictionary, filterKey)) ?? 'Identity'
  if (name === 'Identity') return 'none'
  const filter = asDictionary(lookup(asDictionary(lookup(dictionary, 'CF')), name))
  switch (nameOf(lookup(filter, 'CFM'))) {
    case 'V2': return 'RC4'
    case 'AESV2': return 'AES-128'
    case 'AESV3': return 'AES-256'
    case 'None': return 'none'
    default: throw new PdfStructureError('unknown encryption method')
  }
}

function readParameters(dictionary: PdfDictionary, lookup: Lookup, asDictionary: (object: PdfObject) => PdfDictionary | undefined): Parameters | undefined {
  if (nameOf(lookup(dictionary, 'Filter')) !== 'Standard') return undefined
  const number = (key: string, otherwise: number): number => {
    const value = lookup(dictionary, key)
    return typeof value === 'number' ? value : otherwise
  }
  const bytes = (key: string): Buffer => {
    const value = lookup(dictionary, key)
    return Buffer.from(isString(value) ? value.value : '', 'latin1')
  }
  const version = number('V', 0)
  const hasFilters = version >= 4
  const keyBytes = version >= 5 ? 32 : version === 4 ? 16 : version === 1 ? 5 : number('Length', 40) / 8
  if (![1, 2, 4, 5].includes(version) || !Number.isInteger(keyBytes) || keyBytes < 5 || keyBytes > 32) return undefined
  return {
    version, revision: number('R', 2), keyBytes, owner: bytes('O'), user: bytes('U'), userKey: bytes('UE'), permissions: number('P', 0),
    encryptsMetadata: lookup(dictionary, 'EncryptMetadata') !== false,
    stringMethod: hasFilters ? methodOf(lookup, dictionary, 'StrF', asDictionary) : 'RC4',
    streamMethod: hasFilters ? methodOf(lookup, dictionary, 'StmF', asDictionary) : 'RC4',
  }
}

/**
 * How to read a file encrypted by the standard handler that opens without a password (only its use is restricted);
 * undefined when a password or another handler is needed. `identifier` is the first string of /ID.
 */
export function openDecryption(
  dictionary: PdfDictionary, identifier: Uint8Array, resolve: (object: PdfObject | undefined) => PdfObject, asDictionary: (object: PdfObject) => PdfDictionary | undefined,
): Decryption | undefined {
  const given = readParameters(dictionary, (holder, key) => resolve(holder?.entries.get(key)), asDictionary)
  const key = given === undefined ? undefined : fileKey(given, identifier)
  if (given === undefined || key === undefined) return undefined
  return { strings: decryptWith(given.stringMethod, key), streams: decryptWith(given.streamMethod, key) }
}
