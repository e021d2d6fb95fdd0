import { z } from 'zod'
import { notReusableReasons } from '../../model/index.ts'
import { errorShape, recordLine, resultLine, targetName } from '../shapes.ts'
import { reason, recordId } from './parts.ts'

const number = z.string().trim().min(1).max(60)
const ownerId = z.string().trim().min(1).max(40)

/** A result digitised here. */
const reuseLine = resultLine.extend({ notReusable: z.enum(notReusableReasons).nullable() })
export type ReuseLine = z.infer<typeof reuseLine>

/** A result that another station has shared. */
const sharedLine = z.object({
  recordCode: z.string(),
  number: z.string().nullable(),
  issuedDate: z.string().nullable(),
  issuingAgency: z.string().nullable(),
  documentType: z.string().nullable(),
  subject: z.string().nullable(),
  validUntil: z.string().nullable(),
  pages: z.number().int(),
  /** Agency that converted and sent it. */
  sender: z.string(),
  receivedAt: z.string(),
  /** The record that this station already has of it. */
  id: z.string().nullable(),
})
export type SharedLine = z.infer<typeof sharedLine>

/** Reuse of what is digitised already, here or elsewhere, instead of a second conversion. */
export const reuseMethods = {
  /** What is digitised already; `shared` asks the sharing platform too, which needs number and owner. */
  'reuse.find': {
    needs: 'station', right: 'view', turn: 'station',
    params: z.strictObject({
      number: number.optional(),
      notation: z.string().trim().min(1).max(60).optional(),
      agency: z.string().trim().min(1).max(300).optional(),
      ownerId: ownerId.optional(),
      resultCode: z.string().trim().min(1).max(100).optional(),
      shared: z.boolean().default(false),
    }),
    result: z.object({ here: z.array(reuseLine), shared: z.object({ results: z.array(sharedLine), error: errorShape.nullable() }).nullable() }),
  },
  /** A result of this station serves as component of another dossier; a capture made in its place is closed. */
  'reuse.note': {
    needs: 'station', right: 'scan', turn: 'station',
    params: z.strictObject({ id: recordId, dossierCode: z.string().trim().min(1).max(100).optional(), insteadOf: recordId.optional(), reason: reason.optional(), deliver: z.boolean().default(true) }),
    result: recordLine,
  },
  /** Takes a shared result, verified and unchanged, as a record of this station. Number and owner are those of `insteadOf` where they are not told. */
  'reuse.take': {
    needs: 'station', right: 'scan', turn: 'station',
    params: z.strictObject({
      recordCode: z.string().trim().min(1).max(100),
      number: number.optional(),
      notation: z.string().trim().min(1).max(60).optional(),
      ownerId: ownerId.optional(),
      dossierCode: z.string().trim().min(1).max(100).optional(),
      insteadOf: recordId.optional(),
      reason: reason.optional(),
      deliverTo: z.array(targetName).optional(),
      deliver: z.boolean().default(true),
    }),
    result: recordLine,
  },
} as const
