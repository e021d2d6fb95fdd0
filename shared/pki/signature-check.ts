import { constants, verify, X509Certificate, type KeyObject } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { parseElement } from './asn1.ts'
import type { Certificate } from './certificate.ts'
import { oid } from './object-identifiers.ts'

const digestNames: Readonly<Record<string, string>> = {
  [oid.sha1]: 'sha1', [oid.sha256]: 'sha256', [oid.sha384]: 'sha384', [oid.sha512]: 'sha512',
}

const signatureDigests: Readonly<Record<string, { digest: string; padding?: number }>> = {
  '1.2.840.113549.1.1.5': { digest: 'sha1', padding: constants.RSA_PKCS1_PADDING },
  [oid.sha256WithRsa]: { digest: 'sha256', padding: constants.RSA_PKCS1_PADDING },
  [oid.sha384WithRsa]: { digest: 'sha384', padding: constants.RSA_PKCS1_PADDING },
  [oid.sha512WithRsa]: { digest: 'sha512', padding: constants.RSA_PKCS1_PADDING },
  [oid.ecdsaWithSha256]: { digest: 'sha256' },
  [oid.ecdsaWithSha384]: { digest: 'sha384' },
  [oid.ecdsaWithSha512]: { digest: 'sha512' },
}

/** node:crypto name of a digest algorithm, or undefined when this version does not know it. */
export function digestName(identifier: string): string | undefined {
  return digestNames[identifier]
}

interface Verification {
  readonly digest: string
  readonly options: { padding?: number; saltLength?: number; dsaEncoding?: 'der' }
}

function verification({ algorithmId, algorithmParams }: pkijs.AlgorithmIdentifier, digest: string | undefined): Verification | undefined {
  if (algorithmId === oid.rsaEncryption) return digest === undefined ? undefined : { digest, options: { padding: constants.RSA_PKCS1_PADDING } }
  if (algorithmId === oid.rsassaPss) {
    const schema: unknown = algorithmParams
    if (!(schema instanceof asn1js.Sequence)) return undefined
    const parameters = new pkijs.RSASSAPSSParams({ schema })
    const hash = digestNames[parameters.hashAlgorithm.algorithmId]
    return hash === undefined ? undefined : { digest: hash, options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: parameters.saltLength } }
  }
  const known = signatureDigests[algorithmId]
  if (known === undefined) return undefined
  return { digest: known.digest, options: known.padding === undefined ? { dsaEncoding: 'der' } : { padding: known.padding } }
}

/** The algorithm that an AlgorithmIdentifier names; undefined when the bytes are none. */
export function readAlgorithm(der: Uint8Array): pkijs.AlgorithmIdentifier | undefined {
  try {
    return new pkijs.AlgorithmIdentifier({ schema: parseElement(der) })
  } catch {
    return undefined
  }
}

/** The certificate's key, or undefined when node:crypto does not know its kind. */
function publicKeyOf(certificate: Certificate): KeyObject | undefined {
  try {
    return new X509Certificate(certificate.der).publicKey
  } catch {
    return undefined
  }
}

/**
 * Whether `signature` over `data` is by the key of `certificate` in the algorithm that the structure names; undefined
 * when this version does not know the algorithm or the kind of key. `digest` is for algorithms that name none.
 */
export function isSignatureOf(certificate: Certificate, algorithm: pkijs.AlgorithmIdentifier, data: Uint8Array, signature: Uint8Array, digest?: string): boolean | undefined {
  try {
    const method = verification(algorithm, digest)
    const key = publicKeyOf(certificate)
    if (method === undefined || key === undefined) return undefined
    const isForKey = (method.options.padding === undefined) === (key.asymmetricKeyType === 'ec')
    return isForKey && verify(method.digest, data, { key, ...method.options }, signature)
  } catch {
    // Parameters that are malformed, or that this runtime cannot use, prove nothing.
    return undefined
  }
}
