import { describe, expect, it } from 'vitest'
import { agencyMiddle, body, extractFrom, field, head, numberAndDate, page, textMiddle, value, type BuiltPage, type TypedLine } from './page-builder.ts'

const ministry = [...head('BỘ TƯ PHÁP'), ...numberAndDate('Số: 12/QĐ-BTP', 'Hà Nội, ngày 24 tháng 4 năm 2026')]

/** The same page, on which the engine hardly believes these words. */
function doubting(built: BuiltPage, ...doubted: readonly string[]): BuiltPage {
  if (built.text.state !== 'read') return built
  return { ...built, text: { ...built.text, words: built.text.words.map((word) => (doubted.includes(word.text) ? { ...word, confidence: 0.3 } : word)) } }
}

describe('a subject under a receipt stamp', () => {
  const decision = (subject: readonly TypedLine[], article: string): BuiltPage => page(
    ministry, { text: 'QUYẾT ĐỊNH', top: 400 }, subject, { text: 'BỘ TRƯỞNG BỘ TƯ PHÁP', top: 620 }, body(800, article),
  )
  const line = { text: 'Về việc ban hành Kế hoạch ph0ng, chốnq rửa tiền', top: 446, centre: textMiddle }

  it('takes what the stamp covers from where the paper says it once more, for a person to confirm', () => {
    const covered = doubting(decision([line], 'Điều 1. Ban hành Kế hoạch phòng, chống rửa tiền giai đoạn 2026 - 2030.'), 'ph0ng,', 'chốnq')
    const subject = field(extractFrom(covered), 'subject')
    expect(subject?.value).toBe('Về việc ban hành Kế hoạch phòng, chống rửa tiền')
    expect(subject?.evidence.rule).toBe('under-title-mended')
    expect(subject?.confidence).toBeLessThan(0.9)
  })

  it('takes nothing that says something else between the same words, and nothing for words that were read well', () => {
    const other = 'Điều 1. Ban hành Kế hoạch kiểm tra rửa tiền giai đoạn 2026 - 2030.'
    expect(value(extractFrom(doubting(decision([line], other), 'ph0ng,', 'chốnq')), 'subject')).toContain('ph0ng')
    expect(value(extractFrom(decision([line], 'Điều 1. Ban hành Kế hoạch phòng, chống rửa tiền giai đoạn 2026 - 2030.')), 'subject')).toContain('ph0ng')
  })

  it('takes nothing where the paper says two things between the same words', () => {
    const two = page(ministry, { text: 'QUYẾT ĐỊNH', top: 400 }, line, body(800, 'Điều 1. Ban hành Kế hoạch phòng chống rửa tiền năm 2026.', 'Điều 2. Ban hành Kế hoạch phòng chóng rửa tiền năm 2025.', 'Điều 3. Ban hành Kế hoạch phòng chồng chống rửa tiền.'))
    expect(value(extractFrom(doubting(two, 'ph0ng,', 'chốnq')), 'subject')).toContain('ph0ng')
  })

  it('keeps a line that stands in the middle whole, however badly its first words were read', () => {
    const covered = doubting(decision([{ ...line, text: 'Về việc ban hành Kế hoạch thanh tra' }], 'Điều 1. Thanh tra.'), 'Về', 'việc', 'ban')
    expect(value(extractFrom(covered), 'subject')).toBe('Về việc ban hành Kế hoạch thanh tra')
  })

  it('leaves out the words of a stamp that push a line from the middle', () => {
    const text = 'Về việc ban hành Kế hoạch thanh tra'
    const stamped = page(ministry, { text: 'QUYẾT ĐỊNH', top: 400 }, { text: `Số:2352 ĐẾN| ${text}`, top: 446, left: textMiddle - (15 * text.length) / 2 - 13 * 15 })
    expect(value(extractFrom(doubting(stamped, 'Số:2352', 'ĐẾN|')), 'subject')).toBe(text)
  })
})

describe('the subject of a letter', () => {
  it('may stand across the page', () => {
    const across = page(ministry, { text: 'V/v hướng dẫn triển khai chuyển đổi số và lưu trữ công văn năm học 2026 - 2027', top: 400, left: 276 }, { text: 'Kính gửi: Các Sở Tư pháp', top: 520 })
    expect(value(extractFrom(across), 'subject')).toBe('V/v hướng dẫn triển khai chuyển đổi số và lưu trữ công văn năm học 2026 - 2027')
  })

  it('may stand higher than the date', () => {
    const lateDate = page(head('BỘ TƯ PHÁP'), { text: 'Số: 12/BTP-VP', top: 250, centre: agencyMiddle }, { text: 'V/v nghỉ lễ', top: 294, centre: agencyMiddle }, { text: 'Hà Nội, ngày 24 tháng 4 năm 2026', top: 420, left: 900 }, { text: 'Kính gửi: Các Sở Tư pháp', top: 520 })
    expect(value(extractFrom(lateDate), 'subject')).toBe('V/v nghỉ lễ')
  })
})

describe('a letter whose V/v was not read', () => {
  const letter = (...more: readonly TypedLine[]): BuiltPage => page(
    head('ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'), numberAndDate('Số: 431/UBND-KT', 'Bến Đá, ngày 12 tháng 11 năm 2026'), more, { text: 'Kính gửi: Sở Xây dựng', top: 560 }, body(660, 'Ủy ban nhân dân phường có ý kiến như sau:'),
  )

  it('is a công văn since it has no title and is addressed to somebody; what stands under the number is its subject', () => {
    const extraction = extractFrom(letter({ text: 'trả lời đơn đề nghị xác', top: 350, centre: agencyMiddle }, { text: 'nhận nhà ở', top: 394, centre: agencyMiddle }))
    expect(value(extraction, 'documentType')).toBe('Công văn')
    expect(value(extraction, 'subject')).toBe('V/v trả lời đơn đề nghị xác nhận nhà ở')
    expect(field(extraction, 'subject')?.confidence).toBeLessThan(0.9)
  })

  it('has no subject where only a stamp stands under the number', () => {
    const extraction = extractFrom(letter({ text: 'HỎA TỐC', top: 380, centre: agencyMiddle }))
    expect([value(extraction, 'documentType'), value(extraction, 'subject')]).toEqual(['Công văn', undefined])
  })

  it('is what the code in its notation says, if there is one: a proposal is addressed to somebody as well', () => {
    const proposal = page(head('ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'), numberAndDate('Số: 43/TTr-UBND', 'Bến Đá, ngày 12 tháng 11 năm 2026'), { text: 'Kính gửi: Sở Xây dựng', top: 560 })
    expect(value(extractFrom(proposal), 'documentType')).toBe('Tờ trình')
  })
})

it('takes tone marks that were read as words of their own for no words', () => {
  const built = page(ministry, { text: 'QUYẾT ĐỊNH', top: 400 }, { text: 'hà và', top: 440, centre: textMiddle }, { text: 'Về việc ban hành Kế hoạch thanh tra', top: 452, centre: textMiddle })
  const flat = built.text.state === 'read' ? built.text.words.map((word) => (word.text === 'hà' || word.text === 'và' ? { ...word, box: { ...word.box, width: 6, height: 6 } } : word)) : []
  expect(value(extractFrom({ ...built, text: { state: 'read', words: flat, engine: 'test', model: 'test' } }), 'subject')).toBe('Về việc ban hành Kế hoạch thanh tra')
})
