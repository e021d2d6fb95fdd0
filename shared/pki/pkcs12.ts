import { createPrivateKey, timingSafeEqual, X509Certificate, type KeyObject } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { SohoaError } from '../model/index.ts'
import { parseElement } from './asn1.ts'
import { parseCertificate, type Certificate } from './certificate.ts'
import { issuersOf } from './issuance.ts'
import { oid } from './object-identifiers.ts'
import { decryptWithPassphrase, passphraseMac } from './passphrase-encryption.ts'

/** A private key with its certificate and the issuers that came with it, nearest first. */
export interface Pkcs12Content {
  readonly privateKey: KeyObject
  readonly certificate: Certificate
  readonly chain: readonly Certificate[]
}

const bag = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
} as const

/** What the safes held. A part is sealed when the passphrase did not open it. */
interface Found {
  readonly keys: KeyObject[]
  readonly certificates: Certificate[]
  opened: number
  sealed: number
}

const invalid = (part: string, cause?: unknown): SohoaError => new SohoaError('key_file_invalid', { part }, { cause })

/**
 * Opens a PKCS#12 file (RFC 7292) holding an RSA or EC key, under AES (PBES2) or the older 3DES and RC2.
 * `passphrase` is UTF-8; it is not kept. Throws key_passphrase_wrong; key_file_invalid `{part}` when the file is
 * damaged, holds no key with its certificate, or more than one.
 */
export async function openPkcs12(file: Uint8Array, passphrase: Uint8Array): Promise<Pkcs12Content> {
  const { content, macData } = readEnvelope(file)
  const found: Found = { keys: [], certificates: [], opened: 0, sealed: 0 }
  const authentic = macData === undefined ? undefined : isSame(await passphraseMac(macData, content, passphrase), new Uint8Array(macData.mac.digest.getValue()))
  try {
    await openSafes(content, passphrase, found)
  } catch (thrown) {
    if (authentic === false && found.opened === 0) throw new SohoaError('key_passphrase_wrong')
    throw thrown
  }
  // One part that opened proves the passphrase: then it is the file that is damaged.
  if (authentic !== true && found.opened === 0 && found.sealed > 0) throw new SohoaError('key_passphrase_wrong')
  if (authentic === false || found.sealed > 0) throw invalid('integrity')
  return chooseKey(found)
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}

function readEnvelope(file: Uint8Array): { content: Uint8Array; macData: pkijs.MacData | undefined } {
  try {
    const pfx = new pkijs.PFX({ schema: parse(file) })
    const octets: unknown = pfx.authSafe.content
    if (pfx.authSafe.contentType !== oid.data || !(octets instanceof asn1js.OctetString)) throw invalid('envelope')
    return { content: new Uint8Array(octets.getValue()), macData: pfx.macData }
  } catch (cause) {
    throw cause instanceof SohoaError ? cause : invalid('envelope', cause)
  }
}

function parse(bytes: Uint8Array): asn1js.AsnType {
  const result = parseElement(bytes)
  if (result === undefined) throw invalid('structure')
  return result
}

async function openSafes(content: Uint8Array, passphrase: Uint8Array, found: Found): Promise<void> {
  for (const safe of structure('safes', () => new pkijs.AuthenticatedSafe({ schema: parse(content) }).safeContents)) {
    const body: unknown = safe.content
    if (safe.contentType === oid.data && body instanceof asn1js.OctetString) {
      await openBags(new Uint8Array(body.getValue()), passphrase, found)
    } else if (safe.contentType === oid.encryptedData && body instanceof asn1js.Sequence) {
      const { encryptedContentInfo } = structure('safe', () => new pkijs.EncryptedData({ schema: body }))
      const data = structure('safe', () => new Uint8Array(encryptedContentInfo.getEncryptedContent()))
      const plain = await decryptWithPassphrase(encryptedContentInfo.contentEncryptionAlgorithm, data, passphrase)
      if (plain === undefined || !isSequence(plain)) found.sealed += 1
      else {
        found.opened += 1
        await openBags(plain, passphrase, found)
      }
    } else {
      throw invalid('safe')
    }
  }
}

/** Whether the bytes are one SEQUENCE and nothing more: what a wrong passphrase yields is not. */
function isSequence(bytes: Uint8Array): boolean {
  return parseElement(bytes) instanceof asn1js.Sequence
}

async function openBags(contents: Uint8Array, passphrase: Uint8Array, found: Found): Promise<void> {
  const bags = structure('bags', () => parse(contents))
  if (!(bags instanceof asn1js.Sequence)) throw invalid('bags')
  for (const entry of bags.valueBlock.value) {
    const [type, wrapped] = entry instanceof asn1js.Sequence ? entry.valueBlock.value : []
    const value: unknown = wrapped instanceof asn1js.Constructed ? wrapped.valueBlock.value[0] : undefined
    if (!(type instanceof asn1js.ObjectIdentifier) || !(value instanceof asn1js.Sequence)) throw invalid('bag')
    if (type.getValue() === bag.certificate) found.certificates.push(readCertificateBag(value))
    if (type.getValue() === bag.key) found.keys.push(readPrivateKey(Buffer.from(value.valueBeforeDecodeView)))
    if (type.getValue() === bag.shroudedKey) {
      const shrouded = structure('key', () => new pkijs.PKCS8ShroudedKeyBag({ schema: value }))
      const plain = await decryptWithPassphrase(shrouded.encryptionAlgorithm, new Uint8Array(shrouded.encryptedData.getValue()), passphrase)
      if (plain === undefined || !isSequence(plain)) found.sealed += 1
      else {
        found.opened += 1
        found.keys.push(readPrivateKey(plain))
      }
    }
  }
}

function readCertificateBag(value: asn1js.Sequence): Certificate {
  const [, wrapped] = value.valueBlock.value
  const octets: unknown = wrapped instanceof asn1js.Constructed ? wrapped.valueBlock.value[0] : undefined
  if (!(octets instanceof asn1js.OctetString)) throw invalid('certificate')
  return structure('certificate', () => parseCertificate(new Uint8Array(octets.getValue())))
}

function readPrivateKey(der: Buffer): KeyObject {
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  } catch (cause) {
    throw invalid('key', cause)
  } finally {
    der.fill(0)
  }
}

function structure<T>(part: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw invalid(part, cause)
  }
}

function chooseKey({ keys, certificates }: Found): Pkcs12Content {
  const pairs = keys.flatMap((privateKey) => {
    const certificate = certificates.find(({ der }) => new X509Certificate(der).checkPrivateKey(privateKey))
    return certificate === undefined ? [] : [{ privateKey, certificate }]
  })
  const [pair, ...others] = pairs
  if (pair === undefined) throw invalid(keys.length === 0 ? 'no key' : 'no certificate of the key')
  if (others.length > 0) throw invalid('more than one key')
  return { ...pair, chain: issuersOf(pair.certificate, certificates) }
}
