import path from 'node:path'
import { expect, test } from 'vitest'
import { repairStation } from '../../../shared/pipeline/index.ts'
import { codeOf, filesOf, flipBit, temporaryFolder } from '../store/station.ts'
import { openCorrectionDesk } from './correction-desk.ts'

test('a repair that is broken off has an entry for each file that it mended, and for no other', async () => {
  const desk = await openCorrectionDesk()
  const { context, store } = desk
  const place = path.join(temporaryFolder(), 'sao lưu')
  for (const number of [1, 2, 3]) desk.signed(number, [])
  await store.backup(place, 2)
  for (const file of filesOf(path.join(desk.folder, 'blobs'))) flipBit(file, -1)
  const bad = store.checkBlobs().map(({ digest }) => digest)
  const stop = new AbortController()
  const mended = (): unknown[] => store.auditEntries(0, 1000).filter(({ action }) => action === 'file mended').map(({ details }) => details.file)
  const watch = { signal: stop.signal, onProgress: () => { if (mended().length === 2) stop.abort() } }
  expect(await codeOf(() => repairStation(context, place, watch))).toBe('cancelled')
  expect(store.checkBlobs().map(({ digest }) => digest)).toEqual(bad.filter((digest) => !mended().includes(digest)))
  expect(mended()).toHaveLength(2)
  await repairStation(context, place, {})
  expect(mended().toSorted()).toEqual(bad.toSorted())
})
