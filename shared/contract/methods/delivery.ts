import { z } from 'zod'
import { recordLine, targetName } from '../shapes.ts'
import { recordId } from './parts.ts'

/** What leaves the station for its receivers. */
export const deliveryMethods = {
  /** Sends what is due; `now` sends also what waits for its next turn. */
  'delivery.run': {
    needs: 'station',
    params: z.strictObject({ id: recordId.optional(), to: z.array(targetName).optional(), now: z.boolean().default(true) }),
    result: z.object({ records: z.array(recordLine) }),
  },
} as const
