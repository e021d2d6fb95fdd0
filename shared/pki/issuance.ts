import { X509Certificate } from 'node:crypto'
import type { Certificate } from './certificate.ts'

/** Certificates beyond these are not looked at: a hostile file may carry any number. */
export const mostCandidates = 100

/** True when `issuer` signed `subject`: names, key identifiers and signature agree. */
export function issued(issuer: X509Certificate, subject: X509Certificate): boolean {
  if (!subject.checkIssued(issuer)) return false
  try {
    return subject.verify(issuer.publicKey)
  } catch {
    // A key or algorithm that this runtime cannot use proves nothing.
    return false
  }
}

/** True when one of `issuers` (itself among them, if self-signed) signed the certificate. At most 100 are looked at. */
export function isIssuedByOneOf(certificate: Certificate, issuers: readonly Certificate[]): boolean {
  const x509 = new X509Certificate(certificate.der)
  return issuers.slice(0, mostCandidates).some((issuer) => issued(new X509Certificate(issuer.der), x509))
}

/** The issuers of a certificate among `candidates`, nearest first, as far as they lead; each one's signature is checked. */
export function issuersOf(certificate: Certificate, candidates: readonly Certificate[]): Certificate[] {
  const chain: Certificate[] = []
  let current = certificate
  while (!current.isSelfIssued) {
    const subject = new X509Certificate(current.der)
    const issuer = candidates.slice(0, mostCandidates).find((candidate) => issued(new X509Certificate(candidate.der), subject))
    if (issuer === undefined || chain.some(({ fingerprint }) => fingerprint === issuer.fingerprint)) break
    chain.push(issuer)
    current = issuer
  }
  return chain
}
