import { z } from 'zod'
import { recallOutcomes, recallReasons, refusalReasons, targetNames, toDigest } from '../model/index.ts'
import { auditHead } from './message.ts'

const digest = z.string().regex(/^[0-9a-f]{64}$/u)

/** What a receiver signs (JWS, RFC 7515, ES256 or RS256, certificate chain in `x5c`) once the file is stored and checked. */
export const receiptClaims = z.strictObject({
  version: z.literal(1),
  receiptId: z.string().min(1).max(100),
  /** Full name of the receiving service; a stand-in says that it is one. */
  receiver: z.string().min(1),
  target: z.enum(targetNames),
  idempotencyKey: digest,
  recordCode: z.string(),
  pdfDigest: digest,
  pdfBytes: z.number().int().positive(),
  verdict: z.enum(['passed', 'indeterminate']),
  receivedAt: z.iso.datetime(),
  /** Where other agencies and the owner find the file. */
  link: z.url(),
  /** As the message told it that was announced for this file. */
  auditHead,
})
export type ReceiptClaims = z.infer<typeof receiptClaims>

/** What a receiver signs once a result is taken back: nobody gets it there any more, and it is not taken in again. */
export const recallReceiptClaims = z.strictObject({
  version: z.literal(1),
  kind: z.literal('recall'),
  receiptId: z.string().min(1).max(100),
  receiver: z.string().min(1),
  target: z.enum(targetNames),
  idempotencyKey: digest,
  recordCode: z.string(),
  pdfDigest: digest.nullable(),
  outcome: z.enum(recallOutcomes),
  acknowledgedAt: z.iso.datetime(),
  /** As the recall told it. */
  auditHead,
})
export type RecallReceiptClaims = z.infer<typeof recallReceiptClaims>

/** What any signed answer of a receiver attests about the sender's audit log. */
export const attestedHead = z.object({ auditHead: auditHead.transform(({ seq, hash }) => ({ seq, hash: toDigest(hash) })) })

/** Answers of a receiver to an announced delivery. */
export const announceAnswer = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('send the file'), upload: z.string() }),
  z.strictObject({ state: z.literal('received'), receipt: z.string() }),
])

export const uploadAnswer = z.strictObject({ state: z.literal('received'), receipt: z.string() })

export const recallAnswer = z.strictObject({ state: z.literal('acknowledged'), receipt: z.string() })

/** In place of a file that was called back (HTTP 410). */
export const recalledAnswer = z.strictObject({ state: z.literal('recalled'), reason: z.enum(recallReasons), replacedBy: z.string().nullable() })
export type RecalledAnswer = z.infer<typeof recalledAnswer>

/** A receiver's final no: the reason is a code, never text to be parsed. */
export const refusalAnswer = z.strictObject({
  state: z.literal('refused'),
  reason: z.enum(refusalReasons),
})
export type Refusal = z.infer<typeof refusalAnswer>
