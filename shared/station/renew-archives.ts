import { isErrorCode, SohoaError } from '../model/index.ts'
import { renewArchiveStamps } from '../pipeline/index.ts'
import type { StationContext } from './context.ts'
import { Run } from './run.ts'

/** Renews archive time stamps that end soon, beside no other sending. What no authority gave now is told as a failure and tried again another day. */
export async function renewArchives(context: StationContext): Promise<Run> {
  return context.alone('delivery', async () => {
    const run = new Run(context)
    const { renewed, failed } = await renewArchiveStamps(context)
    for (const id of renewed) run.done(id, false)
    for (const { id, reason } of failed) run.failed(id, isErrorCode(reason) ? new SohoaError(reason) : new SohoaError('signature_check_failed', { reason }))
    return run
  })
}
