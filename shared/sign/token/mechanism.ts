import { createHash } from 'node:crypto'
import { der, digestOf, oid, paddingOf, saltBytesOf, type SignatureScheme } from '../../pki/index.ts'
import { maskGeneration, mechanismType } from './constants.ts'
import type { Mechanism } from './cryptoki.ts'

/** What a token is given: it digests nothing itself, since not every token knows every digest. */
export interface TokenInput {
  readonly mechanism: Mechanism
  readonly data: Uint8Array
}

/** The mechanism and its input for a signature over `data` in this scheme (PKCS#11 v2.40, 2.1.6, 2.1.10 and 2.3.6). */
export function tokenInput(scheme: SignatureScheme, data: Uint8Array): TokenInput {
  const digest = digestOf(scheme)
  const hashed = createHash(digest).update(data).digest()
  switch (paddingOf(scheme)) {
    // DigestInfo of PKCS#1, with NULL as parameters of its algorithm (RFC 8017, 9.2)
    case 'PKCS#1 v1.5': return { mechanism: { type: mechanismType.rsaPkcs, parameters: [] }, data: der.sequence(der.algorithmIdentifier(oid[digest]), der.octetString(hashed)) }
    case 'PSS': return { mechanism: { type: mechanismType.rsaPkcsPss, parameters: [mechanismType[digest], maskGeneration[digest], saltBytesOf(digest)] }, data: hashed }
    case 'ECDSA': return { mechanism: { type: mechanismType.ecdsa, parameters: [] }, data: hashed }
  }
}

/** A token's signature as CMS holds it: ECDSA comes out as r and s of equal length and becomes DER (RFC 5753, 7.2). */
export function signatureValue(scheme: SignatureScheme, raw: Uint8Array): Uint8Array {
  if (paddingOf(scheme) !== 'ECDSA') return raw
  const half = raw.length / 2
  return der.sequence(der.unsignedInteger(raw.subarray(0, half)), der.unsignedInteger(raw.subarray(half)))
}
