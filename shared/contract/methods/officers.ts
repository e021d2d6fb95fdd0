import { z } from 'zod'
import { rights } from '../../model/index.ts'

/** A name: the audit log tells it with every entry, and refuses numbers of persons. */
const officer = z.string().normalize('NFC').trim().min(1).max(100).regex(/\p{L}/u)

/** Who can open the station. Passphrases and the recovery key come beside the calls, never in them. */
export const officerMethods = {
  'officer.list': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({}),
    result: z.object({ officers: z.array(z.object({ name: z.string(), kind: z.enum(['officer', 'recovery', 'keyring']), since: z.string(), present: z.boolean(), rights: z.array(z.enum(rights)) })) }),
  },
  /** Adds an officer, whose new passphrase comes beside the call. */
  'officer.add': {
    needs: 'station', right: 'administer', turn: 'station',
    params: z.strictObject({ name: officer, rights: z.array(z.enum(rights)).default([...rights]) }),
    result: z.object({ name: z.string() }),
  },
  /** What an officer may do from the next opening on. One who may administer stays. */
  'officer.rights': {
    needs: 'station', right: 'administer', turn: 'station',
    params: z.strictObject({ name: officer, rights: z.array(z.enum(rights)) }),
    result: z.object({ name: z.string(), rights: z.array(z.enum(rights)) }),
  },
  /** Removes an officer: the passphrase no longer opens. The last one stays. */
  'officer.remove': { needs: 'station', right: 'administer', turn: 'station', params: z.strictObject({ name: officer }), result: z.object({ name: z.string() }) },
  /** Changes the passphrase of the officer who opened the station. */
  'officer.passphrase': { needs: 'station', right: 'view', turn: 'station', params: z.strictObject({}), result: z.object({ name: z.string() }) },
  /**
   * Opened with the recovery key: gives an officer (a new one, where the name is not there) a new passphrase and makes a new
   * recovery key, told once; the old one is dead.
   */
  'station.recover': { needs: 'station', right: 'view', turn: 'station', params: z.strictObject({ officer }), result: z.object({ officer: z.string(), added: z.boolean(), recoveryKey: z.string() }) },
  /**
   * A person has the recovery key and can read it: it is beside the call as passphrase, or it opened the station. Throws
   * recovery_key_needed where it is a passphrase, wrong_passphrase, recovery_key_mistyped.
   */
  'station.proveRecoveryKey': { needs: 'station', right: 'view', turn: 'station', params: z.strictObject({}), result: z.object({ proven: z.literal(true) }) },
  /** Makes a new recovery key in place of the old one, told once. */
  'station.renewRecoveryKey': { needs: 'station', right: 'administer', turn: 'station', params: z.strictObject({}), result: z.object({ recoveryKey: z.string() }) },
} as const
