import { createHash, randomBytes } from 'node:crypto'
import { toMilliseconds, type Instant } from '../model/index.ts'
import { partsOf } from './certificate-parts.ts'
import { readRevocationList } from './certificate-revocation-list.ts'
import type { Certificate } from './certificate.ts'
import { algorithmIdentifier, context, element, objectIdentifier, octetString, sequence } from './der.ts'
import { exchange } from './http-exchange.ts'
import { oid } from './object-identifiers.ts'
import { readOcspResponse } from './ocsp-response.ts'
import { judgeRevocation } from './revocation.ts'
import type { Moments, RevocationEvidence, RevocationGap, RevocationStatus } from './revocation-status.ts'
import { statusAddresses, type StatusAddresses } from './status-addresses.ts'

/** Lists that were got before, and where to keep those that are got now. */
export interface ListKeeper {
  /** The list that came from an address last, and when. */
  last(address: string): { readonly crl: Uint8Array; readonly fetchedAt: Instant } | undefined
  keep(address: string, crl: Uint8Array): void
}

/** How an authority is asked. */
export interface StatusQuestion {
  readonly certificate: Certificate
  /** Who issued it. The caller has judged that its chain is trusted: a foreign certificate chooses no address. */
  readonly issuer: Certificate
  readonly moments: Moments
  /** Addresses beside those in the certificate (a trust package's). */
  readonly more: StatusAddresses
  /** Lists that came with a trust package. */
  readonly given: readonly Uint8Array[]
  readonly lists: ListKeeper
  /** For each answer, ms. */
  readonly timeMs: number
}

/** `no address`: nobody says where to ask; `unreachable`: nobody answered. */
export type StatusGap = RevocationGap | 'no address' | 'unreachable'
export type AskedStatus = Exclude<RevocationStatus, { state: 'unknown' }> | { readonly state: 'unknown'; readonly reason: StatusGap }

const largestResponse = 256 * 1024
const largestList = 32 * 1024 * 1024
/** A kept list counts until its next update; after this time it is looked whether there is a newer one. */
const listIsRecentMs = 3_600_000

/**
 * The status of a certificate by OCSP, else by the latest revocation list: from its distribution points, kept from before, or given
 * (Circular 15/2025/TT-BKHCN). Evidence is believed as `judgeRevocation` does; a response to another request than ours is not evidence.
 * Never throws for what authorities answer.
 */
export async function askStatus(question: StatusQuestion): Promise<AskedStatus> {
  const { certificate, issuer, moments, more, given, lists, timeMs } = question
  const own = statusAddresses(certificate)
  const ocsp = [...new Set([...own.ocsp, ...more.ocsp])]
  const points = [...new Set([...own.crl, ...more.crl])]
  const judge = (evidence: RevocationEvidence): RevocationStatus => judgeRevocation(evidence, certificate, issuer, moments)
  const known = [...points.flatMap((address) => lists.last(address)?.crl ?? []), ...given]
  let gap: StatusGap = ocsp.length + points.length === 0 ? 'no address' : 'unreachable'
  for (const address of ocsp) {
    const response = await requestOcsp(address, certificate, issuer, timeMs)
    if (response === undefined) continue
    // Lists that are here may tell of the responder himself.
    const told = judge({ ocspResponses: [response], crls: known })
    if (told.state !== 'unknown' && told.proof.source === 'OCSP') return told
    if (told.state === 'unknown') gap = told.reason
  }
  for (const address of points) {
    const before = lists.last(address)
    const isRecent = before !== undefined && toMilliseconds(moments.now) - toMilliseconds(before.fetchedAt) < listIsRecentMs && judge({ ocspResponses: [], crls: [before.crl] }).state !== 'unknown'
    const list = isRecent ? before.crl : await requestList(address, timeMs)
    if (list !== undefined) {
      const told = judge({ ocspResponses: [], crls: [list] })
      if (told.state !== 'unknown' && !isRecent) lists.keep(address, list)
      if (told.state !== 'unknown') return told
      gap = told.reason
    }
  }
  const told = judge({ ocspResponses: [], crls: known })
  if (told.state !== 'unknown') return told
  return { state: 'unknown', reason: told.reason === 'absent' || told.reason === 'another issuer' ? gap : told.reason }
}

/** The list of a distribution point, undefined where there is none to be had. */
async function requestList(url: string, timeMs: number): Promise<Uint8Array | undefined> {
  const outcome = await exchange({ url, headers: { accept: 'application/pkix-crl' }, timeMs, mostBytes: largestList })
  return outcome.state === 'answered' && readRevocationList(outcome.bytes) !== 'unreadable' ? outcome.bytes : undefined
}

/** A responder's answer to this very question, undefined where there is none to be had: one that answers another nonce is somebody else's. */
async function requestOcsp(url: string, certificate: Certificate, issuer: Certificate, timeMs: number): Promise<Uint8Array | undefined> {
  const nonce = randomBytes(16)
  const outcome = await exchange({
    url, body: ocspRequest(certificate, issuer, nonce), timeMs, mostBytes: largestResponse,
    headers: { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' },
  })
  if (outcome.state !== 'answered') return undefined
  const response = readOcspResponse(outcome.bytes)
  // Responders that sign beforehand give no nonce (RFC 5019, 4): how old the answer may be is judged with the rest.
  const isOthers = typeof response !== 'string' && response.nonce !== null && !nonce.equals(response.nonce)
  return isOthers ? undefined : outcome.bytes
}

/** An OCSPRequest about one certificate, with a nonce of 16 octets (RFC 6960, 4.1.1; RFC 8954). SHA-1 only names the issuer: it is what all responders know. */
function ocspRequest(certificate: Certificate, issuer: Certificate, nonce: Uint8Array): Uint8Array {
  const hash = (bytes: Uint8Array): Buffer => createHash('sha1').update(bytes).digest()
  const identifier = sequence(
    algorithmIdentifier(oid.sha1), octetString(hash(partsOf(certificate).issuer)), octetString(hash(partsOf(issuer).keyBits)),
    element(0x02, Buffer.from(certificate.serial, 'hex')),
  )
  const extension = sequence(objectIdentifier(oid.ocspNonce), octetString(octetString(nonce)))
  return sequence(sequence(sequence(sequence(identifier)), context(2, sequence(extension))))
}
