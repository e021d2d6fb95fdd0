import { createHash } from 'node:crypto'
import { toMilliseconds, SohoaError, type Instant } from '../model/index.ts'
import { partsOf } from './certificate-parts.ts'
import { parseCertificate, type Certificate } from './certificate.ts'
import { bitsOf, DerError, DerReader, dottedIdentifier, extensionsIn, onlyElement, timeOf, type DerElement, type DerExtension } from './der-reader.ts'
import { isIssuedByOneOf, mostCandidates } from './issuance.ts'
import { oid } from './object-identifiers.ts'
import { gapAt, isFromTheFuture } from './revocation-freshness.ts'
import { revocationReason, unknown, type Moments, type RevocationGap, type RevocationProof, type RevocationStatus } from './revocation-status.ts'
import { digestName, isSignatureOf, readAlgorithm } from './signature-check.ts'

const archiveCutoff = '1.3.6.1.5.5.7.48.1.6'

interface SingleResponse {
  readonly digest: string | undefined
  readonly issuerName: Uint8Array
  readonly issuerKey: Uint8Array
  readonly serial: Uint8Array
  readonly status: DerElement
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant | null
  readonly extensions: ReadonlyMap<string, DerExtension>
}

/** A basic OCSP response (RFC 6960, 4.2.1) taken apart; nothing in it is checked. */
export interface OcspResponse {
  readonly bytes: Uint8Array
  readonly producedAt: Instant
  readonly responses: readonly SingleResponse[]
  /** Octets of the nonce; null: the responder gave none. */
  readonly nonce: Uint8Array | null
  readonly hasUnknownCriticalExtension: boolean
  readonly certificates: readonly Certificate[]
  readonly signed: Uint8Array
  readonly algorithm: Uint8Array
  readonly signature: Uint8Array
}

function readSingle(content: Uint8Array): SingleResponse {
  const fields = new DerReader(content)
  const identifier = new DerReader(fields.next(0x30).content)
  const digest = digestName(dottedIdentifier(new DerReader(identifier.next(0x30).content).next(0x06).content))
  const [issuerName, issuerKey, serial] = [identifier.next(0x04).content, identifier.next(0x04).content, identifier.next(0x02).content]
  const status = fields.next()
  const thisUpdate = timeOf(fields.next(0x18))
  const next = fields.optional(0xa0)
  const extensions = fields.optional(0xa1)
  return {
    digest, issuerName, issuerKey, serial, status, thisUpdate,
    nextUpdate: next === undefined ? null : timeOf(onlyElement(next.content, 0x18)),
    extensions: extensions === undefined ? new Map() : extensionsIn(onlyElement(extensions.content, 0x30).content),
  }
}

function certificatesIn(bag: DerElement | undefined): Certificate[] {
  if (bag === undefined) return []
  return [...new DerReader(onlyElement(bag.content, 0x30).content).rest()].slice(0, mostCandidates).flatMap(({ whole }) => {
    try {
      return [parseCertificate(whole)]
    } catch (thrown) {
      // One that cannot be read is nobody's: if it was needed, the signature says so.
      if (thrown instanceof SohoaError) return []
      throw thrown
    }
  })
}

/** The basic response inside, or the word for an answer without one (RFC 6960, 4.2.1). */
function basicResponseIn(bytes: Uint8Array): Uint8Array | 'not successful' {
  const outer = new DerReader(onlyElement(bytes, 0x30).content)
  const status = outer.optional(0x0a)
  // Archived values may hold the basic response alone (ETSI EN 319 122-1, A.1.3.2).
  if (status === undefined) return bytes
  const inner = outer.optional(0xa0)
  if (status.content[0] !== 0 || inner === undefined) return 'not successful'
  const typed = new DerReader(onlyElement(inner.content, 0x30).content)
  if (dottedIdentifier(typed.next(0x06).content) !== oid.ocspBasic) throw new DerError('response type')
  return typed.next(0x04).content
}

/** Takes an OCSP response apart. `not successful`: the responder answered with an error; `unreadable`: it is none. Never throws for what the bytes hold. */
export function readOcspResponse(bytes: Uint8Array): OcspResponse | 'not successful' | 'unreadable' {
  try {
    const basic = basicResponseIn(bytes)
    if (typeof basic === 'string') return basic
    const parts = new DerReader(onlyElement(basic, 0x30).content)
    const signed = parts.next(0x30)
    const algorithm = parts.next(0x30).whole
    const signature = bitsOf(parts.next(0x03))
    const certificates = certificatesIn(parts.optional(0xa0))
    const data = new DerReader(signed.content)
    data.optional(0xa0)
    data.next()
    const producedAt = timeOf(data.next(0x18))
    const responses = [...new DerReader(data.next(0x30).content).rest()].map(({ content }) => readSingle(content))
    const tagged = data.optional(0xa1)
    const extensions = tagged === undefined ? new Map<string, DerExtension>() : extensionsIn(onlyElement(tagged.content, 0x30).content)
    const nonce = extensions.get(oid.ocspNonce)?.value
    return {
      bytes, producedAt, responses, certificates, signed: signed.whole, algorithm, signature,
      nonce: nonce === undefined ? null : nonceOctets(nonce),
      hasUnknownCriticalExtension: [...extensions].some(([identifier, { critical }]) => critical && identifier !== oid.ocspNonce),
    }
  } catch (thrown) {
    if (thrown instanceof DerError) return 'unreadable'
    throw thrown
  }
}

/** RFC 8954 wraps the nonce in an OCTET STRING; older responders did not. */
function nonceOctets(value: Uint8Array): Uint8Array {
  try {
    return onlyElement(value, 0x04).content
  } catch (thrown) {
    if (thrown instanceof DerError) return value
    throw thrown
  }
}

function isAbout(single: SingleResponse, certificate: Certificate, issuer: Certificate): boolean {
  if (single.digest === undefined || Buffer.from(single.serial).toString('hex') !== certificate.serial) return false
  const hash = (bytes: Uint8Array): Buffer => createHash(single.digest ?? '').update(bytes).digest()
  return hash(partsOf(certificate).issuer).equals(Buffer.from(single.issuerName)) && hash(partsOf(issuer).keyBits).equals(Buffer.from(single.issuerKey))
}

/** Who signed the response: the issuer himself, or one whom he authorised (RFC 6960, 4.2.2.2). */
type Responder = { readonly delegate: Certificate | null } | RevocationGap

function responderOf(response: OcspResponse, issuer: Certificate, isDelegateGood: (delegate: Certificate) => boolean): Responder {
  const algorithm = readAlgorithm(response.algorithm)
  const signedBy = (certificate: Certificate): boolean => algorithm !== undefined && isSignatureOf(certificate, algorithm, response.signed, response.signature) === true
  if (signedBy(issuer)) return { delegate: null }
  const delegate = response.certificates.find((certificate) => certificate.fingerprint !== issuer.fingerprint && signedBy(certificate))
  if (delegate === undefined) return 'not signed'
  const isAuthorised = delegate.extendedKeyUsage?.purposes.includes(oid.ocspSigning) === true && isIssuedByOneOf(delegate, [issuer])
    && response.producedAt >= delegate.notBefore && response.producedAt <= delegate.notAfter
  if (!isAuthorised) return 'responder not authorised'
  const isExempt = partsOf(delegate).extensions.has(oid.ocspNoCheck)
  return isExempt || isDelegateGood(delegate) ? { delegate } : 'responder not checked'
}

function statusIn(single: SingleResponse, certificate: Certificate, moments: Moments, proof: RevocationProof): RevocationStatus {
  const { tag, content } = single.status
  if (tag === 0xa1) {
    const details = new DerReader(content)
    const since = timeOf(details.next(0x18))
    const reason = details.optional(0xa0)
    return { state: 'revoked', since, reason: revocationReason(reason === undefined ? undefined : onlyElement(reason.content, 0x0a).content[0]), proof }
  }
  if (tag !== 0x80) return unknown('unknown to the responder')
  const cutoff = single.extensions.get(archiveCutoff)?.value
  const gap = gapAt({ ...single, keepsExpiredSince: cutoff === undefined ? null : timeOf(onlyElement(cutoff, 0x18)) }, certificate, moments)
  return gap === undefined ? { state: 'good', proof } : unknown(gap)
}

/**
 * What one OCSP response says of a certificate (RFC 6960, 3.2 and 4.2.2). `isDelegateGood` is asked about a responder's
 * certificate that does not exempt itself from checking. Never throws for what the bytes hold.
 */
export function judgeOcspResponse(bytes: Uint8Array, certificate: Certificate, issuer: Certificate, moments: Moments, isDelegateGood: (delegate: Certificate) => boolean): RevocationStatus {
  const response = readOcspResponse(bytes)
  if (typeof response === 'string') return unknown(response)
  try {
    const about = response.responses.filter((single) => isAbout(single, certificate, issuer))
    const [single] = about
    if (single === undefined) return unknown('another certificate')
    if (about.length > 1) return unknown('unreadable')
    if (response.hasUnknownCriticalExtension || [...single.extensions.values()].some(({ critical }) => critical)) return unknown('critical extension')
    const responder = responderOf(response, issuer, isDelegateGood)
    if (typeof responder === 'string') return unknown(responder)
    const currency = { thisUpdate: single.thisUpdate, nextUpdate: single.nextUpdate, keepsExpiredSince: null }
    if (isFromTheFuture(currency, moments) || toMilliseconds(response.producedAt) < toMilliseconds(single.thisUpdate)) return unknown('from the future')
    if ((moments.existedBy ?? moments.now) > (responder.delegate ?? issuer).notAfter) return unknown('signer expired')
    return statusIn(single, certificate, moments, { source: 'OCSP', bytes, thisUpdate: single.thisUpdate, nextUpdate: single.nextUpdate, responder: responder.delegate })
  } catch (thrown) {
    if (thrown instanceof DerError) return unknown('unreadable')
    throw thrown
  }
}
