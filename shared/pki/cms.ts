import { createHash } from 'node:crypto'
import { SohoaError } from '../model/index.ts'
import { toPkijsCertificate, type Certificate } from './certificate.ts'
import { context, element, objectIdentifier, octetString, sequence, setOf, sorted, unsignedInteger } from './der.ts'
import { oid } from './object-identifiers.ts'
import { digestAlgorithmIdentifier, digestOf, isSignedBy, largestSignature, signatureAlgorithmIdentifier, type SignatureScheme } from './signature-scheme.ts'

/** Who signs, and how: all that is known of a key without using it. */
export interface SignerIdentity {
  readonly certificate: Certificate
  /** Issuers of `certificate`, nearest first. */
  readonly chain: readonly Certificate[]
  readonly scheme: SignatureScheme
}

/** Who signs, and with what: a key on this machine, on a token, or far away. */
export interface CmsSigner extends SignerIdentity {
  /** Signs the DER of the signed attributes (tag SET OF); digesting them is part of the scheme. */
  readonly sign: (signedAttributesDer: Uint8Array) => Promise<Uint8Array>
}

/** A detached CAdES signature whose value exists; the time stamp is still to come, or not. */
export interface CadesSignature {
  /** What a signature time stamp is made over. */
  readonly signatureValue: Uint8Array
  /** DER of the whole CMS; with a token of RFC 3161 it is CAdES-T, else CAdES-B. */
  readonly encode: (timeStampToken: Uint8Array | null) => Buffer
}

/** A CAdES signature whose value is yet to come: at once from a key at hand, minutes later from one far away. */
export interface OpenCades {
  /** What the key signs: DER of the signed attributes (tag SET OF). The same digest and signer give the same bytes again. */
  readonly toBeSigned: Uint8Array
  /** Takes the value when it is there. Throws signing_failed `{detail}` when it is not by this certificate's key over these bytes. */
  readonly finish: (signatureValue: Uint8Array) => CadesSignature
}

/** What is signed: the type and digest of a content, and its bytes when the CMS carries them itself. */
interface SignedContent {
  readonly type: string
  readonly digest: Uint8Array
  readonly embedded: Uint8Array | null
}

/**
 * Makes a detached CAdES B-B signature (ETSI EN 319 122-1; PAdES B-B of ETSI EN 319 142-1, 6.3) over a content of the
 * given digest. Signed attributes: content type, message digest, signing certificate v2; no signing time, which PAdES
 * keeps in the PDF. The value is checked against the certificate before it is given out.
 * Throws RangeError when the digest is not of the scheme's length, signing_failed `{detail}`, and whatever `signer.sign` throws.
 */
export async function signCades(digest: Uint8Array, signer: CmsSigner): Promise<CadesSignature> {
  const open = openCades(digest, signer)
  return open.finish(await signer.sign(open.toBeSigned))
}

/** As signCades, for a value that is made elsewhere: nothing but `digest` and `signer` needs to be kept until it comes. */
export function openCades(digest: Uint8Array, signer: SignerIdentity): OpenCades {
  if (digest.length !== digestLength(signer.scheme)) throw new RangeError('digest of another algorithm')
  return openContent({ type: oid.data, digest, embedded: null }, signer)
}

/** As signCades, with the content of the given type inside the CMS; time stamp tokens are such. */
export async function signEnclosed(type: string, content: Uint8Array, signer: CmsSigner): Promise<CadesSignature> {
  const digest = createHash(digestOf(signer.scheme)).update(content).digest()
  const open = openContent({ type, digest, embedded: content }, signer)
  return open.finish(await signer.sign(open.toBeSigned))
}

function openContent(content: SignedContent, signer: SignerIdentity): OpenCades {
  const attributes = signedAttributes(content, signer.certificate)
  const toBeSigned = setOf(...attributes)
  return {
    toBeSigned,
    finish(signatureValue) {
      if (!isSignedBy(signer.scheme, signer.certificate, toBeSigned, signatureValue)) throw new SohoaError('signing_failed', { detail: 'certificate and key differ' })
      return { signatureValue, encode: (token) => signedData(signer, content, attributes, signatureValue, token) }
    },
  }
}

/** Bytes that the CMS of this signer may take at most with a time stamp token of `tokenBytes` (0: none). Uses no key. */
export function largestCades(signer: SignerIdentity, tokenBytes: number): number {
  const content: SignedContent = { type: oid.data, digest: new Uint8Array(digestLength(signer.scheme)), embedded: null }
  const value = new Uint8Array(largestSignature(signer.scheme, signer.certificate))
  const token = tokenBytes === 0 ? null : octetString(new Uint8Array(tokenBytes))
  return signedData(signer, content, signedAttributes(content, signer.certificate), value, token).length
}

const digestLength = (scheme: SignatureScheme): number => createHash(digestOf(scheme)).digest().length

function attribute(type: string, value: Uint8Array): Buffer {
  return sequence(objectIdentifier(type), setOf(value))
}

function signedAttributes(content: SignedContent, certificate: Certificate): Buffer[] {
  return [
    attribute(oid.contentType, objectIdentifier(content.type)),
    attribute(oid.messageDigest, octetString(content.digest)),
    attribute(oid.signingCertificateV2, signingCertificateV2(certificate)),
  ]
}

/** Names one certificate; the hash algorithm is the default, SHA-256, and therefore left out (RFC 5035). */
function signingCertificateV2(certificate: Certificate): Buffer {
  const { issuer, serial } = issuerAndSerial(certificate)
  const directoryName = context(4, issuer)
  const issuerSerial = sequence(sequence(directoryName), serial)
  return sequence(sequence(sequence(octetString(Buffer.from(certificate.fingerprint, 'hex')), issuerSerial)))
}

function issuerAndSerial(certificate: Certificate): { issuer: Uint8Array; serial: Buffer } {
  return {
    issuer: new Uint8Array(toPkijsCertificate(certificate).issuer.valueBeforeDecode),
    serial: element(0x02, Buffer.from(certificate.serial, 'hex')),
  }
}

function signedData(signer: SignerIdentity, content: SignedContent, attributes: readonly Uint8Array[], signatureValue: Uint8Array, timeStampToken: Uint8Array | null): Buffer {
  const { issuer, serial } = issuerAndSerial(signer.certificate)
  const digestAlgorithm = digestAlgorithmIdentifier(digestOf(signer.scheme))
  const signerInfo = sequence(
    unsignedInteger(1),
    sequence(issuer, serial),
    digestAlgorithm,
    context(0, ...sorted(attributes)),
    signatureAlgorithmIdentifier(signer.scheme),
    octetString(signatureValue),
    ...(timeStampToken === null ? [] : [context(1, attribute(oid.signatureTimeStamp, timeStampToken))]),
  )
  const certificates = [signer.certificate, ...signer.chain].map(({ der }) => der)
  return sequence(objectIdentifier(oid.signedData), context(0, sequence(
    unsignedInteger(content.type === oid.data ? 1 : 3),
    setOf(digestAlgorithm),
    sequence(objectIdentifier(content.type), ...(content.embedded === null ? [] : [context(0, octetString(content.embedded))])),
    context(0, ...sorted(certificates)),
    setOf(signerInfo),
  )))
}
