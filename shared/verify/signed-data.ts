import { createHash } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { instant, type Instant, type VerdictReason } from '../model/index.ts'
import { mergeEvidence, oid, parseCertificate, toPkijsCertificate, type Certificate, type RevocationEvidence } from '../pki/index.ts'
import { digestOver } from './byte-range.ts'
import { lengthOfElement } from './ber-form.ts'
import { adobeRevocationValues, cadesRevocationValues, evidenceInAttribute, evidenceInSignedData } from './validation-data.ts'
import { digestNameOf, methodOf, signatureIsRight } from './signature-algorithm.ts'

/** A CMS SignedData with exactly one signer, taken apart. */
export interface Envelope {
  readonly signedData: pkijs.SignedData
  readonly signer: pkijs.SignerInfo
  /** Every length in it is right, down to the leaves. */
  readonly isWellFormed: boolean
  /** Every well-formed certificate it carries. */
  readonly certificates: readonly Certificate[]
  /** The encapsulated content, where there is one. */
  readonly content: Uint8Array | undefined
  /** Revocation data that the signature covers, and those that it only carries. */
  readonly evidence: { readonly signed: RevocationEvidence; readonly attached: RevocationEvidence }
}

/** What the check of the signer found. */
export interface SignerFinding {
  /** `unsupported`: neither right nor wrong, an algorithm is not known here. */
  readonly state: 'intact' | 'broken' | 'unsupported'
  readonly reasons: readonly VerdictReason[]
  readonly certificate: Certificate | null
  /** node:crypto name of the digest over the content; null where it is not known here. */
  readonly digest: string | null
  /** Whether the signed attributes name the signer's certificate by its digest (ESS, RFC 5035). */
  readonly naming: 'this' | 'another' | 'none'
  readonly claimedTime: Instant | null
}

const signingTime = '1.2.840.113549.1.9.5'
const shortestRsaBits = 2048
const breakableRsaBits = 1024

/** The certificates as they came, byte for byte. */
function certificatesIn(signedData: asn1js.Sequence): Certificate[] {
  const bag = signedData.valueBlock.value.find((item) => item.idBlock.tagClass === 3 && item.idBlock.tagNumber === 0)
  const items = bag instanceof asn1js.Constructed ? bag.valueBlock.value : []
  return items.flatMap((item) => {
    try {
      return [parseCertificate(Uint8Array.from(item.valueBeforeDecodeView))]
    } catch {
      // What is no certificate cannot be the signer's; without the signer's the check says so.
      return []
    }
  })
}

/** Takes a CMS apart. Zero bytes may follow it, nothing else. Gives a reason code when it is not as RFC 5652 says. */
export function openEnvelope(contents: Uint8Array): Envelope | VerdictReason {
  try {
    if (contents.every((octet) => octet === 0)) return 'SIGNATURE_EMPTY'
    const { offset, result } = asn1js.fromBER(contents)
    if (offset <= 0) return 'CMS_UNREADABLE'
    const exactLength = lengthOfElement(contents)
    if (contents.subarray(exactLength ?? offset).some((octet) => octet !== 0)) return 'PADDING_NOT_ZERO'
    const envelope = new pkijs.ContentInfo({ schema: result })
    const schema: unknown = envelope.content
    if (envelope.contentType !== oid.signedData || !(schema instanceof asn1js.Sequence)) return 'CMS_UNREADABLE'
    const signedData = new pkijs.SignedData({ schema })
    const [signer, ...others] = signedData.signerInfos
    if (signer === undefined || others.length > 0) return 'NOT_ONE_SIGNER'
    const { eContent } = signedData.encapContentInfo
    return {
      signedData, signer, isWellFormed: exactLength !== undefined, certificates: certificatesIn(schema), content: eContent === undefined ? undefined : new Uint8Array(eContent.getValue()),
      evidence: {
        signed: evidenceInAttribute(attributeOf(signer.signedAttrs, adobeRevocationValues)),
        attached: mergeEvidence([evidenceInAttribute(attributeOf(signer.unsignedAttrs, cadesRevocationValues)), evidenceInSignedData(schema)]),
      },
    }
  } catch {
    return 'CMS_UNREADABLE'
  }
}

/** The one value of the one attribute of this type. */
export function attributeOf(attributes: pkijs.SignedAndUnsignedAttributes | undefined, type: string): asn1js.BaseBlock | undefined {
  const found = (attributes?.attributes ?? []).filter((attribute) => attribute.type === type)
  const values: unknown[] = found[0]?.values ?? []
  return found.length === 1 && values.length === 1 && values[0] instanceof asn1js.BaseBlock ? values[0] : undefined
}

function contentOctets(block: asn1js.BaseBlock): Uint8Array {
  return block.valueBeforeDecodeView.subarray(block.idBlock.blockLength + block.lenBlock.blockLength)
}

function isNamedBy(certificate: Certificate, identifier: unknown): boolean {
  const structure = toPkijsCertificate(certificate)
  if (identifier instanceof pkijs.IssuerAndSerialNumber) {
    return structure.serialNumber.isEqual(identifier.serialNumber) && structure.issuer.isEqual(identifier.issuer)
  }
  const keyIdentifier: unknown = structure.extensions?.find(({ extnID }) => extnID === oid.subjectKeyIdentifier)?.parsedValue
  return identifier instanceof asn1js.Primitive && keyIdentifier instanceof asn1js.OctetString
    && Buffer.from(contentOctets(identifier)).equals(Buffer.from(keyIdentifier.getValue()))
}

/** The name by which the signer is called is the certificate's own, byte for byte: letter case is not part of a match. */
function isNamedExactly(certificate: Certificate, identifier: unknown): boolean {
  if (!(identifier instanceof pkijs.IssuerAndSerialNumber)) return true
  const structure = toPkijsCertificate(certificate)
  return Buffer.from(structure.issuer.valueBeforeDecode).equals(Buffer.from(identifier.issuer.valueBeforeDecode))
}

function childrenOf(block: unknown): readonly unknown[] {
  return block instanceof asn1js.Sequence ? block.valueBlock.value : []
}

/** ESSCertID and ESSCertIDv2: the first certificate named is the signer's (RFC 5035 §5.4). */
function namingOf(signer: pkijs.SignerInfo, certificate: Certificate): SignerFinding['naming'] {
  const second = attributeOf(signer.signedAttrs, oid.signingCertificateV2)
  const first = attributeOf(signer.signedAttrs, oid.signingCertificate)
  if (second === undefined && first === undefined) return 'none'
  const [head, next] = childrenOf(childrenOf(childrenOf(second ?? first)[0])[0])
  const [algorithm] = childrenOf(head)
  const digest = second === undefined ? 'sha1' : algorithm instanceof asn1js.ObjectIdentifier ? digestNameOf(algorithm.getValue()) : 'sha256'
  const named = head instanceof asn1js.OctetString ? head : next
  if (digest === undefined || !(named instanceof asn1js.OctetString)) return 'another'
  return createHash(digest).update(certificate.der).digest().equals(Buffer.from(named.getValue())) ? 'this' : 'another'
}

function claimedTimeOf(signer: pkijs.SignerInfo): Instant | null {
  const value = attributeOf(signer.signedAttrs, signingTime)
  if (!(value instanceof asn1js.UTCTime) && !(value instanceof asn1js.GeneralizedTime)) return null
  const date = value.toDate()
  return Number.isNaN(date.getTime()) ? null : instant(date)
}

function hasPlainParameters(algorithm: pkijs.AlgorithmIdentifier): boolean {
  const parameters: unknown = algorithm.algorithmParams
  return parameters === undefined || parameters instanceof asn1js.Null || algorithm.algorithmId === oid.rsassaPss
}

/**
 * What no signature covers and RFC 5652 (§5.1, §5.3) nevertheless fixes: versions, the list of digests, the plain
 * parameters of algorithms, well-formed certificates. It leaves the signature right and the file doubtful.
 */
function odditiesOf({ signedData, signer, certificates, isWellFormed }: Envelope, certificate: Certificate): VerdictReason[] {
  const isByNumber = signer.sid instanceof pkijs.IssuerAndSerialNumber
  const isPlain = isByNumber && signedData.encapContentInfo.eContentType === oid.data
  const isRegular = isWellFormed && isNamedExactly(certificate, signer.sid) && signer.version === (isByNumber ? 1 : 3)
    && signedData.version === (isPlain ? 1 : 3)
    && signedData.digestAlgorithms.some((algorithm) => algorithm.algorithmId === signer.digestAlgorithm.algorithmId)
    && [...signedData.digestAlgorithms, signer.digestAlgorithm, signer.signatureAlgorithm].every(hasPlainParameters)
    && (signedData.certificates ?? []).length === certificates.length
  return isRegular ? [] : ['CMS_INCONSISTENT']
}

/** The bytes that were signed when there are signed attributes: their SET OF encoding (RFC 5652 §5.4). */
function signedAttributesOf(signer: pkijs.SignerInfo): Uint8Array | undefined {
  return signer.signedAttrs === undefined ? undefined : new Uint8Array(signer.signedAttrs.encodedValue)
}

/** Keys below Circular 15/2025's least length are reported; those that can be broken prove nothing. */
function keyReasons({ publicKey: { algorithm, bits } }: Certificate): VerdictReason[] {
  if (algorithm === 'RSA' && bits < breakableRsaBits) return ['KEY_TOO_SHORT']
  return algorithm === 'RSA' && bits < shortestRsaBits ? ['WEAK_KEY'] : []
}

function judge(envelope: Envelope, certificate: Certificate, content: readonly Uint8Array[]): Pick<SignerFinding, 'state' | 'reasons'> {
  const { signer, signedData } = envelope
  const digest = digestNameOf(signer.digestAlgorithm.algorithmId)
  const method = digest === undefined ? undefined : methodOf(signer.signatureAlgorithm, digest)
  if (digest === undefined || method === undefined) return { state: 'unsupported', reasons: ['UNSUPPORTED_ALGORITHM'] }
  const attributes = signedAttributesOf(signer)
  if (attributes !== undefined) {
    const contentType = attributeOf(signer.signedAttrs, oid.contentType)
    const messageDigest = attributeOf(signer.signedAttrs, oid.messageDigest)
    if (!(contentType instanceof asn1js.ObjectIdentifier) || contentType.getValue() !== signedData.encapContentInfo.eContentType) return { state: 'broken', reasons: ['CONTENT_TYPE_DIFFERS'] }
    const expected = digestOver(content, digest)
    if (!(messageDigest instanceof asn1js.OctetString) || !expected.equals(Buffer.from(messageDigest.getValue()))) return { state: 'broken', reasons: ['HASH_FAILURE'] }
  }
  const right = signatureIsRight(method, certificate, attributes ?? Buffer.concat(content), new Uint8Array(signer.signature.getValue()))
  if (right === undefined) return { state: 'unsupported', reasons: ['UNSUPPORTED_ALGORITHM'] }
  if (!right) return { state: 'broken', reasons: ['SIGNATURE_CRYPTO_FAILURE'] }
  const isWeak = digest === 'sha1' || method.digest === 'sha1'
  return { state: 'intact', reasons: [...odditiesOf(envelope, certificate), ...(isWeak ? ['WEAK_DIGEST'] as const : []), ...keyReasons(certificate)] }
}

/**
 * Checks the one signer of a CMS over `content`, given in parts (RFC 5652 §5.4, §5.6): the certificate it names is there, digest and
 * signature are right, the ESS attribute names no other certificate. Trust and time are not judged here. Written apart
 * from the room that makes signatures, so that one mistake cannot hide in both. Never throws for what the bytes hold.
 */
export function checkSigner(envelope: Envelope, content: readonly Uint8Array[]): SignerFinding {
  const nothing = { certificate: null, digest: null, naming: 'none', claimedTime: null } as const
  try {
    const claimedTime = claimedTimeOf(envelope.signer)
    const certificate = envelope.certificates.find((candidate) => isNamedBy(candidate, envelope.signer.sid))
    if (certificate === undefined) return { ...nothing, claimedTime, state: 'unsupported', reasons: ['NO_SIGNING_CERTIFICATE'] }
    const naming = namingOf(envelope.signer, certificate)
    const digest = digestNameOf(envelope.signer.digestAlgorithm.algorithmId) ?? null
    const judgement = judge(envelope, certificate, content)
    if (judgement.state === 'intact' && naming === 'another') return { state: 'broken', reasons: [...judgement.reasons, 'SIGNING_CERTIFICATE_DIFFERS'], certificate, digest, naming, claimedTime }
    return { ...judgement, certificate, digest, naming, claimedTime }
  } catch {
    return { ...nothing, state: 'broken', reasons: ['CMS_UNREADABLE'] }
  }
}
