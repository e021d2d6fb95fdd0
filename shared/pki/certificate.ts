import { createHash, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { instant, SohoaError, tidy, toDigest, type Digest, type Instant } from '../model/index.ts'
import { parseElement } from './asn1.ts'
import { oid } from './object-identifiers.ts'

/** The attributes of an X.501 name that people read; null where the name has none. Values are NFC. */
export interface DistinguishedName {
  readonly commonName: string | null
  readonly organisation: string | null
  readonly organisationalUnit: string | null
  readonly title: string | null
  readonly country: string | null
  /** The whole name as `CN=…, O=…`, in the order of the certificate; for people, never to be compared. */
  readonly text: string
}

/** A public key's algorithm and strength. `bits` is the modulus for RSA, the field for EC. */
export type PublicKeyKind =
  | { readonly algorithm: 'RSA'; readonly bits: number }
  | { readonly algorithm: 'EC'; readonly curve: 'P-256' | 'P-384' | 'P-521'; readonly bits: number }
  | { readonly algorithm: 'other'; readonly identifier: string; readonly bits: 0 }

/** Bits of the keyUsage extension (RFC 5280, 4.2.1.3), in their order. */
export const keyUsages = [
  'digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement',
  'keyCertSign', 'cRLSign', 'encipherOnly', 'decipherOnly',
] as const
export type KeyUsage = (typeof keyUsages)[number]

/** An X.509 certificate as plain data: it may be sent to a child process. */
export interface Certificate {
  /** The certificate's own bytes, as issued. */
  readonly der: Uint8Array
  readonly subject: DistinguishedName
  readonly issuer: DistinguishedName
  /** Lower-case hexadecimal of the serial number's DER content. */
  readonly serial: string
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly publicKey: PublicKeyKind
  /** null: the certificate does not restrict its use. */
  readonly keyUsage: readonly KeyUsage[] | null
  /** Object identifiers of the purposes; null: not restricted. */
  readonly extendedKeyUsage: { readonly purposes: readonly string[]; readonly critical: boolean } | null
  /** basicConstraints cA: the key may sign certificates. */
  readonly isAuthority: boolean
  /** Subject and issuer names are the same bytes. */
  readonly isSelfIssued: boolean
  /** SHA-256 of `der`. */
  readonly fingerprint: Digest
}

const nameLabels: Readonly<Record<string, string>> = {
  [oid.commonName]: 'CN', [oid.organisation]: 'O', [oid.organisationalUnit]: 'OU', [oid.country]: 'C',
  [oid.locality]: 'L', [oid.province]: 'ST', [oid.title]: 'T', [oid.serialNumber]: 'serialNumber',
}

function readName(name: pkijs.RelativeDistinguishedNames): DistinguishedName {
  const values = name.typesAndValues.map(({ type, value }) => ({
    type,
    text: value instanceof asn1js.BaseStringBlock ? tidy(value.getValue()) : '',
  }))
  const first = (type: string): string | null => values.find((entry) => entry.type === type && entry.text !== '')?.text ?? null
  return {
    commonName: first(oid.commonName),
    organisation: first(oid.organisation),
    organisationalUnit: first(oid.organisationalUnit),
    title: first(oid.title),
    country: first(oid.country),
    text: values.map(({ type, text }) => `${nameLabels[type] ?? type}=${text}`).join(', '),
  }
}

const curves: Readonly<Record<string, PublicKeyKind>> = {
  [oid.prime256v1]: { algorithm: 'EC', curve: 'P-256', bits: 256 },
  [oid.secp384r1]: { algorithm: 'EC', curve: 'P-384', bits: 384 },
  [oid.secp521r1]: { algorithm: 'EC', curve: 'P-521', bits: 521 },
}

/** Number of bits of a positive DER integer. */
function bitLength(integer: asn1js.Integer): number {
  const hex = Buffer.from(integer.valueBlock.valueHexView).toString('hex').replace(/^0+/, '')
  return hex === '' ? 0 : BigInt(`0x${hex}`).toString(2).length
}

function readPublicKey(info: pkijs.PublicKeyInfo): PublicKeyKind {
  const identifier = info.algorithm.algorithmId
  if (identifier === oid.rsaEncryption || identifier === oid.rsassaPss) {
    if (!(info.parsedKey instanceof pkijs.RSAPublicKey)) throw new SohoaError('certificate_invalid', { part: 'publicKey' })
    return { algorithm: 'RSA', bits: bitLength(info.parsedKey.modulus) }
  }
  const parameters: unknown = info.algorithm.algorithmParams
  const curve = identifier === oid.ecPublicKey && parameters instanceof asn1js.ObjectIdentifier ? curves[parameters.getValue()] : undefined
  return curve ?? { algorithm: 'other', identifier, bits: 0 }
}

function readKeyUsage(extension: pkijs.Extension | undefined): KeyUsage[] | null {
  if (extension === undefined) return null
  const bits: unknown = extension.parsedValue
  if (!(bits instanceof asn1js.BitString)) throw new SohoaError('certificate_invalid', { part: 'keyUsage' })
  const bytes = bits.valueBlock.valueHexView
  return keyUsages.filter((_, index) => ((bytes[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0)
}

function readExtendedKeyUsage(extension: pkijs.Extension | undefined): Certificate['extendedKeyUsage'] {
  if (extension === undefined) return null
  const purposes: unknown = extension.parsedValue
  if (!(purposes instanceof pkijs.ExtKeyUsage)) throw new SohoaError('certificate_invalid', { part: 'extendedKeyUsage' })
  return { purposes: purposes.keyPurposes, critical: extension.critical }
}

/** Parsing is most of the work of a check, and one certificate is asked about many times. */
const structures = new WeakMap<Certificate, pkijs.Certificate>()

/** The same certificate in pkijs' form, for reading and checking only: everybody gets the same object. */
export function toPkijsCertificate(certificate: Certificate): pkijs.Certificate {
  const known = structures.get(certificate) ?? parseStructure(certificate.der)
  structures.set(certificate, known)
  return known
}

function parseStructure(der: Uint8Array): pkijs.Certificate {
  const schema = parseElement(der)
  if (schema === undefined) throw new SohoaError('certificate_invalid', { part: 'encoding' })
  try {
    // node:crypto does the checking of signatures later: it must be able to read the same bytes
    new X509Certificate(der)
    return new pkijs.Certificate({ schema })
  } catch (cause) {
    throw new SohoaError('certificate_invalid', { part: 'structure' }, { cause })
  }
}

const pemPattern = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g

/**
 * Reads one certificate, DER or PEM. Throws certificate_invalid `{part}` when the bytes are not exactly one
 * well-formed X.509 certificate (RFC 5280).
 */
export function parseCertificate(bytes: Uint8Array): Certificate {
  if (bytes[0] !== 0x30) {
    const [certificate, ...others] = parseCertificates(bytes)
    if (certificate === undefined || others.length > 0) throw new SohoaError('certificate_invalid', { part: 'encoding' })
    return certificate
  }
  const der = Uint8Array.from(bytes)
  const structure = parseStructure(der)
  const extension = (id: string): pkijs.Extension | undefined => structure.extensions?.find(({ extnID }) => extnID === id)
  const constraints: unknown = extension(oid.basicConstraints)?.parsedValue
  const certificate: Certificate = {
    der,
    subject: readName(structure.subject),
    issuer: readName(structure.issuer),
    serial: Buffer.from(structure.serialNumber.valueBlock.valueHexView).toString('hex'),
    notBefore: instant(structure.notBefore.value),
    notAfter: instant(structure.notAfter.value),
    publicKey: readPublicKey(structure.subjectPublicKeyInfo),
    keyUsage: readKeyUsage(extension(oid.keyUsage)),
    extendedKeyUsage: readExtendedKeyUsage(extension(oid.extendedKeyUsage)),
    isAuthority: constraints instanceof pkijs.BasicConstraints && constraints.cA,
    isSelfIssued: Buffer.from(structure.subject.valueBeforeDecode).equals(Buffer.from(structure.issuer.valueBeforeDecode)),
    fingerprint: toDigest(createHash('sha256').update(der).digest('hex')),
  }
  structures.set(certificate, structure)
  return certificate
}

/** Reads every certificate of a PEM file, in order; text around them is passed over. Throws certificate_invalid when there is none. */
export function parseCertificates(pem: Uint8Array | string): Certificate[] {
  const text = typeof pem === 'string' ? pem : Buffer.from(pem).toString('latin1')
  const found = [...text.matchAll(pemPattern)].map((match) => Buffer.from(match[1] ?? '', 'base64'))
  if (found.length === 0) throw new SohoaError('certificate_invalid', { part: 'encoding' })
  return found.map((der) => {
    if (der[0] !== 0x30) throw new SohoaError('certificate_invalid', { part: 'encoding' })
    return parseCertificate(der)
  })
}

/** The certificate as PEM text (RFC 7468), 64 characters a line. */
export function toPem(certificate: Certificate): string {
  const lines = Buffer.from(certificate.der).toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** The name under which to show a certificate's holder: common name, else organisation, else the whole name. */
export function holderOf(certificate: Certificate): string {
  return certificate.subject.commonName ?? certificate.subject.organisation ?? certificate.subject.text
}
