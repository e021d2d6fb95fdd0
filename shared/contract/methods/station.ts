import { z } from 'zod'
import { doctorChecks, workStates } from '../../model/index.ts'
import { configurationChange, configurationShape, errorShape } from '../shapes.ts'
import { custodyShape } from './custody.ts'
import { certificateDigest, filePath, keyOfficer, recordId } from './parts.ts'

/** A key of the station, wherever it is kept. */
const keyShape = z.object({
  id: z.string(), kind: z.enum(['file', 'token']), fingerprint: z.string(), subject: z.string(), organisation: z.string().nullable(), issuer: z.string(), notBefore: z.string(), notAfter: z.string(), scheme: z.string(),
  /** The officer whose own it is; null: the agency's. */
  officer: z.string().nullable(),
  /** The key added last signs for its holder; one on a token beside others on tokens. `rests`: it may, but a newer one signs. */
  use: z.enum(['signs', 'rests', 'may not']),
  /** Why it may not sign now. */
  refusal: errorShape.nullable(),
})

/** The station itself: making it, its settings, its keys. */
export const stationMethods = {
  /** Makes a new station. The passphrase comes beside the call, never in it. The recovery key is told once. */
  'station.create': {
    needs: 'folder', right: 'administer', turn: 'station',
    params: z.strictObject({ officer: z.string().min(1).max(100), training: z.boolean().default(false), configuration: configurationChange.default({}) }),
    result: z.object({ folder: z.string(), training: z.boolean(), recoveryKey: z.string() }),
  },
  'station.status': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({}),
    result: z.object({
      training: z.boolean(),
      configuration: configurationShape,
      keys: z.array(keyShape),
      records: z.partialRecord(z.enum(workStates), z.number().int()),
      custody: custodyShape,
      /** Results that served a further dossier instead of being digitised again. */
      reuses: z.number().int(),
      outbox: z.object({ queued: z.number().int(), held: z.number().int(), refused: z.number().int() }),
      recalls: z.object({ queued: z.number().int(), acknowledged: z.number().int(), refused: z.number().int() }),
    }),
  },
  /** Looks at what the day's work needs, in a few seconds and without changing anything. */
  'station.doctor': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({}),
    result: z.object({
      checks: z.array(z.object({ check: z.enum(doctorChecks), state: z.enum(['good', 'attention', 'bad']), params: z.record(z.string(), z.union([z.string(), z.number()])) })),
    }),
  },
  /** The lines of the conversion mark as they would stand on a page converted now: with the code of this record, else one that belongs to none. */
  'mark.preview': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({ agency: z.string().min(1).max(300).optional(), id: recordId.optional() }),
    result: z.object({ lines: z.array(z.string()) }),
  },
  /**
   * Changes the given settings, keeps the others. `clockConfirmed`: an officer compared the machine's clock, so that times the
   * station wrote while it ran ahead count no more. `evenInUse`: a receiver is taken away although results wait for it, or may be called
   * back from it: they wait until it is there again. Throws target_in_use without that.
   */
  'station.configure': {
    needs: 'station', right: 'administer', turn: 'station',
    params: z.strictObject({ set: configurationChange, training: z.boolean().optional(), clockConfirmed: z.boolean().default(false), evenInUse: z.boolean().default(false) }),
    result: configurationShape,
  },
  /**
   * Adds a signing key: a PKCS#12 file, whose passphrase comes beside the call, or a key on a token, named by its certificate's SHA-256
   * fingerprint (null: the only one that may sign). `officer`: whose own it is; left out, the agency's.
   */
  'key.add': {
    needs: 'station', right: 'administer', turn: 'station',
    params: z.union([z.strictObject({ file: filePath, officer: keyOfficer }), z.strictObject({ onToken: certificateDigest.nullable(), officer: keyOfficer })]),
    result: keyShape,
  },
  /**
   * Removes a key by its certificate's SHA-256 fingerprint, and tells what it was. Whoever removes one proves who he is, as whoever adds a file
   * knows its passphrase: the officer's passphrase comes beside the call, unless it opened the station for it.
   */
  'key.remove': { needs: 'station', right: 'administer', turn: 'station', params: z.strictObject({ fingerprint: certificateDigest }), result: keyShape },
} as const
