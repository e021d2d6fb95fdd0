import type { Instant, SignatureTrust } from '../model/index.ts'
import { isIssuedByOneOf, judgeChain, type Certificate, type ChainJudgement, type TrustProfile } from '../pki/index.ts'
import type { TimeStampFinding } from './time-stamp-token.ts'

/** Whether a signer could be trusted when he signed. */
export interface SignerTrust {
  readonly trust: SignatureTrust
  readonly reasons: readonly string[]
}

function maySign(certificate: Certificate): boolean {
  const uses = certificate.keyUsage
  return uses === null || uses.includes('digitalSignature') || uses.includes('nonRepudiation')
}

/**
 * Certificates that no signature covers and no chain needs may hold anything: each must at least be what one of the
 * known ones signed.
 */
function strangersAmong(certificates: readonly Certificate[], { trust, chain }: ChainJudgement, profile: TrustProfile): string[] {
  if (trust !== 'trusted') return []
  const needed = new Set(chain.map((certificate) => certificate.fingerprint))
  const issuers = [...profile.anchors, ...profile.intermediates, ...certificates]
  const isStrange = (certificate: Certificate): boolean => !needed.has(certificate.fingerprint) && !isIssuedByOneOf(certificate, issuers)
  return certificates.some(isStrange) ? ['UNKNOWN_CERTIFICATE_ATTACHED'] : []
}

/**
 * Judges the signer at the time of a sound time stamp of a trusted authority. Without one only the present counts: a
 * claimed time proves nothing, so a certificate that has expired since is `expired`, and one that was not yet valid at
 * the claimed time is `not yet valid` (ETSI EN 319 102-1 §5.5: no proof of existence).
 */
export async function judgeSigner(
  signer: Certificate, certificates: readonly Certificate[], profile: TrustProfile,
  timeStamp: TimeStampFinding | undefined, claimed: Instant | null, now: Instant,
): Promise<SignerTrust> {
  const reasons: string[] = maySign(signer) ? [] : ['CERTIFICATE_NOT_FOR_SIGNING']
  const authority = timeStamp === undefined ? undefined : await judgeAuthority(timeStamp, profile)
  if (timeStamp?.time != null && authority?.trust === 'trusted') {
    reasons.push(...authority.reasons)
    const judged = await judgeChain(signer, certificates, profile, timeStamp.time)
    return { trust: judged.trust, reasons: [...reasons, ...judged.reasons, ...strangersAmong(certificates, judged, profile)] }
  }
  if (timeStamp !== undefined) reasons.push('TIME_STAMP_NOT_TRUSTED')
  const judged = await judgeChain(signer, certificates, profile, now)
  if (judged.trust === 'expired') return { trust: 'expired', reasons: [...reasons, ...judged.reasons, 'NO_TRUSTED_TIME'] }
  if (judged.trust === 'trusted' && claimed !== null && claimed < signer.notBefore) return { trust: 'not yet valid', reasons: [...reasons, 'CERTIFICATE_NOT_YET_VALID'] }
  return { trust: judged.trust, reasons: [...reasons, ...judged.reasons, ...strangersAmong(certificates, judged, profile)] }
}

/** Judges a time stamp's authority at the time that it tells. */
export async function judgeAuthority(timeStamp: TimeStampFinding, profile: TrustProfile): Promise<SignerTrust> {
  if (timeStamp.authority === null || timeStamp.time === null) return { trust: 'unknown', reasons: ['NO_TRUST_ANCHOR'] }
  const judged = await judgeChain(timeStamp.authority, timeStamp.certificates, profile, timeStamp.time)
  return { trust: judged.trust, reasons: [...judged.reasons, ...strangersAmong(timeStamp.certificates, judged, profile)] }
}
