import { z } from 'zod'
import { verdictLine } from '../shapes.ts'
import { filePath } from './parts.ts'

/** What can be asked about any file, without a station. */
export const fileMethods = {
  /** Judges the signatures of files. Needs no station. */
  'file.verify': {
    needs: 'nothing', right: 'view', turn: 'none',
    params: z.strictObject({ files: z.array(filePath).min(1), trust: z.array(filePath).default([]) }),
    result: z.object({ files: z.array(verdictLine) }),
  },
} as const
