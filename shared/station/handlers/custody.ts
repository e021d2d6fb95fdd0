import type { StationEvent } from '../../contract/index.ts'
import type { BadBlob, Watch } from '../../store/index.ts'
import { backupStation, checkWholeStation, repairStation } from '../../pipeline/index.ts'
import type { CallExtras, Handlers } from './handlers.ts'

/** Follows long work as progress events of a step. */
export function watchOf(extras: Pick<CallExtras, 'signal' | 'onEvent'>, step: string, source: string): Watch {
  return {
    signal: extras.signal,
    onProgress: (done, total) => { extras.onEvent({ type: 'progress', source, step, done, total } satisfies StationEvent) },
  }
}

/** Bad blobs as the contract tells them. */
export const toldBlobs = <Blob extends BadBlob>(blobs: readonly Blob[]) => blobs.map((blob) => ({ ...blob, uses: blob.uses.map((use) => ({ ...use })) }))

export const custodyHandlers: Handlers = {
  'station.backup': async ({ folder, keep }, context, extras) => {
    const { manifest, manifestDigest, copiedBlobs, bad } = await backupStation(context, folder, keep, watchOf(extras, 'backup', folder))
    const { generation, madeAt, records, pages, blobs, blobBytes } = manifest
    return { folder, generation, madeAt, whole: bad.length === 0, records, pages, blobs, blobBytes, copiedBlobs, manifestDigest, damaged: toldBlobs(bad) }
  },
  'station.check': async ({ full }, context, extras) => {
    const { sound, blobs, database, badBlobs, badRecords, audit } = await checkWholeStation(context, full, watchOf(extras, 'check', ''))
    return {
      sound, full, blobs, database: [...database], badBlobs: toldBlobs(badBlobs), badRecords: badRecords.map((record) => ({ ...record })),
      audit: audit === null ? null : { entries: audit.entries, faults: audit.faults.map((fault) => ({ ...fault })) },
    }
  },
  'station.repair': async ({ from }, context, extras) => {
    const { mended, left } = from === undefined ? { mended: [], left: [] } : await repairStation(context, from, watchOf(extras, 'repair', from))
    return { headerFrom: null, acceptedLoss: context.store.opening.acceptedLoss, mended: toldBlobs(mended), left: toldBlobs(left) }
  },
}
