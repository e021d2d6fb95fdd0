import { z } from 'zod'
import { workStates } from '../../model/index.ts'
import { configurationChange, configurationShape } from '../shapes.ts'
import { custodyShape } from './custody.ts'
import { filePath } from './parts.ts'

/** The station itself: making it, its settings, its keys. */
export const stationMethods = {
  /** Makes a new station. The passphrase comes beside the call, never in it. The recovery key is told once. */
  'station.create': {
    needs: 'folder',
    params: z.strictObject({ officer: z.string().min(1).max(100), training: z.boolean().default(false), configuration: configurationChange.default({}) }),
    result: z.object({ folder: z.string(), training: z.boolean(), recoveryKey: z.string() }),
  },
  'station.status': {
    needs: 'station',
    params: z.strictObject({}),
    result: z.object({
      training: z.boolean(),
      configuration: configurationShape,
      keys: z.array(z.object({ id: z.string(), subject: z.string(), organisation: z.string().nullable(), notBefore: z.string(), notAfter: z.string(), scheme: z.string() })),
      records: z.partialRecord(z.enum(workStates), z.number().int()),
      custody: custodyShape,
      /** Results that served a further dossier instead of being digitised again. */
      reuses: z.number().int(),
      outbox: z.object({ queued: z.number().int(), held: z.number().int(), refused: z.number().int() }),
      recalls: z.object({ queued: z.number().int(), acknowledged: z.number().int(), refused: z.number().int() }),
    }),
  },
  /**
   * Changes the given settings, keeps the others. `clockConfirmed`: an officer compared the machine's clock, so that times the
   * station wrote while it ran ahead count no more.
   */
  'station.configure': {
    needs: 'station',
    params: z.strictObject({ set: configurationChange, training: z.boolean().optional(), clockConfirmed: z.boolean().default(false) }),
    result: configurationShape,
  },
  /** Adds a PKCS#12 signing key. Its passphrase comes beside the call. */
  'key.add': {
    needs: 'station',
    params: z.strictObject({ file: filePath }),
    result: z.object({ id: z.string(), subject: z.string(), organisation: z.string().nullable(), issuer: z.string(), notBefore: z.string(), notAfter: z.string(), scheme: z.string() }),
  },
} as const
