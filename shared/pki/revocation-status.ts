import type { Instant } from '../model/index.ts'
import type { Certificate } from './certificate.ts'

/** Revocation data as bytes: found in a file, fetched, or given with a trust package. Plain data: it may be sent to a child process. */
export interface RevocationEvidence {
  /** OCSPResponse or BasicOCSPResponse (RFC 6960), DER. */
  readonly ocspResponses: readonly Uint8Array[]
  /** CertificateList (RFC 5280), DER. */
  readonly crls: readonly Uint8Array[]
}

/** No revocation data at all. */
export const noEvidence: RevocationEvidence = { ocspResponses: [], crls: [] }

/** Several collections as one. */
export function mergeEvidence(all: readonly RevocationEvidence[]): RevocationEvidence {
  return { ocspResponses: all.flatMap(({ ocspResponses }) => ocspResponses), crls: all.flatMap(({ crls }) => crls) }
}

/** When a certificate's status counts, and when it is judged. */
export interface Moments {
  /** The moment for which the status is asked: of signing, or a proven one. */
  readonly at: Instant
  /** Present time of the judge: evidence made after it is a lie or a wrong clock. */
  readonly now: Instant
  /** By when the evidence is proven to have existed (a later time stamp covers it); left out: only now. */
  readonly existedBy?: Instant
}

/** CRLReason (RFC 5280, 5.3.1). */
export const revocationReasons = {
  0: 'unspecified', 1: 'keyCompromise', 2: 'cACompromise', 3: 'affiliationChanged', 4: 'superseded', 5: 'cessationOfOperation',
  6: 'certificateHold', 8: 'removeFromCRL', 9: 'privilegeWithdrawn', 10: 'aACompromise',
} as const
export type RevocationReason = (typeof revocationReasons)[keyof typeof revocationReasons]

/** The reason of a CRLReason number; what the standard does not know is `unspecified`. */
export function revocationReason(code: number | undefined): RevocationReason {
  return Object.entries(revocationReasons).find(([known]) => Number(known) === code)?.[1] ?? 'unspecified'
}

/**
 * Why evidence says nothing about a certificate, from the least telling to the most.
 * `absent`: there is none. `another certificate`/`another issuer`: it is about others. `unreadable`: not as RFC 6960 or
 * RFC 5280 say. `not successful`: the responder answered with an error. `not signed`: the signature is not by the issuer
 * nor by anybody he named. `responder not authorised`: signed by one whom the issuer gave no OCSP purpose, or whose
 * certificate was not valid then. `responder not checked`: his certificate may itself be revoked. `from the future`:
 * made after the present. `signer expired`: signed with a certificate that had ended before the evidence is proven to
 * have existed. `stale`: it was no longer current at the moment. `certificate expired before`: the issuer may
 * have forgotten the certificate. `indirect`, `partial`, `critical extension`: a CRL (or response) of a kind or scope
 * that does not answer. `unknown to the responder`: he says so.
 */
export const revocationGaps = [
  'absent', 'another certificate', 'another issuer', 'unreadable', 'not successful', 'not signed', 'responder not authorised', 'responder not checked',
  'from the future', 'signer expired', 'stale', 'certificate expired before', 'indirect', 'partial', 'critical extension', 'unknown to the responder',
] as const
export type RevocationGap = (typeof revocationGaps)[number]

/** The evidence that decided. */
export interface RevocationProof {
  readonly source: 'OCSP' | 'CRL'
  /** The bytes as they were given, fit for a DSS. */
  readonly bytes: Uint8Array
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant | null
  /** Who signed an OCSP response in the issuer's place; null: the issuer himself. */
  readonly responder: Certificate | null
}

/** What is known of a certificate's revocation. `revoked` tells since when: before or after a proven moment is the caller's to compare. */
export type RevocationStatus =
  | { readonly state: 'good'; readonly proof: RevocationProof }
  | { readonly state: 'revoked'; readonly since: Instant; readonly reason: RevocationReason; readonly proof: RevocationProof }
  | { readonly state: 'unknown'; readonly reason: RevocationGap }

export const unknown = (reason: RevocationGap): RevocationStatus => ({ state: 'unknown', reason })
