import { z } from 'zod'
import { rights } from '../../model/index.ts'

/** Whether a station is there, and who has it open. */
export const sessionShape = z.object({
  /** `absent`: the folder holds no station yet. `locked`: a passphrase opens it. */
  phase: z.enum(['absent', 'locked', 'open']),
  folder: z.string(),
  /** Who opened it: the name of his key slot, empty for the recovery key; null while it is not open. */
  officer: z.string().nullable(),
  /** Empty while it is not open. */
  rights: z.array(z.enum(rights)),
  /** Null while it is not open. */
  training: z.boolean().nullable(),
  /** Another process that holds the station; it must end before this one can open it. */
  holder: z.object({ pid: z.number().int(), host: z.string(), since: z.string() }).nullable(),
  /** Minutes without a call after which the station locks itself. */
  lockAfterMinutes: z.number().positive(),
})
export type SessionState = z.infer<typeof sessionShape>

/** The station kept open between calls, and locked when nobody calls. Only doors that stay open have one: `needs: 'session'`. */
export const sessionMethods = {
  /** Looks only: it does not count as a call of somebody who works. */
  'session.state': { needs: 'session', right: 'view', turn: 'none', params: z.strictObject({}), result: sessionShape },
  /** Opens the station with the passphrase beside the call; whoever had it open before is signed out. */
  'session.open': { needs: 'session', right: 'view', turn: 'none', params: z.strictObject({}), result: sessionShape },
  /** From now on nothing is answered; the keys are wiped as soon as the work under way has come to its end. */
  'session.lock': { needs: 'session', right: 'view', turn: 'none', params: z.strictObject({}), result: sessionShape },
} as const
