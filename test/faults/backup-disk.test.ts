import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { instant } from '../../shared/model/index.ts'
import { openStation, restoreStation } from '../../shared/store/index.ts'
import type { Store } from '../../shared/store/index.ts'
import { createStationAt } from '../../shared/store/station-folder.ts'
import { canMountSmallDisks, mountSmallDisk, type SmallDisk } from '../support/small-disk.ts'
import { thrownBy } from '../support/thrown.ts'
import { record } from '../unit/store/record.ts'

const cheap = { algorithm: 'argon2id', memoryKib: 8, passes: 1, parallelism: 1 } as const
const passphrase = (): Uint8Array => new TextEncoder().encode('bốn từ không liên quan')
describe.skipIf(!canMountSmallDisks())('a small backup disk', () => {
  let base: string
  let small: SmallDisk
  let disk: string
  let store: Store

  beforeEach(async () => {
    base = fs.mkdtempSync(path.join(os.tmpdir(), 'sohoa-disk-'))
    small = mountSmallDisk('6m') ?? expect.fail()
    disk = path.join(small.folder, 'sao lưu')
    fs.mkdirSync(disk)
    const folder = path.join(base, 'trạm')
    await createStationAt(folder, { officer: 'Hà', passphrase: passphrase(), training: false }, cheap)
    store = await openStation(folder, passphrase())
    store.insertRecord(record(1))
    addPages(1, 20)
  })

  afterEach(() => {
    store.close()
    small.remove()
    fs.rmSync(base, { recursive: true, force: true })
  })

  function addPages(from: number, to: number): void {
    for (let ordinal = from; ordinal <= to; ordinal += 1) {
      store.addPage(record(1).id, {
        ordinal, digest: store.putBlob(randomBytes(100_000)), format: 'jpeg', widthPx: 1, heightPx: 1, dpi: null, dpiFrom: null, exifOrientation: 1, capturedAt: instant(),
      })
    }
  }

  const restore = (target: string) => restoreStation(disk, target, passphrase(), {}, () => undefined)

  test('that fills up says disk_full, keeps the earlier backup, and takes the next one when there is room', async () => {
    await store.backup(disk, 2)
    addPages(21, 60)
    expect(await thrownBy(() => store.backup(disk, 2))).toMatchObject({ code: 'disk_full' })
    expect(fs.readdirSync(path.join(disk, store.stationId, 'generations'))).toEqual(['000001'])
    expect(fs.readdirSync(path.join(disk, store.stationId, 'blobs', 'unfinished'))).toEqual([])
    expect(await restore(path.join(base, 'từ bản cũ'))).toMatchObject({ pages: 20, lost: [] })
    small.resize('20m')
    expect(await store.backup(disk, 2)).toMatchObject({ damaged: [], manifest: { pages: 60 } })
  })

  test('without room for the database says disk_full and leaves nothing that looks like a backup', async () => {
    small.fillBut(60_000)
    expect(await thrownBy(() => store.backup(disk, 2))).toMatchObject({ code: 'disk_full' })
    expect(await thrownBy(() => restore(path.join(base, 'x')))).toMatchObject({ code: 'backup_not_found' })
  })

  test('that is read-only says so when a backup is made, and can be restored from', async () => {
    await store.backup(disk, 2)
    small.setWritable(false)
    expect(await thrownBy(() => store.backup(disk, 2))).toMatchObject({ code: 'folder_not_writable' })
    expect(await restore(path.join(base, 'x'))).toMatchObject({ pages: 20, lost: [] })
  })

  test('a restore onto a full disk says disk_full, and goes on when there is room', async () => {
    addPages(21, 70)
    const place = path.join(base, 'sao lưu')
    await store.backup(place, 2)
    const target = path.join(disk, 'trạm mới')
    const again = () => restoreStation(place, target, passphrase(), {}, () => undefined)
    expect(await thrownBy(again)).toMatchObject({ code: 'disk_full' })
    expect(await thrownBy(() => openStation(target, passphrase()))).toMatchObject({ code: 'restore_unfinished' })
    small.resize('20m')
    expect(await again()).toMatchObject({ pages: 70, lost: [] })
    const restored = await openStation(target, passphrase())
    expect(restored.listPages(record(1).id)).toHaveLength(70)
    restored.close()
  })
})
