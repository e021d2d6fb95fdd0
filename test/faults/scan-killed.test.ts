import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toRecordId, type RecordId } from '../../shared/model/index.ts'
import { openOffice, type Office } from '../support/office.ts'
import { saneTestBackend } from '../support/sane-test-backend.ts'
import { toolOrSkip } from '../support/system-tools.ts'

let office: Office

beforeAll(async () => { office = await openOffice({ configured: false }) })
afterAll(() => office.close())

/** What the ledgers hold: each record's pages with their digests. */
const ledgers = (): Promise<Map<RecordId, string[]>> =>
  office.inStore((store) => new Map(store.listRecords({ limit: 100 }).map(({ id }) => [id, store.listPages(id).map(({ digest }) => digest)])))

describe.skipIf(!toolOrSkip('scanimage') || !toolOrSkip('strace'))('a machine that dies', () => {
  test.each([['rename', 3], ['fsync', 9], ['pwrite64', 60]] as const)('while it scans (at its %s number %i) has every page that it told, and says that nobody knows whether there are more', async (call, number) => {
    const env = { SANE_CONFIG_DIR: saneTestBackend(office.folder) }
    const before = await ledgers()
    const killed = await office.command(['scan', '--device', 'sane:test:0', '--source', 'feeder', '--resolution', String(75 + number)], { env, kill: { by: 'call', call, number } })
    expect(killed.signal ?? killed.code).not.toBe(0)
    const told = killed.stdout.split('\n').filter((line) => /^(Trang|Page) \d+:/u.test(line)).length
    const after = await ledgers()
    const [id] = [...after.keys()].filter((one) => !before.has(one))
    expect((id === undefined ? [] : after.get(id) ?? []).length).toBeGreaterThanOrEqual(told)
    if (id === undefined) return
    const pages = after.get(id)?.length ?? 0
    const read = await office.call('page.read', { id })
    expect([read.state.work, read.stoppedBy]).toEqual(['capturing', { code: 'scan_unfinished', params: { pages } }])
    if (pages > 0) expect(await office.call('scan.close', { id })).toMatchObject({ pages, state: { work: 'captured' } })
    expect((await office.call('station.check', { full: true })).sound).toBe(true)
  })

  test.each([['pwrite64', 30], ['fsync', 3]] as const)('while it splits a record (at its %s number %i) has split it, or has not', async (call, number) => {
    const env = { SANE_CONFIG_DIR: saneTestBackend(office.folder) }
    await office.command(['scan', '--device', 'sane:test:0', '--source', 'feeder', '--resolution', String(300 + number)], { env })
    const { records: [whole] } = await office.call('record.list', { limit: 1 })
    const id = toRecordId(whole?.id ?? '')
    const before = await ledgers()
    await office.command(['split', id, '--at', '4,8', '--no-read'], { kill: { by: 'call', call, number } })
    const after = await ledgers()
    const made = [...after.keys()].filter((one) => !before.has(one))
    expect([0, 2]).toContain(made.length)
    const parts = await office.inStore((store) => [id, ...made].map((one) => store.getRecord(one).pageCount))
    expect(parts.reduce((sum, pages) => sum + pages, 0)).toBe(10)
    expect(after.get(id)).toEqual(before.get(id))
    expect((await office.call('station.check', {})).sound).toBe(true)
  })
})
