import { randomBytes } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { SohoaError } from '../model/index.ts'
import { parseElement } from './asn1.ts'
import { booleanValue, octetString, sequence, unsignedInteger } from './der.ts'
import { exchange } from './http-exchange.ts'
import { digestAlgorithmIdentifier, type DigestAlgorithm } from './signature-scheme.ts'
import { checkTimeStampToken, type TimeStamp } from './time-stamp.ts'

/** A time stamp authority: RFC 3161 over HTTP, and how long each may take, ms. */
export interface TimeStampAuthority {
  readonly url: string
  /** Asked in turn where the first gives no time stamp. */
  readonly others?: readonly string[]
  readonly timeMs: number
}

const largestReply = 256 * 1024

/**
 * Asks the authority for a time stamp over a digest (RFC 3161, 3.4) and checks what comes back: status, imprint,
 * nonce, signature, certificate. Where it gives none the others are asked; that none of them gives one is told as the first failed.
 * Throws tsa_unreachable (no answer in time), tsa_refused `{status}` (an answer without a token), tsa_lied `{detail}` (a token about
 * something else, or not soundly signed).
 */
export async function requestTimeStamp(digest: Uint8Array, algorithm: DigestAlgorithm, authority: TimeStampAuthority): Promise<TimeStamp> {
  const { url, others = [], timeMs } = authority
  let failure: SohoaError | undefined
  for (const address of [url, ...others]) {
    try {
      return await requestOf(digest, algorithm, { url: address, timeMs })
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) throw thrown
      failure ??= thrown
    }
  }
  throw failure ?? new SohoaError('tsa_unreachable')
}

async function requestOf(digest: Uint8Array, algorithm: DigestAlgorithm, authority: TimeStampAuthority): Promise<TimeStamp> {
  const nonce = randomBytes(16)
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40
  const reply = await post(authority, timeStampRequest(digest, algorithm, nonce))
  const stamp = checkTimeStampToken(tokenOf(reply), (name) => {
    if (name !== algorithm) throw new SohoaError('tsa_lied', { detail: 'imprint algorithm' })
    return digest
  })
  if (stamp.nonce === null || !nonce.equals(stamp.nonce)) throw new SohoaError('tsa_lied', { detail: 'nonce' })
  return stamp
}

function timeStampRequest(digest: Uint8Array, algorithm: DigestAlgorithm, nonce: Uint8Array): Buffer {
  const imprint = sequence(digestAlgorithmIdentifier(algorithm), octetString(digest))
  return sequence(unsignedInteger(1), imprint, unsignedInteger(nonce), booleanValue(true))
}

async function post(authority: TimeStampAuthority, body: Uint8Array): Promise<Uint8Array> {
  const outcome = await exchange({
    url: authority.url, body, timeMs: authority.timeMs, mostBytes: largestReply,
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
  })
  if (outcome.state === 'unreachable') throw new SohoaError('tsa_unreachable', {}, { cause: outcome.cause })
  if (outcome.state === 'refused') throw new SohoaError('tsa_refused', { status: outcome.status })
  return outcome.bytes
}

/** The token of a TimeStampResp, byte for byte. */
function tokenOf(reply: Uint8Array): Uint8Array {
  const result = parseElement(reply)
  const [, token] = result instanceof asn1js.Sequence ? result.valueBlock.value : []
  const status = statusOf(result)
  if (status === undefined) throw new SohoaError('tsa_refused', { status: 'unreadable reply' })
  // granted (0) and grantedWithMods (1) come with a token, all others without
  if (status > 1 || token === undefined) throw new SohoaError('tsa_refused', { status })
  return token.valueBeforeDecodeView
}

function statusOf(schema: asn1js.AsnType | undefined): number | undefined {
  try {
    return schema === undefined ? undefined : new pkijs.TimeStampResp({ schema }).status.status
  } catch {
    return undefined
  }
}
