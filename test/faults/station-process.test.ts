import { fork, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forkStation, startStationProcess, stationScript, type ProcessChannel, type StationService } from '../../shared/door/index.ts'
import { openService } from '../../shared/station/index.ts'
import { directWindow, type TestWindow } from '../support/door-windows.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'
import { thrownBy } from '../support/thrown.ts'

let office: Office
const services: StationService[] = []

beforeEach(async () => { office = await openOffice() })
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()))
  await office.close()
})

/** A station process that can be killed as from outside. */
function killable(): { readonly service: StationService; readonly kill: () => void; readonly starts: () => number } {
  const started: ProcessChannel[] = []
  const service = startStationProcess({ folder: office.station, start: () => {
    const channel = forkStation(stationScript())
    started.push(channel)
    return channel
  } })
  services.push(service)
  return { service, kill: () => { started.at(-1)?.kill() }, starts: () => started.length }
}

const unlocked = async (service: StationService): Promise<TestWindow> => {
  const page = await directWindow(service)
  await page.call('session.open', {}, { passphrase })
  // However well it is read, the paper waits for a person.
  await page.call('station.configure', { set: { acceptFrom: 1 } })
  return page
}

test('a station killed while it reads is told to its windows, comes back locked, and has lost nothing', async () => {
  const { service, kill, starts } = killable()
  const page = await unlocked(service)
  const scan = await office.scan(1)
  const converted = thrownBy(() => page.call('record.convert', { files: [scan], dossiers: [dossier], deliver: false }))
  // The open station may be the one that reads it by itself: then nobody is told how far it is.
  await page.event((event) => event.type === 'progress' && event.step === 'capture')
  await expect.poll(async () => (await page.call('record.list') as { records: { state: { work: string } }[] }).records[0]?.state.work, { timeout: 30_000 }).not.toBe('capturing')
  const picture = service.fetch(new Request(`http://station/media/records/${'0'.repeat(26)}/pages/1/raw`))
  kill()
  expect(await converted).toEqual({ code: 'station_gone', params: {} })
  expect([404, 503]).toContain((await picture).status)
  await page.event((event) => event.type === 'station' && event.state === 'gone')
  await page.event((event) => event.type === 'station' && event.state === 'back')
  expect(starts()).toBe(2)
  expect(await page.call('session.state')).toMatchObject({ phase: 'locked', holder: null })
  expect((await thrownBy(() => page.call('record.list')))?.code).toBe('session_locked')
  await page.call('session.open', {}, { passphrase })
  await page.call('record.resume', { deliver: false })
  expect(await page.call('record.list')).toMatchObject({ records: [{ pages: 1, state: { work: 'awaiting review' } }] })
  expect(await page.call('station.check', { full: true })).toMatchObject({ sound: true })
})

test('files go in and come out of the process whole, piece by piece; one that breaks off on its way leaves nothing', async () => {
  const { service } = killable()
  const page = await unlocked(service)
  const put = (body: NonNullable<RequestInit['body']>): Promise<Response> => service.fetch(new Request('http://station/staged?name=quyet-dinh.jpg', { method: 'POST', body, duplex: 'half' }))
  const { staged } = await (await put(await readFile(await office.scan(2)))).json() as { staged: string }
  const converted = await page.call('record.convert', { files: [staged], dossiers: [dossier], deliver: false }) as { records: { id: string; source: string }[] }
  const id = converted.records[0]?.id ?? ''
  expect(converted).toMatchObject({ records: [{ source: 'quyet-dinh.jpg', pages: 1 }], failures: [] })
  await page.call('record.review', { id, accept: true, deliver: false })
  const { pdfDigest } = await page.call('record.show', { id }) as { pdfDigest: string }
  const pdf = await service.fetch(new Request(`http://station/media/records/${id}/pdf`))
  const bytes = Buffer.from(await pdf.arrayBuffer())
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(pdfDigest)
  expect(pdf.headers.get('content-length')).toBe(String(bytes.length))
  expect((await service.fetch(new Request(`http://station/media/records/${id}/pages/1/final?width=800`))).headers.get('content-type')).toBe('image/png')

  let pieces = 0
  const breaking = new ReadableStream<Uint8Array>({ pull(controller) {
    pieces += 1
    if (pieces > 20) controller.error(new Error('the window went away'))
    else controller.enqueue(new Uint8Array(65_536).fill(pieces))
  } })
  expect((await put(breaking)).ok).toBe(false)
  const dropped = await service.fetch(new Request(`http://station/media/records/${id}/pdf`))
  await dropped.body?.cancel()
  expect(await page.call('station.check', { full: true })).toMatchObject({ sound: true, badBlobs: [] })
})

test('a call made while the station is gone says so at once', async () => {
  const { service, kill } = killable()
  const page = await unlocked(service)
  kill()
  await page.event((event) => event.type === 'station' && event.state === 'gone')
  expect(await thrownBy(() => page.call('record.list'))).toEqual({ code: 'station_gone', params: {} })
  expect((await service.fetch(new Request('http://station/media/x'))).status).toBe(503)
})

test('a second door on one station is told who holds it and since when, before and after it tries', async () => {
  const { service } = killable()
  await unlocked(service)
  const second = openService({ folder: office.station })
  services.push(second)
  const page = await directWindow(second)
  const holder = { pid: expect.any(Number) as number, since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/u) as string, host: expect.any(String) as string }
  expect(await page.call('session.state')).toMatchObject({ phase: 'locked', holder })
  expect(await thrownBy(() => page.call('session.open', {}, { passphrase }))).toEqual({ code: 'station_in_use', params: holder })
  await service.close()
  expect(await page.call('session.state')).toMatchObject({ phase: 'locked', holder: null })
  expect(await page.call('session.open', {}, { passphrase })).toMatchObject({ phase: 'open' })
})

test('whom a killed station names as its holder holds it no more', async () => {
  const { service, kill } = killable()
  const page = await unlocked(service)
  kill()
  await page.event((event) => event.type === 'station' && event.state === 'back')
  expect(await page.call('session.state')).toMatchObject({ phase: 'locked', holder: null })
})

test('a process that cannot start is tried again and again, ever more rarely, and ends when its door does', async () => {
  const children: ChildProcess[] = []
  const service = startStationProcess({ folder: office.station, start: () => {
    const child = fork('/dev/null/no-script', [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    children.push(child)
    return { post: () => undefined, onMessage: () => undefined, onExit: (hear) => { child.once('exit', () => { hear() }) }, kill: () => { child.kill('SIGKILL') } }
  } })
  await expect.poll(() => children.length, { timeout: 60_000 }).toBeGreaterThan(2)
  await service.close()
  const before = children.length
  expect(children.slice(0, -1).every(({ exitCode }) => exitCode !== null)).toBe(true)
  expect(children).toHaveLength(before)
})
