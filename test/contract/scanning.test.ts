import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StationEvent } from '../../shared/contract/index.ts'
import { toRecordId } from '../../shared/model/index.ts'
import { diskFullFor } from '../support/full-disk.ts'
import { decisionLines, openOffice, type Office } from '../support/office.ts'
import { printedPage } from '../support/printed-page.ts'
import { saneTestBackend } from '../support/sane-test-backend.ts'
import { toolOrSkip } from '../support/system-tools.ts'
import { thrownBy } from '../support/thrown.ts'

let office: Office
const usualSane = process.env.SANE_CONFIG_DIR

beforeAll(async () => {
  office = await openOffice({ keepsOpen: true })
  process.env.SANE_CONFIG_DIR = saneTestBackend(office.folder)
  await office.call('station.configure', { set: { signing: 'when told', timeStampUrl: null } })
})
afterAll(async () => {
  if (usualSane === undefined) delete process.env.SANE_CONFIG_DIR
  else process.env.SANE_CONFIG_DIR = usualSane
  await office.close()
})

const codeOf = async (action: () => unknown): Promise<string | undefined> => (await thrownBy(action))?.code
const feeder = { device: 'sane:test:0', source: 'feeder', resolution: 75 } as const
/** A station that is closed lets its drivers go: the next one reads SANE's configuration anew. */
async function withSane(fault: Parameters<typeof saneTestBackend>[1]): Promise<void> {
  process.env.SANE_CONFIG_DIR = saneTestBackend(office.folder, fault)
  await office.inStore(() => undefined)
}

describe.skipIf(!toolOrSkip('scanimage'))('a scan', () => {
  test('tells each page when it is in the ledger, and closes with as many as the scanner gave', async () => {
    const pages: StationEvent[] = []
    const { records: [record] } = await office.call('scan.start', feeder, (event) => { if (event.type === 'page') pages.push(event) })
    expect(record).toMatchObject({ pages: 10, state: { work: 'captured' }, source: 'Noname frontend-tester', stoppedBy: null })
    expect(pages.map((event) => event.type === 'page' && event.page.ordinal)).toEqual(Array.from({ length: 10 }, (_, index) => index + 1))
    const [ledger, history] = await office.inStore((store) => [store.listPages(toRecordId(record?.id ?? '')), store.listHistory(toRecordId(record?.id ?? ''))] as const)
    expect(ledger.map(({ format, dpi }) => [format, dpi])).toEqual(Array.from({ length: 10 }, () => ['jpeg', 75]))
    expect(history.map(({ to }) => to)).toEqual(['capturing', 'captured'])
  })

  test('that jams leaves nothing where nothing came, and is named', async () => {
    const before = (await office.call('record.list', {})).records.length
    await withSane('SANE_STATUS_JAMMED')
    expect(await codeOf(() => office.call('scan.start', feeder))).toBe('scanner_jammed')
    await withSane('SANE_STATUS_COVER_OPEN')
    expect(await codeOf(() => office.call('scan.start', feeder))).toBe('scanner_cover_open')
    expect((await office.call('record.list', {})).records).toHaveLength(before)
    await withSane('Default')
  })

  test('that is cancelled keeps its pages in a record that says so; nobody but a person closes it, and it can be gone on with', async () => {
    let seen = 0
    const scanning = office.call('scan.start', { ...feeder, resolution: 80 }, (event) => {
      if (event.type === 'page' && ++seen === 3) void office.call('scan.cancel', {})
    })
    expect(await codeOf(() => scanning)).toBe('cancelled')
    const { records: [broken] } = await office.call('record.list', { work: 'capturing' })
    expect(broken).toMatchObject({ state: { work: 'capturing' }, stoppedBy: { code: 'scan_unfinished', params: { pages: 3 } } })
    const id = broken?.id ?? ''
    // Neither a restart nor going on takes it for whole.
    await office.inStore(() => undefined)
    expect((await office.call('page.read', { id })).state.work).toBe('capturing')
    expect(await codeOf(() => office.call('page.edit', { id, edit: { kind: 'move', ordinal: 1, place: 2 } }))).toBe('wrong_state')
    const { records: [going] } = await office.call('scan.start', { ...feeder, source: 'flatbed', resolution: 80, into: id })
    expect(going).toMatchObject({ id, pages: 4, state: { work: 'captured' } })
    expect(await codeOf(() => office.call('scan.close', { id }))).toBe('wrong_state')
  })

  test('that ends after the sheet under way is whole; one more page takes its place in a record that is captured', async () => {
    let seen = 0
    const { records: [record] } = await office.call('scan.start', { ...feeder, resolution: 90 }, (event) => {
      if (event.type === 'page' && ++seen === 2) void office.call('scan.cancel', { finish: true })
    })
    expect(record).toMatchObject({ pages: 2, state: { work: 'captured' } })
    const id = record?.id ?? ''
    const { records: [more] } = await office.call('scan.start', { ...feeder, source: 'flatbed', resolution: 95, into: id, insteadOf: 1 })
    expect(more?.pages).toBe(2)
    const { pages } = await office.call('page.list', { id })
    expect(pages.map(({ ordinal, place, leftOut }) => [ordinal, place, leftOut])).toEqual([[3, 1, null], [1, null, 'scanned anew'], [2, 2, null]])
    expect(await codeOf(() => office.call('scan.start', { ...feeder, device: 'sane:test:7' }))).toBe('scanner_not_found')
  })

  test('that fills the disk keeps the pages so far, and is gone on with when there is room', async () => {
    const before = new Set((await office.call('record.list', {})).records.map(({ id }) => id))
    let mend = (): void => undefined
    let seen = 0
    const scanning = office.call('scan.start', { ...feeder, resolution: 120 }, (event) => {
      if (event.type === 'page' && ++seen === 2) mend = diskFullFor('')
    })
    expect(await codeOf(() => scanning)).toBe('disk_full')
    mend()
    const broken = (await office.call('record.list', {})).records.find(({ id }) => !before.has(id))
    const id = broken?.id ?? ''
    const pages = await office.inStore((store) => store.listPages(toRecordId(id)).length)
    expect(pages).toBeGreaterThanOrEqual(2)
    expect(await office.call('page.read', { id })).toMatchObject({ state: { work: 'capturing' }, stoppedBy: { code: 'scan_unfinished', params: { pages } } })
    expect(await office.call('scan.close', { id })).toMatchObject({ pages, state: { work: 'captured' } })
    expect((await office.call('station.check', { full: true })).sound).toBe(true)
  })

  test('is cut into records of so many pages', async () => {
    const { records } = await office.call('scan.start', { ...feeder, resolution: 100, split: { pages: 4 } })
    expect(records.map(({ pages }) => pages)).toEqual([4, 4, 2])
    expect((await office.call('station.check', {})).sound).toBe(true)
  })

  test('may be the paper issued in the place of a record: its second version, the old one held back from the first page on', async () => {
    const { records: [made] } = await office.call('record.convert', { files: [await office.scan(41)], acceptAbove: 0 })
    const old = made?.id ?? ''
    expect((await office.call('record.sign', { ids: [old] })).failures).toEqual([])
    expect(await codeOf(() => office.call('scan.start', { ...feeder, replaces: old }))).toBe('reason_missing')

    await withSane('SANE_STATUS_JAMMED')
    expect(await codeOf(() => office.call('scan.start', { ...feeder, replaces: old, reason: 'sai tên đệm' }))).toBe('scanner_jammed')
    expect((await office.call('record.show', { id: old })).frozen).toBeNull()
    await withSane('Default')

    let seen = 0
    const scanning = office.call('scan.start', { ...feeder, resolution: 85, replaces: old, reason: 'sai tên đệm' }, (event) => {
      if (event.type === 'page' && ++seen === 2) void office.call('scan.cancel', {})
    })
    expect(await codeOf(() => scanning)).toBe('cancelled')
    const broken = (await office.call('record.list', { work: 'capturing' })).records.find(({ replaces }) => replaces === old)
    expect(broken).toMatchObject({ version: 2, stoppedBy: { code: 'scan_unfinished' } })
    expect((await office.call('record.show', { id: old })).frozen).toMatchObject({ reason: 'sai tên đệm' })
    // Nothing is fed for a replacement that cannot be: one is under way.
    let fed = 0
    expect(await codeOf(() => office.call('scan.start', { ...feeder, replaces: old, reason: 'lần nữa' }, (event) => { if (event.type === 'page') fed += 1 }))).toBe('replacement_under_way')
    expect(fed).toBe(0)
    expect(await office.call('scan.close', { id: broken?.id ?? '' })).toMatchObject({ version: 2, replaces: old, pages: 2, state: { work: 'captured' } })
  })

  test('runs from the command line, and lists what there is', async () => {
    const env = { SANE_CONFIG_DIR: process.env.SANE_CONFIG_DIR ?? '' }
    const list = await office.command(['scan', '--list', '--json'], { env })
    expect(list.stdout).toContain('"id":"sane:test:0"')
    const scanned = await office.command(['scan', '--device', 'sane:test:0', '--source', 'flatbed', '--resolution', '110'], { env })
    expect([scanned.code, scanned.stdout.includes('Trang 1:')]).toEqual([3, true])

    const { records: [made] } = await office.call('record.convert', { files: [await office.scan(42)], acceptAbove: 0 })
    await office.call('record.sign', { ids: [made?.id ?? ''] })
    const anew = await office.command(['scan', '--device', 'sane:test:0', '--source', 'flatbed', '--resolution', '115', '--replaces', made?.id ?? '', '--reason', 'cấp lại', '--json'], { env })
    expect(anew.stdout).toContain(`"version":2,"replaces":"${made?.id ?? ''}"`)
  })
})

describe('sample papers', () => {
  test('are offered by a training station alone, and are read as far as the review', async () => {
    const place = path.join(office.folder, 'giấy mẫu')
    await mkdir(path.join(place, 'một'), { recursive: true })
    await writeFile(path.join(place, 'một', '01.jpg'), await printedPage(decisionLines(40), { dpi: 150 }).jpeg({ quality: 80 }).withMetadata({ density: 150 }).toBuffer())
    await office.call('station.configure', { set: { samplePapers: place } })
    const { devices } = await office.call('scan.devices', { anew: true })
    expect(devices.find(({ driver }) => driver === 'samples')?.name).toContain('không phải máy quét thật')
    const { records: [record] } = await office.call('scan.start', { device: 'samples:' })
    const read = await office.call('page.read', { id: record?.id ?? '' })
    expect(read.fields.codeNumber?.value).toBe('240')
    expect(['reviewed', 'awaiting review']).toContain(read.state.work)
    expect(await readdir(path.join(place, 'một'))).toEqual(['01.jpg'])
  })
})
