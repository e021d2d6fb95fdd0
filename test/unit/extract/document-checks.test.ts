import { describe, expect, it } from 'vitest'
import type { Extraction } from '../../../shared/model/index.ts'
import { body, extractFrom, field, head, numberAndDate, page, signature, textMiddle } from './page-builder.ts'

function decision(agency: string, date: string, line = 'Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;'): Extraction {
  return extractFrom(page(
    head('ỦY BAN NHÂN DÂN', agency), numberAndDate('Số: 12/QĐ-UBND', date),
    { text: 'QUYẾT ĐỊNH', top: 400, centre: textMiddle }, { text: 'Về việc giao đất', top: 448, centre: textMiddle }, body(620, line), signature(1500, ['CHỦ TỊCH'], 'Hoàng Phúc Kiên Trung'),
  ))
}

const failing = (extraction: Extraction): (string | readonly string[])[][] => extraction.fields.filter(({ failedChecks }) => failedChecks.length > 0).map(({ name, failedChecks }) => [name, failedChecks])

describe('values of one paper', () => {
  it('are doubted where a district or a merged province issues a paper after it ended', () => {
    for (const agency of ['HUYỆN ĐỒNG VĂN', 'TỈNH HÀ GIANG']) {
      const found = failing(decision(agency, 'Hà Giang, ngày 06 tháng 11 năm 2026'))
      expect(found.map(([, codes]) => codes)).toEqual([['UNIT_ENDED']])
      expect(['issuingAgency', 'issuedDate']).toContain(found[0]?.[0])
      expect(failing(decision(agency, 'Hà Giang, ngày 06 tháng 11 năm 2024'))).toEqual([])
    }
  })
  it('are doubted where the paper ends before it was issued', () => {
    const extraction = decision('XÃ ĐỒNG MÂY', 'Đồng Mây, ngày 06 tháng 11 năm 2026', 'Giấy này có giá trị đến ngày 31 tháng 12 năm 2023.')
    expect(failing(extraction)).toEqual([['issuedDate', ['ISSUED_AFTER_VALIDITY']]])
    expect(field(extraction, 'issuedDate')?.confidence).toBeLessThanOrEqual(0.3)
  })

  const signed = (agency: readonly string[], number: string, roles: readonly string[]): Extraction => extractFrom(page(
    head(...agency), numberAndDate(number, 'Đồng Mây, ngày 06 tháng 11 năm 2026'), { text: 'QUYẾT ĐỊNH', top: 400, centre: textMiddle }, body(620, 'Căn cứ Luật Đất đai;'), signature(1500, roles, 'Hoàng Phúc Kiên Trung'),
  ))
  it('are doubted where a law’s number bears another year than its date', () => {
    expect(failing(signed(['BỘ CÔNG AN'], 'Số: 37/2025/TT-BCA', ['BỘ TRƯỞNG'])).map(([, codes]) => codes)).toEqual([['YEAR_DIFFERS']])
    expect(failing(signed(['BỘ CÔNG AN'], 'Số: 37/2026/TT-BCA', ['BỘ TRƯỞNG']))).toEqual([])
  })
  it('are doubted where the notation is another authority’s', () => {
    expect(failing(signed(['ỦY BAN NHÂN DÂN', 'XÃ ĐỒNG MÂY'], 'Số: 37/NQ-HĐND', ['CHỦ TỊCH'])).map(([, codes]) => codes)).toEqual([['AUTHORITY_DIFFERS']])
    expect(failing(signed(['ỦY BAN NHÂN DÂN', 'XÃ ĐỒNG MÂY'], 'Số: 37/KTHTĐT-ĐĐ', ['CHỦ TỊCH']))).toEqual([])
  })
  it('are doubted where another agency’s head signs, but not where one signs by order', () => {
    expect(failing(signed(['ỦY BAN NHÂN DÂN', 'TỈNH THANH GIANG'], 'Số: 37/QĐ-UBND', ['GIÁM ĐỐC'])).map(([, codes]) => codes)).toEqual([['POSITION_DIFFERS']])
    expect(failing(signed(['ỦY BAN NHÂN DÂN', 'TỈNH THANH GIANG'], 'Số: 37/QĐ-UBND', ['TL. CHỦ TỊCH', 'GIÁM ĐỐC']))).toEqual([])
    expect(failing(signed(['SỞ TƯ PHÁP'], 'Số: 37/QĐ-STP', ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']))).toEqual([])
  })
})
