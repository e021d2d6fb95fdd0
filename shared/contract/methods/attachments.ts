import { z } from 'zod'
import { attachmentKinds } from '../../model/index.ts'
import { attachmentShape, recordLine } from '../shapes.ts'
import { filePath, recordId } from './parts.ts'

/** Papers kept with a record and never delivered with it. */
export const attachmentMethods = {
  /** Keeps a scan or PDF with a record: part of no PDF, no message, no export. What waited for it is sent then. */
  'record.attach': {
    needs: 'station', right: 'scan', turn: 'record',
    params: z.strictObject({ id: recordId, file: filePath, kind: z.enum(attachmentKinds), deliver: z.boolean().default(true) }),
    result: z.object({ attachment: attachmentShape, record: recordLine }),
  },
  /** Writes an attachment's file into a folder, for a person to look at; audited. */
  'record.attachment': {
    needs: 'station', right: 'view', turn: 'record',
    params: z.strictObject({ id: recordId, ordinal: z.number().int().positive(), folder: filePath }),
    result: z.object({ file: z.string() }),
  },
} as const
