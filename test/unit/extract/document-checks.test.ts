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
})
