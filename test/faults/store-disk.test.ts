import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appendEntry, verifyChain } from '../../shared/audit/index.ts'
import { SohoaError, instant } from '../../shared/model/index.ts'
import type { Digest } from '../../shared/model/index.ts'
import { openStation } from '../../shared/store/index.ts'
import type { Store } from '../../shared/store/index.ts'
import { createStationAt } from '../../shared/store/station-folder.ts'
import { canMountSmallDisks, mountSmallDisk, type SmallDisk } from '../support/small-disk.ts'
import { record } from '../unit/store/record.ts'

const cheap = { algorithm: 'argon2id', memoryKib: 8, passes: 1, parallelism: 1 } as const
const passphrase = (): Uint8Array => new TextEncoder().encode('bốn từ không liên quan')

describe.skipIf(!canMountSmallDisks())('a station on a small disk', () => {
  let disk: SmallDisk
  let folder: string

  beforeEach(async () => {
    disk = mountSmallDisk('6m') ?? expect.fail()
    folder = path.join(disk.folder, 'trạm')
    await createStationAt(folder, { officer: 'Hà', passphrase: passphrase(), training: false }, cheap)
  })

  afterEach(() => {
    disk.remove()
  })

  test('that fills up says disk_full, keeps every acknowledged page and goes on when there is room', async () => {
    const store = await openStation(folder, passphrase())
    store.insertRecord(record(1))
    const kept: Digest[] = []
    let stopped: unknown
    try {
      for (let number = 1; number < 1000; number += 1) kept.push(addPage(store, number, 100_000))
    } catch (thrown) {
      stopped = thrown
    }
    expect(stopped).toBeInstanceOf(SohoaError)
    expect(stopped).toMatchObject({ code: 'disk_full' })
    expect(kept.length).toBeGreaterThan(10)
    expect(fs.readdirSync(path.join(folder, 'blobs', 'unfinished'))).toEqual([])
    for (const digest of kept) expect(store.getBlob(digest)).toHaveLength(100_000)
    store.close()
    disk.resize('20m')
    const again = await openStation(folder, passphrase())
    expect(again.listPages(record(1).id).slice(0, kept.length).map((page) => page.digest)).toEqual(kept)
    addPage(again, again.listPages(record(1).id).length + 1, 100_000)
    expect(verifyChain(again).faults).toEqual([])
    expect(again.checkDatabase()).toEqual([])
    expect(again.checkBlobs()).toEqual([])
    again.close()
  })

  test('with no room left for a row says disk_full and loses no row it acknowledged', async () => {
    const store = await openStation(folder, passphrase())
    store.insertRecord(record(1))
    const filler = disk.fillBut(300_000)
    let rows = 0
    let stopped: unknown
    try {
      for (; rows < 5000; rows += 1) store.addHistory(record(1).id, { at: instant(), from: null, to: 'x', inputs: { text: 'y'.repeat(500), rows } })
    } catch (thrown) {
      stopped = thrown
    }
    expect(stopped).toMatchObject({ code: 'disk_full' })
    expect(store.listHistory(record(1).id)).toHaveLength(rows)
    fs.rmSync(filler)
    store.addHistory(record(1).id, { at: instant(), from: null, to: 'x', inputs: {} })
    store.close()
    const again = await openStation(folder, passphrase())
    expect(again.listHistory(record(1).id)).toHaveLength(rows + 1)
    again.close()
  })

  test('too small for a station leaves none behind', async () => {
    const other = path.join(disk.folder, 'trạm hai')
    const filler = disk.fillBut(40_000)
    const stopped = await createStationAt(other, { officer: 'Hà', passphrase: passphrase(), training: false }, cheap).catch((thrown: unknown) => thrown)
    expect(stopped).toMatchObject({ code: 'disk_full' })
    expect(await openStation(other, passphrase()).catch((thrown: unknown) => thrown)).toMatchObject({ code: 'station_not_found' })
    fs.rmSync(filler)
    await createStationAt(other, { officer: 'Hà', passphrase: passphrase(), training: false }, cheap)
  })

  test('that turned read-only says folder_not_writable, and opens again when it is mended', async () => {
    disk.setWritable(false)
    expect(await openStation(folder, passphrase()).catch((thrown: unknown) => thrown)).toMatchObject({ code: 'folder_not_writable' })
    expect(await createStationAt(path.join(disk.folder, 'x'), { officer: 'Hà', passphrase: passphrase(), training: false }, cheap).catch((thrown: unknown) => thrown))
      .toMatchObject({ code: 'folder_not_writable' })
    disk.setWritable(true)
    const store = await openStation(folder, passphrase())
    store.close()
  })
})

function addPage(store: Store, ordinal: number, bytes: number): Digest {
  const digest = store.putBlob(randomBytes(bytes))
  store.transaction(() => {
    store.addPage(record(1).id, {
      ordinal, digest, format: 'jpeg', widthPx: 1, heightPx: 1, dpi: null, dpiFrom: null, exifOrientation: 1, capturedAt: instant(),
    })
    appendEntry(store, { actor: 'station', action: 'page stored', details: { page: ordinal } })
  })
  return digest
}
