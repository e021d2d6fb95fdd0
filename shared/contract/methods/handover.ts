import { z } from 'zod'
import { handoverWays } from '../../model/index.ts'
import { receiverShape, recordLine } from '../shapes.ts'
import { recordId } from './parts.ts'

/** The paper results that people come for (trả kết quả). */
export const handoverMethods = {
  /** What is here for somebody: by what was scanned or typed, a dossier code, a personal number or the QR of an identity card. */
  'handover.ready': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({ scanned: z.string().trim().min(1).max(1000) }),
    result: z.object({
      /** How it was understood. The name is the card's. */
      asked: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('person'), shownId: z.string(), name: z.string().nullable() }),
        z.object({ kind: z.literal('dossier'), dossierCode: z.string() }),
      ]),
      records: z.array(recordLine.extend({ dossierCode: z.string().nullable() })),
    }),
  },
  /** The paper originals of these records left the counter. */
  'handover.note': {
    needs: 'station', right: 'scan', turn: 'station',
    params: z.strictObject({
      ids: z.array(recordId).min(1).max(200), way: z.enum(handoverWays).default('counter'),
      /** Who received in the owner's place. */
      receiver: receiverShape.nullable().default(null),
      /** Who saw it, where the receiver could not sign. */
      witness: z.string().trim().min(1).max(300).nullable().default(null),
    }),
    result: z.object({ records: z.array(recordLine) }),
  },
} as const
