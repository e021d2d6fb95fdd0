import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { appendEntry, verifyChain } from '../../../shared/audit/index.ts'
import type { Store } from '../../../shared/store/index.ts'
import { codeOf, filesOf, flipBit, newOpenStation, open, page, record } from './station.ts'

/** A station with 40 records, each audited, closed. */
async function filledStation(): Promise<string> {
  const { folder, store } = await newOpenStation()
  fill(store, 1, 40)
  store.close()
  return folder
}

function fill(store: Store, from: number, to: number): void {
  for (let number = from; number <= to; number += 1) {
    store.transaction(() => {
      store.insertRecord(record(number))
      store.addPage(record(number).id, page(store, 1))
      appendEntry(store, { actor: 'station', action: 'record begun', recordId: record(number).id })
    })
  }
}

describe('a damaged database', () => {
  test('is an error at opening when its first page is hit', async () => {
    const folder = await filledStation()
    flipBit(path.join(folder, 'station.db'), 100)
    expect(await codeOf(() => open(folder))).toBe('station_damaged')
  })

  test('is found wherever a bit flips, by the full check at the latest', async () => {
    const folder = await filledStation()
    const file = path.join(folder, 'station.db')
    const sound = fs.readFileSync(file)
    for (let at = 4096 + 100; at < sound.length; at += 4096 * 5) {
      flipBit(file, at)
      expect(await codeOf(async () => {
        const store = await open(folder)
        try {
          if (store.checkDatabase().length > 0) throw Object.assign(new Error(), { code: 'station_damaged' })
        } finally {
          store.close()
        }
      })).toBe('station_damaged')
      fs.writeFileSync(file, sound)
    }
    await open(folder)
  })

  test.each([['missing', undefined], ['empty', 0], ['cut short', 8192]])('that is %s is never replaced by a new one', async (_, size) => {
    const folder = await filledStation()
    const file = path.join(folder, 'station.db')
    if (size === undefined) fs.rmSync(file)
    else fs.truncateSync(file, size)
    expect(await codeOf(() => open(folder))).toBe('station_damaged')
    expect(fs.statSync(file, { throwIfNoEntry: false })?.size).toBe(size)
  })

  test('of another station is refused', async () => {
    const folder = await filledStation()
    const other = await filledStation()
    fs.copyFileSync(path.join(other, 'station.db'), path.join(folder, 'station.db'))
    expect(await codeOf(() => open(folder))).toBe('station_damaged')
  })

  test('that is older than its last write is refused, until a person accepts the loss', async () => {
    const folder = await filledStation()
    const old = fs.readFileSync(path.join(folder, 'station.db'))
    const store = await open(folder)
    fill(store, 41, 42)
    store.close()
    fs.writeFileSync(path.join(folder, 'station.db'), old)
    expect(await codeOf(() => open(folder))).toBe('station_rolled_back')
    expect(await codeOf(() => open(folder, undefined, { acceptLossAfter: 42 }))).toBe('station_rolled_back')
    const accepted = await open(folder, undefined, { acceptLossAfter: 40 })
    expect(accepted.opening.acceptedLoss).toBe(true)
    expect(accepted.listRecords({ limit: 100 })).toHaveLength(40)
    accepted.close()
    expect(await codeOf(() => open(folder))).toBe('station_rolled_back')
    const told = await open(folder, undefined, { acceptLossAfter: 40 })
    appendEntry(told, { actor: 'Hà', action: 'loss accepted' })
    expect(verifyChain(told).faults).toEqual([])
    told.close()
    expect((await open(folder)).opening.acceptedLoss).toBe(false)
  })

  test('without its audit seal, or with a forged one, is refused', async () => {
    const folder = await filledStation()
    const seal = path.join(folder, 'audit.seal')
    const sound = fs.readFileSync(seal, 'utf8')
    fs.writeFileSync(seal, sound.replace('"seq":40', '"seq":39'))
    expect(await codeOf(() => open(folder))).toBe('audit_broken')
    fs.rmSync(seal)
    expect(await codeOf(() => open(folder))).toBe('audit_broken')
    fs.writeFileSync(seal, sound)
    await open(folder)
  })
})

describe('a header of another station with the same passphrase', () => {
  const names = ['header.json', 'header.backup.json']

  test.each(names)('in place of %s gives way to the copy that belongs here', async (name) => {
    const folder = await filledStation()
    const other = await filledStation()
    // Of a higher number than the one that belongs here.
    for (let round = 0; round < 2; round += 1) {
      const store = await open(other)
      await store.renewRecoveryKey()
      store.close()
    }
    fs.copyFileSync(path.join(other, name), path.join(folder, name))
    const mended = await open(folder)
    expect(mended.opening.mendedHeaders).toEqual([name])
    expect(mended.listRecords({ limit: 100 })).toHaveLength(40)
  })

  test('in place of both opens nothing, and leaves everything as it is', async () => {
    const folder = await filledStation()
    const other = await filledStation()
    for (const name of names) fs.copyFileSync(path.join(other, name), path.join(folder, name))
    const before = filesOf(folder).map((file) => [file, fs.readFileSync(file).toString('hex')])
    expect(await codeOf(() => open(folder))).toBe('station_damaged')
    expect(filesOf(folder).map((file) => [file, fs.readFileSync(file).toString('hex')])).toEqual(before)
  })
})

describe('a blob', () => {
  test('that is damaged anywhere is named, not given', async () => {
    const { folder, store } = await newOpenStation()
    const bytes = new Uint8Array(2_500_000).map((_, index) => index * 7)
    const digest = store.putBlob(bytes)
    const [file = ''] = filesOf(path.join(folder, 'blobs'))
    const sound = fs.readFileSync(file)
    for (const at of [0, 4, 1_048_576 + 30, -1]) {
      flipBit(file, at)
      expect(await codeOf(() => store.getBlob(digest))).toBe('blob_damaged')
      fs.writeFileSync(file, sound)
    }
    for (const size of [0, 4, 1_048_596, sound.length - 1]) {
      fs.truncateSync(file, size)
      expect(await codeOf(() => store.getBlob(digest))).toBe('blob_damaged')
      fs.writeFileSync(file, sound)
    }
    expect(store.getBlob(digest)).toEqual(bytes)
    fs.rmSync(file)
    expect(await codeOf(() => store.getBlob(digest))).toBe('blob_missing')
    expect(store.checkBlobs()).toEqual([{ digest, fault: 'blob_missing' }])
  })

  test('put again where it was lost or damaged is whole again', async () => {
    const { folder, store } = await newOpenStation()
    const bytes = new TextEncoder().encode('nội dung')
    const digest = store.putBlob(bytes)
    const [file = ''] = filesOf(path.join(folder, 'blobs'))
    flipBit(file, -1)
    expect(store.putBlob(bytes)).toBe(digest)
    expect(store.getBlob(digest)).toEqual(bytes)
    fs.rmSync(file)
    store.putBlob(bytes)
    expect(store.getBlob(digest)).toEqual(bytes)
  })

  test('left unfinished by a killed process is swept at opening', async () => {
    const { folder, store } = await newOpenStation()
    store.close()
    fs.writeFileSync(path.join(folder, 'blobs', 'unfinished', 'abc'), 'x')
    const again = await open(folder)
    expect(again.opening.unfinishedBlobs).toBe(1)
    expect(filesOf(path.join(folder, 'blobs'))).toEqual([])
  })
})
