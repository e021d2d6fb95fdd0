import { bytesGiven, dropUsed, nameGiven } from '../../pipeline/index.ts'
import { verifyFiles } from '../verify-files.ts'
import type { Handlers } from './handlers.ts'

/** What can be asked without a station is asked of an open one too: of files that were handed in to it. */
export const fileHandlers: Handlers = {
  'file.verify': async (params, context, { onEvent }) => {
    const told = await verifyFiles(params, onEvent, { bytes: (file) => bytesGiven(context, file), name: (file) => nameGiven(context, file) })
    dropUsed(context, params.files)
    return told
  },
}
