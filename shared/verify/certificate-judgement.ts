import type { Instant, RevocationFinding, SignatureTrust, VerdictReason } from '../model/index.ts'
import { chainFault, chainsOf, judgeRevocation, moreTelling, type Certificate, type ChainFault, type RevocationEvidence, type RevocationGap, type RevocationStatus, type TrustProfile } from '../pki/index.ts'

/** Revocation data with the moment by which they are proven to have existed. */
export interface DatedEvidence {
  readonly evidence: RevocationEvidence
  readonly existedBy: Instant
}

/** By what certificates are judged. */
export interface Grounds {
  readonly profile: TrustProfile
  readonly now: Instant
  /** Certificates found in the file, of no trust by themselves. */
  readonly certificates: readonly Certificate[]
  readonly evidence: readonly DatedEvidence[]
}

/** What was found about one certificate and its chain. */
export interface CertificateJudgement {
  readonly trust: SignatureTrust
  readonly reasons: readonly VerdictReason[]
  /** From the certificate to the anchor; only the certificate itself where there is no way to one. */
  readonly chain: readonly Certificate[]
  /** Of every certificate of the chain but the anchor, nearest first. */
  readonly statuses: readonly RevocationStatus[]
}

type Revoked = Extract<RevocationStatus, { state: 'revoked' }>

/** What is asked about a certificate and everything above it. */
export interface Question {
  /** They must have been in force at each of these moments. */
  readonly validAt: readonly Instant[]
  /** The moment for which revocation data must speak. */
  readonly statusAt: Instant
  /** What a revocation means; undefined: nothing, it came later. */
  readonly revoked: (status: Revoked, isIssuer: boolean) => VerdictReason | undefined
}

const gapReasons: Readonly<Record<RevocationGap, VerdictReason>> = {
  'absent': 'REVOCATION_NOT_CHECKED', 'another certificate': 'REVOCATION_NOT_CHECKED', 'another issuer': 'REVOCATION_NOT_CHECKED',
  'not successful': 'REVOCATION_NOT_CHECKED', 'unreadable': 'REVOCATION_DATA_UNUSABLE', 'not signed': 'REVOCATION_DATA_UNUSABLE',
  'responder not authorised': 'REVOCATION_DATA_UNUSABLE', 'responder not checked': 'REVOCATION_DATA_UNUSABLE', 'from the future': 'REVOCATION_DATA_UNUSABLE',
  'indirect': 'REVOCATION_DATA_UNUSABLE', 'partial': 'REVOCATION_DATA_UNUSABLE', 'critical extension': 'REVOCATION_DATA_UNUSABLE',
  'stale': 'REVOCATION_DATA_STALE', 'certificate expired before': 'REVOCATION_DATA_STALE',
  'signer expired': 'REVOCATION_DATA_UNPROVEN', 'unknown to the responder': 'REVOCATION_STATUS_UNKNOWN',
}

const nothing: RevocationStatus = { state: 'unknown', reason: 'absent' }

function statusOf(certificate: Certificate, issuer: Certificate, at: Instant, { evidence, now }: Grounds): RevocationStatus {
  return evidence.map((dated) => judgeRevocation(dated.evidence, certificate, issuer, { at, now, existedBy: dated.existedBy })).reduce(moreTelling, nothing)
}

function reasonOf(status: RevocationStatus, isIssuer: boolean, { revoked }: Question): VerdictReason | undefined {
  switch (status.state) {
    case 'good': return undefined
    case 'unknown': return gapReasons[status.reason]
    case 'revoked': return revoked(status, isIssuer)
  }
}

async function faultOf(chain: readonly Certificate[], moments: readonly Instant[]): Promise<ChainFault | undefined> {
  for (const moment of moments) {
    const fault = await chainFault(chain, moment)
    if (fault !== undefined) return fault
  }
  return undefined
}

async function judgeChainOf(chain: readonly Certificate[], question: Question, grounds: Grounds): Promise<CertificateJudgement> {
  const fault = await faultOf(chain, question.validAt)
  const statuses = chain.slice(0, -1).map((certificate, index) => statusOf(certificate, chain[index + 1] ?? certificate, question.statusAt, grounds))
  const ofRevocation = statuses.map((status, index) => reasonOf(status, index > 0, question)).filter((reason) => reason !== undefined)
  const isRevoked = statuses.some((status, index) => status.state === 'revoked' && reasonOf(status, index > 0, question) !== undefined)
  // Of a chain that does not hold only a revocation is worth telling beside.
  const reasons = fault === undefined ? ofRevocation : [fault.reason, ...(isRevoked ? ofRevocation : [])]
  return { trust: isRevoked ? 'revoked' : fault?.trust ?? 'trusted', reasons: [...new Set(reasons)], chain, statuses }
}

/** Judges a certificate along every way to an anchor; the one with the fewest objections counts. Never throws for what a certificate holds. */
export async function judgeCertificate(certificate: Certificate, question: Question, grounds: Grounds): Promise<CertificateJudgement> {
  let best: CertificateJudgement | undefined
  for (const chain of chainsOf(certificate, grounds.certificates, grounds.profile)) {
    const judged = await judgeChainOf(chain, question, grounds)
    if (judged.reasons.length === 0) return judged
    if (best === undefined || (best.trust !== 'trusted' && judged.trust === 'trusted')) best = judged
  }
  return best ?? { trust: 'unknown', reasons: ['NO_TRUST_ANCHOR'], chain: [certificate], statuses: [] }
}

/** What the statuses of a chain tell of its first certificate. */
export function revocationOf({ statuses: [status = nothing] }: CertificateJudgement): RevocationFinding {
  if (status.state === 'unknown') return { state: 'unknown', source: null, asOf: null, revokedSince: null }
  const { source, thisUpdate } = status.proof
  return { state: status.state, source, asOf: thisUpdate, revokedSince: status.state === 'revoked' ? status.since : null }
}
