import { z } from 'zod'
import { failureLine, recordLine, targetName } from '../shapes.ts'
import { reason, recordId } from './parts.ts'

/** What leaves the station for its receivers. */
export const deliveryMethods = {
  /** Records that are signed and not everywhere where they are to be, the oldest first: unsent, refused, without their time stamp, recalls unanswered. */
  'outbox.list': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({ limit: z.number().int().positive().max(1000).default(200), after: recordId.optional() }),
    result: z.object({ records: z.array(recordLine), total: z.number().int(), next: z.string().nullable() }),
  },
  /** Sends what is due; `now` sends also what waits for its next turn. */
  'delivery.run': {
    needs: 'station', right: 'scan', turn: 'none',
    params: z.strictObject({
      id: recordId.optional(),
      /** New targets for this record; empty: on paper only. */
      to: z.array(targetName).optional(),
      /** The targets are those that the authorisation names. */
      perAgreement: z.boolean().default(false),
      /** Stands for an agreement that is not attached. */
      reason: reason.optional(),
      now: z.boolean().default(true),
    }),
    result: z.object({ records: z.array(recordLine), failures: z.array(failureLine) }),
  },
} as const
