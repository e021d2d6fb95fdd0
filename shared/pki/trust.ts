import { X509Certificate } from 'node:crypto'
import * as pkijs from 'pkijs'
import { toMilliseconds, type Instant, type SignatureTrust } from '../model/index.ts'
import { parseCertificates, toPkijsCertificate, type Certificate } from './certificate.ts'
import { issued, mostCandidates } from './issuance.ts'

/** Whom the caller trusts. Plain data: it may be sent to a child process. */
export interface TrustProfile {
  /** Certificates at which a chain may end. */
  readonly anchors: readonly Certificate[]
  /** Certificates that may stand between, where a signature does not bring them along. Not trusted by themselves. */
  readonly intermediates: readonly Certificate[]
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

/** Trusts nobody: every signer is `unknown`. */
export const emptyTrustProfile: TrustProfile = { anchors: [], intermediates: [] }

/**
 * Reads a trust profile from PEM text: self-issued certificates become anchors, others intermediates.
 * Throws certificate_invalid when there is no certificate in it or one cannot be read.
 */
export function readTrustProfile(pem: Uint8Array | string): TrustProfile {
  const certificates = parseCertificates(pem)
  return {
    anchors: certificates.filter((certificate) => certificate.isSelfIssued),
    intermediates: certificates.filter((certificate) => !certificate.isSelfIssued),
  }
}

/** Several profiles as one. */
export function mergeTrustProfiles(profiles: readonly TrustProfile[]): TrustProfile {
  return {
    anchors: profiles.flatMap((profile) => profile.anchors),
    intermediates: profiles.flatMap((profile) => profile.intermediates),
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

/** The shortest chain from `certificate` to an anchor, or undefined. */
function findChain(certificate: Certificate, candidates: readonly Candidate[]): Certificate[] | undefined {
  if (candidates.some((candidate) => candidate.isAnchor && candidate.certificate.fingerprint === certificate.fingerprint)) return [certificate]
  const reached = new Set([certificate.fingerprint])
  let front = [{ chain: [certificate], x509: new X509Certificate(certificate.der) }]
  for (let length = 1; length < longestChain && front.length > 0; length++) {
    const next: typeof front = []
    for (const { chain, x509 } of front) {
      for (const candidate of candidates) {
        if (reached.has(candidate.certificate.fingerprint) || !issued(candidate.x509, x509)) continue
        const longer = [...chain, candidate.certificate]
        if (candidate.isAnchor) return longer
        reached.add(candidate.certificate.fingerprint)
        next.push({ chain: longer, x509: candidate.x509 })
      }
    }
    front = next
  }
  return undefined
}

function mayIssue(certificate: Certificate): boolean {
  return certificate.isAuthority && (certificate.keyUsage === null || certificate.keyUsage.includes('keyCertSign'))
}

/** Path validation of RFC 5280 §6 (constraints, policies, unknown critical extensions) on a chain already found. */
async function pathIsValid(chain: readonly Certificate[], at: Instant): Promise<boolean> {
  const anchor = chain.at(-1)
  if (anchor === undefined || chain.length === 1) return chain.length === 1
  const engine = new pkijs.CertificateChainValidationEngine({
    trustedCerts: [toPkijsCertificate(anchor)],
    certs: chain.slice(0, -1).reverse().map((certificate) => toPkijsCertificate(certificate)),
    checkDate: new Date(toMilliseconds(at)),
  })
  const outcome = await engine.verify()
  return outcome.result
}

/**
 * Judges whether `certificate` led to one of the profile's anchors at the moment `at`. `extra` are certificates found
 * beside it (in the signature). Revocation is not looked up: a trusted certificate says REVOCATION_NOT_CHECKED.
 * Never throws for what a certificate holds.
 */
export async function judgeChain(certificate: Certificate, extra: readonly Certificate[], profile: TrustProfile, at: Instant): Promise<ChainJudgement> {
  const chain = findChain(certificate, candidatesFrom(extra, profile))
  if (chain === undefined) return { trust: 'unknown', chain: [certificate], reasons: ['NO_TRUST_ANCHOR'] }
  if (at < certificate.notBefore) return { trust: 'not yet valid', chain, reasons: ['CERTIFICATE_NOT_YET_VALID'] }
  if (at > certificate.notAfter) return { trust: 'expired', chain, reasons: ['CERTIFICATE_EXPIRED'] }
  const issuers = chain.slice(1)
  if (issuers.some((issuer) => at < issuer.notBefore || at > issuer.notAfter)) return { trust: 'expired', chain, reasons: ['ISSUER_EXPIRED'] }
  if (!issuers.every(mayIssue) || !await pathIsValid(chain, at)) return { trust: 'untrusted', chain, reasons: ['CHAIN_INVALID'] }
  return { trust: 'trusted', chain, reasons: ['REVOCATION_NOT_CHECKED'] }
}
