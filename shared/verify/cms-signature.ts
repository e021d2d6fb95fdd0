import * as asn1js from 'asn1js'
import type { Instant, VerdictReason } from '../model/index.ts'
import { noEvidence, oid, type Certificate } from '../pki/index.ts'
import { digestOver } from './byte-range.ts'
import { checkSigner, openEnvelope, type Envelope } from './signed-data.ts'

/** How a PDF signature holds its CMS (/SubFilter). */
export const cmsSubFilters = ['adbe.pkcs7.detached', 'adbe.pkcs7.sha1', 'ETSI.CAdES.detached'] as const
export type CmsSubFilter = (typeof cmsSubFilters)[number]

/** What a check of a signature's CMS found. Trust is not judged here. */
export interface CmsFinding {
  readonly state: 'intact' | 'broken' | 'unsupported'
  readonly reasons: readonly VerdictReason[]
  readonly signer: Certificate | null
  readonly digest: string | null
  readonly certificates: readonly Certificate[]
  readonly evidence: Envelope['evidence']
  readonly claimedTime: Instant | null
  /** The signed attributes name the signer's certificate by its digest. */
  readonly namesSigner: boolean
  readonly signatureValue: Uint8Array
  /** DER of the signature time stamps. */
  readonly timeStampTokens: readonly Uint8Array[]
}

function failed(reason: VerdictReason): CmsFinding {
  return { state: 'broken', reasons: [reason], signer: null, digest: null, certificates: [], evidence: { signed: noEvidence, attached: noEvidence }, claimedTime: null, namesSigner: false, signatureValue: new Uint8Array(), timeStampTokens: [] }
}

/** The content that the signer digested, or a reason code. */
function contentFor(subFilter: CmsSubFilter, signedBytes: readonly Uint8Array[], encapsulated: Uint8Array | undefined): readonly Uint8Array[] | VerdictReason {
  if (subFilter !== 'adbe.pkcs7.sha1') return encapsulated === undefined ? signedBytes : 'CONTENT_NOT_DETACHED'
  // ISO 32000-1 §12.8.3.3: the SHA-1 of the ranges is itself the signed content.
  const digest = digestOver(signedBytes, 'sha1')
  if (encapsulated === undefined) return 'CMS_UNREADABLE'
  return digest.equals(encapsulated) ? [digest] : 'HASH_FAILURE'
}

/** Checks the CMS of a PDF signature over the signed bytes. Never throws for what the bytes hold. */
export function checkCms(contents: Uint8Array, signedBytes: readonly Uint8Array[], subFilter: CmsSubFilter): CmsFinding {
  const envelope = openEnvelope(contents)
  if (typeof envelope === 'string') return failed(envelope)
  const content = contentFor(subFilter, signedBytes, envelope.content)
  const finding = checkSigner(envelope, typeof content === 'string' ? [] : content)
  const isWeak = subFilter === 'adbe.pkcs7.sha1' && !finding.reasons.includes('WEAK_DIGEST')
  const unsigned = envelope.signer.unsignedAttrs?.attributes ?? []
  return {
    state: typeof content === 'string' ? 'broken' : finding.state,
    reasons: typeof content === 'string' ? [content] : isWeak ? [...finding.reasons, 'WEAK_DIGEST'] : finding.reasons,
    signer: finding.certificate,
    digest: finding.digest,
    certificates: envelope.certificates,
    evidence: envelope.evidence,
    claimedTime: finding.claimedTime,
    namesSigner: finding.naming === 'this',
    signatureValue: new Uint8Array(envelope.signer.signature.getValue()),
    timeStampTokens: unsigned.filter((attribute) => attribute.type === oid.signatureTimeStamp).flatMap((attribute) => {
      const values: unknown[] = attribute.values
      return values.filter((value) => value instanceof asn1js.BaseBlock).map((value) => Uint8Array.from(value.valueBeforeDecodeView))
    }),
  }
}
