import { z } from 'zod'

/** A name: the audit log tells it with every entry, and refuses numbers of persons. */
const officer = z.string().normalize('NFC').trim().min(1).max(100).regex(/\p{L}/u)

/** Who can open the station. Passphrases and the recovery key come beside the calls, never in them. */
export const officerMethods = {
  'officer.list': {
    needs: 'station',
    params: z.strictObject({}),
    result: z.object({ officers: z.array(z.object({ name: z.string(), kind: z.enum(['officer', 'recovery', 'keyring']), since: z.string(), present: z.boolean() })) }),
  },
  /** Adds an officer, whose new passphrase comes beside the call. */
  'officer.add': { needs: 'station', params: z.strictObject({ name: officer }), result: z.object({ name: z.string() }) },
  /** Removes an officer: the passphrase no longer opens. The last one stays. */
  'officer.remove': { needs: 'station', params: z.strictObject({ name: officer }), result: z.object({ name: z.string() }) },
  /** Changes the passphrase of the officer who opened the station. */
  'officer.passphrase': { needs: 'station', params: z.strictObject({}), result: z.object({ name: z.string() }) },
  /**
   * Opened with the recovery key: gives an officer (a new one, where the name is not there) a new passphrase and makes a new
   * recovery key, told once; the old one is dead.
   */
  'station.recover': { needs: 'station', params: z.strictObject({ officer }), result: z.object({ officer: z.string(), added: z.boolean(), recoveryKey: z.string() }) },
  /** Makes a new recovery key in place of the old one, told once. */
  'station.renewRecoveryKey': { needs: 'station', params: z.strictObject({}), result: z.object({ recoveryKey: z.string() }) },
} as const
