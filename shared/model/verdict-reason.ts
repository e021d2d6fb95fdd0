/** ETSI EN 319 102-1: total-passed, indeterminate, total-failed. */
export type VerdictKind = 'passed' | 'indeterminate' | 'failed'

/** Why a signature is not TOTAL-PASSED, in the terms of ETSI EN 319 102-1 V1.4.1, tables 5 and 6. */
export const subIndications = [
  'FORMAT_FAILURE', 'HASH_FAILURE', 'SIG_CRYPTO_FAILURE', 'REVOKED', 'EXPIRED', 'NOT_YET_VALID',
  'SIG_CONSTRAINTS_FAILURE', 'CHAIN_CONSTRAINTS_FAILURE', 'CRYPTO_CONSTRAINTS_FAILURE', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'TIMESTAMP_ORDER_FAILURE',
  'NO_SIGNING_CERTIFICATE_FOUND', 'NO_CERTIFICATE_CHAIN_FOUND', 'REVOKED_NO_POE', 'REVOKED_CA_NO_POE', 'OUT_OF_BOUNDS_NO_POE',
  'REVOCATION_OUT_OF_BOUNDS_NO_POE', 'NO_POE', 'TRY_LATER', 'SIGNED_DATA_NOT_FOUND',
] as const
export type SubIndication = (typeof subIndications)[number]

interface Meaning {
  /** The best verdict that a signature or file with this reason may have. */
  readonly verdict: VerdictKind
  readonly subIndication: SubIndication | null
}

const told: Meaning = { verdict: 'passed', subIndication: null }
const undecided = (subIndication: SubIndication | null): Meaning => ({ verdict: 'indeterminate', subIndication })
const failed = (subIndication: SubIndication | null): Meaning => ({ verdict: 'failed', subIndication })

/** Every reason of a verdict with what it means; the first of several of equal weight gives a signature its sub-indication. */
export const verdictReasons = {
  NOT_A_PDF: failed('FORMAT_FAILURE'),
  PDF_DAMAGED: failed('FORMAT_FAILURE'),
  BYTE_RANGE_INVALID: failed('FORMAT_FAILURE'),
  REVISION_DAMAGED: failed('FORMAT_FAILURE'),
  PADDING_NOT_ZERO: failed('FORMAT_FAILURE'),
  SIGNATURE_EMPTY: failed('FORMAT_FAILURE'),
  CMS_UNREADABLE: failed('FORMAT_FAILURE'),
  CONTENT_TYPE_DIFFERS: failed('FORMAT_FAILURE'),
  CONTENT_NOT_DETACHED: failed('FORMAT_FAILURE'),
  NOT_ONE_SIGNER: failed('FORMAT_FAILURE'),
  HASH_FAILURE: failed('HASH_FAILURE'),
  SIGNATURE_CRYPTO_FAILURE: failed('SIG_CRYPTO_FAILURE'),
  SIGNING_CERTIFICATE_DIFFERS: failed('SIG_CRYPTO_FAILURE'),
  CHANGED_AFTER_SIGNING: failed('FORMAT_FAILURE'),
  SIGNED_AFTER_REVOCATION: failed('REVOKED'),
  SIGNED_AFTER_EXPIRY: failed('EXPIRED'),
  SIGNED_BEFORE_VALIDITY: failed('NOT_YET_VALID'),

  NO_SIGNATURE: undecided('SIGNED_DATA_NOT_FOUND'),
  ENCRYPTED: undecided('SIGNED_DATA_NOT_FOUND'),
  TIME_LIMIT: undecided(null),
  MEMORY_LIMIT: undecided(null),
  CHECK_CRASHED: undecided(null),
  STRUCTURE_DAMAGED: undecided('SIG_CONSTRAINTS_FAILURE'),
  COVERED_AFTER_SIGNING: undecided('SIG_CONSTRAINTS_FAILURE'),
  FILLED_IN_AFTER_SIGNING: undecided('SIG_CONSTRAINTS_FAILURE'),
  CMS_INCONSISTENT: undecided('SIG_CONSTRAINTS_FAILURE'),
  CONTENTS_ODD: undecided('SIG_CONSTRAINTS_FAILURE'),
  UNKNOWN_CERTIFICATE_ATTACHED: undecided('SIG_CONSTRAINTS_FAILURE'),
  UNSUPPORTED_SUBFILTER: undecided('SIG_CONSTRAINTS_FAILURE'),
  UNSUPPORTED_ALGORITHM: undecided('CRYPTO_CONSTRAINTS_FAILURE'),
  KEY_TOO_SHORT: undecided('CRYPTO_CONSTRAINTS_FAILURE_NO_POE'),
  NO_SIGNING_CERTIFICATE: undecided('NO_SIGNING_CERTIFICATE_FOUND'),
  NO_TRUST_ANCHOR: undecided('NO_CERTIFICATE_CHAIN_FOUND'),
  CHAIN_INVALID: undecided('CHAIN_CONSTRAINTS_FAILURE'),
  CERTIFICATE_NOT_FOR_SIGNING: undecided('CHAIN_CONSTRAINTS_FAILURE'),
  NOT_A_TIME_STAMP_CERTIFICATE: undecided('CHAIN_CONSTRAINTS_FAILURE'),
  CERTIFICATE_REVOKED: undecided('REVOKED_NO_POE'),
  ISSUER_REVOKED: undecided('REVOKED_CA_NO_POE'),
  CERTIFICATE_EXPIRED: undecided('OUT_OF_BOUNDS_NO_POE'),
  CERTIFICATE_NOT_YET_VALID: undecided('OUT_OF_BOUNDS_NO_POE'),
  ISSUER_EXPIRED: undecided('OUT_OF_BOUNDS_NO_POE'),
  NO_TRUSTED_TIME: undecided('OUT_OF_BOUNDS_NO_POE'),
  TIME_STAMP_ORDER: undecided('TIMESTAMP_ORDER_FAILURE'),
  TIME_STAMP_INVALID: undecided('NO_POE'),
  TIME_STAMP_NOT_TRUSTED: undecided('NO_POE'),
  TIME_STAMP_UNSUPPORTED: undecided('NO_POE'),
  REVOCATION_DATA_UNPROVEN: undecided('REVOCATION_OUT_OF_BOUNDS_NO_POE'),
  REVOCATION_NOT_CHECKED: undecided('TRY_LATER'),
  REVOCATION_DATA_STALE: undecided('TRY_LATER'),
  REVOCATION_DATA_UNUSABLE: undecided('TRY_LATER'),
  REVOCATION_STATUS_UNKNOWN: undecided('TRY_LATER'),

  WEAK_DIGEST: told,
  WEAK_KEY: told,
  CLAIMED_TIME_DIFFERS: told,
} as const satisfies Readonly<Record<string, Meaning>>
export type VerdictReason = keyof typeof verdictReasons

const severity: Readonly<Record<VerdictKind, number>> = { passed: 0, indeterminate: 1, failed: 2 }

/** The worse of several verdicts; `passed` for none. */
export function worstOf(verdicts: readonly VerdictKind[]): VerdictKind {
  return verdicts.reduce((worst, verdict) => (severity[verdict] > severity[worst] ? verdict : worst), 'passed')
}

const order = Object.keys(verdictReasons)

/** Each reason once, the heaviest first, those of equal weight in the order of the table. */
export function heaviestFirst(reasons: readonly VerdictReason[]): VerdictReason[] {
  const weight = (reason: VerdictReason): number => severity[verdictReasons[reason].verdict]
  return [...new Set(reasons)].toSorted((left, right) => weight(right) - weight(left) || order.indexOf(left) - order.indexOf(right))
}

/** The verdict that these reasons leave, and the standard's word for it: that of the heaviest. */
export function conclusionOf(reasons: readonly VerdictReason[]): { readonly verdict: VerdictKind; readonly subIndication: SubIndication | null } {
  const [heaviest] = heaviestFirst(reasons)
  return heaviest === undefined ? { verdict: 'passed', subIndication: null } : verdictReasons[heaviest]
}
