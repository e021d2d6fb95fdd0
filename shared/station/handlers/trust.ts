import { agencyKeyStatus, importTrustPackage, listTrust, removeTrustPackage } from '../../pipeline/index.ts'
import { renewArchives } from '../renew-archives.ts'
import type { Handlers } from './handlers.ts'

export const trustHandlers: Handlers = {
  'trust.list': (_, context) => listTrust(context),
  'trust.import': ({ file }, context) => importTrustPackage(context, file),
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
