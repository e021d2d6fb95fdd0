import { z } from 'zod'
import { isRecordId, parseInstant } from '../../model/index.ts'
import type { Instant, RecordId } from '../../model/index.ts'

/** What a station remembers of the papers of offices: who issues, who signs as what, what papers are about. Never of citizens. */
export const rememberedKinds = ['agency', 'signer', 'subject'] as const
export type RememberedKind = (typeof rememberedKinds)[number]

const recordId = z.custom<RecordId>((value) => typeof value === 'string' && isRecordId(value))
const moment = z.string().transform((text): Instant => parseInstant(text))

/** One thing remembered. */
export const rememberedEntry = z.strictObject({
  kind: z.enum(rememberedKinds),
  /** The agency's or signer's name, or the subject. */
  value: z.string().min(2).max(500),
  /** Whose signer or subject it is; null for an agency. */
  agency: z.string().max(200).nullable(),
  /** As what the signer signs; null for others. */
  position: z.string().max(100).nullable(),
  /** Whether an officer said so; else it was only read, surely and on several papers. */
  taught: z.boolean(),
  /** The last records that said so, each once. */
  records: z.array(recordId).min(1).max(3),
  lastAt: moment,
})
export type RememberedEntry = Readonly<z.output<typeof rememberedEntry>>

/** Most entries of each kind: the longest unused are forgotten first. */
export const mostRemembered = 400

/** What one office's papers are enough for to be proposed without an officer's word. */
const readOften = 2

/** True for what may be proposed: an officer said so, or several papers did. */
export function isProven({ taught, records }: RememberedEntry): boolean {
  return taught || records.length >= readOften
}
