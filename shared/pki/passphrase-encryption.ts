import { createDecipheriv, createHash, createHmac, pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import * as asn1js from 'asn1js'
import type * as pkijs from 'pkijs'
import { SohoaError } from '../model/index.ts'
import { bmpString, derivePkcs12Key } from './pkcs12-derivation.ts'
import { digestName } from './signature-check.ts'
import { decryptRc2Cbc } from './rc2.ts'

/** More iterations than any maker of key files uses: a file asking for more is meant to hang the reader. */
const mostIterations = 10_000_000
/** PKCS#12's own derivation runs on this thread. */
const mostLegacyIterations = 1_000_000

const keyBasedDerivation = '1.2.840.113549.1.5.12'
const encryptionScheme2 = '1.2.840.113549.1.5.13'
const macScheme1 = '1.2.840.113549.1.5.14'

const pseudoRandomFunctions: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1', '1.2.840.113549.2.8': 'sha224', '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384', '1.2.840.113549.2.11': 'sha512',
}

const ciphers: Readonly<Record<string, { name: string; keyBytes: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyBytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyBytes: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyBytes: 24 },
}

/** Schemes of PKCS#12, appendix C: all derive with SHA-1. */
const legacySchemes: Readonly<Record<string, { cipher: 'des-ede3-cbc' | 'rc2'; keyBytes: number }>> = {
  '1.2.840.113549.1.12.1.3': { cipher: 'des-ede3-cbc', keyBytes: 24 },
  '1.2.840.113549.1.12.1.5': { cipher: 'rc2', keyBytes: 16 },
  '1.2.840.113549.1.12.1.6': { cipher: 'rc2', keyBytes: 5 },
}

const unsupported = (part: string): SohoaError => new SohoaError('key_file_invalid', { part })

/**
 * Decrypts what a PKCS#12 file holds under PBES2 (RFC 8018) or one of PKCS#12's own schemes (RFC 7292, appendix C).
 * `passphrase` is UTF-8. Returns undefined when the padding is wrong: wrong passphrase, or damage.
 * Throws key_file_invalid `{part}` for parameters that are malformed or of an algorithm that is not supported.
 */
export async function decryptWithPassphrase(algorithm: pkijs.AlgorithmIdentifier, data: Uint8Array, passphrase: Uint8Array): Promise<Buffer | undefined> {
  if (algorithm.algorithmId === encryptionScheme2) return await decryptScheme2(algorithm, data, passphrase)
  const scheme = legacySchemes[algorithm.algorithmId]
  if (scheme === undefined) throw unsupported('encryption')
  const [salt, count] = children(algorithm.algorithmParams)
  if (!(salt instanceof asn1js.OctetString) || !(count instanceof asn1js.Integer)) throw unsupported('encryption')
  const parameters = { digest: 'sha1', passphrase: bmpString(passphrase), salt: bytesOf(salt), iterations: iterations(count, mostLegacyIterations) }
  const key = derivePkcs12Key({ ...parameters, purpose: 1, bytes: scheme.keyBytes })
  const iv = derivePkcs12Key({ ...parameters, purpose: 2, bytes: 8 })
  const plain = scheme.cipher === 'rc2' ? decryptRc2Cbc(key, scheme.keyBytes * 8, iv, data) : decipher(scheme.cipher, key, iv, data)
  key.fill(0)
  parameters.passphrase.fill(0)
  return plain
}

/** The MAC over a PKCS#12's contents: the HMAC of RFC 7292, appendix B, or PBMAC1 (RFC 9579). Errors as above. */
export async function passphraseMac(mac: pkijs.MacData, content: Uint8Array, passphrase: Uint8Array): Promise<Buffer> {
  const { algorithmId } = mac.mac.digestAlgorithm
  if (algorithmId === macScheme1) {
    const [derivation, scheme] = children(mac.mac.digestAlgorithm.algorithmParams)
    const digest = pseudoRandomFunctions[identifierOf(scheme)]
    if (digest === undefined) throw unsupported('mac')
    const key = await deriveScheme2(derivation, passphrase, undefined)
    return createHmac(digest, key).update(content).digest()
  }
  const digest = digestName(algorithmId)
  if (digest === undefined) throw unsupported('mac')
  const bmp = bmpString(passphrase)
  const bytes = createHash(digest).digest().length
  const count = mac.iterations ?? 1
  if (count < 1 || count > mostLegacyIterations) throw unsupported('iterations')
  const key = derivePkcs12Key({ digest, passphrase: bmp, salt: bytesOf(mac.macSalt), iterations: count, purpose: 3, bytes })
  bmp.fill(0)
  return createHmac(digest, key).update(content).digest()
}

async function decryptScheme2(algorithm: pkijs.AlgorithmIdentifier, data: Uint8Array, passphrase: Uint8Array): Promise<Buffer | undefined> {
  const [derivation, scheme] = children(algorithm.algorithmParams)
  const cipher = ciphers[identifierOf(scheme)]
  const [, iv] = children(scheme)
  if (cipher === undefined || !(iv instanceof asn1js.OctetString)) throw unsupported('encryption')
  const key = await deriveScheme2(derivation, passphrase, cipher.keyBytes)
  const plain = decipher(cipher.name, key, bytesOf(iv), data)
  key.fill(0)
  return plain
}

/** PBKDF2 with the parameters of an AlgorithmIdentifier; `keyBytes` undefined: as many as the parameters say. */
async function deriveScheme2(derivation: unknown, passphrase: Uint8Array, keyBytes: number | undefined): Promise<Buffer> {
  const [, schema] = children(derivation)
  if (identifierOf(derivation) !== keyBasedDerivation || !(schema instanceof asn1js.Sequence)) throw unsupported('key derivation')
  const [salt, count, ...rest] = children(schema)
  const length = rest.find((part) => part instanceof asn1js.Integer)
  const prf = rest.find((part) => part instanceof asn1js.Sequence)
  const digest = prf === undefined ? 'sha1' : pseudoRandomFunctions[identifierOf(prf)]
  const bytes = keyBytes ?? (length === undefined ? undefined : length.valueBlock.valueDec)
  if (!(salt instanceof asn1js.OctetString) || !(count instanceof asn1js.Integer) || digest === undefined || bytes === undefined || bytes < 1 || bytes > 64) throw unsupported('key derivation')
  return await promisify(pbkdf2)(passphrase, bytesOf(salt), iterations(count, mostIterations), bytes, digest)
}

function decipher(cipher: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Buffer | undefined {
  try {
    const stream = createDecipheriv(cipher, key, iv)
    return Buffer.concat([stream.update(data), stream.final()])
  } catch {
    return undefined
  }
}

function iterations(count: asn1js.Integer, most: number): number {
  const value = count.valueBlock.isHexOnly ? Infinity : count.valueBlock.valueDec
  if (value < 1 || value > most) throw unsupported('iterations')
  return value
}

const bytesOf = (octets: asn1js.OctetString): Uint8Array => new Uint8Array(octets.getValue())
const children = (block: unknown): readonly unknown[] => (block instanceof asn1js.Sequence ? block.valueBlock.value : [])

function identifierOf(block: unknown): string {
  const [identifier] = children(block)
  return identifier instanceof asn1js.ObjectIdentifier ? identifier.getValue() : ''
}
