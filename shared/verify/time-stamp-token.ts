import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { instant, type Instant, type VerdictReason } from '../model/index.ts'
import { mergeEvidence, noEvidence, oid, type Certificate, type RevocationEvidence } from '../pki/index.ts'
import { digestOver } from './byte-range.ts'
import { digestNameOf } from './signature-algorithm.ts'
import { checkSigner, openEnvelope } from './signed-data.ts'

/** What a check of a time stamp token (RFC 3161) found. Trust in the authority is not judged here. */
export interface TimeStampFinding {
  readonly state: 'intact' | 'broken' | 'unsupported'
  readonly reasons: readonly VerdictReason[]
  /** genTime; null where the token does not hold. */
  readonly time: Instant | null
  readonly authority: Certificate | null
  readonly certificates: readonly Certificate[]
  /** Revocation data that the token carries. */
  readonly evidence: RevocationEvidence
  readonly digest: string | null
}

function failed(state: 'broken' | 'unsupported', reasons: readonly VerdictReason[]): TimeStampFinding {
  return { state, reasons, time: null, authority: null, certificates: [], evidence: noEvidence, digest: null }
}

function readInfo(content: Uint8Array): pkijs.TSTInfo | undefined {
  try {
    const { offset, result } = asn1js.fromBER(content)
    return offset === content.length ? new pkijs.TSTInfo({ schema: result }) : undefined
  } catch {
    return undefined
  }
}

/** RFC 3161 §2.3: the certificate is for time stamping and for nothing else. Old authorities forgot to mark it critical. */
function isForTimeStamping(certificate: Certificate): boolean {
  const purposes = certificate.extendedKeyUsage?.purposes
  return purposes?.length === 1 && purposes[0] === oid.timeStamping
}

/** Checks a token against the bytes that it should be about. Zero bytes may follow it. Never throws for what the bytes hold. */
export function checkTimeStamp(token: Uint8Array, stamped: readonly Uint8Array[]): TimeStampFinding {
  const envelope = openEnvelope(token)
  if (typeof envelope === 'string') return failed('broken', [envelope])
  const { signedData, content, certificates } = envelope
  const info = content === undefined || signedData.encapContentInfo.eContentType !== oid.timeStampInfo ? undefined : readInfo(content)
  if (content === undefined || info === undefined) return failed('broken', ['CMS_UNREADABLE'])
  const digest = digestNameOf(info.messageImprint.hashAlgorithm.algorithmId)
  if (digest === undefined) return failed('unsupported', ['UNSUPPORTED_ALGORITHM'])
  if (!digestOver(stamped, digest).equals(Buffer.from(info.messageImprint.hashedMessage.getValue()))) return failed('broken', ['HASH_FAILURE'])
  const signer = checkSigner(envelope, [content])
  if (signer.state !== 'intact' || signer.certificate === null) return failed(signer.state === 'intact' ? 'broken' : signer.state, signer.reasons)
  if (!isForTimeStamping(signer.certificate)) return failed('broken', ['NOT_A_TIME_STAMP_CERTIFICATE'])
  const reasons = digest === 'sha1' && !signer.reasons.includes('WEAK_DIGEST') ? [...signer.reasons, 'WEAK_DIGEST' as const] : signer.reasons
  return { state: 'intact', reasons, time: instant(info.genTime), authority: signer.certificate, certificates, evidence: mergeEvidence([envelope.evidence.signed, envelope.evidence.attached]), digest: signer.digest }
}
