import { describe, expect, it } from 'vitest'
import { agencyMiddle, body, extractFrom, field, head, numberAndDate, page, pageHeight, signature, titleMiddle, value } from './page-builder.ts'

const decision = page(
  head('ỦY BAN NHÂN DÂN', 'XÃ ĐỒNG MÂY'), numberAndDate('Số: 218/QĐ-UBND', 'Đồng Mây, ngày 03 tháng 11 năm 2026'),
  { text: 'QUYẾT ĐỊNH', top: 400 }, { text: 'Về việc cho phép chuyển mục đích sử dụng đất', top: 446 },
  { text: 'CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒNG MÂY', top: 560 },
  body(640, 'Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;', 'Căn cứ Nghị định số 102/2024/NĐ-CP ngày 30 tháng 7 năm 2024;', 'Theo đề nghị tại Tờ trình số 96/TTr-PKT ngày 28 tháng 10 năm 2026.'),
  { text: 'QUYẾT ĐỊNH:', top: 820 },
  body(900, 'Điều 1. Cho phép ông Mạc Đình Gia Phong, 099085001162, chuyển 120,0 m² đất.'),
)
const decisionEnd = page(body(200, 'Điều 3. Quyết định này có hiệu lực kể từ ngày ký.'), signature(400, ['CHỦ TỊCH'], 'Triệu Nguyên Bách Thảo'))

const letter = page(
  head('ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'), numberAndDate('Số: 431/UBND-KTHTĐT', 'Bến Đá, ngày 12 tháng 11 năm 2026'),
  { text: 'V/v trả lời đơn đề nghị xác', top: 350, centre: agencyMiddle }, { text: 'nhận nhà ở không vi phạm', top: 394, centre: agencyMiddle },
  { text: 'quy hoạch', top: 438, centre: agencyMiddle },
  { text: 'Kính gửi: Bà Nông Tuệ Minh Châu, tổ dân phố 7', top: 560 },
  body(660, 'Ủy ban nhân dân phường nhận được đơn ngày 02 tháng 11 năm 2026 của bà', 'về việc nêu trên và có ý kiến như sau:'),
  signature(1000, ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'], 'Hoàng Phúc Kiên Trung'),
)

describe('head of a decision', () => {
  const extraction = extractFrom(decision, decisionEnd)

  it('reads every field of ô 2 to 7', () => {
    expect(Object.fromEntries(extraction.fields.map((entry) => [entry.name, entry.value]))).toEqual({
      codeNumber: '218', codeNotation: 'QĐ-UBND', issuedDate: '2026-11-03', place: 'Đồng Mây', issuingAgency: 'Ủy ban nhân dân xã Đồng Mây',
      documentType: 'Quyết định', subject: 'Về việc cho phép chuyển mục đích sử dụng đất', signerName: 'Triệu Nguyên Bách Thảo', signerPosition: 'Chủ tịch',
    })
  })

  it('believes clean print and passes its checks', () => {
    for (const entry of extraction.fields) {
      expect.soft(entry.confidence, entry.name).toBeGreaterThan(0.85)
      expect.soft(entry.failedChecks, entry.name).toEqual([])
    }
  })

  it('shows where each value stands', () => {
    expect(field(extraction, 'signerName')?.evidence.page).toBe(2)
    expect(field(extraction, 'codeNumber')?.evidence.read).toBe('218/QĐ-UBND')
    expect(field(extraction, 'issuedDate')?.evidence.box.y).toBe(290)
  })

  it('never takes a date of the legal grounds when the own date is missing', () => {
    const words = decision.text.state === 'read' ? decision.text.words.filter((word) => word.box.y !== 290 || word.box.x < 800) : []
    const undated = { ...decision, text: { state: 'read' as const, words, engine: 'test', model: 'test' } }
    expect(value(extractFrom(undated, decisionEnd), 'issuedDate')).toBeUndefined()
  })

  it('finds the head behind a cover page', () => {
    const cover = page({ text: 'HỒ SƠ SỐ 12', top: 900 })
    const covered = extractFrom(cover, decision, decisionEnd)
    expect(value(covered, 'codeNotation')).toBe('QĐ-UBND')
    expect(field(covered, 'codeNotation')?.evidence.page).toBe(2)
  })

  it('takes the signer before the appendix, not the appendix’s', () => {
    const appendix = page({ text: 'KẾ HOẠCH', top: 200 }, signature(1500, ['GIÁM ĐỐC'], 'Lê Phụ Lục'))
    expect(value(extractFrom(decision, decisionEnd, appendix), 'signerName')).toBe('Triệu Nguyên Bách Thảo')
  })
})

describe('head of a letter', () => {
  const extraction = extractFrom(letter)

  it('is a công văn: no type code, its subject under the number keeps V/v', () => {
    expect(value(extraction, 'documentType')).toBe('Công văn')
    expect(value(extraction, 'subject')).toBe('V/v trả lời đơn đề nghị xác nhận nhà ở không vi phạm quy hoạch')
    expect(value(extraction, 'codeNotation')).toBe('UBND-KTHTĐT')
  })

  it('parts capacity from position', () => {
    expect(value(extraction, 'signingCapacity')).toBe('KT. CHỦ TỊCH')
    expect(value(extraction, 'signerPosition')).toBe('Phó Chủ tịch')
  })

  it('does not take its opening sentence for the subject', () => {
    expect(value(extraction, 'subject')).not.toContain('Ủy ban')
  })
})

describe('subject', () => {
  const titled = (title: string, ...lines: string[]): string | undefined => value(extractFrom(page(
    head('BỘ TƯ PHÁP'), numberAndDate('Số: 12/KH-BTP', 'Hà Nội, ngày 24 tháng 4 năm 2026'), { text: title, top: 400 },
    lines.map((text, index) => ({ text, top: 446 + 46 * index })),
    body(446 + 46 * lines.length + 110, 'Thực hiện Luật Hộ tịch và các văn bản hướng dẫn thi hành, Bộ Tư pháp ban hành', 'Kế hoạch với các nội dung sau đây:'),
  )), 'subject')

  it('may begin as a paragraph does, and ends where the body begins', () => {
    expect(titled('KẾ HOẠCH', 'Thực hiện Đề án số hóa hồ sơ, kết quả', 'giải quyết thủ tục hành chính')).toBe('Thực hiện Đề án số hóa hồ sơ, kết quả giải quyết thủ tục hành chính')
  })

  it('has lost tones mended by phrases of administrative language, and is believed less for it', () => {
    expect(titled('THÔNG BÁO', 'Về việc tô chúc thục hiện cải cách thủ tục hành chinh')).toBe('Về việc tổ chức thực hiện cải cách thủ tục hành chính')
  })

  it('keeps words that no phrase knows as they were read', () => {
    expect(titled('THÔNG BÁO', 'Về việc treo biển thôn Nà Lình')).toBe('Về việc treo biển thôn Nà Lình')
  })

  it('is that of the letter, not the note typed beside it', () => {
    const noted = page(
      head('BỘ TƯ PHÁP'), numberAndDate('Số: 12/BTP-VP', 'Hà Nội, ngày 24 tháng 4 năm 2026'),
      { text: 'V⁄w nghỉ lễ Quốc khánh', top: 350, left: 270 }, { text: '1. Phòng Hành chính phổ biến', top: 350, left: 742 }, { text: '2. Công đoàn phối hợp', top: 394, left: 742 },
      { text: 'Kính gửi: Các đơn vị thuộc Bộ', top: 520 },
    )
    expect(value(extractFrom(noted), 'subject')).toBe('V/v nghỉ lễ Quốc khánh')
  })

  it('is absent where the title stands alone', () => {
    expect(titled('KẾ HOẠCH')).toBeUndefined()
  })
})

describe('number and notation', () => {
  const numbered = (number: string): ReturnType<typeof extractFrom> =>
    extractFrom(page(head('BỘ CÔNG AN'), numberAndDate(number, 'Hà Nội, ngày 24 tháng 4 năm 2026'), { text: 'THÔNG TƯ', top: 400 }))

  it.each([
    ['Số: 37/2026/TT-BCA', '37', '2026/TT-BCA'],
    ['Số: 37/2026/TT- BCA', '37', '2026/TT-BCA'],
    ['Só: 37/2026/TT–BCA', '37', '2026/TT-BCA'],
    ['Số: 112/GPXD', '112', 'GPXD'],
    ['Số: 37/TLKT-BS', '37', 'TLKT-BS'],
    ['Số: 05/QyĐ-BCA', '05', 'QyĐ-BCA'],
    ['Số: 15/BTTTT-CĐSQG&ATTT', '15', 'BTTTT-CĐSQG&ATTT'],
  ])('reads %s', (printed, number, notation) => {
    const extraction = numbered(printed)
    expect(value(extraction, 'codeNumber')).toBe(number)
    expect(value(extraction, 'codeNotation')).toBe(notation)
  })

  it.each(['Số:        /2026/TT-BCA', 'Số: ....../2026/TT-BCA', 'Số: vn.` /2026/TT-BCA', 'Số: ÝZ /2026/TT-BCA', 'Số⁄1† /2026/TT-BCA', 'Số /2026/TT-BCA'])('guesses no number from %s', (printed) => {
    const extraction = numbered(printed)
    expect(value(extraction, 'codeNumber')).toBe('')
    expect(value(extraction, 'codeNotation')).toBe('2026/TT-BCA')
  })

  it('mends a type code by the title, and says so with less belief', () => {
    const extraction = extractFrom(page(head('ỦY BAN NHÂN DÂN', 'XÃ ĐỒNG MÂY'), numberAndDate('Số: 21/OĐ-UBND', 'Đồng Mây, ngày 03 tháng 11 năm 2026'), { text: 'QUYẾT ĐỊNH', top: 400 }))
    expect(value(extraction, 'codeNotation')).toBe('QĐ-UBND')
    expect(field(extraction, 'codeNotation')?.evidence.rule).toBe('number-line-mended')
    expect(field(extraction, 'codeNotation')?.confidence).toBeLessThan(0.9)
  })

  it('takes no hour of a portal’s signature for a number', () => {
    const signed = extractFrom(page({ text: ':56:22 +07:00', top: 170, left: 1400 }, head('BỘ CÔNG AN'), numberAndDate('Số: /QĐ-BCA', 'Hà Nội, ngày 24 tháng 4 năm 2026'), { text: 'QUYẾT ĐỊNH', top: 400 }))
    expect([value(signed, 'codeNumber'), value(signed, 'codeNotation'), value(signed, 'issuingAgency')]).toEqual(['', 'QĐ-BCA', 'Bộ Công an'])
  })

  it('finds the number under the title of a permit', () => {
    const extraction = extractFrom(page(
      head('ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'), { text: 'Bến Đá, ngày 06 tháng 11 năm 2026', top: 290, centre: titleMiddle },
      { text: 'GIẤY PHÉP XÂY DỰNG', top: 400 }, { text: 'Số: 112/GPXD', top: 446 }, { text: '(Sử dụng cho nhà ở riêng lẻ)', top: 492 },
    ))
    expect(value(extraction, 'codeNumber')).toBe('112')
    expect(value(extraction, 'documentType')).toBe('Giấy phép xây dựng')
    expect(value(extraction, 'issuingAgency')).toBe('Ủy ban nhân dân phường Bến Đá')
    expect(value(extraction, 'subject')).toBeUndefined()
  })
})

describe('date of issue', () => {
  const dated = (date: string): ReturnType<typeof extractFrom> =>
    extractFrom(page(head('BỘ TƯ PHÁP'), numberAndDate('Số: 12/TB-BTP', date), { text: 'THÔNG BÁO', top: 400 }))

  it.each([
    ['Hà Nội, ngày 05 tháng 3 năm 2020', '2020-03-05'],
    ['Hà Nội, ngày 31 tháng 12 năm 2025', '2025-12-31'],
    ['Hà Nội, ngày25 tháng 4 năm 2026', '2026-04-25'],
    ['Hà Nội, ngay 25 thang 4 nam 2026', '2026-04-25'],
    ['Thành phố Hồ Chí Minh, ngày 25 tháng 4 năm 2026', '2026-04-25'],
  ])('reads %s', (printed, day) => expect(value(dated(printed), 'issuedDate')).toBe(day))

  it.each([
    'Hà Nội, ngày    tháng    năm 2026', 'Hà Nội, ngày .... tháng 4 năm 2026', 'Hà Nội, ngày lô tháng 5 năm 2019', 'Hà Nội, ngày #9 tháng ({ năm 2026',
    'Hà Nội, ngày 31 tháng 02 năm 2026', 'Hà Nội, ngày 9 4 tháng 4 năm 2026', 'Hà Nội, ngàwH{ tháng 5 năm 2021', 'Hà Nội, tháng 5 năm 2021',
    'Hà Nội, ngày 22 tháng 4 năm 2226',
  ])('guesses nothing from %s, yet keeps the place', (printed) => {
    expect(value(dated(printed), 'issuedDate')).toBe('')
    expect(value(dated(printed), 'place')).toBe('Hà Nội')
  })

  it.each(['Tuyên Quang', 'Tứ Kỳ', 'Thành phố Hồ Chí Minh', 'TP. Hồ Chí Minh', 'Thị trấn Bến Đá', 'Bà Rịa - Vũng Tàu'])('comes with the place %s', (place) => {
    const extraction = dated(`${place}, ngày 25 tháng 4 năm 2026`)
    expect(value(extraction, 'place')).toBe(place)
    expect(value(extraction, 'issuedDate')).toBe('2026-04-25')
  })

  it.each(['Từ ngày 25 tháng 4 năm 2026', 'Căn cứ Luật Hộ tịch ngày 20 tháng 11 năm 2014', 'Sinh ngày 25 tháng 4 năm 1998'])('is not in “%s”', (line) => {
    expect(value(dated(line), 'issuedDate')).toBeUndefined()
  })

  it('believes mended digits little', () => {
    const mended = field(dated('Hà Nội, ngày Z7 tháng 4 năm 2026'), 'issuedDate')
    expect(mended?.value).toBe('2026-04-27')
    expect(mended?.confidence).toBeLessThan(0.9)
  })

  it('doubts a day that is not padded with 0: a digit may be lost', () => {
    expect(field(dated('Hà Nội, ngày 6 tháng 11 năm 2024'), 'issuedDate')?.confidence).toBeLessThan(0.9)
  })

  it('fails a date in the future and does not believe it', () => {
    const future = field(dated('Hà Nội, ngày 25 tháng 12 năm 2026'), 'issuedDate')
    expect(future?.failedChecks).toContain('DATE_IN_FUTURE')
    expect(future?.confidence).toBeLessThanOrEqual(0.3)
  })

  it('takes neither a receipt stamp nor a portal’s signature text', () => {
    const stamped = page(
      { text: 'Người ký: CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ', top: 20, left: 500 }, { text: 'Thời gian ký: 28.04.2026 15:49:15 +07:00', top: 60, left: 500 },
      head('BỘ TƯ PHÁP'), numberAndDate('Số: 12/TB-BTP', 'Hà Nội, ngày tháng năm 2026'),
      { text: 'ĐẾN Giờ: 8 Ngày: 24/4/2026', top: 360, left: 1100 }, { text: 'THÔNG BÁO', top: 440 },
    )
    expect(value(extractFrom(stamped), 'issuedDate')).toBe('')
    expect(value(extractFrom(stamped), 'issuingAgency')).toBe('Bộ Tư pháp')
  })

  it('is the latest change on a business household’s certificate', () => {
    const certificate = page(
      head('ỦY BAN NHÂN DÂN XÃ ĐỒNG MÂY', 'PHÒNG KINH TẾ'), { text: 'GIẤY CHỨNG NHẬN', top: 400 }, { text: 'ĐĂNG KÝ HỘ KINH DOANH', top: 446 },
      { text: 'Mã số hộ kinh doanh: 099301002745', top: 500 }, { text: 'Đăng ký lần đầu, ngày 15 tháng 8 năm 2025', top: 546 },
      { text: 'Đăng ký thay đổi lần thứ 1, ngày 10 tháng 11 năm 2026', top: 592 },
    )
    const extraction = extractFrom(certificate)
    expect(value(extraction, 'issuedDate')).toBe('2026-11-10')
    expect(value(extraction, 'documentType')).toBe('Giấy chứng nhận đăng ký hộ kinh doanh')
    expect(value(extraction, 'parentAgency')).toBe('Ủy ban nhân dân xã Đồng Mây')
    expect(value(extraction, 'issuingAgency')).toBe('Phòng Kinh tế xã Đồng Mây')
    expect(value(extraction, 'codeNotation')).toBeUndefined()
  })
})

describe('agencies', () => {
  const issued = (...lines: string[]): ReturnType<typeof extractFrom> =>
    extractFrom(page(head(...lines), numberAndDate('Số: 12/TB-X', 'Thanh Giang, ngày 24 tháng 4 năm 2026'), { text: 'THÔNG BÁO', top: 400 }))

  it.each([
    [['BỘ CÔNG AN'], undefined, 'Bộ Công an'],
    [['VĂN PHÒNG CHÍNH PHỦ'], undefined, 'Văn phòng Chính phủ'],
    [['THỦ TƯỚNG CHÍNH PHỦ'], undefined, 'Thủ tướng Chính phủ'],
    [['BỘ LAO ĐỘNG - THƯƠNG BINH', 'VÀ XÃ HỘI'], undefined, 'Bộ Lao động - Thương binh và Xã hội'],
    [['ỦY BAN NHÂN DÂN', 'TỈNH THANH GIANG'], undefined, 'Ủy ban nhân dân tỉnh Thanh Giang'],
    [['UBND TỈNH THANH GIANG', 'SỞ GIÁO DỤC VÀ ĐÀO TẠO'], 'UBND tỉnh Thanh Giang', 'Sở Giáo dục và Đào tạo tỉnh Thanh Giang'],
    [['BỘ TÀI CHÍNH', 'TỔNG CỤC THUẾ'], 'Bộ Tài chính', 'Tổng cục Thuế'],
    [['BỘ VĂN HÓA, THỂ THAO', 'VÀ DU LỊCH'], undefined, 'Bộ Văn hóa, Thể thao và Du lịch'],
    [['SỞ TÀI NGUYÊN VÀ MÔI', 'TRƯỜNG'], undefined, 'Sở Tài nguyên và Môi trường'],
    [['ỦY BAN NHÂN DÂN TỈNH', 'THANH GIANG'], undefined, 'Ủy ban nhân dân tỉnh Thanh Giang'],
    [['CỤC CÔNG NGHỆ THÔNG TIN'], undefined, 'Cục Công nghệ thông tin'],
    [['TRUNG TÂM THÔNG TIN - THƯ VIỆN'], undefined, 'Trung tâm Thông tin - Thư viện'],
    [['ỦY BAN NHÂN DÂN', 'PHƯỜNG TÔ HIỆU'], undefined, 'Ủy ban nhân dân phường Tô Hiệu'],
    [['ỦY BAN NHÂN DÂN', 'XÃ BẢO ĐÀI'], undefined, 'Ủy ban nhân dân xã Bảo Đài'],
    [['BAN CHẤP HÀNH CÔNG ĐOÀN'], undefined, 'Ban Chấp hành Công đoàn'],
    [['ỦY BAN MẶT TRẬN', 'TỔ QUỐC VIỆT NAM'], undefined, 'Ủy ban Mặt trận Tổ quốc Việt Nam'],
    [['BẢO HIỂM XÃ HỘI VIỆT NAM', 'BẢO HIỂM XÃ HỘI TỈNH THANH GIANG'], 'Bảo hiểm xã hội Việt Nam', 'Bảo hiểm xã hội tỉnh Thanh Giang'],
  ])('reads %j', (lines, parent, issuing) => {
    const extraction = issued(...lines)
    expect(value(extraction, 'parentAgency')).toBe(parent)
    expect(value(extraction, 'issuingAgency')).toBe(issuing)
  })

  it('mends tones lost in capitals, and a place by the date line', () => {
    expect(value(issued('UỶ BAN NHAN DÂN', 'TINH THANH GIANG'), 'issuingAgency')).toBe('Ủy ban nhân dân tỉnh Thanh Giang')
  })
})

describe('a place that stands twice', () => {
  const paper = (agency: string, place: string, number = 'Số: 431/UBND-KTHTĐT'): ReturnType<typeof extractFrom> =>
    extractFrom(page(head('ỦY BAN NHÂN DÂN', agency), numberAndDate(number, `${place}, ngày 12 tháng 11 năm 2026`)))

  it('is never changed into one that no spelling allows, and mends that one', () => {
    const extraction = paper('PHƯỜNG BEÊN ĐÁ', 'Bến Đá')
    expect(value(extraction, 'place')).toBe('Bến Đá')
    expect(value(extraction, 'issuingAgency')).toBe('Ủy ban nhân dân phường Bến Đá')
  })

  it('keeps a number line whose capital was read small', () => {
    expect(value(paper('PHƯỜNG BẾN ĐÁ', 'Bến Đá', 'số: 431/UBND-KTHTĐT'), 'codeNotation')).toBe('UBND-KTHTĐT')
  })
})

describe('urgency and secrecy', () => {
  const stamped = (text: string, top = 470): ReturnType<typeof extractFrom> =>
    extractFrom(page(head('BỘ TƯ PHÁP'), numberAndDate('Số: 12/BTP-VP', 'Hà Nội, ngày 24 tháng 4 năm 2026'), { text, top, left: 200 }))

  it.each([['HỎA TỐC', 'Hỏa tốc'], ['THƯỢNG KHẨN', 'Thượng khẩn'], ['KHẨN', 'Khẩn']])('reads the stamp %s', (text, urgency) => {
    expect(value(stamped(text), 'urgency')).toBe(urgency)
  })

  it.each([['MẬT', 'MẬT'], ['TỐI MẬT', 'TỐI MẬT'], ['TUYỆT MẬT', 'TUYỆT MẬT'], ['| MẬT |', 'MẬT'], ['MÂT', 'MẬT']])('finds %s', (text, name) => {
    expect(stamped(text).secrecy?.class).toBe(name)
  })

  it.each(['Bí mật', 'bảo vệ bí mật nhà nước', 'AN NINH, BẢO MẬT THÔNG TIN MẠNG', 'tài liệu mật', 'thiết bị lưu khóa bí mật trong', 'mật', 'MẶT', 'MẮT', 'MẶT BẰNG TẦNG 1'])('is not alarmed by “%s”', (text) => {
    expect(stamped(text).secrecy).toBeUndefined()
  })

  it('is not alarmed by a word down in the body', () => {
    expect(stamped('MẬT', 0.7 * pageHeight).secrecy).toBeUndefined()
  })
})

it('knows a letter whose V/v was read as one word', () => {
  const extraction = extractFrom(page(head('BỘ TƯ PHÁP'), numberAndDate('Số: 12/BTP-VP', 'Hà Nội, ngày 24 tháng 4 năm 2026'), [
    { text: 'Ví trả lời đơn đề nghị', top: 334, centre: 420 }, ...body(500, 'Kính gửi: Sở Tư pháp'),
  ]))
  expect(value(extraction, 'documentType')).toBe('Công văn')
  expect(value(extraction, 'subject')).toBe('V/v trả lời đơn đề nghị')
})

describe('signature', () => {
  const signed = (roles: readonly string[], name: string): ReturnType<typeof extractFrom> =>
    extractFrom(page(head('BỘ TƯ PHÁP'), numberAndDate('Số: 12/BTP-VP', 'Hà Nội, ngày 24 tháng 4 năm 2026'), body(500, 'Nội dung văn bản.'), signature(900, roles, name)))

  it.each([
    [['TL. CHỦ TỊCH', 'KT. CHÁNH VĂN PHÒNG', 'PHÓ CHÁNH VĂN PHÒNG'], 'TL. CHỦ TỊCH; KT. CHÁNH VĂN PHÒNG', 'Phó Chánh Văn phòng'],
    [['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'], 'TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH', 'Phó Chủ tịch'],
    [['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'], 'TM. ỦY BAN NHÂN DÂN', 'Chủ tịch'],
    [['KT. BỘ TRƯỞNG, CHỦ NHIỆM', 'PHÓ CHỦ NHIỆM'], 'KT. BỘ TRƯỞNG, CHỦ NHIỆM', 'Phó Chủ nhiệm'],
    [['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG'], 'KT. BỘ TRƯỞNG', 'Thứ trưởng'],
    [['GIÁM ĐỐC'], undefined, 'Giám đốc'],
    [['KT. CHU TICH', 'PHO CHU TỊCH'], 'KT. CHỦ TỊCH', 'Phó Chủ tịch'],
    [['KT. BỘ TRƯỞNG THỨ TRƯỞNG'], 'KT. BỘ TRƯỞNG', 'Thứ trưởng'],
    [['TM. ỦY BAN NHÂN DÂN CHỦ TỊCH'], 'TM. ỦY BAN NHÂN DÂN', 'Chủ tịch'],
    [['K/T CHỦ TỊCH', 'PHÓ CHỦ TỊCH'], 'KT. CHỦ TỊCH', 'Phó Chủ tịch'],
    [['TL. BỘ TRƯỞNG', 'VỤ TRƯỞNG VỤ PHÁP CHẾ'], 'TL. BỘ TRƯỞNG', 'Vụ trưởng Vụ pháp chế'],
    [['KT. BỘ TRƯỞNG, CHỦ NHIỆM', '⁄4G PHÙ NHỦ NHIỆM'], 'KT. BỘ TRƯỞNG, CHỦ NHIỆM', 'Phó Chủ nhiệm'],
  ])('reads %j', (roles, capacity, position) => {
    const extraction = signed(roles, 'Lò Thanh Hải Vân')
    expect(value(extraction, 'signingCapacity')).toBe(capacity)
    expect(value(extraction, 'signerPosition')).toBe(position)
    expect(value(extraction, 'signerName')).toBe('Lò Thanh Hải Vân')
  })

  it('leaves rank and degree out of the name', () => {
    expect(value(signed(['GIÁM ĐỐC'], 'Thiếu tướng Bế Quốc Lâm Sơn'), 'signerName')).toBe('Bế Quốc Lâm Sơn')
    expect(value(signed(['GIÁM ĐỐC'], 'TS. Bế Quốc Lâm Sơn'), 'signerName')).toBe('Bế Quốc Lâm Sơn')
  })

  it('puts a lost PHÓ back after KT. with less belief', () => {
    const position = field(signed(['KT. GIÁM ĐỐC', 'GIÁM ĐỐC'], 'Lò Thanh Hải Vân'), 'signerPosition')
    expect(position?.value).toBe('Phó Giám đốc')
    expect(position?.confidence).toBeLessThan(0.9)
  })

  it('doubts a head’s position that stands off the block’s axis: PHÓ may lie under the seal', () => {
    const withRole = (centre: number): number | undefined => {
      const lines = [...signature(900, [], 'Lò Thanh Hải Vân'), { text: 'CHỦ TỊCH', top: 900, centre }]
      return field(extractFrom(page(head('ỦY BAN NHÂN DÂN', 'XÃ ĐỒNG MÂY'), numberAndDate('Số: 12/UBND-VP', 'Đồng Mây, ngày 24 tháng 4 năm 2026'), lines)), 'signerPosition')?.confidence
    }
    expect(withRole(1200)).toBeGreaterThan(0.9)
    expect(withRole(1240)).toBeLessThan(0.9)
  })

  it('proposes no name when there is only a scrawl', () => {
    expect(value(signed(['GIÁM ĐỐC'], 'l ~ ^ ©H'), 'signerName')).toBe('')
  })
})
