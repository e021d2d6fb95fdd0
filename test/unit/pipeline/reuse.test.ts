import { beforeEach, describe, expect, test } from 'vitest'
import { calendarDate, instant, isRecordId, vietnamDate, type RecordId, type StationRecord } from '../../../shared/model/index.ts'
import { keptInsteadOf } from '../../../shared/pipeline/record/duplicates.ts'
import { findHere, reuseRecord, whyNotReusable, type ReuseQuestion } from '../../../shared/pipeline/record/reuse.ts'
import { openDesk, type Desk } from './desk.ts'

let desk: Desk
beforeEach(async () => { desk = await openDesk() })

const lastDay = calendarDate(2026, 1, 31) ?? vietnamDate(instant())
const decision = { by: 'Nguyễn Thị Hà', at: instant(), reason: 'sai tên đệm' }
const signed = (number: number, paper: Parameters<Desk['read']>[1] = {}): RecordId => {
  const { id } = desk.read(number, paper)
  desk.sign(id)
  return id
}
const found = (question: ReuseQuestion): RecordId[] => findHere(desk.context, question).map(({ id }) => id).filter(isRecordId)
const refused = (call: () => unknown, error: object): void => { expect(call).toThrow(expect.objectContaining(error)) }

describe('what is digitised here', () => {
  test('is found by number as printed, with notation, agency and owner where they are told', () => {
    const id = signed(1, { ownerId: '099085001162', resultCode: 'KQ.1' })
    const other = signed(2, { codeNumber: '219' })
    expect(found({ number: '218/QĐ-UBND' })).toEqual([id])
    expect(found({ number: ' 0218 / qđ-ubnd ' })).toEqual([id])
    expect(found({ number: '218', agency: 'UBND xã Đồng Mây' })).toEqual([id])
    expect(found({ number: '218/TB-UBND' })).toEqual([])
    expect(found({ number: '21' })).toEqual([])
    expect(found({ number: '218', agency: 'Ủy ban nhân dân xã Nà Lình' })).toEqual([])
    expect(found({ number: '218', ownerId: '099 085 001 162' })).toEqual([id])
    expect(found({ number: '218', ownerId: '099085001163' })).toEqual([])
    expect(found({ number: '219', ownerId: '099085001163' }), 'nobody told whose it is').toEqual([other])
    expect(found({ ownerId: '099085001162' })).toEqual([id])
    expect(found({ ownerId: '099085001162', resultCode: 'KQ.2' })).toEqual([])
    refused(() => findHere(desk.context, { agency: 'x' }), { code: 'invalid_params' })
  })

  test('is told with masked numbers, and why it may not serve', () => {
    signed(1, { ownerId: '099085001162' })
    const voided = signed(2, { codeNumber: '219' })
    desk.become(voided, { work: 'voided', voided: decision })
    expect(JSON.stringify(findHere(desk.context, { number: '218' }))).not.toContain('099085001162')
    expect(findHere(desk.context, { number: '219' })).toMatchObject([{ id: voided, notReusable: 'voided' }])
    expect(findHere(desk.context, { number: '218' })).toMatchObject([{ notReusable: null }])
  })
})

describe('a result serves another dossier', () => {
  test('once a dossier: said twice, it is counted once, with its trace in history and audit', () => {
    const id = signed(1, { dossierCode: 'H-1' })
    reuseRecord(desk.context, id, { dossierCode: 'H-2', reason: 'bổ sung hồ sơ' })
    reuseRecord(desk.context, id, { dossierCode: 'H-2' })
    reuseRecord(desk.context, id, { dossierCode: 'H-3' })
    expect(desk.context.store.listReuses(id)).toMatchObject([{ dossierCode: 'H-2', reason: 'bổ sung hồ sơ', by: 'Nguyễn Thị Hà' }, { dossierCode: 'H-3', reason: null }])
    expect(desk.context.store.countReuses()).toBe(2)
    expect(desk.context.store.listHistory(id).filter(({ to }) => to === 'reused')).toHaveLength(2)
    expect(desk.context.store.auditEntries(0, 1000).filter(({ action }) => action === 'reused')).toHaveLength(2)
    refused(() => { reuseRecord(desk.context, id, { dossierCode: 'H-1' }) }, { code: 'invalid_params' })
    refused(() => { reuseRecord(desk.context, id, {}) }, { code: 'invalid_params' })
  })

  const states: [string, Partial<StationRecord>][] = [
    ['not signed', { work: 'awaiting review', trust: 'unsigned' }], ['frozen', { frozen: decision }], ['voided', { work: 'voided', voided: decision }],
    ['replaced', { work: 'replaced' }], ['invalid signature', { work: 'quarantined', trust: 'original failed' }],
  ]
  test.each(states)('not when it is %s', (why, change) => {
    const id = signed(1)
    desk.become(id, change)
    refused(() => { reuseRecord(desk.context, id, { dossierCode: 'H-2', reason: 'cần gấp' }) }, { code: 'result_not_reusable', params: { id, why } })
    expect(desk.context.store.countReuses()).toBe(0)
  })

  test('after its last day only with a reason', () => {
    const id = signed(1)
    desk.become(id, { dossier: { ...desk.get(id).dossier, validUntil: '2026-01-31' } })
    expect(whyNotReusable(desk.get(id), lastDay)).toBeUndefined()
    refused(() => { reuseRecord(desk.context, id, { dossierCode: 'H-2' }) }, { code: 'reason_missing' })
    reuseRecord(desk.context, id, { dossierCode: 'H-2', reason: 'chứng minh tình trạng lúc đó' })
    expect(desk.context.store.countReuses()).toBe(1)
  })
})

describe('a capture of a paper that is here', () => {
  test('is closed with its pages kept, and tells the record what nobody told before', () => {
    const id = signed(1)
    const capture = desk.read(2, { dossierCode: 'H-2' })
    reuseRecord(desk.context, id, { insteadOf: capture.id })
    expect(desk.get(capture.id)).toMatchObject({ work: 'voided', stoppedBy: null, voided: { by: 'Nguyễn Thị Hà', reason: `reused ${id}` }, replacedBy: id })
    expect(desk.get(id).dossier.dossierCode).toBe('H-2')
    expect(desk.context.store.countReuses()).toBe(0)
    expect(keptInsteadOf(desk.context.store, desk.get(capture.id))?.id).toBe(id)
  })

  test('for another dossier counts as reuse; for the same one it does not', () => {
    const id = signed(1, { dossierCode: 'H-1' })
    reuseRecord(desk.context, id, { insteadOf: desk.read(2, { dossierCode: 'H-1' }).id })
    expect(desk.context.store.countReuses()).toBe(0)
    reuseRecord(desk.context, id, { insteadOf: desk.read(3, { dossierCode: 'H-2' }).id })
    expect(desk.context.store.listReuses(id)).toMatchObject([{ dossierCode: 'H-2' }])
  })

  test('is not closed when the result may not serve its dossier, or the two tell of different owners', () => {
    const id = signed(1, { dossierCode: 'H-1' })
    desk.become(id, { frozen: decision })
    const capture = desk.read(2, { dossierCode: 'H-2' })
    refused(() => { reuseRecord(desk.context, id, { insteadOf: capture.id }) }, { code: 'result_not_reusable', params: { id, why: 'frozen' } })
    expect(desk.get(capture.id).work).toBe('awaiting review')
    const told = (name: string): StationRecord['dossier']['owners'] => [{ kind: 'person', name, id: null, source: 'dossier' }]
    desk.become(id, { frozen: null, dossier: { ...desk.get(id).dossier, owners: told('Mạc Đình Gia Phong') } })
    desk.become(capture.id, { dossier: { ...desk.get(capture.id).dossier, dossierCode: 'H-1', owners: told('Vi Thị Hạ Lam') } })
    refused(() => { reuseRecord(desk.context, id, { insteadOf: capture.id }) }, { code: 'dossier_differs' })
    expect(desk.get(capture.id).work).toBe('awaiting review')
  })

  test('is not closed twice, in its own favour, after the mark, nor in favour of a record that is out of use', () => {
    const id = signed(1)
    const capture = desk.read(2)
    reuseRecord(desk.context, id, { insteadOf: capture.id })
    refused(() => { reuseRecord(desk.context, id, { insteadOf: capture.id }) }, { code: 'wrong_state' })
    refused(() => { reuseRecord(desk.context, id, { insteadOf: id }) }, { code: 'wrong_state' })
    const other = signed(3, { codeNumber: '9' })
    refused(() => { reuseRecord(desk.context, id, { insteadOf: other, reason: 'nhầm' }) }, { code: 'wrong_state' })
    refused(() => { reuseRecord(desk.context, capture.id, { insteadOf: desk.read(4).id }) }, { code: 'result_not_reusable' })
  })

  test('that does not look the same is closed with a reason only', () => {
    const id = signed(1)
    const capture = desk.read(2, { codeNumber: '9' })
    refused(() => { reuseRecord(desk.context, id, { insteadOf: capture.id }) }, { code: 'reason_missing' })
    reuseRecord(desk.context, id, { insteadOf: capture.id, reason: 'số mờ, đã đối chiếu bản giấy' })
    expect(desk.get(capture.id).voided?.reason).toBe('số mờ, đã đối chiếu bản giấy')
  })
})
