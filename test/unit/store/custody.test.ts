import { createHash, createHmac, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { appendEntry, verifyChain } from '../../../shared/audit/index.ts'
import { describeThrown } from '../../../shared/model/index.ts'
import { restoreHeader } from '../../../shared/store/index.ts'
import type { Store } from '../../../shared/store/index.ts'
import { unlock } from '../../../shared/store/key-slots.ts'
import { deriveKeys } from '../../../shared/store/sealed.ts'
import { bytesOf, codeOf, filesOf, flipBit, newOpenStation, newStation, open, page, passphrase, record, temporaryFolder } from './station.ts'

const headers = ['header.json', 'header.backup.json']
const blobFiles = (folder: string): string[] => filesOf(path.join(folder, 'blobs')).toSorted()

function addRecord(store: Store, number: number, change: Parameters<typeof record>[1] = {}, bytes = randomBytes(3000)): void {
  store.transaction(() => {
    store.insertRecord(record(number, { work: 'captured', pageCount: 1, ...change }))
    store.addPage(record(number).id, page(store, 1, bytes))
    appendEntry(store, { actor: 'station', action: 'pages captured', recordId: record(number).id })
  })
}

describe('the key header', () => {
  test('of version 1 opens, and is written anew with the head of the audit chain', async () => {
    const { folder } = await newStation()
    const { dataKey, header } = await unlock(folder, bytesOf(passphrase))
    const { auditHead, ...rest } = contentOf(folder)
    expect(auditHead).toMatchObject({ seq: 0 })
    const unsigned = { ...rest, version: 1, mac: '' }
    const mac = createHmac('sha256', deriveKeys(dataKey, header.stationId).header).update(JSON.stringify(unsigned), 'utf8').digest('hex')
    writeContent(folder, { ...unsigned, mac })
    const store = await open(folder)
    expect(store.headerAuditHead()).toBeUndefined()
    appendEntry(store, { actor: 'Hà', action: 'viewed' })
    store.close()
    expect(contentOf(folder)).toMatchObject({ version: 2, auditHead: { seq: 1 } })
    await open(folder)
  })

  test('of version 1 into which somebody wrote a head is not believed', async () => {
    const { folder } = await newStation()
    writeContent(folder, { ...contentOf(folder), version: 1 })
    expect(await codeOf(() => open(folder))).toBe('header_damaged')
  })

  test('shows a database that was put back together with its seal', async () => {
    const { folder, store } = await newOpenStation()
    addRecord(store, 1)
    store.close()
    const older = ['station.db', 'audit.seal'].map((name) => [name, fs.readFileSync(path.join(folder, name))] as const)
    const again = await open(folder)
    addRecord(again, 2)
    again.close()
    for (const [name, bytes] of older) fs.writeFileSync(path.join(folder, name), bytes)
    expect(await codeOf(() => open(folder))).toBe('station_rolled_back')
    const accepted = await open(folder, passphrase, { acceptLossAfter: 1 })
    appendEntry(accepted, { actor: 'Hà', action: 'loss accepted' })
    expect(verifyChain(accepted).faults).toEqual([])
    accepted.close()
    await open(folder)
  })

  test('of which both copies are damaged is taken from a backup of the same station only, with a passphrase of its day', async () => {
    const place = path.join(temporaryFolder(), 'sao lưu')
    const elsewhere = path.join(temporaryFolder(), 'của trạm khác')
    const { folder, store } = await newOpenStation()
    await store.backup(place, 2)
    addRecord(store, 1)
    store.close()
    const other = await newOpenStation()
    await other.store.backup(elsewhere, 2)
    for (const name of headers) flipBit(path.join(folder, name), 300)
    expect(await codeOf(() => restoreHeader(folder, elsewhere, bytesOf(passphrase)))).toBe('audit_broken')
    expect(await codeOf(() => restoreHeader(folder, place, bytesOf('một cụm mật khẩu khác')))).toBe('wrong_passphrase')
    expect(await codeOf(() => open(folder))).toBe('header_damaged')
    expect(await restoreHeader(folder, place, bytesOf(passphrase))).toBe(1)
    expect((await open(folder)).listRecords({ limit: 10 })).toHaveLength(1)
  })
})

describe('an opening', () => {
  test('tells page files that are missing or too short, of records that are worked on', async () => {
    const { folder, store } = await newOpenStation()
    addRecord(store, 1, { work: 'awaiting review' })
    const [gone = ''] = blobFiles(folder)
    addRecord(store, 2, { work: 'delivered' })
    const [delivered = ''] = blobFiles(folder).filter((file) => file !== gone)
    addRecord(store, 3, { work: 'captured' })
    const [short = ''] = blobFiles(folder).filter((file) => file !== gone && file !== delivered)
    store.close()
    fs.rmSync(gone)
    fs.rmSync(delivered)
    fs.truncateSync(short, 100)
    const { badBlobs } = (await open(folder)).opening
    expect(badBlobs.map(({ fault, uses }) => [fault, uses[0]?.recordId])).toEqual([['blob_damaged', record(3).id], ['blob_missing', record(1).id]])
  })
})

describe('a check', () => {
  test('finds a file of another length at once, and other bytes when it reads them all', async () => {
    const { folder, store } = await newOpenStation()
    for (const number of [1, 2, 3]) addRecord(store, number, {}, randomBytes(1_048_576 * (number - 1)))
    expect(await store.checkStation('quick')).toEqual({ blobs: 3, database: [], badBlobs: [], badRecords: [] })
    for (const file of blobFiles(folder)) flipBit(file, -1)
    expect((await store.checkStation('quick')).badBlobs).toEqual([])
    const { badBlobs } = await store.checkStation('full')
    expect(badBlobs.map(({ fault, uses }) => [fault, uses.length])).toEqual([['blob_damaged', 1], ['blob_damaged', 1], ['blob_damaged', 1]])
    for (const file of blobFiles(folder)) fs.appendFileSync(file, 'x')
    expect((await store.checkStation('quick')).badBlobs).toHaveLength(3)
  })

  test('finds a bit flipped anywhere in the database; a backup of it is not made, or lacks nothing', async () => {
    const place = path.join(temporaryFolder(), 'sao lưu')
    const { folder, store } = await newOpenStation()
    for (let number = 1; number <= 40; number += 1) addRecord(store, number)
    store.close()
    const file = path.join(folder, 'station.db')
    const sound = fs.readFileSync(file)
    const whileOpen = <T>(use: (opened: Store) => Promise<T>): Promise<T> => open(folder).then(async (opened) => {
      try {
        return await use(opened)
      } finally {
        opened.close()
      }
    })
    let refused = 0
    for (let at = 4096 * 7 + 100; at < sound.length; at += 4096 * 14) {
      flipBit(file, at)
      const found = await whileOpen((opened) => opened.checkStation('full')).then(({ database }) => database.length, (thrown: unknown) => describeThrown(thrown).code)
      expect(found === 'station_damaged' || Number(found) > 0, String(at)).toBe(true)
      const made = await whileOpen((opened) => opened.backup(place, 2)).then(({ manifest }) => manifest.records, (thrown: unknown) => describeThrown(thrown).code)
      expect(['station_damaged', 40], String(at)).toContain(made)
      if (made === 'station_damaged') refused += 1
      fs.writeFileSync(file, sound)
    }
    expect(refused).toBeGreaterThan(0)
  })

  test('names a record whose ledger lacks pages, and one signed without its file', async () => {
    const { store } = await newOpenStation()
    addRecord(store, 1, { pageCount: 2 })
    addRecord(store, 2, { work: 'signed', trust: 'B-T' })
    addRecord(store, 3, { work: 'capturing', pageCount: 0 })
    addRecord(store, 4, { work: 'signed', trust: 'B-T', pdfDigest: store.putBlob(bytesOf('%PDF')) })
    expect((await store.checkStation('quick')).badRecords).toEqual([{ recordId: record(1).id, fault: 'pages' }, { recordId: record(2).id, fault: 'file' }])
  })
})

describe('a repair', () => {
  test('takes each file from the newest backup that has it whole, and names what none has', async () => {
    const place = path.join(temporaryFolder(), 'sao lưu')
    const { folder, store } = await newOpenStation()
    const contents = [1, 2, 3].map(() => randomBytes(3000))
    addRecord(store, 1, {}, contents[0])
    addRecord(store, 2, {}, contents[1])
    await store.backup(place, 2)
    addRecord(store, 3, {}, contents[2])
    for (const file of blobFiles(folder)) flipBit(file, 60)
    const { badBlobs } = await store.checkStation('full')
    const { mended, left } = await store.repairBlobs(badBlobs, place, () => undefined)
    expect(mended.map(({ generation, uses }) => [generation, uses[0]?.recordId]).toSorted()).toEqual([[1, record(1).id], [1, record(2).id]])
    expect(left.map(({ uses }) => uses[0]?.recordId)).toEqual([record(3).id])
    const pages = [1, 2].flatMap((number) => store.listPages(record(number).id))
    expect(pages.map(({ digest }) => Buffer.from(store.getBlob(digest)))).toEqual(contents.slice(0, 2))
    expect((await store.checkStation('full')).badBlobs).toEqual(left)
  })

  test('makes a file whole and keeps its trace at once: without the trace it is as bad as before', async () => {
    const place = path.join(temporaryFolder(), 'sao lưu')
    const { folder, store } = await newOpenStation()
    for (const number of [1, 2]) addRecord(store, number)
    await store.backup(place, 2)
    for (const file of blobFiles(folder)) flipBit(file, 60)
    const { badBlobs } = await store.checkStation('full')
    const traced: string[] = []
    const trace = ({ digest }: { digest: string }): void => {
      if (traced.length === 1) throw new Error('cut off')
      store.putSetting('dấu vết', digest)
      traced.push(digest)
    }
    expect(await codeOf(() => store.repairBlobs(badBlobs, place, trace))).toBeInstanceOf(Error)
    expect(store.checkBlobs().map(({ digest }) => digest)).toEqual(badBlobs.map(({ digest }) => digest).filter((digest) => !traced.includes(digest)))
    expect((await store.repairBlobs(store.checkBlobs().map((blob) => ({ ...blob, uses: [] })), place, () => undefined)).mended).toHaveLength(1)
    expect(store.checkBlobs()).toEqual([])
  })

  test('does not use another station\'s backup', async () => {
    const place = path.join(temporaryFolder(), 'sao lưu')
    const other = await newOpenStation()
    await other.store.backup(place, 2)
    const { folder, store } = await newOpenStation()
    addRecord(store, 1)
    flipBit(blobFiles(folder)[0] ?? '', 60)
    const { badBlobs } = await store.checkStation('full')
    expect(await codeOf(() => store.repairBlobs(badBlobs, place, () => undefined))).toBe('backup_not_found')
  })
})

function contentOf(folder: string): Record<string, unknown> {
  const { content } = JSON.parse(fs.readFileSync(path.join(folder, 'header.json'), 'utf8')) as { content: Record<string, unknown> }
  return content
}

/** Writes both copies with a checksum that fits, as a program of that version did, or an attacker does. */
function writeContent(folder: string, content: Record<string, unknown>): void {
  const text = JSON.stringify(content)
  const checksum = createHash('sha256').update(text, 'utf8').digest('hex')
  for (const name of headers) fs.writeFileSync(path.join(folder, name), `{"checksum":"${checksum}","content":${text}}`)
}
