import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { restoreStation } from '../../../shared/store/index.ts'
import type { Store } from '../../../shared/store/index.ts'
import { badSectors } from '../../support/bad-sectors.ts'
import { bytesOf, codeOf, filesOf, newOpenStation, open, page, passphrase, record, temporaryFolder } from './station.ts'

/** An open station with records of one page each, a place for its backups, and where each record's page lies. */
async function filledStation(count: number): Promise<{ folder: string; store: Store; place: string; pageFiles: string[] }> {
  const { folder, store } = await newOpenStation()
  const pageFiles: string[] = []
  for (let number = 1; number <= count; number += 1) pageFiles.push(addRecord(folder, store, number))
  return { folder, store, place: path.join(temporaryFolder(), 'sao lưu'), pageFiles }
}

/** Adds a record of one page; returns the page's file. */
function addRecord(folder: string, store: Store, number: number): string {
  const before = new Set(blobFiles(folder))
  store.insertRecord(record(number, { work: 'captured', pageCount: 1 }))
  store.addPage(record(number).id, page(store, 1, randomBytes(3000)))
  return blobFiles(folder).find((file) => !before.has(file)) ?? ''
}

const blobFiles = (folder: string): string[] => filesOf(path.join(folder, 'blobs'))
const generations = (store: Store, place: string): string[] => fs.readdirSync(path.join(place, store.stationId, 'generations')).toSorted()
const restore = (place: string, options = {}) => restoreStation(place, path.join(temporaryFolder(), 'mới'), bytesOf(passphrase), options, () => undefined)

test('a page that the station\'s disk cannot give back is named, and all others are backed up', async () => {
  const { store, place, pageFiles } = await filledStation(40)
  badSectors(pageFiles[6] ?? '')
  const made = await store.backup(place, 2)
  expect(made).toMatchObject({ copiedBlobs: 39, damaged: [{ digest: store.listPages(record(7).id)[0]?.digest, fault: 'blob_damaged' }] })
  expect(made.manifest.damaged).toHaveLength(1)
  store.close()
  expect(await restore(place, { acceptLoss: true })).toMatchObject({ records: 40, lost: [{ uses: [{ recordId: record(7).id, part: 'page' }] }] })
})

test('a page that only an older backup has under its key of that day is kept there, however often a backup without it is made, and is mended from it', async () => {
  const { folder, store, place, pageFiles } = await filledStation(2)
  await store.backup(place, 2)
  const [first = ''] = pageFiles
  const digest = store.listPages(record(1).id)[0]?.digest ?? ''
  const bytes = store.getBlob(store.listPages(record(1).id)[0]?.digest ?? expect.fail())
  fs.rmSync(first)
  store.putBlob(bytes)
  badSectors(first)
  for (let round = 0; round < 4; round += 1) expect((await store.backup(place, 2)).damaged).toHaveLength(1)
  expect(generations(store, place)).toEqual(['000001', '000005'])

  const { badBlobs } = await store.checkStation('full')
  expect(badBlobs).toMatchObject([{ digest, fault: 'blob_damaged' }])
  expect(await store.repairBlobs(badBlobs, place, () => undefined)).toMatchObject({ mended: [{ digest, generation: 1 }], left: [] })
  expect((await store.checkStation('full')).badBlobs).toEqual([])
  addRecord(folder, store, 3)
  for (const kept of [['000001', '000006'], ['000006', '000007']]) {
    expect((await store.backup(place, 2)).damaged).toEqual([])
    expect(generations(store, place)).toEqual(kept)
  }
})

test('earlier backups go only when the new one was read back whole', async () => {
  const { store, place } = await filledStation(40)
  for (let round = 0; round < 2; round += 1) await store.backup(place, 2)
  const stop = new AbortController()
  const seen: string[][] = []
  const onProgress = (done: number, total: number): void => {
    seen.push(generations(store, place))
    if (done === total) stop.abort()
  }
  expect(await codeOf(() => store.backup(place, 2, { signal: stop.signal, onProgress }))).toBe('cancelled')
  expect(new Set(seen.flat())).toEqual(new Set(['000001', '000002', '000003']))
  expect(generations(store, place)).toEqual(['000001', '000002'])
})

test('a backup whose database file is not as long as it was does not count among those that are to stay', async () => {
  const { store, place } = await filledStation(1)
  for (let round = 0; round < 2; round += 1) await store.backup(place, 2)
  fs.truncateSync(path.join(place, store.stationId, 'generations', '000002', 'station.db'), 4096)
  await store.backup(place, 2)
  expect(generations(store, place)).toContain('000001')
})

test('a bad sector in a backup costs the page that lies on it, and no other', async () => {
  const { store, place } = await filledStation(20)
  await store.backup(place, 2)
  store.close()
  const [bad = ''] = filesOf(path.join(place, store.stationId, 'blobs'))
  badSectors(bad)
  expect(await codeOf(() => restore(place))).toBe('backup_damaged')
  const { lost, pages } = await restore(place, { acceptLoss: true })
  expect([lost.length, pages]).toEqual([1, 20])
})

test.each([['header.json', undefined], ['manifest.json', 'backup_damaged'], ['station.db', 'backup_damaged']])('a bad sector in the %s of a backup is told as that, or got over', async (name, code) => {
  const { store, place } = await filledStation(1)
  await store.backup(place, 2)
  store.close()
  badSectors(path.join(place, store.stationId, 'generations', '000001', name))
  expect(await codeOf(() => restore(place))).toBe(code)
})

test('a bad sector in one of the station\'s two headers is got over, and the header written anew', async () => {
  const { folder, store } = await filledStation(1)
  store.close()
  badSectors(path.join(folder, 'header.json'))
  expect((await open(folder)).opening.mendedHeaders).toEqual(['header.json'])
})
