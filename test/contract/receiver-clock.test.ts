import { createServer, type Server } from 'node:https'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { certificatesPem, privateKeyPem } from '../../demo/pki.ts'
import type { ResultOf } from '../../shared/contract/index.ts'
import { dossier, openOffice, type Office } from '../support/office.ts'

const dayMs = 86_400_000

let office: Office
/** A receiver that answers "not found" to everything, by a clock of its own. */
let receiver: Server
let ahead = dayMs
let asked = 0
let id: string

const doctor = async (): Promise<string | undefined> => (await office.call('station.doctor', {})).checks.find(({ check }) => check === 'clock')?.state
/** Another opening remembers no answer of the one before. */
const sign = async (): Promise<ResultOf<'record.sign'>['records'][number] | undefined> => {
  await office.inStore(() => undefined)
  return (await office.call('record.sign', { ids: [id], deliver: false })).records[0]
}

beforeAll(async () => {
  office = await openOffice({ keepsOpen: true })
  receiver = createServer({ key: privateKeyPem(office.pki.hubTls), cert: certificatesPem(office.pki.hubTls) }, (_, answer) => {
    asked += 1
    answer.sendDate = false
    answer.writeHead(404, { date: new Date(Date.now() + ahead).toUTCString() }).end()
  })
  await new Promise<void>((resolve) => { receiver.listen(0, '127.0.0.1', resolve) })
  const address = receiver.address()
  if (address === null || typeof address === 'string') throw new Error('no address')
  await office.call('station.configure', { set: { signing: 'when told', ocrEngine: 'auto', targets: { 'vneid': null, 'chia-se': null } } })
  await office.pointTo('kho', `https://127.0.0.1:${address.port}/`)
  id = (await office.call('record.convert', { files: [await office.scan(931)], dossiers: [dossier], acceptAbove: 0, deliver: false })).records[0]?.id ?? ''
})
afterAll(async () => {
  receiver.close()
  await office.close()
})

it('a clock that is a day behind a receiver’s is told before anything is marked, by the words of the time stamp', async () => {
  expect(await sign()).toMatchObject({ state: { work: "awaiting the agency's signature", trust: 'unsigned' }, stoppedBy: { code: 'clock_differs', params: { minutes: 1440, by: 'kho' } } })
  expect((await office.call('record.show', { id })).mark).toBeNull()
  expect(await doctor()).toBe('attention')
})

it('is asked again with the next signature; an officer who compared it and says that it is right goes on, while the receiver stays as far off', async () => {
  asked = 0
  await sign()
  expect(asked).toBe(1)
  await office.call('station.configure', { set: {}, clockConfirmed: true })
  expect(await doctor()).toBe('good')
  ahead = 3 * dayMs
  expect(await sign(), 'that is another difference').toMatchObject({ stoppedBy: { code: 'clock_differs', params: { minutes: 4320 } } })
  await office.call('station.configure', { set: {}, clockConfirmed: true })
  expect(await sign()).toMatchObject({ state: { work: 'signed', trust: 'B-T' } })
})

it('one that agrees is asked once for many records, and what it showed before is forgotten', async () => {
  ahead = 0
  asked = 0
  await office.inStore(() => undefined)
  const files = await Promise.all([932, 933].map((number) => office.scan(number)))
  const { records } = await office.call('record.convert', { files, dossiers: files.map((file) => ({ ...dossier, file: path.basename(file) })), acceptAbove: 0, deliver: false })
  const { records: signed } = await office.call('record.sign', { ids: records.map((record) => record.id), deliver: false })
  expect(signed.map(({ state }) => state.work)).toEqual(['signed', 'signed'])
  expect(asked).toBe(1)
  ahead = 3 * dayMs
  await office.inStore(() => undefined)
  id = (await office.call('record.convert', { files: [await office.scan(934)], dossiers: [dossier], acceptAbove: 0, deliver: false })).records[0]?.id ?? ''
  expect(await sign(), 'the confirmation was of a clock that has been set since').toMatchObject({ stoppedBy: { code: 'clock_differs' } })
})

it('one that does not answer stops nothing', async () => {
  receiver.close()
  receiver.closeAllConnections()
  expect(await sign()).toMatchObject({ state: { work: 'signed' } })
})
