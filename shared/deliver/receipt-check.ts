import { compactVerify, decodeProtectedHeader, errors, importX509 } from 'jose'
import type { z } from 'zod'
import { SohoaError, toDigest, type Instant, type TargetName } from '../model/index.ts'
import { judgeChain, parseCertificate, readTrustProfile, toPem } from '../pki/index.ts'
import { recallReceiptClaims, receiptClaims, type DeliveryMessage, type RecallMessage, type RecallReceiptClaims, type ReceiptClaims } from '../wire/index.ts'

const acceptedAlgorithms = ['ES256', 'RS256', 'PS256']

/** A receipt whose signature, chain and content were checked. */
export interface CheckedReceipt {
  readonly claims: ReceiptClaims
  /** The receipt as it came (compact JWS), to be kept as proof. */
  readonly jws: string
}

/**
 * The signed content of a receipt (JWS, RFC 7515): signed by a certificate of the target's pinned CA that was valid `at` that time,
 * and shaped by `schema`. Throws hub_receipt_invalid (params: target, detail).
 */
export async function openReceipt<Claims>(jws: string, target: TargetName, caPem: string, at: Instant, schema: z.ZodType<Claims>): Promise<Claims> {
  const invalid = (detail: string, cause?: unknown): SohoaError => new SohoaError('hub_receipt_invalid', { target, detail }, cause === undefined ? undefined : { cause })
  let payload: Uint8Array
  try {
    const header = decodeProtectedHeader(jws)
    const [leaf, ...rest] = (header.x5c ?? []).map((base64) => parseCertificate(Buffer.from(base64, 'base64')))
    if (leaf === undefined || header.alg === undefined) throw invalid('no certificate')
    const { trust } = await judgeChain(leaf, rest, readTrustProfile(caPem), at)
    if (trust !== 'trusted') throw invalid('certificate not of the pinned CA')
    const key = await importX509(toPem(leaf), header.alg)
    payload = (await compactVerify(jws, key, { algorithms: acceptedAlgorithms })).payload
  } catch (thrown) {
    if (thrown instanceof SohoaError && thrown.code === 'hub_receipt_invalid') throw thrown
    if (thrown instanceof errors.JOSEError || thrown instanceof SohoaError || thrown instanceof TypeError) throw invalid('signature', thrown)
    throw thrown
  }
  const parsed = schema.safeParse(parseJson(payload))
  if (!parsed.success) throw invalid('claims', parsed.error)
  return parsed.data
}

/**
 * Checks the receipt of a delivery: signed by the target's pinned CA, and about exactly this delivery. Its audit head is not
 * compared: after a lost answer, or on a restored station, it is that of an earlier attempt.
 * Throws hub_receipt_invalid, or hub_digest_mismatch when it acknowledges another file.
 */
export async function checkReceipt(jws: string, message: DeliveryMessage, caPem: string, now: Instant): Promise<CheckedReceipt> {
  const claims = await openReceipt(jws, message.target, caPem, now, receiptClaims)
  if (toDigest(claims.pdfDigest) !== message.record.pdfDigest || claims.pdfBytes !== message.record.pdfBytes) {
    throw new SohoaError('hub_digest_mismatch', { target: message.target })
  }
  if (claims.idempotencyKey !== message.idempotencyKey || claims.target !== message.target || claims.recordCode !== message.record.code) {
    throw new SohoaError('hub_receipt_invalid', { target: message.target, detail: 'another delivery' })
  }
  return { claims, jws }
}

/** The receipt of a recall whose signature, chain and content were checked. */
export interface CheckedRecall {
  readonly claims: RecallReceiptClaims
  readonly jws: string
}

/**
 * Checks the receipt of a recall as one of a delivery is checked; a delivery's receipt is none.
 * Throws hub_receipt_invalid, or hub_digest_mismatch when it tells of another file.
 */
export async function checkRecallReceipt(jws: string, message: RecallMessage, caPem: string, now: Instant): Promise<CheckedRecall> {
  const { target } = message
  const claims = await openReceipt(jws, target, caPem, now, recallReceiptClaims)
  if (claims.pdfDigest !== message.pdfDigest) throw new SohoaError('hub_digest_mismatch', { target })
  if (claims.idempotencyKey !== message.idempotencyKey || claims.target !== target || claims.recordCode !== message.recordCode) {
    throw new SohoaError('hub_receipt_invalid', { target, detail: 'another recall' })
  }
  return { claims, jws }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
