import { constants, sign, verify, X509Certificate, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { SohoaError } from '../model/index.ts'
import type { Certificate } from './certificate.ts'
import { algorithmIdentifier, context, sequence, unsignedInteger } from './der.ts'
import { oid } from './object-identifiers.ts'

/** The ways of signing that Circular 15/2025/TT-BKHCN, Annex I allows and this version makes. */
export type SignatureScheme = 'RSA PKCS#1 v1.5' | 'RSA-PSS' | 'ECDSA P-256' | 'ECDSA P-384'

export type DigestAlgorithm = 'sha256' | 'sha384'

/** The digest that belongs to a scheme: as strong as its key. */
export function digestOf(scheme: SignatureScheme): DigestAlgorithm {
  return scheme === 'ECDSA P-384' ? 'sha384' : 'sha256'
}

/**
 * The scheme for a certificate's key; for RSA keys the profile chooses the padding.
 * Throws key_too_weak below RSA-2048 and for other kinds of key (Circular 15/2025, Annex I).
 */
export function schemeFor(certificate: Certificate, profile: { readonly rsa: 'PKCS#1 v1.5' | 'PSS' }): SignatureScheme {
  const key = certificate.publicKey
  if (key.algorithm === 'RSA' && key.bits >= 2048) return profile.rsa === 'PSS' ? 'RSA-PSS' : 'RSA PKCS#1 v1.5'
  if (key.algorithm === 'EC' && key.curve === 'P-256') return 'ECDSA P-256'
  if (key.algorithm === 'EC' && key.curve === 'P-384') return 'ECDSA P-384'
  throw new SohoaError('key_too_weak', { detail: key.algorithm === 'other' ? key.identifier : `${key.algorithm} ${key.bits}` })
}

/** DER AlgorithmIdentifier of the digest, as CMS and RFC 3161 write it. */
export function digestAlgorithmIdentifier(algorithm: DigestAlgorithm): Buffer {
  return algorithmIdentifier(oid[algorithm])
}

/** DER AlgorithmIdentifier for a SignerInfo's signatureAlgorithm (RFC 3370, RFC 4056, RFC 5754). */
export function signatureAlgorithmIdentifier(scheme: SignatureScheme): Buffer {
  switch (scheme) {
    case 'RSA PKCS#1 v1.5': return algorithmIdentifier(oid.rsaEncryption)
    case 'RSA-PSS': return algorithmIdentifier(oid.rsassaPss, sequence(
      context(0, digestAlgorithmIdentifier('sha256')),
      context(1, algorithmIdentifier(oid.mgf1, digestAlgorithmIdentifier('sha256'))),
      context(2, unsignedInteger(pssSaltBytes)),
    ))
    case 'ECDSA P-256': return algorithmIdentifier(oid.ecdsaWithSha256, 'none')
    case 'ECDSA P-384': return algorithmIdentifier(oid.ecdsaWithSha384, 'none')
  }
}

const pssSaltBytes = 32

function cryptoOptions(scheme: SignatureScheme): { padding?: number; saltLength?: number; dsaEncoding?: 'der' } {
  switch (scheme) {
    case 'RSA PKCS#1 v1.5': return { padding: constants.RSA_PKCS1_PADDING }
    case 'RSA-PSS': return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pssSaltBytes }
    case 'ECDSA P-256':
    case 'ECDSA P-384': return { dsaEncoding: 'der' }
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
  return scheme.startsWith('RSA') ? bytes : 2 * (bytes + 3) + 3
}
