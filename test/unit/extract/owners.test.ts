import { describe, expect, it } from 'vitest'
import { validUntilFor } from '../../../shared/extract/index.ts'
import { calendarDate, instant, vietnamDate, type CalendarDate, type ProposedOwner } from '../../../shared/model/index.ts'
import { body, extractFrom, head, margin, numberAndDate, page, signature, textMiddle, titleMiddle } from './page-builder.ts'

function ownersOf(title: string, ...lines: readonly string[]): readonly ProposedOwner[] {
  return extractFrom(page(
    head('ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'), numberAndDate('Số: 12/UBND', 'Bến Đá, ngày 06 tháng 11 năm 2026'),
    { text: title, top: 400, centre: textMiddle }, body(520, ...lines), signature(1500, ['CHỦ TỊCH'], 'Hoàng Phúc Kiên Trung'),
  )).owners
}

const who = (owners: readonly ProposedOwner[]): (string | undefined)[][] => owners.map((owner) => [owner.name, owner.id, owner.role])

describe('owners', () => {
  it('are both of a permit, numbers paired in their order; who drew the plans is none', () => {
    const owners = ownersOf('GIẤY PHÉP XÂY DỰNG',
      '1. Cấp cho: Ông Đặng Hữu Thiện Tâm và bà Vi Thị Hạ Lam.', 'Số định danh cá nhân: 099078004417; 099181000356.',
      '2. Theo thiết kế KT-01 do Công ty TNHH Tư vấn Sao Mai Bến Đá lập, mã số doanh nghiệp 0900000000.')
    expect(who(owners)).toEqual([['Đặng Hữu Thiện Tâm', '099078004417', 'owner'], ['Vi Thị Hạ Lam', '099181000356', 'owner']])
    expect(owners[0]?.idEvidence?.read).toContain('099078004417')
  })

  it('get no number when it is not clear whose it is', () => {
    const owners = ownersOf('GIẤY PHÉP XÂY DỰNG', '1. Cấp cho: Ông Đặng Hữu Thiện Tâm và bà Vi Thị Hạ Lam.', 'Số định danh cá nhân: 099078004417.')
    expect(who(owners)).toEqual([['Đặng Hữu Thiện Tâm', undefined, 'owner'], ['Vi Thị Hạ Lam', undefined, 'owner']])
  })

  it('are the person confirmed, not the one she will marry nor one named in the request', () => {
    const owners = ownersOf('GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN',
      'Xét đề nghị của bà Quàng Bảo Ngọc Khuê về việc cấp Giấy xác nhận,', 'Họ, chữ đệm, tên: QUÀNG BẢO NGỌC KHUÊ', 'Ngày, tháng, năm sinh: 21/07/1998',
      'Giấy tờ tùy thân: Căn cước số 099198003308', 'Giấy này được cấp để làm thủ tục kết hôn với anh Cầm Nhật Trường Giang, 099096000017.')
    expect(who(owners)).toEqual([['Quàng Bảo Ngọc Khuê', '099198003308', 'owner']])
  })

  it('call the person of a death extract deceased, and never propose who asked for it', () => {
    const owners = ownersOf('TRÍCH LỤC KHAI TỬ', 'Họ, chữ đệm, tên: GIÀNG VẢN SÌNH', 'Giấy tờ tùy thân: CCCD số 099041000128',
      'Đã chết vào lúc: 04 giờ 20 phút, ngày 29 tháng 10 năm 2026', 'Người yêu cầu: Giàng Thị Mỷ Xuân, số định danh cá nhân 099170000891')
    expect(who(owners)).toEqual([['Giàng Vản Sình', '099041000128', 'deceased']])
  })

  it('are the head of a business household, whose number is also the business’s', () => {
    const owners = ownersOf('GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH', 'Mã số hộ kinh doanh: 099301002745', '1. Tên hộ kinh doanh: HỘ KINH DOANH TẠP HÓA MÂY TRẮNG',
      '4. Vốn kinh doanh: 150.000.000 đồng', '5. Chủ hộ: LƯỜNG MINH ÁNH DƯƠNG, Nữ, sinh 09/02/2001, số định danh 099301002745')
    expect(who(owners)).toEqual([['Lường Minh Ánh Dương', '099301002745', 'owner']])
  })

  it('are whom Article 1 of a decision names with a number, over a line’s end', () => {
    const owners = ownersOf('QUYẾT ĐỊNH', 'Căn cứ đơn của bà Lò Thị Khác, số định danh cá nhân 099170000891;',
      'Điều 1. Cho phép ông Mạc Đình Gia Phong, số định danh cá nhân', '099085001162, được chuyển mục đích sử dụng 120,0 m² đất.',
      'Điều 2. Bà Vi Thị Hạ Lam, số định danh 099181000356 chịu trách nhiệm thi hành.')
    expect(who(owners)).toEqual([['Mạc Đình Gia Phong', '099085001162', 'owner']])
  })

  it('are the addressee of a letter without a number, little believed', () => {
    const owners = ownersOf('', 'Kính gửi: Bà Nông Tuệ Minh Châu, tổ dân phố 7', 'Số định danh của người liên hệ: 099181000356')
    expect(who(owners)).toEqual([['Nông Tuệ Minh Châu', undefined, 'owner']])
    expect(owners[0]?.confidence).toBeLessThan(0.8)
  })

  it.each([
    ['their numbers behind both', 'Điều 1. Cho phép ông Đặng Hữu Thiện Tâm và bà Vi Thị Hạ Lam, số định danh cá nhân 099078004417; 099181000356, được'],
    ['a number behind each', 'Điều 1. Cho phép ông Đặng Hữu Thiện Tâm (099078004417) và vợ là bà Vi Thị Hạ Lam (099181000356) được'],
  ])('are both whom Article 1 of a decision names, %s', (_, line) => {
    expect(who(ownersOf('QUYẾT ĐỊNH', line, 'chuyển mục đích sử dụng 120,0 m² đất.'))).toEqual([['Đặng Hữu Thiện Tâm', '099078004417', 'owner'], ['Vi Thị Hạ Lam', '099181000356', 'owner']])
  })

  it('are both where only a comma stands between them, also the one without a number', () => {
    expect(who(ownersOf('GIẤY PHÉP XÂY DỰNG', 'Cấp cho: Ông Đặng Hữu Thiện Tâm (CCCD: 099078004417), bà Vi Thị Hạ Lam.'))).toEqual([
      ['Đặng Hữu Thiện Tâm', '099078004417', 'owner'], ['Vi Thị Hạ Lam', undefined, 'owner'],
    ])
    expect(who(ownersOf('QUYẾT ĐỊNH', 'Điều 1. Cho phép ông Đặng Hữu Thiện Tâm, số định danh 099078004417 và bà Vi Thị Hạ Lam được tách thửa.'))).toEqual([
      ['Đặng Hữu Thiện Tâm', '099078004417', 'owner'], ['Vi Thị Hạ Lam', undefined, 'owner'],
    ])
  })

  it('are an organisation by name and code, not its representative', () => {
    const owners = ownersOf('GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP', 'Mã số doanh nghiệp: 0900000000', 'Tên công ty viết bằng tiếng Việt: CÔNG TY TNHH SAO MAI BẾN ĐÁ',
      'Người đại diện theo pháp luật: Họ và tên: VI THỊ HẠ LAM', 'Số định danh cá nhân: 099181000356')
    expect(who(owners)).toEqual([['CÔNG TY TNHH SAO MAI BẾN ĐÁ', '0900000000', 'owner']])
  })

  it('are an organisation whose name goes on in the next row', () => {
    const owners = ownersOf('GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP', 'Mã số doanh nghiệp: 0900000000',
      'Tên công ty viết bằng tiếng Việt: CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN TƯ VẤN', 'THIẾT KẾ SAO MAI BẾN ĐÁ', 'Tên công ty viết tắt: SAO MAI CO., LTD')
    expect(who(owners)).toEqual([['CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN TƯ VẤN THIẾT KẾ SAO MAI BẾN ĐÁ', '0900000000', 'owner']])
    expect(owners[0]?.kind).toBe('organisation')
  })

  it.each([
    ['each with the number behind the name', ['Cấp cho: Ông Đặng Hữu Thiện Tâm, số định danh cá nhân 099078004417 và vợ là bà Vi Thị Hạ Lam, số định danh cá nhân 099181000356.']],
    ['each in a row of its own', ['Cấp cho: Ông Đặng Hữu Thiện Tâm, CCCD số 099078004417', 'Bà Vi Thị Hạ Lam, CCCD số 099181000356']],
  ])('are both spouses, %s', (_, lines) => {
    expect(who(ownersOf('GIẤY PHÉP XÂY DỰNG', ...lines))).toEqual([['Đặng Hữu Thiện Tâm', '099078004417', 'owner'], ['Vi Thị Hạ Lam', '099181000356', 'owner']])
  })

  const birth = (...number: readonly string[]): readonly ProposedOwner[] => ownersOf('GIẤY KHAI SINH', 'Họ, chữ đệm, tên: ĐẶNG VI MINH KHÔI', 'Ngày, tháng, năm sinh: 05/11/2026', ...number,
    'Họ, chữ đệm, tên người mẹ: VI THỊ HẠ LAM', 'Giấy tờ tùy thân: 099181000356', 'Họ, chữ đệm, tên người cha: ĐẶNG HỮU THIỆN TÂM (đã chết)', 'Giấy tờ tùy thân: 099078004417')

  it('are the child of a birth certificate, alive though a parent has died', () => {
    expect(who(birth('Số định danh cá nhân: 099226000123'))).toEqual([['Đặng Vi Minh Khôi', '099226000123', 'owner']])
  })

  it('are the child without a number, not with the mother’s', () => {
    expect(who(birth())).toEqual([['Đặng Vi Minh Khôi', undefined, 'owner']])
  })

  it('are the widow whose marital status is confirmed, not a deceased', () => {
    const owners = ownersOf('GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', 'Họ, chữ đệm, tên: QUÀNG BẢO NGỌC KHUÊ', 'Giấy tờ tùy thân: Căn cước số 099198003308',
      'Tình trạng hôn nhân: Có đăng ký kết hôn, nhưng chồng đã chết (Trích lục khai tử số 37/TLKT-BS ngày 03/11/2026).')
    expect(who(owners)).toEqual([['Quàng Bảo Ngọc Khuê', '099198003308', 'owner']])
  })

  it('call the person deceased where the title was misread', () => {
    const owners = ownersOf('TRÍCH LỤC KHAl TỨ', 'Họ, chữ đệm, tên: GIÀNG VẢN SÌNH', 'Giấy tờ tùy thân: CCCD số 099041000128', 'Đã chết vào lúc: 04 giờ 20 phút, ngày 29 tháng 10 năm 2026')
    expect(who(owners)).toEqual([['Giàng Vản Sình', '099041000128', 'deceased']])
  })

  it('call the person of an older death certificate deceased, whose label is another', () => {
    expect(who(ownersOf('GIẤY CHỨNG TỬ', 'Họ và tên: GIÀNG VẢN SÌNH', 'Số định danh cá nhân: 099041000128', 'Chết ngày 29 tháng 10 năm 2026'))).toEqual([['Giàng Vản Sình', '099041000128', 'deceased']])
  })

  it('are nobody where a paper names nobody: the first number on the page is not taken', () => {
    expect(ownersOf('THÔNG BÁO', 'Liên hệ số định danh cá nhân 099181000356, điện thoại 0900 000 031.')).toEqual([])
  })

  it('keep their two columns apart on a marriage certificate', () => {
    const extraction = extractFrom(page(
      head('ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'), { text: 'GIẤY CHỨNG NHẬN KẾT HÔN', top: 400, centre: textMiddle },
      { text: 'Họ, chữ đệm, tên vợ: VI THỊ HẠ LAM', top: 520, left: margin - 150 }, { text: 'Họ, chữ đệm, tên chồng: LÒ VĂN ĐỨC', top: 520, left: 880 },
      { text: 'Giấy tờ tùy thân: 099181000356', top: 580, left: margin - 150 }, { text: 'Giấy tờ tùy thân: 099078004417', top: 580, left: 880 },
      { text: 'Bến Đá, ngày 06 tháng 11 năm 2026', top: 900, centre: titleMiddle },
    ))
    expect(who(extraction.owners)).toEqual([['Vi Thị Hạ Lam', '099181000356', 'owner'], ['Lò Văn Đức', '099078004417', 'owner']])
  })

  it('are doubted when number and sex, or number and year of birth, disagree', () => {
    const clean = ownersOf('GIẤY XÁC NHẬN', 'Họ, chữ đệm, tên: QUÀNG BẢO NGỌC KHUÊ', 'Ngày, tháng, năm sinh: 21/07/1998', 'Giấy tờ tùy thân: 099198003308')[0]
    const otherYear = ownersOf('GIẤY XÁC NHẬN', 'Họ, chữ đệm, tên: QUÀNG BẢO NGỌC KHUÊ', 'Ngày, tháng, năm sinh: 21/07/1989', 'Giấy tờ tùy thân: 099198003308')[0]
    const otherSex = ownersOf('GIẤY PHÉP XÂY DỰNG', 'Cấp cho: Ông Đặng Hữu Thiện Tâm', 'Số định danh cá nhân: 099178004417')[0]
    expect(clean?.confidence).toBeGreaterThan(0.9)
    expect(otherYear?.confidence).toBeLessThan(0.7)
    expect(otherSex?.confidence).toBeLessThan(0.7)
  })
})

describe('validity', () => {
  const validUntil = (...lines: readonly string[]): string | undefined => extractFrom(page(
    head('ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'), numberAndDate('Số: 86/UBND-XNTTHN', 'Bến Đá, ngày 18 tháng 11 năm 2026'),
    { text: 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', top: 400 }, body(520, ...lines),
  )).validUntil?.value

  it.each([
    ['Giấy này có giá trị 6 tháng kể từ ngày cấp.', '2027-05-18'],
    ['Giấy này có giá trị trong thời hạn 06 (sáu) tháng, kể từ ngày cấp.', '2027-05-18'],
    ['Giấy phép có hiệu lực đến hết ngày 30 tháng 06 năm 2028.', '2028-06-30'],
    ['Có giá trị đến ngày 31/12/2027', '2027-12-31'],
    ['Giấy phép có giá trị sử dụng 5 năm kể từ ngày ký', '2031-11-18'],
    ['Có giá trị 30 ngày kể từ ngày cấp', '2026-12-18'],
  ])('reads “%s”', (line, day) => expect(validUntil(line)).toBe(day))

  it('is over two lines, too', () => {
    expect(validUntil('kết hôn với anh Cầm Nhật Trường Giang (sinh năm 1996); có giá trị 6', 'tháng kể từ ngày cấp.')).toBe('2027-05-18')
  })

  it.each([
    'Giấy phép này có hiệu lực khởi công trong 12 tháng kể từ ngày cấp', 'Quyết định này có hiệu lực kể từ ngày ký.',
    'Thời hạn nộp hồ sơ là 30 ngày kể từ ngày nhận được văn bản này',
  ])('is absent in “%s”', (line) => expect(validUntil(line)).toBeUndefined())
})

describe('validity once a person has read the day of issue', () => {
  const paper = (line: string) => [page(head('ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'), { text: 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', top: 400 }, body(520, line))]
  const day = (year: number, month: number, date: number): CalendarDate => calendarDate(year, month, date) ?? vietnamDate(instant())
  const period = paper('Giấy này có giá trị 6 tháng kể từ ngày cấp.')

  it('is counted from that day, though the paper alone tells none', () => {
    expect(extractFrom(...period).validUntil).toBeUndefined()
    expect(validUntilFor(period, day(2026, 11, 18))?.value).toBe('2027-05-18')
    expect(validUntilFor(period, day(2026, 8, 31))?.value).toBe('2027-02-28')
    expect(validUntilFor(period, day(2026, 11, 18))?.evidence).toMatchObject({ page: 1, rule: 'period-from-issue' })
  })

  it('is the printed last day where there is one, and nothing where the paper tells nothing', () => {
    expect(validUntilFor(paper('Có giá trị đến ngày 31/12/2027'), day(2026, 11, 18))?.value).toBe('2027-12-31')
    expect(validUntilFor(paper('Quyết định này có hiệu lực kể từ ngày ký.'), day(2026, 11, 18))).toBeUndefined()
    expect(validUntilFor([], day(2026, 11, 18))).toBeUndefined()
  })
})
