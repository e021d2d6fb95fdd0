import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { bundledTemplates, extract, readTemplate, type PaperTemplate } from '../../../shared/extract/index.ts'
import { describeThrown, type Extraction, type ProposedOwner } from '../../../shared/model/index.ts'
import { a4Geometry, body, extractFrom, head, margin, numberAndDate, page, signature, textMiddle, today, type BuiltPage, type TypedLine } from './page-builder.ts'

function paper(title: string, lines: readonly string[], ...more: readonly TypedLine[]): BuiltPage {
  return page(
    head('ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'), numberAndDate('Số: 12/UBND', 'Bến Đá, ngày 06 tháng 11 năm 2026'),
    { text: title, top: 400, centre: textMiddle }, body(520, ...lines), more, signature(1700, ['CHỦ TỊCH'], 'Hoàng Phúc Kiên Trung'),
  )
}

const told = (owner: ProposedOwner | undefined): Record<string, string> => ({
  ...(owner === undefined ? {} : { name: owner.name, role: owner.role }), ...(owner?.id === undefined ? {} : { id: owner.id }), ...Object.fromEntries((owner?.particulars ?? []).map(({ name, value }) => [name, value])),
})

describe('result papers', () => {
  it('tell the child of a birth certificate with its particulars, and nothing of the parents', () => {
    const extraction = extractFrom(paper('GIẤY KHAI SINH', [
      'Họ, chữ đệm, tên: ĐẶNG VI MINH KHÔI', 'Ngày, tháng, năm sinh: 05/11/2026 ghi bằng chữ: năm tháng mười một', 'Giới tính: Nam Dân tộc: Kinh Quốc tịch: Việt Nam',
      'Số định danh cá nhân: 099226000123', 'Họ, chữ đệm, tên người mẹ: VI THỊ HẠ LAM', 'Năm sinh: 1981 Nơi cư trú: số 17 đường Bờ Kè, tổ dân phố 5', 'Giấy tờ tùy thân: 099181000356',
    ]))
    expect(extraction.template).toBe('trich-luc-khai-sinh')
    expect(extraction.owners.map(told)).toEqual([{ name: 'Đặng Vi Minh Khôi', role: 'owner', id: '099226000123', birthDate: '2026-11-05', sex: 'male' }])
  })

  it('tell the deceased of a death extract, whose last residence is no requester’s', () => {
    const extraction = extractFrom(paper('TRÍCH LỤC KHAI TỬ', [
      'Họ, chữ đệm, tên: GIÀNG VẢN SÌNH', 'Ngày, tháng, năm sinh: 12/03/1941', 'Giới tính: Nam Dân tộc: Mông', 'Nơi cư trú cuối cùng: bản Pá Khôm, xã Suối Ngần',
      'Giấy tờ tùy thân: CCCD số 099041000128', 'Người yêu cầu: Giàng Thị Mỷ Xuân, nơi cư trú: tổ 9, số định danh cá nhân 099170000891',
    ]))
    expect(extraction.owners.map(told)).toEqual([{ name: 'Giàng Vản Sình', role: 'deceased', id: '099041000128', birthDate: '1941-03-12', sex: 'male', address: 'bản Pá Khôm, xã Suối Ngần' }])
  })

  it('do not take the beginning of a name for the end of a label', () => {
    expect(extractFrom(paper('GIẤY PHÉP XÂY DỰNG', ['1. Cấp cho: Ông Bế Quốc Lâm Đức.', 'Số định danh cá nhân: 099078000896.'])).owners.map(told)).toEqual([{ name: 'Bế Quốc Lâm Đức', role: 'owner', id: '099078000896' }])
    expect(extractFrom(paper('GIẤY PHÉP XÂY DỰNG', ['Cấp cho: Ông Bế Thanh Trung, CCCD số 099054001449', 'Bà Nông Minh Ánh Sơn, CCCD số 099155001450'])).owners.map(({ name }) => name)).toEqual(['Bế Thanh Trung', 'Nông Minh Ánh Sơn'])
  })

  it('keep two spouses apart by the halves of the page, each with their own', () => {
    const extraction = extractFrom(page(
      head('ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'), { text: 'GIẤY CHỨNG NHẬN KẾT HÔN', top: 400, centre: textMiddle },
      { text: 'Họ, chữ đệm, tên vợ: VI THỊ HẠ LAM', top: 520, left: 100 }, { text: 'Họ, chữ đệm, tên chồng: LÒ VĂN ĐỨC', top: 520, left: 880 },
      { text: 'Ngày, tháng, năm sinh: 03/04/1981', top: 580, left: 100 }, { text: 'Ngày, tháng, năm sinh: 01/02/1978', top: 580, left: 880 },
      { text: 'Giấy tờ tùy thân: 099181000356', top: 640, left: 100 }, { text: 'Giấy tờ tùy thân: 099078004417', top: 640, left: 880 },
    ))
    expect(extraction.owners.map(told)).toEqual([
      { name: 'Vi Thị Hạ Lam', role: 'owner', id: '099181000356', birthDate: '1981-04-03' }, { name: 'Lò Văn Đức', role: 'owner', id: '099078004417', birthDate: '1978-02-01' },
    ])
    expect(extraction.owners.map(({ failedChecks }) => failedChecks)).toEqual([[], []])
  })

  it('tell what stands behind the name of a decision’s person', () => {
    const [owner] = extractFrom(paper('QUYẾT ĐỊNH', ['Điều 1. Cho phép ông Mạc Đình Gia Phong, sinh năm 1985, số định danh cá nhân 099085001162,', 'trú tại thôn Nà Lình, xã Đồng Mây, được chuyển mục đích sử dụng 120,0 m² đất.', 'Điều 2. Quyết định này có hiệu lực kể từ ngày ký.'])).owners
    expect(told(owner)).toEqual({ name: 'Mạc Đình Gia Phong', role: 'owner', id: '099085001162', birthDate: '1985', address: 'thôn Nà Lình, xã Đồng Mây' })
  })

  it('say where a number contradicts the day of birth or the sex, with the boxes of both', () => {
    const [owner] = extractFrom(paper('GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', ['Họ, chữ đệm, tên: QUÀNG BẢO NGỌC KHUÊ', 'Ngày, tháng, năm sinh: 21/07/1989', 'Giới tính: Nam', 'Giấy tờ tùy thân: 099198003308'])).owners
    expect(owner?.failedChecks).toEqual(['ID_BIRTH_DIFFERS', 'ID_SEX_DIFFERS'])
    expect(owner?.confidence).toBeLessThan(0.6)
    expect(owner?.particulars.map(({ evidence }) => [evidence.read, evidence.box.y > 500])).toEqual([['21/07/1989', true], ['Nam', true]])
  })

  it('are known by a title over two rows, one of whose letters was misread, and never by their text', () => {
    const rows = [{ text: 'GIẤY CHỨNG NHẠN', top: 400, centre: textMiddle }, { text: 'ĐĂNG KÝ HỘ KINH DOANH', top: 444, centre: textMiddle }]
    expect(extractFrom(page(head('ỦY BAN NHÂN DÂN', 'XÃ ĐỒNG MÂY'), rows, body(620, '5. Chủ hộ: LƯỜNG MINH ÁNH DƯƠNG, Nữ, sinh 09/02/2001'))).template).toBe('giay-chung-nhan-dang-ky-ho-kinh-doanh')
    expect(extractFrom(paper('THÔNG BÁO', ['Về việc cấp giấy chứng nhận đăng ký hộ kinh doanh'])).template).toBeUndefined()
  })
})

const own = (change: Record<string, unknown> = {}): string => JSON.stringify({
  name: { vi: 'Thẻ bến đò', en: 'Ferry card' }, titles: ['THẺ CHỦ BẾN ĐÒ'], people: [{ role: 'owner', name: { labels: ['Người giữ thẻ'], where: 'below' } }],
  fields: { codeNotation: { labels: ['Ký hiệu thẻ'], value: { shape: 'AA-9999' } } }, ...change,
}, null, 1)

function read(template: string, ...pages: readonly BuiltPage[]): Extraction {
  const templates: readonly PaperTemplate[] = [readTemplate('the-ben-do', template), ...bundledTemplates()]
  return extract({ pages, today, trainingStation: true, templates })
}

describe('a template of an office’s own', () => {
  const card = paper('THẺ CHỦ BẾN ĐÒ', ['Người giữ thẻ', 'VI THỊ HẠ LAM', 'Ký hiệu thẻ: BĐ-0147'])
  it('reads a paper that the program knows nothing of', () => {
    const extraction = read(own(), card)
    expect([extraction.template, extraction.owners.map(told), extraction.fields.find(({ name }) => name === 'codeNotation')?.value]).toEqual(['the-ben-do', [{ name: 'Vi Thị Hạ Lam', role: 'owner' }], 'BĐ-0147'])
    expect(extraction.owners[0]?.nameEvidence).toMatchObject({ page: 1, rule: 'template the-ben-do', read: 'VI THỊ HẠ LAM' })
  })
  it('takes nothing that has another shape, and nothing outside its zone', () => {
    const shaped = read(own({ fields: { codeNotation: { labels: ['Ký hiệu thẻ'], value: { shape: 'AA-99999' } } } }), card)
    expect(shaped.fields.find(({ name }) => name === 'codeNotation')?.value).not.toBe('BĐ-0147')
    expect(read(own({ people: [{ role: 'owner', name: { labels: ['Người giữ thẻ'], where: 'below' }, zone: { left: 0, top: 150, right: 210, bottom: 297 } }] }), card).owners).toEqual([])
  })
  it('is passed over where what it must hold is not there', () => {
    expect(read(own({ mustHold: ['Sở Giao thông'] }), card).template).toBeUndefined()
  })
  it('does not slow the reading of a long paper down with the most labels it may have', () => {
    const labels = Array.from({ length: 8 }, (_, at) => `nhãn không hề đứng trên giấy này ${at}`)
    const people = Array.from({ length: 6 }, () => ({ role: 'owner', name: { labels }, number: { labels }, birthDate: { labels }, sex: { labels }, address: { labels }, until: labels }))
    const pages = Array.from({ length: 20 }, (_, at) => (at === 0 ? card : page(body(120, ...Array.from({ length: 40 }, () => 'một hai ba bốn năm sáu bảy tám chín mười một hai')))))
    expect(read(own({ people }), ...pages).template).toBe('the-ben-do')
  })
})

describe('a template that is not right', () => {
  const fault = (text: string, id = 'thu'): unknown => {
    try {
      readTemplate(id, text)
    } catch (thrown) {
      const error = describeThrown(thrown)
      return [error.code, error.params.line, error.params.part, error.params.why]
    }
    return undefined
  }
  it.each([
    ['a comma too many', '{\n "name": 1,,\n}', '"name"', '', 'not JSON'], ['nothing', '', '', '', 'not JSON'], ['an open bracket', '{\n "titles": [', '"titles"', '', 'not JSON'],
    ['a part that is unknown', own({ pattern: '(a+)+$' }), '"pattern"', 'pattern', 'unknown'], ['no title', own({ titles: [] }), '"titles"', 'titles', 'too few'],
    ['a value of another kind', own({ titles: 'THẺ' }), '"titles"', 'titles', 'not allowed'],
    ['a field that no record has', own({ fields: { colour: { labels: ['Màu'], value: 'text' } } }), '"colour"', 'fields.colour', 'unknown'],
    ['labels that are missing', own({ people: [{ role: 'owner', name: {} }] }), '"name": {}', 'people.0.name.labels', 'missing'],
    ['a zone upside down', own({ people: [{ role: 'owner', name: { labels: ['Tên'] }, zone: { left: 0, right: 210, top: 90, bottom: 10 } }] }), '"zone"', 'people.0.zone', 'not allowed'],
  ])('is refused with line and reason: %s', (_, text, stands, part, why) => {
    expect(fault(text)).toEqual(['reading_template_invalid', text.split('\n').findIndex((line) => line.includes(stands)) + 1, part, why])
  })
  it('is refused by its name, its size and its depth', () => {
    expect(fault(own(), '../mẫu')).toEqual(['reading_template_invalid', 1, '', 'name'])
    expect(fault(own({ basis: ['x'.repeat(70_000)] }))).toEqual(['reading_template_invalid', 1, '', 'too large'])
    expect(fault(`${'['.repeat(5000)}${']'.repeat(5000)}`)).toEqual(['reading_template_invalid', 1, '', 'not JSON'])
  })
})

it('bundled templates are sound, and each title belongs to one', () => {
  const titles = bundledTemplates().flatMap((template) => template.titles)
  expect(titles.length).toBeGreaterThan(10)
  expect(new Set(titles).size).toBe(titles.length)
  expect([a4Geometry.dpi, margin]).toEqual([200, 276])
})

it('the template that the administrator guide shows is one', () => {
  const guide = readFileSync(path.join(import.meta.dirname, '../../../docs/administrator-guide.md'), 'utf8')
  const [, shown = ''] = /## How papers are read[^]*?```json\n([^]*?)```/u.exec(guide) ?? []
  expect(readTemplate('the-ben-do', shown).titles).toEqual(['THẺ CHỦ BẾN ĐÒ'])
})
