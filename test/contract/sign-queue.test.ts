import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStation, type CallExtras, type Station } from '../../shared/station/index.ts'
import { methods, type MethodName, type ParamsOf, type RecordLine, type ResultOf } from '../../shared/contract/index.ts'
import { thrownBy } from '../support/thrown.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'

const clerkPassphrase = 'ba con mèo ngủ trưa'
let office: Office
let station: Station
/** One paper, read and reviewed by the clerk. */
let record: RecordLine

const extras = (confirmation?: string): CallExtras => ({
  onEvent: () => undefined, keyPassphrase: () => Promise.reject(new Error('not asked here')), newPassphrase: () => Promise.resolve(Buffer.from(clerkPassphrase)),
  ...(confirmation === undefined ? {} : { confirmation: () => Promise.resolve(Buffer.from(confirmation)) }),
})
const call = <Name extends MethodName>(name: Name, params: ParamsOf<Name>, confirmation?: string): Promise<ResultOf<Name>> =>
  station.call(name, methods[name].params.parse(params) as never, extras(confirmation))

async function signIn(secret: string): Promise<void> {
  await station.close()
  station = await openStation(office.station, Buffer.from(secret))
}

beforeAll(async () => {
  office = await openOffice()
  station = await openStation(office.station, Buffer.from(passphrase))
  await call('officer.add', { name: 'Trần Văn Bình', rights: ['scan'] })
  await call('station.configure', { set: { signing: 'when told', confirmSigning: true } })
  await signIn(clerkPassphrase)
  const { records: [made] } = await call('record.convert', { files: [await office.scan(900)], dossiers: [dossier], deliverTo: ['kho'], acceptAbove: 0 })
  if (made === undefined) throw new Error('nothing was converted')
  record = made
})
afterAll(async () => {
  await station.close()
  await office.close()
})

describe('who scans is not who signs', () => {
  it('a paper that is reviewed waits until somebody says that it is to be signed', () => {
    expect(record.state).toMatchObject({ work: 'reviewed', trust: 'unsigned' })
  })

  it('an officer may do what the rights say and nothing else', async () => {
    expect(await thrownBy(() => call('station.configure', { set: { place: 'Elsewhere' } }))).toMatchObject({ code: 'right_missing' })
    expect(await thrownBy(() => call('record.return', { id: record.id, reason: 'Thiếu trang' }))).toMatchObject({ code: 'right_missing' })
    expect(await thrownBy(() => call('officer.rights', { name: 'Trần Văn Bình', rights: ['sign'] }))).toMatchObject({ code: 'right_missing' })
  })

  it('F8 of an officer who may not sign puts the record before one who may, and nothing is signed', async () => {
    const { records: [queued] } = await call('record.sign', { ids: [record.id] })
    expect(queued).toMatchObject({ state: { work: "awaiting the agency's signature", trust: 'unsigned' }, stoppedBy: { code: 'signer_needed' } })
    await call('record.resume', {})
    expect((await call('record.show', { id: record.id })).state.trust).toBe('unsigned')
  })

  it('the signer sends one back with a reason, which the reviewer must answer before it comes again', async () => {
    await signIn(passphrase)
    const returned = await call('record.return', { id: record.id, reason: 'Số ghi chưa đúng' })
    expect(returned).toMatchObject({ state: { work: 'awaiting review' }, stoppedBy: { code: 'returned_by_signer' }, returned: { by: 'Nguyễn Thị Hà', reason: 'Số ghi chưa đúng' } })
    await call('record.resume', {})
    const { failures } = await call('record.sign', { ids: [record.id] }, passphrase)
    expect(failures).toMatchObject([{ source: record.id, error: { code: 'wrong_state' } }])
    const again = await call('record.review', { id: record.id, accept: true })
    expect(again).toMatchObject({ state: { work: 'reviewed' }, returned: null })
  })

  it('the signer tells the passphrase once for the lot; a wrong one signs nothing', async () => {
    expect(await thrownBy(() => call('record.sign', { ids: [record.id] }, 'không phải cụm này'))).toMatchObject({ code: 'wrong_passphrase' })
    expect((await call('record.show', { id: record.id })).state.trust).toBe('unsigned')
    const { records: [signed] } = await call('record.sign', { ids: [record.id] }, passphrase)
    expect(signed?.state).toMatchObject({ work: 'delivered', trust: 'B-T', delivery: { kho: 'delivered' } })
    expect((await call('outbox.list', {})).records).toEqual([])
  })

  it('the last one who may administer keeps that right', async () => {
    expect(await thrownBy(() => call('officer.rights', { name: 'Nguyễn Thị Hà', rights: ['scan', 'sign'] }))).toMatchObject({ code: 'last_administrator' })
    expect(await thrownBy(() => call('officer.remove', { name: 'Nguyễn Thị Hà' }))).toMatchObject({ code: 'last_administrator' })
  })
})

describe('the paper and whoever comes for it', () => {
  it('is found by dossier code and by the QR of the identity card, numbers masked', async () => {
    const byDossier = await call('handover.ready', { scanned: dossier.dossierCode })
    expect(byDossier.records.map(({ id, dossierCode }) => [id, dossierCode])).toEqual([[record.id, dossier.dossierCode]])
    const byCard = await call('handover.ready', { scanned: '099085001162||Mạc Đình Gia Phong|01021985|Nam||01012022' })
    expect(byCard.asked).toEqual({ kind: 'person', shownId: '0990…1162', name: 'Mạc Đình Gia Phong' })
    expect(byCard.records.map(({ id }) => id)).toEqual([record.id])
    expect((await call('handover.ready', { scanned: 'H99.12-000000-0000' })).records).toEqual([])
  })

  it('is handed over once, to whom and how is kept', async () => {
    const receiver = { name: 'Lê Thị Cúc', id: '099185004321', capacity: 'authorised' as const }
    const { records: [handed] } = await call('handover.note', { ids: [record.id], receiver })
    expect(handed?.handover).toMatchObject({ by: 'Nguyễn Thị Hà', way: 'counter', receiver: { name: 'Lê Thị Cúc', shownId: '0991…4321', capacity: 'authorised' } })
    expect(await thrownBy(() => call('handover.note', { ids: [record.id] }))).toMatchObject({ code: 'already_handed_over' })
    const shown = await call('record.show', { id: record.id })
    expect(shown.state.work).toBe('delivered')
  })
})

describe('the station at the start of a day', () => {
  it('is examined without a change, and says what waits', async () => {
    const { checks } = await call('station.doctor', {})
    const states = Object.fromEntries(checks.map(({ check, state }) => [check, state]))
    expect(states).toMatchObject({ clock: 'good', certificate: 'good', recogniser: 'good', agency: 'good', targets: 'good', unsent: 'good', unsigned: 'good', unreviewed: 'good', backup: 'attention', files: 'good' })
  })

  it('keeps what a record cost a person, added up', async () => {
    await call('record.effort', { id: record.id, keys: 4, milliseconds: 9000, corrections: 0 })
    await call('record.effort', { id: record.id, keys: 2, milliseconds: 1000, corrections: 1 })
    expect((await call('record.show', { id: record.id })).effort).toEqual({ keys: 6, milliseconds: 10_000, corrections: 1 })
  })
})
