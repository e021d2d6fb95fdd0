import { beforeEach, describe, expect, test } from 'vitest'
import { instant, type RecordId } from '../../../shared/model/index.ts'
import { undecidedTwins } from '../../../shared/pipeline/record/duplicates.ts'
import { openDesk, type Desk, type Paper } from './desk.ts'

let desk: Desk
beforeEach(async () => { desk = await openDesk() })

const question = (id: RecordId): unknown => desk.get(id).stoppedBy
const asks = (number: number, paper: Paper, about: RecordId): void => {
  expect(desk.read(number, paper), JSON.stringify(paper)).toMatchObject({ work: 'awaiting review', stoppedBy: { code: 'duplicate_result', params: { id: about } } })
}

describe('a twin', () => {
  test('is known by number, notation, agency and year, however print or typing writes them', () => {
    const first = desk.read(1)
    expect(first.work).toBe('reviewed')
    asks(2, { codeNumber: '0218' }, first.id)
    asks(3, { codeNotation: 'QD-UBND' }, first.id)
    asks(4, { codeNotation: 'qđ–ubnd' }, first.id)
    asks(5, { issuingAgency: 'UỶ BAN NHÂN DÂN XÃ ĐỒNG MÂY' }, first.id)
    asks(6, { issuingAgency: 'UBND xã Đồng Mây' }, first.id)
    asks(7, { issuingAgency: 'Ủy ban nhân dân xã Đồng Mây'.normalize('NFD') }, first.id)
    asks(8, { issuingAgency: 'Uy ban nhân dân xã Đồng Mây,' }, first.id)
    asks(9, { issuedDate: '2026-01-31' }, first.id)
    asks(10, { issuedDate: null }, first.id)
    asks(11, { codeNotation: null }, first.id)
  })

  test('is none with another number, notation, agency, year or kind of document', () => {
    desk.read(1)
    const others: Paper[] = [
      { codeNumber: '281' }, { codeNumber: '218a' }, { codeNumber: '2180' }, { codeNotation: 'QĐ-SXD' }, { codeNotation: 'TB-UBND', documentType: 'Thông báo' },
      { issuingAgency: 'Ủy ban nhân dân xã Nà Lình' }, { issuingAgency: 'Ủy ban nhân dân xã Đồng Mây Thượng' }, { issuedDate: '2025-11-03' }, { issuedDate: '2027-11-03' },
      { documentType: 'Phụ lục' }, { codeNotation: null, documentType: 'Trích lục khai tử' }, { codeNumber: null }, { issuingAgency: null },
    ]
    for (const [index, paper] of others.entries()) expect(desk.read(index + 2, paper), JSON.stringify(paper)).toMatchObject({ work: 'reviewed', stoppedBy: null })
  })

  test('is known by owner and result code, however they are spaced; by neither alone', () => {
    const first = desk.read(1, { codeNumber: '1', ownerId: '099085001162', resultCode: 'KQ.G99.105' })
    asks(2, { codeNumber: '2', ownerId: '099 085 001162', resultCode: 'kq g99-105' }, first.id)
    expect(desk.read(3, { codeNumber: '3', ownerId: '099085001162', resultCode: 'KQ.G99.1055' }).stoppedBy).toBeNull()
    expect(desk.read(4, { codeNumber: '4', ownerId: '099085001163', resultCode: 'KQ.G99.105' }).stoppedBy).toBeNull()
    expect(desk.read(5, { codeNumber: '5', ownerId: '099085001162' }).stoppedBy).toBeNull()
  })

  test('is any of several owners, and is found when owners are told only later', () => {
    const first = desk.read(1, { codeNumber: '1', ownerId: '099085001162', resultCode: 'KQ.1' })
    const second = desk.read(2, { codeNumber: '2', resultCode: 'KQ.1' })
    expect(second.work).toBe('reviewed')
    const told = desk.review(second.id, { owners: [{ name: 'Vi Thị Hạ Lam', id: '099181000356' }, { name: 'Mạc Đình Gia Phong', id: '099085001162' }] })
    expect(told).toMatchObject({ work: 'awaiting review', stoppedBy: { code: 'duplicate_result', params: { id: first.id, agrees: 'owner and result code' } } })
  })

  test('is found once a misread number is put right, and gone when it was misread into another', () => {
    const first = desk.read(1)
    const misread = desk.read(2, { codeNumber: '213' })
    expect(desk.review(misread.id, { set: { codeNumber: '218' } })).toMatchObject({ stoppedBy: { code: 'duplicate_result', params: { id: first.id } } })
    expect(desk.review(misread.id, { set: { codeNumber: '213' } })).toMatchObject({ work: 'reviewed', stoppedBy: null })
  })

  test('is no longer one when it is voided, replaced, refused or quarantined', () => {
    const first = desk.read(1)
    const second = desk.read(2)
    for (const work of ['voided', 'replaced', 'refused', 'quarantined'] as const) {
      desk.become(first.id, { work })
      expect(undecidedTwins(desk.context.store, desk.get(second.id)), work).toEqual([])
    }
    expect(desk.pass(second.id).work).toBe('reviewed')
  })

  test('is not the issue that a record replaces', () => {
    const first = desk.read(1)
    const id = desk.extracted(2)
    desk.become(id, { replaces: first.id, version: 2 })
    expect(desk.pass(id).work).toBe('reviewed')
  })

  test('is known also where an earlier program kept no identities', () => {
    const first = desk.read(1)
    desk.context.store.setIdentities(first.id, [])
    desk.context.store.putSetting('identity version', 0)
    asks(2, {}, first.id)
  })
})

describe('of two that wait', () => {
  test('only the later asks, and the earlier asks once the other has gone ahead', () => {
    const earlier = desk.extracted(1)
    const later = desk.read(2)
    expect(later.stoppedBy).toMatchObject({ code: 'duplicate_result', params: { id: earlier } })
    expect(desk.pass(earlier).work).toBe('reviewed')
    const other = desk.extracted(3, { codeNumber: '9' })
    const ahead = desk.read(4, { codeNumber: '10' })
    expect(ahead.work).toBe('reviewed')
    desk.sign(ahead.id)
    desk.review(other, { set: { codeNumber: '10' } })
    expect(desk.pass(other)).toMatchObject({ stoppedBy: { code: 'duplicate_result', params: { id: ahead.id } } })
  })

  test('one that is still being captured is no twin, and asks when it is read', () => {
    const first = desk.extracted(1)
    desk.become(first, { work: 'capturing' })
    const second = desk.read(2)
    expect(second.work).toBe('reviewed')
    desk.become(first, { work: 'extracted' })
    expect(desk.pass(first)).toMatchObject({ stoppedBy: { code: 'duplicate_result', params: { id: second.id } } })
  })
})

describe('what a person decides', () => {
  test('needs a reason, and no acceptance of values stands for it', () => {
    desk.read(1)
    const { id } = desk.read(2)
    expect(() => desk.review(id, { notDuplicateOf: 'all' })).toThrow(expect.objectContaining({ code: 'reason_missing' }))
    expect(desk.review(id, { accept: true, acceptAbove: 0, reason: 'vội' })).toMatchObject({ work: 'awaiting review', stoppedBy: { code: 'duplicate_result' } })
    expect(desk.review(id, { notDuplicateOf: 'all', reason: 'hai thửa đất khác nhau' })).toMatchObject({ work: 'reviewed', stoppedBy: null })
    expect(() => desk.review(id, { notDuplicateOf: 'all', reason: 'lần nữa' })).toThrow(expect.objectContaining({ code: 'wrong_state' }))
  })

  test('is about the twin that was named: the third is asked about both', () => {
    const [first, second] = [desk.read(1), desk.read(2)]
    desk.review(second.id, { notDuplicateOf: 'all', reason: 'khác' })
    const third = desk.read(3)
    expect(third.stoppedBy).toMatchObject({ params: { id: first.id, others: 1 } })
    expect(desk.review(third.id, { notDuplicateOf: [first.id], reason: 'khác' }).stoppedBy).toMatchObject({ params: { id: second.id, others: 0 } })
    expect(() => desk.review(third.id, { notDuplicateOf: [second.id, first.id], reason: 'khác' })).toThrow(expect.objectContaining({ code: 'wrong_state' }))
    expect(desk.review(third.id, { notDuplicateOf: [second.id], reason: 'khác' }).work).toBe('reviewed')
  })

  test('holds for both records, and as far as they agreed then', () => {
    const earlier = desk.extracted(1, { ownerId: '099085001162' })
    const later = desk.read(2, { ownerId: '099085001162', resultCode: 'KQ.1' })
    desk.review(later.id, { notDuplicateOf: 'all', reason: 'khác' })
    desk.sign(later.id)
    expect(desk.pass(earlier).work).toBe('reviewed')
    expect(desk.review(earlier, { resultCode: 'KQ.1' })).toMatchObject({ work: 'awaiting review', stoppedBy: { params: { id: later.id, agrees: 'number, owner and result code' } } })
  })

  test('is kept with reason, officer and time, and in the audit log without the reason', () => {
    const first = desk.read(1)
    const { id } = desk.read(2)
    desk.review(id, { notDuplicateOf: 'all', reason: 'đã hỏi văn thư' })
    const { result } = desk.context.store.getStep(id, 0, 'review') ?? {}
    expect(result).toMatchObject({ notDuplicateOf: [{ id: first.id, agrees: ['number'], reason: 'đã hỏi văn thư', by: 'Nguyễn Thị Hà' }] })
    const log = JSON.stringify(desk.context.store.auditEntries(0, 1000))
    expect(log).toContain('told apart')
    expect(log).not.toContain('văn thư')
    expect(instant() >= desk.get(id).createdAt).toBe(true)
  })

  test('changes nothing when another part of the same decision is refused', () => {
    desk.read(1)
    const { id } = desk.read(2)
    expect(() => desk.review(id, { notDuplicateOf: 'all', reason: 'khác', set: { issuedDate: '2099-01-01' } })).toThrow(expect.objectContaining({ code: 'field_invalid' }))
    expect(desk.pass(id).stoppedBy).toMatchObject({ code: 'duplicate_result' })
    expect(question(id)).toMatchObject({ code: 'duplicate_result' })
  })
})
