import { z } from 'zod'
import { targetNames } from '../../model/index.ts'
import { filePath } from './parts.ts'

const head = z.object({ seq: z.number().int(), hash: z.string() })

export const auditFaults = [
  'edited', 'gap', 'broken link', 'truncated', 'seal differs', 'seal forged', 'seal missing', 'header differs',
  'receipt differs', 'receipt beyond the end', 'receipt invalid',
] as const

/** The log of who did what. */
export const auditMethods = {
  /** Checks the whole log against itself, its seals and the receipts. At most 20 faults are named. */
  'audit.verify': {
    needs: 'station', right: 'view', turn: 'station',
    params: z.strictObject({}),
    result: z.object({
      sound: z.boolean(),
      entries: z.number().int(),
      head,
      faults: z.array(z.object({
        seq: z.number().int().nullable(),
        fault: z.enum(auditFaults),
        receipt: z.object({ record: z.string(), target: z.enum(targetNames) }).nullable(),
      })),
      /** Receipts whose head stands in the log, whose target is configured no more, and that tell of entries lost before a restore. */
      receipts: z.object({ agreeing: z.number().int(), unchecked: z.number().int(), beforeBreak: z.number().int() }),
      breaks: z.array(z.object({ seq: z.number().int(), at: z.string(), action: z.string() })),
    }),
  },
  /** Writes the whole log into a file. */
  'audit.export': {
    needs: 'station', right: 'administer', turn: 'station',
    params: z.strictObject({ file: filePath, format: z.enum(['json', 'csv']).default('json') }),
    result: z.object({ file: z.string(), entries: z.number().int() }),
  },
} as const
