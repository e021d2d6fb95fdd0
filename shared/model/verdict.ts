import type { Instant } from './instant.ts'

/** ETSI EN 319 102-1: total-passed, indeterminate, total-failed. */
export type VerdictKind = 'passed' | 'indeterminate' | 'failed'

/** Whether the signer's certificate leads to an anchor that the caller trusts. */
export type SignatureTrust = 'trusted' | 'untrusted' | 'unknown' | 'expired' | 'not yet valid' | 'revoked'

/** What can be changed in a file after a signature. */
export const changeKinds = [
  'page added', 'page removed', 'page content changed', 'page setting changed', 'page covered by a signature',
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

export interface SignatureVerdict {
  /** Fully qualified field name in the PDF. */
  readonly field: string
  readonly kind: 'signature' | 'document time stamp'
  /** Digest, CMS and structure agree. */
  readonly intact: boolean
  readonly signer: string
  readonly organisation: string | null
  readonly issuer: string
  /** Time stamp's time when there is a sound one, else the claimed time, else null. */
  readonly time: Instant | null
  readonly timeSource: 'time stamp' | 'claimed' | null
  readonly level: 'B-B' | 'B-T' | 'document time stamp' | 'not PAdES baseline'
  readonly trust: SignatureTrust
  readonly coversWholeFile: boolean
  /** What was changed after this signature beyond signing; empty when nothing. */
  readonly changesAfter: readonly ChangeAfter[]
  readonly verdict: VerdictKind
  readonly reasons: readonly string[]
}

export interface FileVerdict {
  readonly verdict: VerdictKind
  readonly signatures: readonly SignatureVerdict[]
  /** Codes, e.g. `NO_SIGNATURE`, `HASH_FAILURE`, `CHANGED_AFTER_SIGNING`, `NO_TRUST_ANCHOR`, `WEAK_DIGEST`. */
  readonly reasons: readonly string[]
}
