import { openPdfReader } from '../../pdf-file/index.ts'
import { bytesGiven, dropUsed, nameGiven, stationTrust } from '../../pipeline/index.ts'
import { findMark } from '../found-mark.ts'
import { verifyFiles } from '../verify-files.ts'
import type { Handlers } from './handlers.ts'

/** What can be asked without a station is asked of an open one too: of files that were handed in to it, by whom it trusts, against its own records. */
export const fileHandlers: Handlers = {
  'file.verify': async (params, context, { onEvent }) => {
    const reader = openPdfReader({ processes: 1 })
    try {
      const told = await verifyFiles(params, onEvent, {
        bytes: (file) => bytesGiven(context, file), name: (file) => nameGiven(context, file),
        trust: stationTrust(context), mark: (bytes) => findMark(context, reader, bytes),
      })
      dropUsed(context, params.files)
      return told
    } finally {
      await reader.close()
    }
  },
}
