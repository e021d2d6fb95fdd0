import { beforeEach, describe, expect, test } from 'vitest'
import { instant, SohoaError, type RecordId } from '../../../shared/model/index.ts'
import { askSharing } from '../../../shared/pipeline/delivery/ask-sharing.ts'
import { findInUse, takeShared } from '../../../shared/pipeline/delivery/take-shared.ts'
import { askAgain } from '../../../shared/pipeline/reading/review.ts'
import type { FindQuestion, FoundResult } from '../../../shared/wire/index.ts'
import { openDesk, type Desk } from './desk.ts'

const ownerId = '099085001162'
const targets = { 'chia-se': { url: 'https://127.0.0.1:9/chia-se', caPem: '' } }
const result = {
  kind: 'result' as const, dossierCode: null, procedureCode: null, resultCode: null, validUntil: null, documentType: 'Quyết định', codeNumber: '218', codeNotation: 'QĐ-UBND',
  issuedDate: '2026-11-03', issuingAgency: 'Ủy ban nhân dân xã Đồng Mây', subject: null,
}
const shared: FoundResult = {
  link: 'https://127.0.0.1:9/chia-se/files/x', recordCode: 'SH-261101-AAAAAAAA', pdfDigest: 'a'.repeat(64), pdfBytes: 1000, pages: 1, sender: 'Ủy ban nhân dân xã Nà Lình',
  result, owners: [{ kind: 'person', name: 'Mạc Đình Gia Phong', id: ownerId }], receivedAt: '2026-11-01T00:00:00.000Z',
}

let asked: FindQuestion[]
let answer: () => FoundResult[]
let desk: Desk
const open = (askShared: boolean): Promise<Desk> => openDesk({
  configuration: { askShared, targets },
  courier: { find: (_, question) => { asked.push(question); return new Promise((resolve) => { resolve({ found: answer() }) }) } },
})
beforeEach(async () => {
  asked = []
  answer = () => [shared]
  desk = await open(true)
})
/** As the line does at review. */
const atReview = async (id: RecordId): Promise<unknown> => {
  await askSharing(desk.context, id)
  return desk.pass(id)
}

describe('a paper that was read', () => {
  test('is asked about with its number and owner, and waits when it is shared already', async () => {
    const id = desk.extracted(1, { ownerId })
    expect(await atReview(id)).toMatchObject({ work: 'awaiting review', stoppedBy: { code: 'already_shared', params: { code: shared.recordCode } } })
    expect(asked).toEqual([{ ownerId, codeNumber: '218', codeNotation: 'QĐ-UBND', issuingAgency: 'Ủy ban nhân dân xã Đồng Mây', training: true }])
    expect(JSON.stringify(desk.context.store.auditEntries(0, 100))).not.toContain(ownerId)
    await atReview(id)
    expect(asked, 'once').toHaveLength(1)
    expect(desk.review(id, { accept: true, acceptAbove: 0 }).stoppedBy).toMatchObject({ code: 'already_shared' })
    expect(desk.review(id, { notDuplicateOf: 'all', reason: 'bản cấp lại' })).toMatchObject({ work: 'reviewed', stoppedBy: null })
  })

  test('is asked about anew with another number, and what was told of the old one counts no more', async () => {
    const id = desk.extracted(1, { ownerId })
    await atReview(id)
    answer = () => []
    desk.review(id, { set: { codeNumber: '219' } })
    expect(await atReview(id)).toMatchObject({ work: 'reviewed' })
    expect(asked.map(({ codeNumber }) => codeNumber)).toEqual(['218', '219'])
  })

  test('is not asked about where the station does not ask, nor without an owner, nor when it is an original', async () => {
    expect(await atReview(desk.extracted(1))).toMatchObject({ work: 'reviewed' })
    const original = desk.extracted(2, { ownerId, codeNumber: '9' })
    desk.become(original, { origin: 'signed electronic original', trust: 'original passed' })
    expect(await atReview(original)).toMatchObject({ work: 'reviewed' })
    desk = await open(false)
    expect(await atReview(desk.extracted(1, { ownerId }))).toMatchObject({ work: 'reviewed' })
    expect(asked).toEqual([])
  })

  test('goes on when the platform is silent, lies or answers another question; then it is left alone for a while', async () => {
    for (const [index, code] of (['hub_unreachable', 'hub_untrusted', 'hub_receipt_invalid'] as const).entries()) {
      desk.context.store.putSetting('sharing platform silent since', instant(new Date(0)))
      answer = () => { throw new SohoaError(code, { target: 'chia-se' }) }
      expect(await atReview(desk.extracted(10 + index, { ownerId, codeNumber: String(10 + index) })), code).toMatchObject({ work: 'reviewed', stoppedBy: null })
    }
    const before = asked.length
    expect(await atReview(desk.extracted(20, { ownerId, codeNumber: '20' }))).toMatchObject({ work: 'reviewed' })
    expect(asked).toHaveLength(before)
    desk.context.store.putSetting('sharing platform silent since', instant(new Date(0)))
    answer = () => [{ ...shared, owners: [{ kind: 'person', name: 'Vi Thị Hạ Lam', id: '099181000356' }] }]
    expect(await atReview(desk.extracted(21, { ownerId }))).toMatchObject({ work: 'reviewed' })
  })

  test('is asked about before its mark when nobody answered at review', async () => {
    const id = desk.extracted(1, { ownerId })
    answer = () => { throw new SohoaError('hub_unreachable', { target: 'chia-se' }) }
    await atReview(id)
    desk.become(id, { work: "awaiting the agency's signature" })
    desk.context.store.putSetting('sharing platform silent since', instant(new Date(0)))
    answer = () => [shared]
    expect(await askSharing(desk.context, id)).toBe(true)
    expect(askAgain(desk.context, desk.get(id))).toBe(true)
    expect(desk.get(id)).toMatchObject({ work: 'awaiting review', stoppedBy: { code: 'already_shared' } })
  })

  test('that this station itself has shared is no question', async () => {
    const own = desk.read(1, { ownerId, codeNumber: '9' })
    desk.sign(own.id)
    answer = () => [{ ...shared, recordCode: desk.get(own.id).code }]
    expect(await atReview(desk.extracted(2, { ownerId }))).toMatchObject({ work: 'reviewed', stoppedBy: null })
  })

  test.each(['voided', 'replaced'] as const)('that this station has shared and then %s is no question, is not listed among what may be reused, and is never taken back into use', async (work) => {
    const own = desk.read(1, { ownerId, codeNumber: '9' })
    desk.sign(own.id)
    desk.become(own.id, { work })
    const { code } = desk.get(own.id)
    answer = () => [{ ...shared, recordCode: code }]
    expect(await atReview(desk.extracted(2, { ownerId }))).toMatchObject({ work: 'reviewed', stoppedBy: null })
    answer = () => [{ ...shared, recordCode: code }, shared]
    expect((await findInUse(desk.context, { number: '218', ownerId })).map(({ recordCode }) => recordCode)).toEqual([shared.recordCode])
    await expect(takeShared(desk.context, { recordCode: code, number: '218', ownerId })).rejects.toMatchObject({ code: 'result_not_reusable', params: { id: own.id, why: work } })
  })
})
