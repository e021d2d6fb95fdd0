import { constants, sign, verify, X509Certificate, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { SohoaError } from '../model/index.ts'
import type { Certificate } from './certificate.ts'
import { algorithmIdentifier, context, sequence, unsignedInteger } from './der.ts'
import { oid } from './object-identifiers.ts'

export type DigestAlgorithm = 'sha256' | 'sha384' | 'sha512'

const schemes = {
  'RSA PKCS#1 v1.5': { padding: 'PKCS#1 v1.5', digest: 'sha256' },
  'RSA PKCS#1 v1.5 SHA-384': { padding: 'PKCS#1 v1.5', digest: 'sha384' },
  'RSA PKCS#1 v1.5 SHA-512': { padding: 'PKCS#1 v1.5', digest: 'sha512' },
  'RSA-PSS': { padding: 'PSS', digest: 'sha256' },
  'RSA-PSS SHA-384': { padding: 'PSS', digest: 'sha384' },
  'RSA-PSS SHA-512': { padding: 'PSS', digest: 'sha512' },
  'ECDSA P-256': { padding: 'ECDSA', digest: 'sha256' },
  'ECDSA P-256 SHA-384': { padding: 'ECDSA', digest: 'sha384' },
  'ECDSA P-256 SHA-512': { padding: 'ECDSA', digest: 'sha512' },
  'ECDSA P-384': { padding: 'ECDSA', digest: 'sha384' },
  'ECDSA P-384 SHA-512': { padding: 'ECDSA', digest: 'sha512' },
} as const satisfies Readonly<Record<string, { padding: SignaturePadding; digest: DigestAlgorithm }>>

/** How a digest becomes what the key signs. */
export type SignaturePadding = 'PKCS#1 v1.5' | 'PSS' | 'ECDSA'

/** The ways of signing that Circular 15/2025/TT-BKHCN, Annex I allows and this version makes. Without a digest in its name a scheme has that of its key's strength. */
export type SignatureScheme = keyof typeof schemes

/** How an office's keys sign: PSS is what Circular 15/2025/TT-BKHCN asks for, v1.5 what older readers know. */
export interface SchemeProfile {
  readonly rsa: 'PKCS#1 v1.5' | 'PSS'
  /** The least digest; SHA-256 where it is left out. A stronger key has a stronger one. */
  readonly digest?: DigestAlgorithm
}

export const digestOf = (scheme: SignatureScheme): DigestAlgorithm => schemes[scheme].digest
export const paddingOf = (scheme: SignatureScheme): SignaturePadding => schemes[scheme].padding

const suffixes = { sha256: '', sha384: ' SHA-384', sha512: ' SHA-512' } as const

/**
 * The scheme for a certificate's key; for RSA keys the profile chooses the padding.
 * Throws key_too_weak below RSA-2048 and for other kinds of key (Circular 15/2025, Annex I).
 */
export function schemeFor(certificate: Certificate, { rsa, digest = 'sha256' }: SchemeProfile): SignatureScheme {
  const key = certificate.publicKey
  if (key.algorithm === 'RSA' && key.bits >= 2048) return `${rsa === 'PSS' ? 'RSA-PSS' : 'RSA PKCS#1 v1.5'}${suffixes[digest]}`
  if (key.algorithm === 'EC' && key.curve === 'P-256') return `ECDSA P-256${suffixes[digest]}`
  if (key.algorithm === 'EC' && key.curve === 'P-384') return `ECDSA P-384${suffixes[digest === 'sha512' ? digest : 'sha256']}`
  throw new SohoaError('key_too_weak', { detail: key.algorithm === 'other' ? key.identifier : `${key.algorithm} ${key.bits}` })
}

/** DER AlgorithmIdentifier of the digest, as CMS and RFC 3161 write it. */
export function digestAlgorithmIdentifier(algorithm: DigestAlgorithm): Buffer {
  return algorithmIdentifier(oid[algorithm])
}

const ecdsaWith = { sha256: oid.ecdsaWithSha256, sha384: oid.ecdsaWithSha384, sha512: oid.ecdsaWithSha512 } as const

/** DER AlgorithmIdentifier for a SignerInfo's signatureAlgorithm (RFC 3370, RFC 4056, RFC 5754). */
export function signatureAlgorithmIdentifier(scheme: SignatureScheme): Buffer {
  const digest = digestOf(scheme)
  switch (paddingOf(scheme)) {
    case 'PKCS#1 v1.5': return algorithmIdentifier(oid.rsaEncryption)
    case 'PSS': return algorithmIdentifier(oid.rsassaPss, sequence(
      context(0, digestAlgorithmIdentifier(digest)),
      context(1, algorithmIdentifier(oid.mgf1, digestAlgorithmIdentifier(digest))),
      context(2, unsignedInteger(saltBytesOf(digest))),
    ))
    case 'ECDSA': return algorithmIdentifier(ecdsaWith[digest], 'none')
  }
}

/** The salt of PSS is as long as the digest (RFC 4055, 3.1 recommends it). */
export const saltBytesOf = (digest: DigestAlgorithm): number => ({ sha256: 32, sha384: 48, sha512: 64 })[digest]

function cryptoOptions(scheme: SignatureScheme): { padding?: number; saltLength?: number; dsaEncoding?: 'der' } {
  switch (paddingOf(scheme)) {
    case 'PKCS#1 v1.5': return { padding: constants.RSA_PKCS1_PADDING }
    case 'PSS': return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltBytesOf(digestOf(scheme)) }
    case 'ECDSA': return { dsaEncoding: 'der' }
  }
}

/** Signs `data` (digested by the scheme) with a private key held in this process. ECDSA comes out as DER (r, s). */
export async function signData(scheme: SignatureScheme, privateKey: KeyObject, data: Uint8Array): Promise<Uint8Array> {
  return await promisify(sign)(digestOf(scheme), data, { key: privateKey, ...cryptoOptions(scheme) })
}

/** Whether `signature` over `data` was made by the key of `certificate` in this scheme. */
export function isSignedBy(scheme: SignatureScheme, certificate: Certificate, data: Uint8Array, signature: Uint8Array): boolean {
  const key = new X509Certificate(certificate.der).publicKey
  return verify(digestOf(scheme), data, { key, ...cryptoOptions(scheme) }, signature)
}

/** The most bytes that a signature of this scheme by this certificate's key can take. */
export function largestSignature(scheme: SignatureScheme, certificate: Certificate): number {
  const bytes = Math.ceil(certificate.publicKey.bits / 8)
  return paddingOf(scheme) === 'ECDSA' ? 2 * (bytes + 3) + 3 : bytes
}
