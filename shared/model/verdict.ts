import type { Instant } from './instant.ts'
import type { SubIndication, VerdictKind, VerdictReason } from './verdict-reason.ts'

/** Whether the signer's certificate leads to an anchor that the caller trusts. */
export type SignatureTrust = 'trusted' | 'untrusted' | 'unknown' | 'expired' | 'not yet valid' | 'revoked'

/** What can be changed in a file after a signature. */
export const changeKinds = [
  'page added', 'page removed', 'page content changed', 'page setting changed', 'page covered by a signature', 'print under a signature',
  'annotation added', 'annotation changed', 'annotation removed or moved',
  'form field added', 'form field changed', 'form field removed', 'form setting changed',
  'signature added', 'signature field signed', 'signature field changed', 'signature field removed', 'signature changed', 'appearance without signature',
  'document setting changed', 'second document root', 'document information changed', 'document metadata changed',
  'validation data added', 'data after the end', 'revisions not comparable',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** One thing that was changed in a file after a signature. */
export interface ChangeAfter {
  readonly change: ChangeKind
  /** From 1; null where it concerns no page. */
  readonly page: number | null
  /** Name of the field or of the PDF entry; null where there is none. */
  readonly name: string | null
}

/** What revocation data told of the signer's certificate at the moment that counts. */
export interface RevocationFinding {
  readonly state: 'good' | 'revoked' | 'unknown'
  /** null where nothing told. */
  readonly source: 'OCSP' | 'CRL' | null
  /** When the data that told were made. */
  readonly asOf: Instant | null
  readonly revokedSince: Instant | null
}

/** The signer's certificate, as a verifier must show it (Circular 15/2025/TT-BKHCN). */
export interface SignerCertificate {
  readonly serial: string
  readonly from: Instant
  readonly until: Instant
  /** `RSA-2048`, `P-256` …; the identifier of a key of another kind. */
  readonly key: string
}

export interface SignatureVerdict {
  /** Fully qualified field name in the PDF. */
  readonly field: string
  readonly kind: 'signature' | 'document time stamp'
  /** Digest, CMS and structure agree. */
  readonly intact: boolean
  readonly signer: string
  /** The signer's organisation as the certificate names it. */
  readonly organisation: string | null
  /** The unit within it that manages the signer. */
  readonly unit: string | null
  readonly issuer: string
  readonly issuerOrganisation: string | null
  /** null where the signature carries none that can be read. */
  readonly certificate: SignerCertificate | null
  /** Digest algorithm of the signature, e.g. `sha256`; null where it cannot be read. */
  readonly digest: string | null
  /** Time of a sound time stamp of a trusted authority, else the claimed time, else null. */
  readonly time: Instant | null
  readonly timeSource: 'time stamp' | 'claimed' | null
  readonly level: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA' | 'document time stamp' | 'not PAdES baseline'
  readonly trust: SignatureTrust
  readonly revocation: RevocationFinding
  readonly coversWholeFile: boolean
  /** What was changed after this signature beyond signing; empty when nothing. */
  readonly changesAfter: readonly ChangeAfter[]
  readonly verdict: VerdictKind
  readonly subIndication: SubIndication | null
  readonly reasons: readonly VerdictReason[]
}

export interface FileVerdict {
  readonly verdict: VerdictKind
  readonly signatures: readonly SignatureVerdict[]
  readonly reasons: readonly VerdictReason[]
}

/** Reasons that only say: no revocation data, or old ones; and those that are told beside a verdict. */
const awaitingRevocation: ReadonlySet<string> = new Set<VerdictReason>(['REVOCATION_NOT_CHECKED', 'REVOCATION_DATA_STALE', 'WEAK_DIGEST', 'WEAK_KEY', 'CLAIMED_TIME_DIFFERS'])

/**
 * True for a file whose signatures are all intact, unchanged and of trusted signers, and that is undecided only because
 * revocation data are missing or too old: what a fresh B-B or B-T signature is until its status has been fetched.
 */
export function lacksOnlyRevocation({ verdict, reasons }: { readonly verdict: VerdictKind; readonly reasons: readonly string[] }): boolean {
  return verdict === 'indeterminate' && reasons.length > 0 && reasons.every((reason) => awaitingRevocation.has(reason))
}
