import { createHash } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { SohoaError } from '../model/index.ts'
import { parseCertificate, toPkijsCertificate, type Certificate } from './certificate.ts'
import { sequence } from './der.ts'
import { oid } from './object-identifiers.ts'
import { digestName, isSignatureOf } from './signature-check.ts'

/** What a check of one SignerInfo found. `unsupported`: neither right nor wrong, the algorithm is not known here. */
export type SignerCheck =
  | { readonly state: 'valid'; readonly certificate: Certificate }
  | { readonly state: 'invalid'; readonly reason: 'no certificate' | 'attributes' | 'content type' | 'digest' | 'signature' }
  | { readonly state: 'unsupported'; readonly algorithm: string }

const encoded = (block: asn1js.BaseBlock): Uint8Array => new Uint8Array(block.toBER())

/**
 * Every certificate carried by a SignedData, in its order. One that cannot be read is left out: a signer who needs it
 * then has no certificate, others are not hurt by it.
 */
export function certificatesOf(signedData: pkijs.SignedData): Certificate[] {
  return (signedData.certificates ?? []).filter((item) => item instanceof pkijs.Certificate).flatMap((item) => {
    try {
      // the part that is signed keeps its own bytes, so that nothing altered in it is straightened out on the way
      return [parseCertificate(sequence(item.tbsView, encoded(item.signatureAlgorithm.toSchema()), encoded(item.signatureValue)))]
    } catch (thrown) {
      if (thrown instanceof SohoaError) return []
      throw thrown
    }
  })
}

/** The values of one signed or unsigned attribute; undefined unless it stands there exactly once. */
export function attributeValues(attributes: pkijs.SignedAndUnsignedAttributes | undefined, type: string): asn1js.BaseBlock[] | undefined {
  const found = (attributes?.attributes ?? []).filter((attribute) => attribute.type === type)
  const values: unknown[] = found[0]?.values ?? []
  return found.length === 1 ? values.filter((value) => value instanceof asn1js.BaseBlock) : undefined
}

/**
 * Checks one SignerInfo with signed attributes (RFC 5652, 5.4): content type, digest of `content`, signature by the
 * certificate it names. Trust, validity and use of the certificate are not judged here.
 */
export function checkSignerInfo(signedData: pkijs.SignedData, signer: pkijs.SignerInfo, content: Uint8Array): SignerCheck {
  const certificate = certificatesOf(signedData).find((candidate) => isNamedBy(candidate, signer.sid))
  if (certificate === undefined) return { state: 'invalid', reason: 'no certificate' }
  const digest = digestName(signer.digestAlgorithm.algorithmId)
  if (digest === undefined) return { state: 'unsupported', algorithm: signer.digestAlgorithm.algorithmId }

  const [contentType] = attributeValues(signer.signedAttrs, oid.contentType) ?? []
  const [messageDigest] = attributeValues(signer.signedAttrs, oid.messageDigest) ?? []
  if (signer.signedAttrs === undefined || contentType === undefined || messageDigest === undefined) return { state: 'invalid', reason: 'attributes' }
  if (!(contentType instanceof asn1js.ObjectIdentifier) || contentType.getValue() !== signedData.encapContentInfo.eContentType) return { state: 'invalid', reason: 'content type' }
  const computed = createHash(digest).update(content).digest()
  if (!(messageDigest instanceof asn1js.OctetString) || !computed.equals(Buffer.from(messageDigest.getValue()))) return { state: 'invalid', reason: 'digest' }

  // pkijs keeps the attributes as they came, with the tag SET OF that is signed
  const signed = Buffer.from(signer.signedAttrs.encodedValue)
  const good = isSignatureOf(certificate, signer.signatureAlgorithm, signed, Buffer.from(signer.signature.getValue()), digest)
  if (good === undefined) return { state: 'unsupported', algorithm: signer.signatureAlgorithm.algorithmId }
  return good ? { state: 'valid', certificate } : { state: 'invalid', reason: 'signature' }
}

/** True for the certificate that a SignerIdentifier names (RFC 5652, 5.3). */
export function isNamedBy(certificate: Certificate, identifier: unknown): boolean {
  const structure = toPkijsCertificate(certificate)
  if (identifier instanceof pkijs.IssuerAndSerialNumber) {
    return structure.serialNumber.isEqual(identifier.serialNumber) && structure.issuer.isEqual(identifier.issuer)
  }
  const keyIdentifier: unknown = structure.extensions?.find(({ extnID }) => extnID === oid.subjectKeyIdentifier)?.parsedValue
  // [0] IMPLICIT SubjectKeyIdentifier comes out of pkijs as a primitive without a type
  return identifier instanceof asn1js.Primitive && keyIdentifier instanceof asn1js.OctetString
    && Buffer.from(identifier.valueBlock.valueHexView).equals(Buffer.from(keyIdentifier.getValue()))
}
