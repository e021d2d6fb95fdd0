import { z } from 'zod'
import { recallReasons, recordKinds, targetNames, trustStates } from '../model/index.ts'

const digest = z.string().regex(/^[0-9a-f]{64}$/u)

/** Where the sender's audit log ended. A receiver repeats it in its signed receipt: the log cannot be written anew behind it. */
export const auditHead = z.strictObject({ seq: z.number().int().min(0), hash: digest })

/**
 * By which a receiver knows a sender again (header `authorization`, RFC 6750): a secret of the two that every delivery and recall bears.
 * Only who sent a result may call it back.
 */
export const bearerCredential = z.string().regex(/^Bearer [0-9a-f]{64}$/u)

/** Who speaks to a receiver, in its own words. */
const sender = z.strictObject({ agency: z.string().min(1), agencyCode: z.string().nullable(), training: z.boolean() })

/** What a station tells a receiver about one result, before the bytes of the PDF. Version 1. */
export const deliveryMessage = z.strictObject({
  version: z.literal(1),
  /** The same for every attempt at the same delivery: record, target and PDF digest decide it. */
  idempotencyKey: digest,
  target: z.enum(targetNames),
  sender,
  record: z.strictObject({
    code: z.string().min(1),
    origin: z.enum(['scan', 'signed electronic original']),
    trust: z.enum(trustStates),
    pages: z.number().int().positive(),
    rawDigest: digest,
    pdfDigest: digest,
    pdfBytes: z.number().int().positive(),
  }),
  result: z.strictObject({
    kind: z.enum(recordKinds),
    dossierCode: z.string().nullable(),
    procedureCode: z.string().nullable(),
    resultCode: z.string().nullable(),
    validUntil: z.iso.date().nullable(),
    documentType: z.string().nullable(),
    codeNumber: z.string().nullable(),
    codeNotation: z.string().nullable(),
    issuedDate: z.string().nullable(),
    issuingAgency: z.string().nullable(),
    subject: z.string().nullable(),
  }),
  owners: z.array(z.strictObject({ kind: z.enum(['person', 'organisation']), name: z.string().min(1), id: z.string().nullable() })).min(1),
  chosenAt: z.iso.datetime(),
  /** The result in whose place this one stands. */
  replaces: z.strictObject({ recordCode: z.string().min(1), pdfDigest: digest }).nullable(),
  auditHead,
})
export type DeliveryMessage = z.infer<typeof deliveryMessage>

/** A station calls a result back from a receiver: everything of that record which the receiver holds from this sender. It holds no names and nobody's words: a reason is a code. Version 1. */
export const recallMessage = z.strictObject({
  version: z.literal(1),
  /** Record, target and PDF digest decide it: where a PDF is named, it is that of its delivery. */
  idempotencyKey: digest,
  target: z.enum(targetNames),
  sender,
  recordCode: z.string().min(1),
  /** The PDF that may have arrived; null where the sender does not remember which. */
  pdfDigest: digest.nullable(),
  reason: z.enum(recallReasons),
  /** Code of the record that stands in its place. */
  replacedBy: z.string().min(1).nullable(),
  recalledAt: z.iso.datetime(),
  auditHead,
})
export type RecallMessage = z.infer<typeof recallMessage>
