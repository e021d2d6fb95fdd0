import { createHash } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { instant, SohoaError, toMilliseconds, type Instant } from '../model/index.ts'
import { parseElement } from './asn1.ts'
import type { Certificate } from './certificate.ts'
import { oid } from './object-identifiers.ts'
import { digestName } from './signature-check.ts'
import { attributeValues, certificatesOf, checkSignerInfo } from './signer-info.ts'

/** A time stamp token of RFC 3161 whose imprint, signature and authority's certificate agree. */
export interface TimeStamp {
  /** DER of the token (a CMS SignedData), as it came. */
  readonly token: Uint8Array
  /** genTime: when the authority saw the digest. */
  readonly time: Instant
  readonly authority: Certificate
  /** Every certificate that the token carries. */
  readonly certificates: readonly Certificate[]
  /** Digest algorithm of the imprint, e.g. `sha256`. */
  readonly imprintAlgorithm: string
  readonly nonce: Uint8Array | null
}

const lied = (detail: string, cause?: unknown): SohoaError => new SohoaError('tsa_lied', { detail }, { cause })

/**
 * Checks a time stamp token against the bytes that it should be about, given as their digest by algorithm name
 * (`digestOf('sha256')`). Checked: structure, imprint, one signer, his signature, that the token names his certificate
 * (ESS), that this certificate is for time stamping only (RFC 3161, 2.3) and was valid at the time given.
 * Whether the authority is trusted is not judged here. Throws tsa_lied `{detail}`.
 */
export function checkTimeStampToken(token: Uint8Array, digestOf: (algorithm: string) => Uint8Array): TimeStamp {
  const { signedData, content } = readToken(token)
  const info = readInfo(content)
  const algorithm = digestName(info.messageImprint.hashAlgorithm.algorithmId)
  if (algorithm === undefined) throw lied('imprint algorithm')
  if (!Buffer.from(info.messageImprint.hashedMessage.getValue()).equals(digestOf(algorithm))) throw lied('imprint')

  const [signer, ...others] = signedData.signerInfos
  if (signer === undefined || others.length > 0) throw lied('signers')
  const check = checkSignerInfo(signedData, signer, content)
  if (check.state !== 'valid') throw lied(check.state === 'invalid' ? check.reason : 'algorithm')
  const authority = check.certificate
  if (!namesCertificate(signer, authority)) throw lied('signing certificate')
  const use = authority.extendedKeyUsage
  if (use?.critical !== true || use.purposes.length !== 1 || use.purposes[0] !== oid.timeStamping) throw lied('certificate not for time stamping')
  const time = instant(info.genTime)
  if (toMilliseconds(time) < toMilliseconds(authority.notBefore) || toMilliseconds(time) > toMilliseconds(authority.notAfter)) throw lied('time outside certificate')
  return {
    token: Uint8Array.from(token), time, authority, certificates: certificatesOf(signedData), imprintAlgorithm: algorithm,
    nonce: info.nonce === undefined ? null : Uint8Array.from(info.nonce.valueBlock.valueHexView),
  }
}

function readToken(token: Uint8Array): { signedData: pkijs.SignedData; content: Uint8Array } {
  try {
    const envelope = new pkijs.ContentInfo({ schema: parseElement(token) })
    if (envelope.contentType !== oid.signedData) throw lied('structure')
    const schema: unknown = envelope.content
    if (!(schema instanceof asn1js.Sequence)) throw lied('structure')
    const signedData = new pkijs.SignedData({ schema })
    const { eContentType, eContent } = signedData.encapContentInfo
    if (eContentType !== oid.timeStampInfo || eContent === undefined) throw lied('content type')
    return { signedData, content: new Uint8Array(eContent.getValue()) }
  } catch (cause) {
    throw cause instanceof SohoaError ? cause : lied('structure', cause)
  }
}

function readInfo(content: Uint8Array): pkijs.TSTInfo {
  try {
    return new pkijs.TSTInfo({ schema: parseElement(content) })
  } catch (cause) {
    throw lied('structure', cause)
  }
}

/** Whether the signer's ESS attribute, v1 (SHA-1) or v2, begins with the hash of this certificate (RFC 3161, 2.4.2; RFC 5816). */
function namesCertificate(signer: pkijs.SignerInfo, certificate: Certificate): boolean {
  const [v2] = attributeValues(signer.signedAttrs, oid.signingCertificateV2) ?? []
  const [v1] = attributeValues(signer.signedAttrs, oid.signingCertificate) ?? []
  const first = firstChild(firstChild(v2 ?? v1))
  if (!(first instanceof asn1js.Sequence)) return false
  const [head, next] = first.valueBlock.value
  const named = head instanceof asn1js.Sequence ? next : head
  const algorithm = v2 === undefined ? 'sha1' : essDigest(head)
  if (algorithm === undefined || !(named instanceof asn1js.OctetString)) return false
  return createHash(algorithm).update(certificate.der).digest().equals(Buffer.from(named.getValue()))
}

function essDigest(head: unknown): string | undefined {
  if (!(head instanceof asn1js.Sequence)) return 'sha256'
  const [identifier] = head.valueBlock.value
  return identifier instanceof asn1js.ObjectIdentifier ? digestName(identifier.getValue()) : undefined
}

function firstChild(block: unknown): unknown {
  return block instanceof asn1js.Sequence ? block.valueBlock.value[0] : undefined
}
