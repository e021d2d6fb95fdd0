import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecordLine, ResultOf } from '../../shared/contract/index.ts'
import type { StationService } from '../../shared/door/index.ts'
import { openService } from '../../shared/station/index.ts'
import { directWindow, type TestWindow } from '../support/door-windows.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'
import { thrownBy } from '../support/thrown.ts'

const otherPassphrase = 'người ký cũng có bốn từ'

let office: Office
let service: StationService
let page: TestWindow

const codeOf = async (call: Promise<unknown>): Promise<string | undefined> => (await thrownBy(() => call))?.code
const open = (secret = passphrase): Promise<unknown> => page.call('session.open', {}, { passphrase: secret })
const records = async (): Promise<RecordLine[]> => (await page.call('record.list') as { records: RecordLine[] }).records

beforeAll(async () => {
  office = await openOffice()
  service = openService({ folder: office.station })
  page = await directWindow(service)
  await open()
  // However well it is read, the paper waits for a person.
  await page.call('station.configure', { set: { acceptFrom: 1 } })
  await page.call('officer.add', { name: 'Trần Văn Ký', rights: ['sign'] }, { newPassphrase: otherPassphrase })
})
afterAll(async () => {
  await service.close()
  await office.close()
})

/** Makes a call that reads paper, and waits until it tells that it is at it. */
async function begin(method: string, params: unknown): Promise<{ told: Promise<string | undefined> }> {
  const told = codeOf(page.call(method, params))
  const call = page.next() - 1
  const underWay = page.event((event) => event.type === 'progress' && event.step === 'capture' && page.heard.some((reply) => 'event' in reply && reply.event === event && reply.call === call))
  await Promise.race([underWay, told.then((code) => { throw new Error(`ended with ${code ?? 'an answer'}`) })])
  return { told }
}

const beginReading = async (number: number): Promise<{ told: Promise<string | undefined> }> =>
  begin('record.convert', { files: [await office.scan(number)], dossiers: [dossier], deliver: false })

test('who locks while paper is read, and comes back, finds it read', async () => {
  const { told } = await beginReading(1)
  await page.call('session.lock')
  expect(await told).toBe('session_locked')
  const before = page.heard.length
  expect(await open('không phải cụm mật khẩu').catch((thrown: unknown) => thrown)).toMatchObject({ code: 'wrong_passphrase' })
  await open()
  expect(await page.call('session.state')).toMatchObject({ phase: 'open', officer: 'Nguyễn Thị Hà' })
  await expect.poll(records, { timeout: 60_000 }).toMatchObject([{ state: { work: 'awaiting review' } }])
  // Nothing of the work was told while the station was locked.
  const whileLocked = page.heard.slice(before).filter((reply) => 'event' in reply).map((reply) => ('event' in reply ? reply.event.type : ''))
  expect(whileLocked.slice(0, whileLocked.indexOf('session'))).toEqual([])
})

test('another officer does not wait until the paper of the first is read: it is left between two pages, and read when he is back', async () => {
  const { told } = await beginReading(2)
  expect(await open(otherPassphrase)).toMatchObject({ phase: 'open', officer: 'Trần Văn Ký', rights: ['sign'] })
  expect(await told).toBe('session_locked')
  const [left, read] = await records()
  expect(left, 'left as it was, and not as a failure').toMatchObject({ stoppedBy: null })
  expect(['capturing', 'captured', 'cleaned', 'recognised'], 'left before it was read').toContain(left?.state.work)
  expect(read?.state.work).toBe('awaiting review')
  expect(await codeOf(page.call('officer.list'))).toBeUndefined()
  expect(await codeOf(page.call('station.configure', { set: { place: 'Đồng Mây' } }))).toBe('right_missing')
  await open()
  await expect.poll(async () => (await records()).map(({ state }) => state.work), { timeout: 60_000 }).toEqual(['awaiting review', 'awaiting review'])
})

test('a passphrase that opens nothing stops nobody’s work', async () => {
  const { told } = await beginReading(4)
  expect(await codeOf(open('không phải cụm mật khẩu'))).toBe('wrong_passphrase')
  expect(await told).toBeUndefined()
  expect(await page.call('session.state')).toMatchObject({ phase: 'open', officer: 'Nguyễn Thị Hà' })
})

test('a pile is left for another officer without a document counted as failed, and gone on with', async () => {
  await page.call('backlog.start', { documents: [{ name: 'tập', pages: [{ file: await office.scan(5), page: 1 }] }] })
  const { told } = await begin('backlog.run', {})
  await open(otherPassphrase)
  expect(await told).toBe('session_locked')
  const lots = async (): Promise<unknown> => page.call('backlog.state')
  expect(await lots()).toMatchObject({ lots: [{ state: 'running', documents: { failed: 0, awaitingReview: 0 }, failures: [] }] })
  await open()
  await page.call('backlog.run')
  const { lots: [lot] } = await lots() as ResultOf<'backlog.state'>
  expect(lot).toMatchObject({ state: 'done', documents: { total: 1, failed: 0 } })
  const listed = await page.call('backlog.documents', { lot: lot?.id, limit: 1 }) as ResultOf<'backlog.documents'>
  expect(listed).toMatchObject({ documents: [{ number: 1, name: 'tập', pages: 1, error: null }], next: 1 })
  expect(listed.documents[0]?.record).not.toBeNull()
  expect(await page.call('backlog.documents', { lot: lot?.id, after: 1 })).toEqual({ documents: [], next: null })
})

test('a passphrase that is to be set waits for its turn as it was told, although the station is locked meanwhile', async () => {
  const { told } = await beginReading(3)
  const added = codeOf(page.call('officer.add', { name: 'Lê Thị Mới', rights: [] }, { newPassphrase: 'mật khẩu của người mới' }))
  await page.call('session.lock')
  expect(await Promise.all([told, added])).toEqual(['session_locked', 'session_locked'])
  await open()
  const names = async (): Promise<string[]> => (await page.call('officer.list') as { officers: { name: string }[] }).officers.map(({ name }) => name)
  await expect.poll(names, { timeout: 60_000 }).toContain('Lê Thị Mới')
  expect(await open('mật khẩu của người mới')).toMatchObject({ phase: 'open', officer: 'Lê Thị Mới' })
  await open()
})

test('two windows that open at once both find it open', async () => {
  await page.call('session.lock')
  const other = await directWindow(service)
  const opened = await Promise.all([open(), other.call('session.open', {}, { passphrase })])
  expect(opened).toMatchObject([{ phase: 'open' }, { phase: 'open' }])
  expect(await codeOf(other.call('record.list'))).toBeUndefined()
  other.close()
})

test('pictures come in levels, straightened or as scanned, whole or in part', async () => {
  const [record] = await records()
  const look = async (what: string): Promise<{ status: number; type: string | null; bytes: Uint8Array }> => {
    const response = await service.fetch(new Request(`http://station/media/records/${record?.id ?? ''}/${what}`))
    return { status: response.status, type: response.headers.get('content-type'), bytes: new Uint8Array(await response.arrayBuffer()) }
  }
  const widthOf = async (what: string): Promise<number> => (await sharp((await look(what)).bytes).metadata()).width
  expect(await widthOf('pages/1/raw?width=100')).toBe(160)
  expect(await widthOf('pages/1/upright?width=161')).toBe(800)
  const whole = await look('pages/1/upright')
  expect(whole.type).toBe('image/jpeg')
  const area = { left: 200, top: 150, width: 300, height: 60 }
  const [ours, theirs] = await Promise.all([
    sharp((await look('pages/1/crop?x=200&y=150&w=300&h=60&edition=7')).bytes).greyscale().raw().toBuffer(), sharp(whole.bytes).extract(area).greyscale().raw().toBuffer(),
  ])
  const difference = ours.reduce((sum, value, at) => sum + Math.abs(value - (theirs[at] ?? 0)), 0) / ours.length
  expect(difference).toBeLessThan(6)
  for (const [what, status] of [
    ['pages/2/raw', 404], ['pages/0/raw', 404], ['pages/1/final', 409], ['pdf', 409], ['pages/1/other', 404], ['../../records', 404],
    ['pages/1/raw?width=x', 400], ['pages/1/raw?width=-1', 400], ['pages/1/crop?x=0&y=0&w=0&h=1', 400], ['pages/1/crop', 400],
  ] as const) expect.soft((await look(what)).status, what).toBe(status)
})

test('a station that nobody uses locks itself; looking at its state is no use of it, nor are refused requests', async () => {
  const quick = openService({ folder: office.station, lockAfterMinutes: 0.01 })
  try {
    await service.close()
    const window = await directWindow(quick)
    await window.call('session.open', {}, { passphrase })
    const looking = setInterval(() => {
      quick.refused('host')
      window.send({ id: 1_000_000 + Math.floor(Math.random() * 1e9), method: 'session.state', params: {} })
    }, 50)
    const locked = await window.event((event) => event.type === 'session' && event.session.phase === 'locked')
    clearInterval(looking)
    expect(locked).toMatchObject({ session: { officer: null, rights: [] } })
    expect(await codeOf(window.call('record.list'))).toBe('session_locked')
  } finally {
    await quick.close()
  }
})

test('a folder without a station says so; what is made there is open at once', async () => {
  const empty = openService({ folder: `${office.folder}/mới` })
  try {
    const window = await directWindow(empty)
    expect(await window.call('session.state')).toMatchObject({ phase: 'absent' })
    expect(await codeOf(window.call('record.list'))).toBe('session_locked')
    expect(await codeOf(window.call('session.open', {}, { passphrase }))).toBe('station_not_found')
    expect(await codeOf(window.call('station.create', { officer: 'Cán bộ' }, { passphrase: 'ngắn' }))).toBe('passphrase_too_short')
    expect(await window.call('session.state')).toMatchObject({ phase: 'absent' })
    expect(await window.call('station.create', { officer: 'Cán bộ', training: true }, { passphrase })).toMatchObject({ training: true })
    expect(await window.call('session.state')).toMatchObject({ phase: 'open', officer: 'Cán bộ', training: true })
    expect(await codeOf(window.call('station.create', { officer: 'Cán bộ' }, { passphrase }))).toBe('station_exists')
    expect(await window.call('session.state')).toMatchObject({ phase: 'open' })
  } finally {
    await empty.close()
  }
})
