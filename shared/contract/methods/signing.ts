import { z } from 'zod'
import { failureLine, recordLine } from '../shapes.ts'
import { reason, recordId } from './parts.ts'

/** From review to signature: who scans is often not who signs. */
export const signingMethods = {
  /**
   * Marks and signs what the officer may sign; what he may not waits for one who may. Where the station is set so, a signer's
   * passphrase comes beside the call, once for the whole lot. A record that is signed already is told as it stands.
   */
  'record.sign': {
    needs: 'station', right: 'scan', turn: 'none',
    params: z.strictObject({ ids: z.array(recordId).min(1).max(10_000), deliver: z.boolean().default(true) }),
    result: z.object({ records: z.array(recordLine), failures: z.array(failureLine) }),
  },
  /** Sends a record back from the signer to review. */
  'record.return': {
    needs: 'station', right: 'sign', turn: 'record',
    params: z.strictObject({ id: recordId, reason }),
    result: recordLine,
  },
} as const
