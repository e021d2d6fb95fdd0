import { bytesGiven, dropUsed, nameGiven, stationTrust } from '../../pipeline/index.ts'
import { findMark, openMarkReaders } from '../found-mark.ts'
import { verifyFiles } from '../verify-files.ts'
import type { Handlers } from './handlers.ts'

/** What can be asked without a station is asked of an open one too: of files that were handed in to it, by whom it trusts, against its own records. */
export const fileHandlers: Handlers = {
  'file.verify': async (params, context, { onEvent, signal }) => {
    const readers = openMarkReaders()
    const stop = (): void => { void readers.close() }
    signal?.addEventListener('abort', stop)
    try {
      const told = await verifyFiles(params, onEvent, {
        bytes: (file) => bytesGiven(context, file), name: (file) => nameGiven(context, file),
        trust: stationTrust(context), mark: (bytes) => findMark(context, readers, bytes),
      }, signal)
      dropUsed(context, params.files)
      return told
    } finally {
      signal?.removeEventListener('abort', stop)
      await readers.close()
    }
  },
}
