import { describe, expect, test } from 'vitest'
import { decidedOf } from '../../../renderer/screens/sign/decided.ts'
import { markTold, reasonsText, shownVerdict, signatureFacts } from '../../../renderer/screens/verify/facts.ts'
import type { RecordLine, VerdictLine } from '../../../shared/contract/index.ts'
import { changeKinds } from '../../../shared/model/index.ts'
import { changeTerms } from '../../../shared/words/index.ts'

type Field = NonNullable<RecordLine['fields']['codeNumber']>
type Signature = VerdictLine['signatures'][number]

const field = (change: Partial<Field>): Field => ({ value: '206', confidence: 0.97, accepted: true, acceptedBy: 'machine', failedChecks: [], evidence: { page: 1, box: { x: 0, y: 0, width: 1, height: 1 }, rule: 'number-line', read: '2O6' }, ...change })
const recipient: RecordLine['recipient'] = { state: 'agreed', why: null, onPaper: [] }
const overruled = { by: 'Hà', at: '2026-11-22T03:00:00Z', reason: 'giấy một trang' }
const finding = (decided: typeof overruled | null): RecordLine['findings'][number] => ({ kind: 'end-missing', page: 2, box: null, params: {}, overruled: decided })

describe('what a signer should look at', () => {
  test('is what rests on a person’s word: values, findings, the recipient; never what the machine read surely', () => {
    const decided = decidedOf({
      fields: { subject: field({ acceptedBy: 'operator', value: 'Về đất' }), codeNumber: field({ acceptedBy: 'operator' }), issuedDate: field({}), signerName: field({ accepted: false, acceptedBy: null }) },
      findings: [finding(overruled), finding(null)], recipient: { ...recipient, state: 'confirmed' },
    })
    expect(decided.map((one) => (one.kind === 'value' ? one.field : one.kind))).toEqual(['codeNumber', 'subject', 'finding', 'recipient'])
    expect(decided[0]).toMatchObject({ value: '206', read: '2O6' })
    expect(decidedOf({ fields: { codeNumber: field({}) }, findings: [], recipient })).toEqual([])
  })
})

describe('a verdict in words', () => {
  const signature: Signature = {
    field: 'S1', kind: 'signature', intact: true, signer: 'UBND xã Đồng Mây', organisation: null, unit: null, issuer: 'CA', issuerOrganisation: null, certificate: null, digest: null, time: '2026-11-22T03:00:00Z', timeSource: 'claimed', level: 'B-B', trust: 'unknown', revocation: { state: 'unknown', source: null, asOf: null, revokedSince: null }, coversWholeFile: false,
    changesAfter: [{ change: 'page content changed', page: 2, name: null }], verdict: 'failed', subIndication: 'FORMAT_FAILURE', reasons: [],
  }

  test('a file without a signature is told apart from one that cannot be judged', () => {
    expect(shownVerdict({ verdict: 'indeterminate', signatures: [], reasons: ['NO_SIGNATURE'] })).toBe('unsigned')
    expect(shownVerdict({ verdict: 'indeterminate', signatures: [], reasons: ['PDF_ENCRYPTED'] })).toBe('indeterminate')
    expect(shownVerdict({ verdict: 'failed', signatures: [signature], reasons: ['NO_SIGNATURE'] })).toBe('failed')
  })

  test('a change after the signature is told with its page, and a claimed time never as proven', () => {
    const facts = signatureFacts(signature, 'vi')
    expect(facts.find(({ name }) => name === 'Thay đổi sau khi ký')).toEqual({ name: 'Thay đổi sau khi ký', value: 'nội dung trang 2 bị sửa', good: false })
    expect(facts.find(({ name }) => name === 'Thời điểm ký')).toMatchObject({ value: '10:00 22/11/2026, theo giờ máy của người ký, không có gì chứng minh', good: null })
    expect(facts.find(({ name }) => name === 'Mức tin cậy')?.good).toBeNull()
  })

  test('every kind of change has words in both languages, with places only for what it can tell', () => {
    for (const kind of changeKinds) {
      for (const text of Object.values(changeTerms[kind])) expect(text.replace(/\{(page|name)\}/gu, ''), kind).not.toMatch(/[{}]/u)
    }
  })

  test('reasons are said once', () => {
    expect(reasonsText(['REVOCATION_NOT_CHECKED', 'WEAK_KEY', 'WEAK_KEY'], 'vi')).toEqual(['khóa yếu', 'chưa có dữ liệu về việc thu hồi chứng thư'])
  })

  test('a mark proves nothing by itself: only the kept bytes do, and a page that differs is a failure', () => {
    const record = { id: '01M81J16FBAE2D05K2KEMDH9QV', standing: 'in use' } as const
    const mark = { code: 'SH-261122-7MBEDKXS', qr: true, agrees: { print: true, record: true, pages: true }, record, asKept: true, otherPages: [] }
    const qrAgrees = 'Mã QR khớp với: các dòng in của dấu, hồ sơ ở trạm này, ảnh các trang quét trong tệp.'
    expect(markTold(mark, 'vi')).toMatchObject({ tone: 'proof', lines: [expect.any(String) as unknown, qrAgrees] })
    expect(markTold({ ...mark, asKept: false }, 'vi').tone).toBe('note')
    expect(markTold({ ...mark, asKept: false, otherPages: [1, 3] }, 'vi')).toMatchObject({ tone: 'failure', lines: [expect.stringContaining('1, 3') as unknown, qrAgrees] })
    expect(markTold({ ...mark, record: { ...record, standing: 'voided' } }, 'vi')).toMatchObject({ tone: 'doubt', lines: [expect.any(String) as unknown, 'Hồ sơ này đã bị hủy: không dùng nữa.', qrAgrees] })
    expect(markTold({ ...mark, record: null, asKept: false, otherPages: null, agrees: { print: true, record: null, pages: false } }, 'vi')).toMatchObject({
      tone: 'failure', lines: [expect.any(String) as unknown, expect.stringContaining('KHÔNG khớp với: ảnh các trang quét trong tệp') as unknown, 'Mã QR khớp với: các dòng in của dấu.'],
    })
    expect(markTold({ ...mark, qr: false, agrees: { print: null, record: null, pages: null } }, 'vi').tone, 'a mark without its QR is looked at').toBe('doubt')
    expect(markTold({ ...mark, record: null, asKept: false, otherPages: null }, 'vi').tone).toBe('note')
  })
})
