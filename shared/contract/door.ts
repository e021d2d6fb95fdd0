import { z } from 'zod'
import { eventShape } from './events.ts'
import { sessionShape } from './methods/session.ts'
import { errorShape } from './shapes.ts'

/** What goes through a door: one form for the WebSocket (JSON) and for Electron's channel (structured clone). */

const secret = z.string().max(1000)

/** Beside a call, never in its parameters. `pins`: by the SHA-256 fingerprint of the certificate whose token each unlocks. */
export const secretsShape = z.strictObject({ passphrase: secret.optional(), newPassphrase: secret.optional(), keyPassphrase: secret.optional(), pins: z.record(z.string().regex(/^[0-9a-f]{64}$/u), secret).optional() })
export type DoorSecrets = z.infer<typeof secretsShape>

const callId = z.number().int().nonnegative()

/** From a window: a call, or the wish to end one. `id` is the window's own number, never used twice. */
export const doorRequest = z.union([
  z.strictObject({ id: callId, method: z.string().max(100), params: z.unknown(), secrets: secretsShape.optional() }),
  z.strictObject({ cancel: callId }),
])
export type DoorRequest = z.infer<typeof doorRequest>

/** What every window hears: the work of a call, who has the station open, and whether its process lives. */
export const doorEvent = z.union([
  eventShape,
  z.object({ type: z.literal('session'), session: sessionShape }),
  /** `gone`: the calls under way have ended with `station_gone`. `back`: it answers again, locked. */
  z.object({ type: z.literal('station'), state: z.enum(['gone', 'back']) }),
])
export type DoorEvent = z.infer<typeof doorEvent>

/** To a window: the answer to a call, or an event. `call` stands beside the events of a call which this window made. */
export const doorReply = z.union([
  z.object({ id: callId, result: z.unknown() }),
  z.object({ id: callId, error: errorShape }),
  z.object({ event: doorEvent, call: callId.optional() }),
])
export type DoorReply = z.infer<typeof doorReply>
