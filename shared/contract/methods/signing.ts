import { z } from 'zod'
import { errorShape, failureLine, recordLine } from '../shapes.ts'
import { keyOfficer, reason, recordId } from './parts.ts'

/** How many more wrong PINs the token takes, as far as it says; `usual`: it warns of nothing. */
const pinTries = z.enum(['usual', 'few', 'last', 'none'])

/** From review to signature: who scans is often not who signs. */
export const signingMethods = {
  /**
   * Marks and signs what the officer may sign; what he may not waits for one who may. Where the station is set so, a signer's
   * passphrase comes beside the call, once for the whole lot; so do the PINs of the tokens that are locked. A record that is signed already is told as it stands.
   */
  'record.sign': {
    needs: 'station', right: 'scan', turn: 'none',
    params: z.strictObject({ ids: z.array(recordId).min(1).max(10_000), deliver: z.boolean().default(true) }),
    result: z.object({ records: z.array(recordLine), failures: z.array(failureLine) }),
  },
  /**
   * What is to come beside `record.sign` of these records (none named: of any); it fails where no PIN would help (no token is there, or one has
   * locked itself). `tokens`: those whose PINs are asked for, one after the other, each named by the certificate that its key is for.
   */
  'signing.ask': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({ ids: z.array(recordId).max(10_000).default([]) }),
    result: z.object({
      asks: z.enum(['nothing', 'passphrase', 'PIN']),
      tokens: z.array(z.object({ certificate: z.string(), label: z.string(), pinTries, pinAtReader: z.boolean() })),
    }),
  },
  /** The tokens in their slots, and which of their certificates may sign here as the agency's, or as an officer's own. No PIN is needed. */
  'token.list': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({ officer: keyOfficer }),
    result: z.object({
      modules: z.array(z.object({
        /** As the settings name it. */
        module: z.string(),
        failure: errorShape.nullable(),
        tokens: z.array(z.object({
          slot: z.string(), label: z.string(), manufacturer: z.string(), model: z.string(), serial: z.string(), pinTries, pinAtReader: z.boolean(),
          /** Its PIN was told; it signs without being asked again until it is released. */
          unlocked: z.boolean(),
          certificates: z.array(z.object({
            fingerprint: z.string(), subject: z.string(), organisation: z.string().nullable(), issuer: z.string(), notBefore: z.string(), notAfter: z.string(),
            /** Why its key may not sign here; null when it may. */
            refusal: errorShape.nullable(),
            /** It is one of the station's keys. */
            added: z.boolean(),
          })),
        })),
      })),
    }),
  },
  /** Sends a record back from the signer to review. */
  'record.return': {
    needs: 'station', right: 'sign', turn: 'record',
    params: z.strictObject({ id: recordId, reason }),
    result: recordLine,
  },
} as const
