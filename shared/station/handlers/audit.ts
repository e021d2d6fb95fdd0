import { exportAudit, verifyAudit } from '../../pipeline/index.ts'
import type { Handlers } from './handlers.ts'

export const auditHandlers: Handlers = {
  'audit.verify': async (_, context) => {
    const { faults, breaks, ...verdict } = await verifyAudit(context)
    return { ...verdict, faults: [...faults], breaks: [...breaks] }
  },
  'audit.export': async ({ file, format }, context) => ({ file, ...await exportAudit(context, file, format) }),
}
