import { agencyKeyStatus, importTrustPackage, listTrust, makeTrustPackage, removeTrustPackage } from '../../pipeline/index.ts'
import { renewArchives } from '../renew-archives.ts'
import type { Handlers } from './handlers.ts'

export const trustHandlers: Handlers = {
  'trust.list': (_, context) => listTrust(context),
  'trust.import': ({ file, signer = null }, context) => importTrustPackage(context, file, signer),
  'trust.make': (params, context, extras) => makeTrustPackage(context, params, () => extras.keyPassphrase()),
  'trust.remove': ({ name }, context) => {
    removeTrustPackage(context, name)
    return { name }
  },
  'signing.status': (_, context) => agencyKeyStatus(context),
  'archive.renew': async (_, context) => {
    const { records, failures } = await renewArchives(context)
    return { records, failures }
  },
}
