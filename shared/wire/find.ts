import { z } from 'zod'
import { deliveryMessage } from './message.ts'

/**
 * `chia-se`: is this result digitised already? Asked by owner and number, so that nobody can leaf through what others hold (reuse
 * instead of a second conversion, Decree 137/2024 Art. 8(4)). A training station is told of training results, and only of them.
 */
export const findQuestion = z.strictObject({
  ownerId: z.string().min(1),
  codeNumber: z.string().min(1),
  codeNotation: z.string().nullable(),
  issuingAgency: z.string().nullable(),
  training: z.boolean(),
})
export type FindQuestion = z.infer<typeof findQuestion>

const { record, result, owners, sender } = deliveryMessage.shape

/** What the platform holds: as the converting station told it, and where the file is. */
export const findAnswer = z.strictObject({
  found: z.array(z.strictObject({
    link: z.url(),
    recordCode: record.shape.code,
    pdfDigest: record.shape.pdfDigest,
    pdfBytes: record.shape.pdfBytes,
    pages: record.shape.pages,
    sender: sender.shape.agency,
    result,
    owners,
    receivedAt: z.iso.datetime(),
  })).max(100),
})
export type FindAnswer = z.infer<typeof findAnswer>
export type FoundResult = FindAnswer['found'][number]
