import { constants, verify, X509Certificate, type KeyObject } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { Certificate } from '../pki/index.ts'

/** node:crypto names of the digests that may stand in a signature. */
const digestNames: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512', '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.8': 'sha3-256', '2.16.840.1.101.3.4.2.9': 'sha3-384', '2.16.840.1.101.3.4.2.10': 'sha3-512',
}

type Family = 'RSA' | 'RSA-PSS' | 'ECDSA' | 'plain ECDSA' | 'DSA'

interface Algorithm {
  readonly family: Family
  /** undefined: the digest is the SignerInfo's own. */
  readonly digest?: string
}

/** RFC 8017, RFC 5758, RFC 8702, BSI TR-03111. */
const algorithms: Readonly<Record<string, Algorithm>> = {
  '1.2.840.113549.1.1.1': { family: 'RSA' },
  '1.2.840.113549.1.1.5': { family: 'RSA', digest: 'sha1' }, '1.3.14.3.2.29': { family: 'RSA', digest: 'sha1' },
  '1.2.840.113549.1.1.14': { family: 'RSA', digest: 'sha224' }, '1.2.840.113549.1.1.11': { family: 'RSA', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { family: 'RSA', digest: 'sha384' }, '1.2.840.113549.1.1.13': { family: 'RSA', digest: 'sha512' },
  '2.16.840.1.101.3.4.3.14': { family: 'RSA', digest: 'sha3-256' }, '2.16.840.1.101.3.4.3.15': { family: 'RSA', digest: 'sha3-384' },
  '2.16.840.1.101.3.4.3.16': { family: 'RSA', digest: 'sha3-512' },
  '1.2.840.113549.1.1.10': { family: 'RSA-PSS' },
  '1.2.840.10045.2.1': { family: 'ECDSA' }, '1.2.840.10045.4.1': { family: 'ECDSA', digest: 'sha1' },
  '1.2.840.10045.4.3.1': { family: 'ECDSA', digest: 'sha224' }, '1.2.840.10045.4.3.2': { family: 'ECDSA', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { family: 'ECDSA', digest: 'sha384' }, '1.2.840.10045.4.3.4': { family: 'ECDSA', digest: 'sha512' },
  '2.16.840.1.101.3.4.3.10': { family: 'ECDSA', digest: 'sha3-256' }, '2.16.840.1.101.3.4.3.11': { family: 'ECDSA', digest: 'sha3-384' },
  '2.16.840.1.101.3.4.3.12': { family: 'ECDSA', digest: 'sha3-512' },
  '0.4.0.127.0.7.1.1.4.1.1': { family: 'plain ECDSA', digest: 'sha1' }, '0.4.0.127.0.7.1.1.4.1.3': { family: 'plain ECDSA', digest: 'sha256' },
  '0.4.0.127.0.7.1.1.4.1.4': { family: 'plain ECDSA', digest: 'sha384' }, '0.4.0.127.0.7.1.1.4.1.5': { family: 'plain ECDSA', digest: 'sha512' },
  '1.2.840.10040.4.1': { family: 'DSA' }, '1.2.840.10040.4.3': { family: 'DSA', digest: 'sha1' },
  '2.16.840.1.101.3.4.3.2': { family: 'DSA', digest: 'sha256' },
}

/** The node:crypto name of a digest algorithm; undefined for one that is not known or broken beyond use (MD5). */
export function digestNameOf(identifier: string): string | undefined {
  return digestNames[identifier]
}

/** How a signature value is to be checked. */
export interface SignatureMethod {
  readonly family: Family
  readonly digest: string
  readonly saltLength: number
}

function pssMethod(parameters: unknown): SignatureMethod | undefined {
  const given = parameters instanceof asn1js.Sequence ? new pkijs.RSASSAPSSParams({ schema: parameters }) : new pkijs.RSASSAPSSParams()
  const digest = digestNameOf(given.hashAlgorithm.algorithmId)
  const maskParameters: unknown = given.maskGenAlgorithm.algorithmParams
  const maskIdentifier = maskParameters instanceof asn1js.Sequence ? new pkijs.AlgorithmIdentifier({ schema: maskParameters }).algorithmId : '1.3.14.3.2.26'
  // node:crypto masks with the same digest only.
  return digest === undefined || digestNameOf(maskIdentifier) !== digest ? undefined : { family: 'RSA-PSS', digest, saltLength: given.saltLength }
}

/** The method that a SignerInfo declares; undefined when it is not known here. `digest` is the SignerInfo's digest algorithm. */
export function methodOf(algorithm: pkijs.AlgorithmIdentifier, digest: string): SignatureMethod | undefined {
  const known = algorithms[algorithm.algorithmId]
  if (known === undefined) return undefined
  if (known.family === 'RSA-PSS') return pssMethod(algorithm.algorithmParams)
  return { family: known.family, digest: known.digest ?? digest, saltLength: 0 }
}

function keyFits(key: KeyObject, family: Family): boolean {
  const type = key.asymmetricKeyType
  if (family === 'RSA') return type === 'rsa'
  if (family === 'RSA-PSS') return type === 'rsa' || type === 'rsa-pss'
  return family === 'DSA' ? type === 'dsa' : type === 'ec'
}

/** Whether `signature` over `data` is right; undefined when this runtime cannot use the certificate's key. */
export function signatureIsRight(method: SignatureMethod, certificate: Certificate, data: Uint8Array, signature: Uint8Array): boolean | undefined {
  let key: KeyObject
  try {
    key = new X509Certificate(certificate.der).publicKey
  } catch {
    return undefined
  }
  if (!keyFits(key, method.family)) return false
  switch (method.family) {
    case 'RSA': return verify(method.digest, data, { key, padding: constants.RSA_PKCS1_PADDING }, signature)
    case 'RSA-PSS': return verify(method.digest, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: method.saltLength }, signature)
    case 'plain ECDSA': return verify(method.digest, data, { key, dsaEncoding: 'ieee-p1363' }, signature)
    case 'ECDSA':
    case 'DSA': return verify(method.digest, data, { key, dsaEncoding: 'der' }, signature)
  }
}
