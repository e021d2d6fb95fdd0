import { SohoaError } from '../../model/index.ts'
import { addOfficer, changeOwnPassphrase, listOfficers, proveRecoveryKey, recover, removeOfficer, renewRecoveryKey, setRights } from '../../pipeline/index.ts'
import type { CallExtras, Handlers } from './handlers.ts'

/** The new passphrase beside the call. Throws passphrase_missing at a door that has no way to ask for one. */
const newPassphrase = (extras: CallExtras) => async (): Promise<Uint8Array> => {
  if (extras.newPassphrase === undefined) throw new SohoaError('passphrase_missing')
  return extras.newPassphrase()
}

export const officerHandlers: Handlers = {
  'officer.list': (_, context) => ({ officers: listOfficers(context) }),
  'officer.add': async ({ name, rights }, context, extras) => {
    await addOfficer(context, name, rights, newPassphrase(extras))
    return { name }
  },
  'officer.rights': ({ name, rights }, context) => {
    setRights(context, name, rights)
    return { name, rights }
  },
  'officer.remove': ({ name }, context) => {
    removeOfficer(context, name)
    return { name }
  },
  'officer.passphrase': async (_, context, extras) => ({ name: await changeOwnPassphrase(context, newPassphrase(extras)) }),
  'station.recover': ({ officer }, context, extras) => recover(context, officer, newPassphrase(extras)),
  'station.proveRecoveryKey': async (_, context, extras) => {
    await proveRecoveryKey(context, await extras.confirmation?.())
    return { proven: true }
  },
  'station.renewRecoveryKey': async (_, context) => ({ recoveryKey: await renewRecoveryKey(context) }),
}
