import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { appendEntry, verifyChain } from '../../../shared/audit/index.ts'
import { restoreStation } from '../../../shared/store/index.ts'
import type { Restored, RestoreOptions, Store } from '../../../shared/store/index.ts'
import { bytesOf, codeOf, filesOf, flipBit, newOpenStation, open, page, passphrase, record, temporaryFolder } from './station.ts'

/** An open station with `count` records of one page each, and a place for its backups. */
async function filledStation(count = 5): Promise<{ folder: string; store: Store; place: string; recoveryKey: string }> {
  const made = await newOpenStation()
  fill(made.store, 1, count)
  return { ...made, place: path.join(temporaryFolder(), 'sao lưu') }
}

function fill(store: Store, from: number, to: number, bytes = 3000): void {
  for (let number = from; number <= to; number += 1) {
    store.transaction(() => {
      store.insertRecord(record(number, { work: 'captured', pageCount: 1 }))
      store.addPage(record(number).id, page(store, 1, randomBytes(bytes)))
      appendEntry(store, { actor: 'station', action: 'pages captured', recordId: record(number).id })
    })
  }
}

function restore(place: string, folder: string, options: RestoreOptions = {}, secret = passphrase): Promise<Restored> {
  return restoreStation(place, folder, bytesOf(secret), options, (store, { generation }) => {
    appendEntry(store, { actor: store.officer, action: 'restored from backup', details: { generation } })
  })
}

const blobFiles = (folder: string): string[] => filesOf(path.join(folder, 'blobs')).toSorted()
const backupOf = (store: Store, place: string): string => path.join(place, store.stationId)
const generation = (store: Store, place: string, number: number): string => path.join(backupOf(store, place), 'generations', String(number).padStart(6, '0'))

/** Every record with the digests of its pages, each page read. */
function contentOf(store: Store): unknown {
  return store.listRecords({ limit: 100 }).map(({ id, work }) => [id, work, store.listPages(id).map(({ digest }) => [digest, store.getBlob(digest).length])])
}

describe('a backup', () => {
  test('restored into an empty folder is the station as it was, and opens with the same passphrase and recovery key', async () => {
    const { store, place, recoveryKey } = await filledStation()
    const before = contentOf(store)
    const made = await store.backup(place, 2)
    expect(made).toMatchObject({ copiedBlobs: 5, damaged: [], manifest: { generation: 1, records: 5, pages: 5, blobs: 5, damaged: [] } })
    store.close()
    const folder = path.join(temporaryFolder(), 'trạm mới')
    expect(await restore(place, folder)).toMatchObject({ generation: 1, records: 5, lost: [] })
    for (const secret of [passphrase, recoveryKey]) {
      const again = await open(folder, secret)
      expect(contentOf(again)).toEqual(before)
      expect(verifyChain(again).faults).toEqual([])
      expect(again.lastAuditEntry()).toMatchObject({ action: 'restored from backup', details: { generation: 1 } })
      expect(await again.checkStation('full')).toMatchObject({ database: [], badBlobs: [], badRecords: [] })
      again.close()
    }
  })

  test('holds nothing readable, the database least of all', async () => {
    const { store, place } = await filledStation(1)
    const text = randomBytes(24).toString('hex')
    store.putBlob(bytesOf(`${text} giấy khai sinh`))
    store.putSetting('câu', text)
    await store.backup(place, 2)
    for (const file of filesOf(place)) {
      const bytes = fs.readFileSync(file)
      for (const secret of [text, 'Nguyễn Thị Hà', 'giấy khai sinh', 'SQLite format']) expect(bytes.includes(secret), file).toBe(false)
    }
  })

  test('made again copies only what is new, and keeps the earlier one', async () => {
    const { store, place } = await filledStation(4)
    await store.backup(place, 2)
    const first = blobFiles(backupOf(store, place)).map((file) => [file, fs.statSync(file).mtimeMs])
    fill(store, 5, 6)
    expect(await store.backup(place, 2)).toMatchObject({ copiedBlobs: 2, manifest: { generation: 2, blobs: 6 } })
    expect(blobFiles(backupOf(store, place)).map((file) => [file, fs.statSync(file).mtimeMs])).toEqual(expect.arrayContaining(first))
    store.close()
    const older = path.join(temporaryFolder(), 'cũ')
    expect(await restore(place, older, { generation: 1 })).toMatchObject({ generation: 1, records: 4 })
    expect((await open(older)).listRecords({ limit: 10 })).toHaveLength(4)
  })

  test('takes away only what is older than the generations that are to stay', async () => {
    const { store, place } = await filledStation(1)
    for (let round = 0; round < 4; round += 1) await store.backup(place, 2)
    expect(fs.readdirSync(path.join(backupOf(store, place), 'generations')).toSorted()).toEqual(['000003', '000004'])
  })

  test.each(['', 'blobs', 'sao lưu/trong'])('is refused inside the station (%s) and around it', async (inner) => {
    const { store, folder } = await filledStation(1)
    expect(await codeOf(() => store.backup(path.join(folder, inner), 2))).toBe('backup_place_invalid')
    expect(await codeOf(() => store.backup(path.dirname(folder), 2))).toBe('backup_place_invalid')
    const link = path.join(temporaryFolder(), 'lối khác')
    fs.symlinkSync(folder, link)
    expect(await codeOf(() => store.backup(path.join(link, inner), 2))).toBe('backup_place_invalid')
  })

  test('that is cancelled, at whatever moment, leaves the earlier one and is none itself', async () => {
    const { store, place } = await filledStation(40)
    await store.backup(place, 2)
    fill(store, 41, 80)
    let moments = 0
    await store.backup(path.join(path.dirname(place), 'đếm'), 2, { onProgress: () => { moments += 1 } })
    for (let moment = 1; moment <= moments; moment += 2) {
      const stop = new AbortController()
      let seen = 0
      const onProgress = (): void => {
        seen += 1
        if (seen === moment) stop.abort()
      }
      expect(await codeOf(() => store.backup(place, 2, { signal: stop.signal, onProgress }))).toBe('cancelled')
      expect(fs.readdirSync(path.join(backupOf(store, place), 'generations'))).toEqual(['000001'])
    }
    expect(moments).toBeGreaterThan(6)
    store.close()
    expect(await restore(place, path.join(temporaryFolder(), 'x'))).toMatchObject({ generation: 1, records: 40, lost: [] })
  })

  test('tells how far it is, and never goes back', async () => {
    const { store, place } = await filledStation(40)
    const seen: number[] = []
    await store.backup(place, 2, { onProgress: (done, total) => { seen.push(done / total) } })
    expect(seen).toEqual(seen.toSorted((left, right) => left - right))
    expect(seen.at(-1)).toBe(1)
  })

  test('of a station with a damaged blob says which, and is not taken for whole', async () => {
    const { folder, store, place } = await filledStation(3)
    const [first = '', second = ''] = blobFiles(folder)
    flipBit(first, -1)
    fs.rmSync(second)
    const made = await store.backup(place, 2)
    expect(made.damaged.map(({ fault }) => fault).toSorted()).toEqual(['blob_damaged', 'blob_missing'])
    expect(made.manifest.damaged).toHaveLength(2)
    store.close()
    const target = path.join(temporaryFolder(), 'x')
    expect(await codeOf(() => restore(place, target))).toBe('backup_damaged')
    expect(await codeOf(() => open(target))).toBe('restore_unfinished')
    const { lost } = await restore(place, target, { acceptLoss: true })
    expect(lost.flatMap(({ uses }) => uses.map(({ part, number }) => [part, number]))).toEqual([['page', 1], ['page', 1]])
    expect((await (await open(target)).checkStation('full')).badBlobs).toHaveLength(2)
  })

  test('never gives way to one that is not whole', async () => {
    const { folder, store, place } = await filledStation(2)
    await store.backup(place, 2)
    fill(store, 3, 3)
    const before = new Set(blobFiles(folder))
    fill(store, 4, 4)
    const [added = ''] = blobFiles(folder).filter((file) => !before.has(file))
    fs.rmSync(added)
    for (let round = 0; round < 4; round += 1) await store.backup(place, 2)
    expect(fs.existsSync(path.join(generation(store, place, 1), 'manifest.json'))).toBe(true)
  })

  test('has a blob whole that the station lost after the last backup', async () => {
    const { folder, store, place } = await filledStation(3)
    await store.backup(place, 2)
    for (const file of blobFiles(folder)) fs.rmSync(file)
    expect((await store.backup(place, 2)).damaged).toEqual([])
  })

  test('finds what rotted in the backup itself, and copies it anew', async () => {
    const { store, place } = await filledStation(3)
    await store.backup(place, 2)
    const [file = ''] = blobFiles(backupOf(store, place))
    flipBit(file, 50)
    expect((await store.backup(place, 2)).damaged).toEqual([])
    store.close()
    expect((await restore(place, path.join(temporaryFolder(), 'x'))).lost).toEqual([])
  })

  test('keeps older generations whole when a blob is written anew under another key', async () => {
    const { folder, store, place } = await filledStation(2)
    const [file = ''] = blobFiles(folder)
    await store.backup(place, 2)
    const lost = store.listPages(record(1).id).concat(store.listPages(record(2).id)).map(({ digest }) => store.getBlob(digest))
    flipBit(file, -1)
    for (const bytes of lost) store.putBlob(bytes)
    expect(await store.backup(place, 2)).toMatchObject({ copiedBlobs: 1, damaged: [] })
    store.close()
    for (const number of [1, 2]) expect((await restore(place, path.join(temporaryFolder(), 'x'), { generation: number })).lost).toEqual([])
  })
})

describe('a restore', () => {
  test('with a wrong passphrase writes nothing', async () => {
    const { store, place } = await filledStation(1)
    await store.backup(place, 2)
    store.close()
    const target = path.join(temporaryFolder(), 'mới')
    expect(await codeOf(() => restore(place, target, {}, 'một cụm mật khẩu khác'))).toBe('wrong_passphrase')
    expect(fs.existsSync(target)).toBe(false)
  })

  test('into a folder that holds anything is refused, and changes nothing there', async () => {
    const { folder, store, place } = await filledStation(1)
    await store.backup(place, 2)
    store.close()
    const target = temporaryFolder()
    fs.writeFileSync(path.join(target, 'ghi chú.txt'), 'x')
    expect(await codeOf(() => restore(place, target))).toBe('folder_not_empty')
    expect(fs.readdirSync(target)).toEqual(['ghi chú.txt'])
    const before = filesOf(folder).map((file) => fs.readFileSync(file).toString('hex'))
    expect(await codeOf(() => restore(place, folder))).toBe('folder_not_empty')
    expect(filesOf(folder).map((file) => fs.readFileSync(file).toString('hex'))).toEqual(before)
  })

  test('of what is no backup, or holds those of several stations, is an error', async () => {
    const place = temporaryFolder()
    const target = path.join(temporaryFolder(), 'x')
    expect(await codeOf(() => restore(place, target))).toBe('backup_not_found')
    const stores = [await filledStation(1), await filledStation(1)]
    for (const { store } of stores) {
      await store.backup(place, 2)
      store.close()
    }
    expect(await codeOf(() => restore(place, target))).toBe('backup_ambiguous')
    const [first] = stores
    expect(await restore(path.join(place, first?.store.stationId ?? ''), target)).toMatchObject({ records: 1 })
    expect(await codeOf(() => restore(path.join(place, first?.store.stationId ?? ''), path.join(temporaryFolder(), 'y'), { generation: 7 }))).toBe('backup_not_found')
  })

  test('finds a flipped bit in every file of a backup, or does without that file', async () => {
    const { store, place } = await filledStation(2)
    await store.backup(place, 2)
    store.close()
    for (const file of filesOf(place)) {
      const sound = fs.readFileSync(file)
      for (const at of [0, Math.floor(sound.length / 2), -2]) {
        flipBit(file, at)
        const code = await codeOf(() => restore(place, path.join(temporaryFolder(), 'x')))
        expect(code, `${path.basename(file)} ${at}`).toBe(path.basename(file).startsWith('header') ? undefined : 'backup_damaged')
        fs.writeFileSync(file, sound)
      }
    }
    expect((await restore(place, path.join(temporaryFolder(), 'x'))).lost).toEqual([])
  })

  test('finds every file that is missing from a backup', async () => {
    const { store, place } = await filledStation(2)
    await store.backup(place, 2)
    store.close()
    for (const file of filesOf(place)) {
      const sound = fs.readFileSync(file)
      fs.rmSync(file)
      const name = path.basename(file)
      const expected = name === 'manifest.json' ? 'backup_not_found' : name.startsWith('header') ? undefined : 'backup_damaged'
      expect(await codeOf(() => restore(place, path.join(temporaryFolder(), 'x'))), name).toBe(expected)
      fs.writeFileSync(file, sound)
    }
  })

  test('that was cut off is no station, is never created over, and goes on with what was copied', async () => {
    const { store, place } = await filledStation(40)
    await store.backup(place, 2)
    store.close()
    const target = path.join(temporaryFolder(), 'mới')
    const stop = new AbortController()
    const onProgress = (done: number): void => {
      if (done >= 32) stop.abort()
    }
    expect(await codeOf(() => restoreStation(place, target, bytesOf(passphrase), {}, () => undefined, { signal: stop.signal, onProgress }))).toBe('cancelled')
    expect(await codeOf(() => open(target))).toBe('restore_unfinished')
    const copied = blobFiles(target).map((file) => [file, fs.statSync(file).mtimeMs])
    expect(copied.length).toBeGreaterThanOrEqual(32)
    expect(await restore(place, target)).toMatchObject({ records: 40, lost: [] })
    expect(blobFiles(target).map((file) => [file, fs.statSync(file).mtimeMs])).toEqual(expect.arrayContaining(copied))
    expect((await open(target)).listRecords({ limit: 100 })).toHaveLength(40)
  })

  test('whose trace cannot be written does not become a station', async () => {
    const { store, place } = await filledStation(1)
    await store.backup(place, 2)
    store.close()
    const target = path.join(temporaryFolder(), 'mới')
    expect(await codeOf(() => restoreStation(place, target, bytesOf(passphrase), {}, () => { throw new Error('x') }))).toBeInstanceOf(Error)
    expect(await codeOf(() => open(target))).toBe('restore_unfinished')
  })
})
