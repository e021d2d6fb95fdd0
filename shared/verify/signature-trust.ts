import { conclusionOf, heaviestFirst, toMilliseconds, type Instant, type RevocationFinding, type SignatureTrust, type VerdictReason } from '../model/index.ts'
import { isIssuedByOneOf, type Certificate, type RevocationEvidence, type TrustProfile } from '../pki/index.ts'
import { judgeCertificate, revocationOf, type CertificateJudgement, type Grounds } from './certificate-judgement.ts'
import type { TimeStampFinding } from './time-stamp-token.ts'

/** A moment by which a signature existed, and what stands against that. */
export interface Existence {
  readonly by: Instant
  /** null: nothing proves it, it is the present. */
  readonly stamp: TimeStampFinding | null
  readonly reasons: readonly VerdictReason[]
}

/** Whether a signer could be trusted when he signed. */
export interface SignerTrust {
  readonly trust: SignatureTrust
  readonly reasons: readonly VerdictReason[]
  readonly revocation: RevocationFinding
  /** Whether there is a chain and revocation data spoke about every certificate of it. */
  readonly isChecked: boolean
}

/** A signer as his signature shows him. */
export interface Signer {
  readonly certificate: Certificate
  /** Everything that the signature carries. */
  readonly certificates: readonly Certificate[]
  readonly signedEvidence: RevocationEvidence
  readonly claimed: Instant | null
}

/** Clocks that tell another time zone than they mean are common: a claim speaks against its maker only beyond this. */
const claimToleranceMs = 24 * 3_600_000
const clockToleranceMs = 5 * 60_000

function maySign(certificate: Certificate): boolean {
  const uses = certificate.keyUsage
  return uses === null || uses.includes('digitalSignature') || uses.includes('nonRepudiation')
}

/**
 * Certificates that no signature covers and no chain needs may hold anything: each must at least be what one of the
 * known ones signed.
 */
function strangersAmong(certificates: readonly Certificate[], { trust, chain }: CertificateJudgement, known: readonly Certificate[], profile: TrustProfile): VerdictReason[] {
  if (trust !== 'trusted') return []
  const needed = new Set(chain.map((certificate) => certificate.fingerprint))
  const issuers = [...profile.anchors, ...profile.intermediates, ...known, ...certificates]
  const isStrange = (certificate: Certificate): boolean => !needed.has(certificate.fingerprint) && !isIssuedByOneOf(certificate, issuers)
  return certificates.some(isStrange) ? ['UNKNOWN_CERTIFICATE_ATTACHED'] : []
}

/** Reasons for which a key that was given up later leaves earlier time stamps standing (RFC 3161, 4.1). */
const harmlessEnds: ReadonlySet<string> = new Set(['affiliationChanged', 'superseded', 'cessationOfOperation'])

/**
 * Judges a sound time stamp's authority: in force when it stamped and when the stamp is proven to have existed
 * (`existedBy`: a later time stamp, else the present), not revoked when it stamped, and not revoked since for a reason
 * that lets anybody make stamps of the past.
 */
async function judgeAuthority(stamp: TimeStampFinding, existedBy: Instant, grounds: Grounds): Promise<CertificateJudgement> {
  const { authority, time } = stamp
  if (authority === null || time === null) return { trust: 'unknown', reasons: ['NO_TRUST_ANCHOR'], chain: [], statuses: [] }
  const own = { ...grounds, certificates: [...stamp.certificates, ...grounds.certificates], evidence: [...grounds.evidence, { evidence: stamp.evidence, existedBy }] }
  const judged = await judgeCertificate(authority, {
    validAt: [time, existedBy], statusAt: time,
    revoked: ({ since, reason }, isIssuer) => (since > time && (since > existedBy || harmlessEnds.has(reason)) ? undefined : isIssuer ? 'ISSUER_REVOKED' : 'CERTIFICATE_REVOKED'),
  }, own)
  return { ...judged, reasons: [...judged.reasons, ...strangersAmong(stamp.certificates, judged, grounds.certificates, grounds.profile)] }
}

/** A time stamp's authority as judged, and what the stamp proves then. */
export interface JudgedStamp {
  readonly authority: CertificateJudgement
  /** undefined: the authority is not trusted, nothing is proven. */
  readonly existence: Existence | undefined
}

/**
 * Judges a sound time stamp by each later proof that it existed, and by the present; the best counts, and what stands
 * against that proof stands against this one too.
 */
export async function judgeStamp(stamp: TimeStampFinding, later: readonly Existence[], grounds: Grounds): Promise<JudgedStamp> {
  let best: { authority: CertificateJudgement; reasons: VerdictReason[] } | undefined
  for (const proof of [...later, presentOf(grounds)]) {
    const authority = await judgeAuthority(stamp, proof.by, grounds)
    const judged = { authority, reasons: heaviestFirst([...authority.reasons, ...proof.reasons]) }
    if (best === undefined || weightOf({ ...judged, trust: authority.trust }) < weightOf({ ...best, trust: best.authority.trust })) best = judged
    if (best.reasons.length === 0) break
  }
  if (best === undefined || stamp.time === null) throw new TypeError('a stamp without a time')
  return { authority: best.authority, existence: best.authority.trust === 'trusted' ? { by: stamp.time, stamp, reasons: best.reasons } : undefined }
}

/** Nothing proves more than that it exists now. */
const presentOf = ({ now }: Grounds): Existence => ({ by: now, stamp: null, reasons: [] })

/** Judges the signer as if the signature had existed by one moment and nothing were known of earlier ones. */
async function judgeBy(existence: Existence, signer: Signer, grounds: Grounds): Promise<SignerTrust> {
  const { certificate, claimed } = signer
  const { by, stamp } = existence
  const claimedMs = claimed === null || toMilliseconds(claimed) > toMilliseconds(by) + clockToleranceMs ? null : toMilliseconds(claimed)
  const own = { ...grounds, certificates: [...signer.certificates, ...grounds.certificates], evidence: [...grounds.evidence, { evidence: signer.signedEvidence, existedBy: by }] }
  const judged = await judgeCertificate(certificate, {
    validAt: [by], statusAt: by,
    revoked: ({ since }, isIssuer) => {
      if (since > by) return undefined
      if (isIssuer) return 'ISSUER_REVOKED'
      return claimedMs !== null && claimedMs >= toMilliseconds(since) ? 'SIGNED_AFTER_REVOCATION' : 'CERTIFICATE_REVOKED'
    },
  }, own)
  const reasons: VerdictReason[] = [...existence.reasons, ...judged.reasons, ...strangersAmong(signer.certificates, judged, grounds.certificates, grounds.profile)]
  let { trust } = judged
  if (reasons.includes('CERTIFICATE_EXPIRED')) {
    if (claimedMs !== null && claimedMs - claimToleranceMs > toMilliseconds(certificate.notAfter)) reasons.push('SIGNED_AFTER_EXPIRY')
    if (stamp === null) reasons.push('NO_TRUSTED_TIME')
  }
  if (stamp === null && trust === 'trusted' && claimed !== null && claimed < certificate.notBefore) {
    trust = 'not yet valid'
    reasons.push('CERTIFICATE_NOT_YET_VALID')
  }
  return { trust, reasons, revocation: revocationOf(judged), isChecked: judged.statuses.length > 0 && judged.statuses.every(({ state }) => state !== 'unknown') }
}

const weights = { passed: 0, indeterminate: 1, failed: 2 } as const

/** How much stands against a judgement: its verdict first, then whether the signer is trusted at all. */
function weightOf({ reasons, trust }: { readonly reasons: readonly VerdictReason[]; readonly trust: SignatureTrust }): number {
  return weights[conclusionOf(reasons).verdict] * 2 + (trust === 'trusted' ? 0 : 1)
}

/**
 * Judges the signer at each moment by which the signature is proven to have existed, and at the present; the best of
 * them counts (ETSI EN 319 102-1, 5.5 and 5.6.2: proofs of existence can only help), except one from before the
 * certificate began. A claimed time proves nothing for its maker, but speaks against him.
 */
export async function judgeSigner(signer: Signer, proofs: readonly Existence[], grounds: Grounds): Promise<SignerTrust> {
  const present = presentOf(grounds)
  let best = await judgeBy(proofs[0] ?? present, signer, grounds)
  for (const existence of proofs.length === 0 ? [] : [...proofs.slice(1), present]) {
    if (weightOf(best) === 0) break
    const judged = await judgeBy(existence, signer, grounds)
    if (weightOf(judged) < weightOf(best)) best = judged
  }
  const { notBefore } = signer.certificate
  const isTooEarly = proofs.some(({ by }) => toMilliseconds(by) + clockToleranceMs < toMilliseconds(notBefore))
  return {
    ...best,
    reasons: [...(isTooEarly ? ['SIGNED_BEFORE_VALIDITY'] as const : []), ...(maySign(signer.certificate) ? [] : ['CERTIFICATE_NOT_FOR_SIGNING'] as const), ...best.reasons],
  }
}
