import { z } from 'zod'
import { recallReasons } from '../../model/index.ts'
import { dossierShape, recordLine, targetName } from '../shapes.ts'
import { acceptAbove, filePath, reason, recordId } from './parts.ts'

/** Results that turn out to be wrong: held back, taken out of use, replaced. */
export const correctionMethods = {
  /** "Kết quả có sai sót": nothing of the record leaves the station and it is not signed until it is released. */
  'record.freeze': {
    needs: 'station', right: 'scan', turn: 'none',
    params: z.strictObject({ id: recordId, reason }),
    result: recordLine,
  },
  'record.release': {
    needs: 'station', right: 'scan', turn: 'record',
    params: z.strictObject({ id: recordId, reason, deliver: z.boolean().default(true) }),
    result: recordLine,
  },
  /** Takes a record out of use for good and calls it back from every receiver that has it or may have it. */
  'record.void': {
    needs: 'station', right: 'scan', turn: 'record',
    params: z.strictObject({
      id: recordId,
      reason,
      /** What receivers are told; `reason` never leaves the station. */
      recallReason: z.enum(recallReasons).exclude(['replaced']).default('error in result'),
      deliver: z.boolean().default(true),
    }),
    result: recordLine,
  },
  /** Takes in the paper that was issued in a record's place: files and folders are one document. */
  'record.replace': {
    needs: 'station', right: 'scan', turn: 'station',
    params: z.strictObject({
      id: recordId,
      files: z.array(filePath).min(1).max(10_000),
      reason,
      /** What it does not tell is taken over from the old record. */
      dossier: dossierShape.prefault({}),
      acceptAbove: acceptAbove.optional(),
      deliverTo: z.array(targetName).optional(),
      /** The targets are those that the authorisation names, which is attached then. */
      perAgreement: z.boolean().default(false),
      deliver: z.boolean().default(true),
    }),
    result: z.object({ record: recordLine, replaced: recordLine }),
  },
} as const
