import { createPublicKey, sign, type KeyObject } from 'node:crypto'
import { der, oid, toPkijsCertificate } from '../shared/pki/index.ts'
import { keyIdentifier, signatureAlgorithm, type DemoIdentity } from './certificate-issuing.ts'

/** A certificate that was revoked, by the number of its reason (RFC 5280, 5.3.1). */
export interface Revocation {
  /** Hexadecimal, as `Certificate.serial`. */
  readonly serial: string
  readonly at: Date
  readonly reason: number
}

/** What a list says, and by whom it is signed. */
export interface RevocationListContent {
  readonly issuer: DemoIdentity
  /** Signs instead of the issuer: a list that nobody may believe. */
  readonly signedWith?: KeyObject
  readonly revoked: readonly Revocation[]
  readonly thisUpdate: Date
  readonly nextUpdate: Date
}

/** The DER of a complete CRL v2 (RFC 5280, 5). */
export function makeRevocationList({ issuer, signedWith = issuer.privateKey, revoked, thisUpdate, nextUpdate }: RevocationListContent): Buffer {
  const extension = (id: string, value: Uint8Array): Buffer => der.sequence(der.objectIdentifier(id), der.octetString(value))
  const issuerKey = keyIdentifier(createPublicKey(issuer.privateKey).export({ type: 'spki', format: 'der' }))
  const entries = revoked.map(({ serial, at, reason }) => der.sequence(
    der.element(0x02, Buffer.from(serial, 'hex')), der.certificateTime(at), der.sequence(extension(oid.crlReason, der.enumerated(reason))),
  ))
  const algorithm = signatureAlgorithm(signedWith)
  const toBeSigned = der.sequence(
    der.unsignedInteger(1), algorithm, new Uint8Array(toPkijsCertificate(issuer.certificate).subject.valueBeforeDecode),
    der.certificateTime(thisUpdate), der.certificateTime(nextUpdate),
    ...(entries.length === 0 ? [] : [der.sequence(...entries)]),
    der.context(0, der.sequence(
      extension(oid.authorityKeyIdentifier, der.sequence(der.contextPrimitive(0, issuerKey))),
      extension(oid.crlNumber, der.unsignedInteger(Math.floor(thisUpdate.getTime() / 1000))),
    )),
  )
  return der.sequence(toBeSigned, algorithm, der.bitString(sign('sha256', toBeSigned, signedWith)))
}
