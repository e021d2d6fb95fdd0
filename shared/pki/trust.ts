import { X509Certificate } from 'node:crypto'
import * as pkijs from 'pkijs'
import { toMilliseconds, type Instant, type SignatureTrust } from '../model/index.ts'
import { parseCertificates, toPkijsCertificate, type Certificate } from './certificate.ts'
import { issued, mostCandidates } from './issuance.ts'
import { oid } from './object-identifiers.ts'
import { mergeEvidence, noEvidence, type RevocationEvidence } from './revocation-status.ts'

/** Whom the caller trusts. Plain data: it may be sent to a child process. */
export interface TrustProfile {
  /** Certificates at which a chain may end. */
  readonly anchors: readonly Certificate[]
  /** Certificates that may stand between, where a signature does not bring them along. Not trusted by themselves. */
  readonly intermediates: readonly Certificate[]
  /** Revocation data that the caller brings along, beside those in a file. */
  readonly evidence: RevocationEvidence
}

/** How a certificate's chain was judged. */
export interface ChainJudgement {
  /** `revoked` is never told here: revocation is not looked up (see `reasons`). */
  readonly trust: SignatureTrust
  /** From the certificate to the anchor; only the certificate itself where there is no way to one. */
  readonly chain: readonly Certificate[]
  /** NO_TRUST_ANCHOR, CHAIN_INVALID, CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID, ISSUER_EXPIRED; for a trusted one REVOCATION_NOT_CHECKED. */
  readonly reasons: readonly string[]
}

const longestChain = 10
const mostChains = 16
const mostSteps = 500

/** Trusts nobody: every signer is `unknown`. */
export const emptyTrustProfile: TrustProfile = { anchors: [], intermediates: [], evidence: noEvidence }

/**
 * Reads a trust profile from PEM text: self-issued certificates become anchors, others intermediates.
 * Throws certificate_invalid when there is no certificate in it or one cannot be read.
 */
export function readTrustProfile(pem: Uint8Array | string): TrustProfile {
  const certificates = parseCertificates(pem)
  return {
    anchors: certificates.filter((certificate) => certificate.isSelfIssued),
    intermediates: certificates.filter((certificate) => !certificate.isSelfIssued),
    evidence: noEvidence,
  }
}

/** Several profiles as one. */
export function mergeTrustProfiles(profiles: readonly TrustProfile[]): TrustProfile {
  return {
    anchors: profiles.flatMap((profile) => profile.anchors),
    intermediates: profiles.flatMap((profile) => profile.intermediates),
    evidence: mergeEvidence(profiles.map((profile) => profile.evidence)),
  }
}

interface Candidate {
  readonly certificate: Certificate
  readonly x509: X509Certificate
  readonly isAnchor: boolean
}

function candidatesFrom(extra: readonly Certificate[], profile: TrustProfile): Candidate[] {
  const seen = new Set<string>()
  const candidates: Candidate[] = []
  const add = (certificate: Certificate, isAnchor: boolean): void => {
    if (seen.has(certificate.fingerprint)) return
    seen.add(certificate.fingerprint)
    candidates.push({ certificate, x509: new X509Certificate(certificate.der), isAnchor })
  }
  for (const anchor of profile.anchors) add(anchor, true)
  for (const certificate of [...profile.intermediates, ...extra.slice(0, mostCandidates)]) add(certificate, false)
  return candidates
}

/**
 * Chains from `certificate` to an anchor, each certificate issued by the next, shortest first, at most 16: authorities
 * renew and cross-certify, and one way may be sound where another is not. `extra` are certificates found beside it.
 */
export function chainsOf(certificate: Certificate, extra: readonly Certificate[], profile: TrustProfile): Certificate[][] {
  const candidates = candidatesFrom(extra, profile)
  if (candidates.some((candidate) => candidate.isAnchor && candidate.certificate.fingerprint === certificate.fingerprint)) return [[certificate]]
  const found: Certificate[][] = []
  let steps = 0
  let front = [{ chain: [certificate], x509: new X509Certificate(certificate.der) }]
  for (let length = 1; length < longestChain && front.length > 0; length++) {
    const next: typeof front = []
    for (const { chain, x509 } of front) {
      for (const candidate of candidates) {
        if (found.length === mostChains || steps === mostSteps) return found
        if (chain.some(({ fingerprint }) => fingerprint === candidate.certificate.fingerprint) || !issued(candidate.x509, x509)) continue
        steps += 1
        const longer = [...chain, candidate.certificate]
        if (candidate.isAnchor) found.push(longer)
        else next.push({ chain: longer, x509: candidate.x509 })
      }
    }
    front = next
  }
  return found
}

/** X.509 counts its versions from 0. */
const versionOne = 0

/** A root of version 1, which has no extensions: as an anchor it is trusted because the caller says so, whatever it says itself (RFC 5280, 6.1.1 (d)). */
const isOldRoot = (certificate: Certificate): boolean => certificate.isSelfIssued && toPkijsCertificate(certificate).version === versionOne

/** Between the anchor and the signer nothing of version 1 issues. */
function mayIssue(certificate: Certificate, isAnchor: boolean): boolean {
  return (isAnchor && isOldRoot(certificate)) || (certificate.isAuthority && (certificate.keyUsage === null || certificate.keyUsage.includes('keyCertSign')))
}

/** The anchor as pkijs wants it: marked as an authority. */
function anchorOf(certificate: Certificate): pkijs.Certificate {
  if (!isOldRoot(certificate)) return toPkijsCertificate(certificate)
  const anchor = pkijs.Certificate.fromBER(Uint8Array.from(certificate.der))
  anchor.extensions = [new pkijs.Extension({ extnID: oid.basicConstraints, critical: true, parsedValue: new pkijs.BasicConstraints({ cA: true }) })]
  return anchor
}

/** Path validation of RFC 5280 §6 (constraints, policies, unknown critical extensions) on a chain already found. */
async function pathIsValid(chain: readonly Certificate[], at: Instant): Promise<boolean> {
  const anchor = chain.at(-1)
  if (anchor === undefined || chain.length === 1) return chain.length === 1
  const engine = new pkijs.CertificateChainValidationEngine({
    trustedCerts: [anchorOf(anchor)],
    certs: chain.slice(0, -1).reverse().map((certificate) => toPkijsCertificate(certificate)),
    checkDate: new Date(toMilliseconds(at)),
  })
  const outcome = await engine.verify()
  return outcome.result
}

/** Why a chain does not hold at a moment. */
export interface ChainFault {
  readonly trust: SignatureTrust
  readonly reason: 'CERTIFICATE_NOT_YET_VALID' | 'CERTIFICATE_EXPIRED' | 'ISSUER_EXPIRED' | 'CHAIN_INVALID'
}

/** Whether a chain found by `chainsOf` holds at a moment (RFC 5280 section 6); undefined when it does. Revocation is not looked up. */
export async function chainFault(chain: readonly Certificate[], at: Instant): Promise<ChainFault | undefined> {
  const [certificate, ...issuers] = chain
  if (certificate === undefined) return { trust: 'unknown', reason: 'CHAIN_INVALID' }
  if (at < certificate.notBefore) return { trust: 'not yet valid', reason: 'CERTIFICATE_NOT_YET_VALID' }
  if (at > certificate.notAfter) return { trust: 'expired', reason: 'CERTIFICATE_EXPIRED' }
  if (issuers.some((issuer) => at < issuer.notBefore || at > issuer.notAfter)) return { trust: 'expired', reason: 'ISSUER_EXPIRED' }
  return issuers.every((issuer, index) => mayIssue(issuer, index === issuers.length - 1)) && await pathIsValid(chain, at) ? undefined : { trust: 'untrusted', reason: 'CHAIN_INVALID' }
}

/**
 * Judges whether `certificate` led to one of the profile's anchors at the moment `at`. `extra` are certificates found
 * beside it (in the signature). Revocation is not looked up: a trusted certificate says REVOCATION_NOT_CHECKED.
 * Never throws for what a certificate holds.
 */
export async function judgeChain(certificate: Certificate, extra: readonly Certificate[], profile: TrustProfile, at: Instant): Promise<ChainJudgement> {
  let first: ChainJudgement | undefined
  for (const chain of chainsOf(certificate, extra, profile)) {
    const fault = await chainFault(chain, at)
    if (fault === undefined) return { trust: 'trusted', chain, reasons: ['REVOCATION_NOT_CHECKED'] }
    first ??= { trust: fault.trust, chain, reasons: [fault.reason] }
  }
  return first ?? { trust: 'unknown', chain: [certificate], reasons: ['NO_TRUST_ANCHOR'] }
}
