import { createHash, sign } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { der, oid, toPkijsCertificate, type Certificate } from '../shared/pki/index.ts'
import { signatureAlgorithm, type DemoIdentity } from './certificate-issuing.ts'
import type { Revocation } from './revocation-list.ts'

/** What is said of one certificate. */
export type ToldStatus = 'good' | 'unknown' | Revocation

/** A certificate as an OCSP request names it, its request's own bytes beside. */
export interface AskedCertificate {
  readonly serial: string
  readonly identifier: Uint8Array
  readonly isOf: (issuer: Certificate) => boolean
}

/** One request: of which certificate, and with which nonce (its extension's bytes). */
export interface StatusRequest {
  readonly asked: AskedCertificate
  readonly nonce: Uint8Array | null
}

const digests: Readonly<Record<string, string>> = { [oid.sha1]: 'sha1', [oid.sha256]: 'sha256' }

/** Reads an OCSP request about one certificate (RFC 6960, 4.1); undefined for anything else. */
export function readStatusRequest(bytes: Uint8Array): StatusRequest | undefined {
  try {
    const { offset, result } = asn1js.fromBER(bytes)
    if (offset !== bytes.length) return undefined
    const { requestList: [first, ...others], requestExtensions = [] } = new pkijs.OCSPRequest({ schema: result }).tbsRequest
    if (first === undefined || others.length > 0) return undefined
    const { reqCert } = first
    const digest = digests[reqCert.hashAlgorithm.algorithmId]
    if (digest === undefined) return undefined
    const nonce = requestExtensions.find(({ extnID }) => extnID === oid.ocspNonce)
    return {
      nonce: nonce === undefined ? null : new Uint8Array(nonce.extnValue.valueBlock.valueHexView),
      asked: {
        serial: Buffer.from(reqCert.serialNumber.valueBlock.valueHexView).toString('hex'),
        identifier: new Uint8Array(reqCert.toSchema().toBER()),
        isOf: (issuer) => createHash(digest).update(publicKeyBits(issuer)).digest().equals(Buffer.from(reqCert.issuerKeyHash.valueBlock.valueHexView)),
      },
    }
  } catch {
    return undefined
  }
}

/** The subject's key as CertID hashes it: the BIT STRING's content without the octet of unused bits. */
function publicKeyBits(certificate: Certificate): Uint8Array {
  return toPkijsCertificate(certificate).subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView
}

export interface StatusAnswer {
  readonly responder: DemoIdentity
  readonly identifier: Uint8Array
  readonly status: ToldStatus
  readonly nonce: Uint8Array | null
  readonly producedAt: Date
  readonly thisUpdate: Date
  readonly nextUpdate: Date
  /** Spoils the signature. */
  readonly badlySigned?: boolean
}

/** The DER of a successful OCSP response (RFC 6960, 4.2.1) with the responder's certificate in it. */
export function makeStatusResponse(answer: StatusAnswer): Buffer {
  const { responder } = answer
  const data = der.sequence(
    der.context(2, der.octetString(createHash('sha1').update(publicKeyBits(responder.certificate)).digest())),
    der.generalizedTime(answer.producedAt),
    der.sequence(der.sequence(answer.identifier, encodeStatus(answer.status), der.generalizedTime(answer.thisUpdate), der.context(0, der.generalizedTime(answer.nextUpdate)))),
    ...(answer.nonce === null ? [] : [der.context(1, der.sequence(der.sequence(der.objectIdentifier(oid.ocspNonce), der.octetString(answer.nonce))))]),
  )
  const signature = sign('sha256', data, responder.privateKey)
  if (answer.badlySigned === true) signature.writeUInt8(signature.readUInt8(signature.length - 1) ^ 1, signature.length - 1)
  const basic = der.sequence(data, signatureAlgorithm(responder.privateKey), der.bitString(signature), der.context(0, der.sequence(responder.certificate.der)))
  return der.sequence(der.enumerated(0), der.context(0, der.sequence(der.objectIdentifier(oid.ocspBasic), der.octetString(basic))))
}

/** A refusal: 1 malformedRequest, 3 tryLater, 6 unauthorized. */
export function refusedStatusResponse(status: 1 | 3 | 6): Buffer {
  return der.sequence(der.enumerated(status))
}

function encodeStatus(status: ToldStatus): Buffer {
  if (status === 'good') return der.contextPrimitive(0, Buffer.alloc(0))
  if (status === 'unknown') return der.contextPrimitive(2, Buffer.alloc(0))
  return der.context(1, der.generalizedTime(status.at), der.context(0, der.enumerated(status.reason)))
}
