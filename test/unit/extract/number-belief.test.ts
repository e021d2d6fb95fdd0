import { describe, expect, it } from 'vitest'
import { agencyMiddle, body, extractFrom, field, head, page, titleMiddle, type BuiltPage, type TypedLine } from './page-builder.ts'

function paper(number: string, title: string, confidence: number, ...more: readonly TypedLine[]): BuiltPage {
  return page(
    head('ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'), { text: number, top: 290, centre: agencyMiddle, confidence },
    { text: 'Bến Đá, ngày 06 tháng 11 năm 2026', top: 290, centre: titleMiddle }, { text: title, top: 400 }, more,
  )
}

const beliefs = (...pages: readonly BuiltPage[]): (number | undefined)[] => {
  const extraction = extractFrom(...pages)
  return [field(extraction, 'codeNumber')?.confidence, field(extraction, 'codeNotation')?.confidence]
}

describe('belief in number and notation', () => {
  it.each([
    ['Số: 112/GPXD', 'GIẤY PHÉP XÂY DỰNG'], ['Số: 37/TLKT-BS', 'TRÍCH LỤC KHAI TỬ'], ['Số: 86/UBND-XNTTHN', 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN'],
  ])('is high for %s in clear print, since its letters are the title’s', (number, title) => {
    for (const belief of beliefs(paper(number, title, 0.93))) expect(belief).toBeGreaterThanOrEqual(0.9)
  })

  it('stays low for letters that nothing on the paper confirms, and for print that was hardly read', () => {
    expect(beliefs(paper('Số: 112/GFXD', 'GIẤY PHÉP XÂY DỰNG', 0.93))[1]).toBeLessThan(0.9)
    expect(beliefs(paper('Số: 112/GPXD', 'GIẤY PHÉP XÂY DỰNG', 0.55))[0]).toBeLessThan(0.9)
  })

  it('is high where the document says its own number once more', () => {
    const appendix = (number: string): BuiltPage => page(body(200, `Kèm theo Quyết định số ${number} ngày 06 tháng 11 năm 2026 của Chủ tịch`))
    const decision = paper('Số: 218/QĐ-UBND', 'QUYẾT ĐỊNH', 0.5)
    expect(beliefs(decision, appendix('218/QĐ-UBND'))[0]).toBeGreaterThanOrEqual(0.9)
    expect(beliefs(decision, appendix('219/QĐ-UBND'))[0]).toBeLessThan(0.9)
    expect(beliefs(decision)[0]).toBeLessThan(0.9)
  })
})
