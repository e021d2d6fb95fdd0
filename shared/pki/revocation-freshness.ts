import { toMilliseconds, type Instant } from '../model/index.ts'
import type { Certificate } from './certificate.ts'
import type { Moments, RevocationGap } from './revocation-status.ts'

/** Clocks of authorities and stations may differ by this much. */
const clockToleranceMs = 5 * 60_000

/** How long evidence that names no next update counts: RFC 6960, 4.2.2.1 lets a responder have newer data at any time. */
const withoutNextUpdateMs = 24 * 3_600_000

/** When evidence was made, and until when it counts. */
export interface Currency {
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant | null
  /** The issuer keeps certificates listed that expired after this moment (expiredCertsOnCRL, archive cutoff); null: only valid ones. */
  readonly keepsExpiredSince: Instant | null
}

/** True for evidence made after the present. */
export function isFromTheFuture({ thisUpdate }: Currency, { now }: Moments): boolean {
  return toMilliseconds(thisUpdate) > toMilliseconds(now) + clockToleranceMs
}

/**
 * Why a certificate that is not listed may nevertheless have been revoked at the moment; undefined when it was not.
 * Evidence counts for the moments between its updates, and what was made later counts for all moments before:
 * a revocation is never taken back (RFC 5280, 3.3), except that issuers may drop expired certificates.
 */
export function gapAt(currency: Currency, certificate: Certificate, { at }: Moments): RevocationGap | undefined {
  const made = toMilliseconds(currency.thisUpdate)
  const moment = toMilliseconds(at)
  const until = currency.nextUpdate === null ? made + withoutNextUpdateMs : toMilliseconds(currency.nextUpdate)
  if (moment > until + clockToleranceMs) return 'stale'
  const expiry = toMilliseconds(certificate.notAfter)
  const keepsIt = currency.keepsExpiredSince !== null && toMilliseconds(currency.keepsExpiredSince) <= expiry
  return made > expiry && !keepsIt ? 'certificate expired before' : undefined
}
