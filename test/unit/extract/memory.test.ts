import { describe, expect, it } from 'vitest'
import { learn, proposeRemembered, type RememberedEntry, type SettledPaper } from '../../../shared/extract/index.ts'
import { instant, isRecordId, type FieldName, type RecordField, type RecordId } from '../../../shared/model/index.ts'

const at = instant(new Date('2026-11-22T03:00:00Z'))
const recordId = (number: number): RecordId => {
  const id = String(number).padStart(26, '0')
  if (!isRecordId(id)) throw new Error(id)
  return id
}
const by = (acceptedBy: 'operator' | 'machine' | null, value: string | null, more: Partial<RecordField> = {}): RecordField => ({
  value, confidence: acceptedBy === null ? 0.5 : acceptedBy === 'operator' ? 1 : 0.97, accepted: acceptedBy !== null, acceptedBy, failedChecks: [], evidence: null, ...more,
})
type Fields = Partial<Record<FieldName, RecordField>>

const decision: Fields = {
  issuingAgency: by('machine', 'Ủy ban nhân dân xã Đồng Mây'), signerName: by('operator', 'Triệu Nguyên Bách Thảo'), signerPosition: by('machine', 'Chủ tịch'),
  subject: by('operator', 'Về việc cho phép chuyển mục đích sử dụng đất'),
}
const paper = (number: number, fields: Fields = decision, persons: readonly string[] = []): SettledPaper => ({ record: recordId(number), fields, persons, at })
const taught = (...papers: readonly SettledPaper[]): readonly RememberedEntry[] => papers.reduce<readonly RememberedEntry[]>(learn, [])
const values = (entries: readonly RememberedEntry[]): string[] => entries.map(({ kind, value }) => `${kind}: ${value}`).sort()

describe('what a station remembers', () => {
  it('are the agency, who signs for it as what, and what its papers are about', () => {
    expect(values(taught(paper(1)))).toEqual(['agency: Ủy ban nhân dân xã Đồng Mây', 'signer: Triệu Nguyên Bách Thảo', 'subject: Về việc cho phép chuyển mục đích sử dụng đất'])
  })

  it.each([
    ['an owner whom somebody typed as the signer', { ...decision, subject: by(null, '') }, ['Triệu Nguyên Bách Thảo'], ['agency: Ủy ban nhân dân xã Đồng Mây']],
    ['a signer without a public position', { ...decision, signerPosition: by('operator', 'Chủ hộ'), subject: by(null, '') }, [], ['agency: Ủy ban nhân dân xã Đồng Mây']],
    ['an enterprise', { issuingAgency: by('operator', 'Công ty TNHH Sao Mai Bến Đá'), signerName: by('operator', 'Vi Thị Hạ Lam'), signerPosition: by('operator', 'Giám đốc') }, [], []],
    ['a person in the place of an agency', { issuingAgency: by('operator', 'Mạc Đình Gia Phong') }, [], []],
    ['what was let pass together with others', { issuingAgency: by('operator', 'Ủy ban nhân dân xã Đồng May', { confidence: 0.6 }) }, [], []],
    ['what was taken against its check, or is not settled', { issuingAgency: by('operator', 'Ủy ban nhân dân huyện Đồng Văn', { failedChecks: ['UNIT_ENDED'], reason: 'trên giấy ghi vậy' }), signerName: by(null, 'Lò Văn Đức') }, [], []],
  ])('is never %s', (_, fields, persons, kept) => expect(values(taught(paper(1, fields, persons)))).toEqual(kept))

  it.each([
    'Về việc cho phép ông Mạc Đình Gia Phong chuyển mục đích sử dụng đất', 'V/v trả lời đơn của bà Lan', 'Cấp giấy phép cho Lò Văn Đức', 'Cho phép hộ gia đình tách thửa', 'V/v trả lời đơn Vân',
    'Về việc thu hồi 120 mét vuông đất', 'CHO PHÉP ÔNG MẠC ĐÌNH GIA PHONG', 'Thông báo số định danh 099085001162', 'Đơn của anh lò văn đức', 'Xác nhận tình trạng hôn nhân của (Vi Thị Hạ Lam)', 'Về việc cấp đất cho “Phong”',
  ])('is never a subject that may be about somebody: %s', (subject) => {
    expect(taught(paper(1, { ...decision, subject: by('operator', subject) })).filter(({ kind }) => kind === 'subject')).toEqual([])
  })

  it('follows a correction of the correction, and forgets what nobody says any more', () => {
    const wrong = { ...decision, signerName: by('operator', 'Triệu Nguyên Bách Thạo') }
    expect(values(taught(paper(1, wrong), paper(1))).filter((text) => text.startsWith('signer'))).toEqual(['signer: Triệu Nguyên Bách Thảo'])
    expect(values(taught(paper(1, wrong), paper(2, wrong), paper(1))).filter((text) => text.startsWith('signer'))).toHaveLength(2)
  })

  it('counts a record once however often it is settled, and stays bounded', () => {
    const [entry] = taught(paper(1), paper(1), paper(1)).filter(({ kind }) => kind === 'signer')
    expect(entry?.records).toEqual([recordId(1)])
    const many = taught(...Array.from({ length: 500 }, (_, number) => paper(number, { issuingAgency: by('operator', `Ủy ban nhân dân xã ${String.fromCharCode(65 + number % 26)}${String.fromCharCode(97 + Math.floor(number / 26))}`) })))
    expect(many).toHaveLength(400)
  })
})

describe('what is remembered', () => {
  const memory = taught(paper(1))
  const proposed = (fields: Fields, entries = memory): Fields => proposeRemembered({ issuingAgency: by('machine', 'Ủy ban nhân dân xã Đồng Mây'), ...fields }, entries)
  const waits = { accepted: false, failedChecks: ['REMEMBERED'] }

  it.each([
    ['with another letter and tone', 'Triệu Nguyền Bách Thào'], ['without its first word', 'Nguyên Bách Thảo'], ['with letters run together', 'Triệu NguyênBáchThảo'],
  ])('is proposed for the signer who was read %s, and waits for an officer', (_, read) => {
    expect(proposed({ signerName: by(null, read), signerPosition: by('machine', 'Chủ tịch') }).signerName).toMatchObject({ value: 'Triệu Nguyên Bách Thảo', acceptedBy: null, ...waits })
  })
  it('is proposed for the signer who was not read at all, where one alone signs as that', () => {
    const absent = { signerName: by(null, null, { failedChecks: ['ABSENT'] }), signerPosition: by('machine', 'Chủ tịch') }
    expect(proposed(absent).signerName).toMatchObject({ value: 'Triệu Nguyên Bách Thảo', ...waits })
    const two = learn(memory, paper(2, { ...decision, signerName: by('operator', 'Lò Thanh Hải Vân') }))
    expect(proposed(absent, two).signerName?.value).toBeNull()
    expect(proposed({ ...absent, signerPosition: by('machine', 'Phó Chủ tịch') }).signerName?.value).toBeNull()
    expect(proposed({ ...absent, issuingAgency: by('machine', 'Ủy ban nhân dân xã Suối Ngần') }).signerName?.value).toBeNull()
  })
  it('is never proposed for another person, however unsure the reading', () => {
    expect(proposed({ signerName: by(null, 'Lò Thanh Hải Vân'), signerPosition: by('machine', 'Chủ tịch') }).signerName?.value).toBe('Lò Thanh Hải Vân')
  })
  it('never changes a sure reading; one that differs from what an officer taught in tones alone is asked for', () => {
    const sure = { signerName: by('machine', 'Triệu Nguyên Bách Thạo'), signerPosition: by('machine', 'Chủ tịch') }
    expect(proposed(sure).signerName).toMatchObject({ value: 'Triệu Nguyên Bách Thạo', accepted: false, failedChecks: ['REMEMBERED_DIFFERS'] })
    expect(proposed({ ...sure, signerName: by('machine', 'Lò Thanh Hải Vân') }).signerName).toMatchObject({ value: 'Lò Thanh Hải Vân', accepted: true })
    expect(proposed({ ...sure, signerName: by('operator', 'Triệu Nguyên Bách Thảo') }).signerName).toMatchObject({ accepted: true })
  })
  it('tells as what a signer signs whose position lost its first word under the seal', () => {
    const deputy = taught(paper(1, { ...decision, signerPosition: by('operator', 'Phó Chủ tịch') }))
    expect(proposed({ signerName: by('machine', 'Triệu Nguyên Bách Thảo'), signerPosition: by(null, 'Chủ tịch') }, deputy).signerPosition).toMatchObject({ value: 'Phó Chủ tịch', ...waits })
  })
  it('mends agency and subject that were read unsurely', () => {
    const fields = proposed({ issuingAgency: by(null, 'Ủy han nhân dân xã Đồng May'), subject: by(null, 'Về việc cho phép chuyên mục dích sử dụng dất') }, taught(paper(1), paper(2)))
    expect([fields.issuingAgency, fields.subject]).toMatchObject([{ value: 'Ủy ban nhân dân xã Đồng Mây', ...waits }, { value: 'Về việc cho phép chuyển mục đích sử dụng đất', ...waits }])
    expect(proposed({ subject: by(null, 'Về việc cho phép ông Mạc Đình Gia Phong chuyển mục đích') }).subject?.value).toContain('Gia Phong')
  })
  it('is proposed after two papers read it surely, not after one', () => {
    const read: Fields = { ...decision, signerName: by('machine', 'Triệu Nguyên Bách Thảo'), subject: by(null, '') }
    const unsure = { signerName: by(null, 'Nguyên Bách Thảo'), signerPosition: by('machine', 'Chủ tịch') }
    expect(proposed(unsure, taught(paper(1, read))).signerName?.value).toBe('Nguyên Bách Thảo')
    expect(proposed(unsure, taught(paper(1, read), paper(2, read))).signerName?.value).toBe('Triệu Nguyên Bách Thảo')
  })
  it('asks nobody for what is written by hand otherwise than the paper does', () => {
    const hand = by(null, null, { failedChecks: ['HANDWRITTEN'] })
    expect(proposed({ signerName: hand, signerPosition: by('machine', 'Chủ tịch') }).signerName).toEqual(hand)
  })
})
