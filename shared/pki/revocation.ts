import type { Certificate } from './certificate.ts'
import { judgeRevocationList } from './certificate-revocation-list.ts'
import { judgeOcspResponse } from './ocsp-response.ts'
import { revocationGaps, unknown, type Moments, type RevocationEvidence, type RevocationStatus } from './revocation-status.ts'

/** Evidence beyond these is not looked at: a hostile file may carry any number. */
const mostOfAKind = 200

/** The one of two statuses of a certificate that counts: revoked before good, good before unknown, newer before older. */
export function moreTelling(left: RevocationStatus, right: RevocationStatus): RevocationStatus {
  if (left.state === 'unknown' && right.state === 'unknown') return revocationGaps.indexOf(right.reason) > revocationGaps.indexOf(left.reason) ? right : left
  if (left.state === 'unknown' || right.state === 'unknown') return left.state === 'unknown' ? right : left
  if (left.state === right.state) return right.proof.thisUpdate > left.proof.thisUpdate ? right : left
  const [revoked, good] = left.state === 'revoked' ? [left, right] : [right, left]
  // A hold is the only revocation that is taken back (RFC 5280, 5.3.1).
  return revoked.state === 'revoked' && revoked.reason === 'certificateHold' && good.proof.thisUpdate > revoked.proof.thisUpdate ? good : revoked
}

/**
 * What evidence says of a certificate that `issuer` issued, at a moment. Revoked by any sound piece of evidence is
 * revoked, even by an old one; otherwise the newest sound piece that covers the moment makes it good; otherwise unknown,
 * with the most telling reason. That `issuer` issued the certificate and is trusted is not judged here; nothing is
 * fetched. Never throws for what the bytes hold. RFC 6960, RFC 5280 section 6.3, ETSI EN 319 102-1 section 5.2.5.
 */
export function judgeRevocation(evidence: RevocationEvidence, certificate: Certificate, issuer: Certificate, moments: Moments): RevocationStatus {
  const lists = evidence.crls.slice(0, mostOfAKind)
  const byLists = (subject: Certificate): RevocationStatus[] => lists.map((list) => judgeRevocationList(list, subject, issuer, moments))
  const isDelegateGood = (delegate: Certificate): boolean => byLists(delegate).reduce(moreTelling, unknown('absent')).state === 'good'
  const byResponses = evidence.ocspResponses.slice(0, mostOfAKind).map((response) => judgeOcspResponse(response, certificate, issuer, moments, isDelegateGood))
  return [...byResponses, ...byLists(certificate)].reduce(moreTelling, unknown('absent'))
}
