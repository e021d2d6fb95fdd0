import { a4, frame, placeAndDate, setHeading, setRecipients, setSignature } from '../sheets/administrative-form.ts'
import { seededRandom } from '../sheets/random.ts'
import type { SamplePaper } from '../sample-paper.ts'
import { scanSheet } from '../pictures/scanner.ts'
import { Sheet } from '../sheets/sheet.ts'
import type { ParagraphStyle, Run } from '../sheets/type-setting.ts'
import { widthOf } from '../sheets/typeface.ts'

const body: ParagraphStyle = { width: frame.width, size: 13, align: 'justify', indent: 10, leading: 1.3 }
const back: ParagraphStyle = { ...body, indent: 0 }

function front(seed: number): Sheet {
  const random = seededRandom(seed)
  const sheet = new Sheet(a4.width, a4.height, random)
  let y = setHeading(sheet, 19, {
    issuer: ['ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'],
    underRight: placeAndDate('Bến Đá', '06', '11', '2026'),
  })
  const centre = { width: frame.width, size: 13, align: 'centre' } as const
  y = sheet.text([{ text: 'GIẤY PHÉP XÂY DỰNG', style: 'bold', size: 15, tags: ['documentType'] }], frame.left, y + 7, { ...centre, size: 15, style: 'bold' })
  y = sheet.text([{ text: 'Số: ' }, { text: '112/GPXD', style: 'bold', tags: ['codeNumber', 'codeNotation'] }], frame.left, y, centre)
  y = sheet.text([{ text: '(Sử dụng cho nhà ở riêng lẻ)', style: 'italic' }], frame.left, y, { ...centre, style: 'italic' })
  y += 5
  const paragraphs: (readonly Run[])[] = [
    [
      { text: '1. Cấp cho: ', style: 'bold' }, { text: 'Ông ' }, { text: 'Đặng Hữu Thiện Tâm', style: 'bold', tags: ['owner 1 name'] },
      { text: ' và bà ' }, { text: 'Vi Thị Hạ Lam', style: 'bold', tags: ['owner 2 name'] }, { text: '.' },
    ],
    [{ text: 'Số định danh cá nhân: ' }, { text: '099078004417', tags: ['owner 1 id'] }, { text: '; ' }, { text: '099181000356', tags: ['owner 2 id'] }, { text: '.' }],
    [{ text: 'Địa chỉ: số 17 đường Bờ Kè, tổ dân phố 5, phường Bến Đá, tỉnh Thanh Giang.' }],
    [
      { text: '2. Được phép xây dựng công trình: ', style: 'bold' },
      { text: 'nhà ở riêng lẻ, theo thiết kế ký hiệu KT-01 đến KT-08 do Công ty TNHH Tư vấn Sao Mai Bến Đá lập, gồm các nội dung sau:' },
    ],
    [{ text: '- Vị trí xây dựng: thửa 214, tờ bản đồ 18, đường Bờ Kè, phường Bến Đá;' }],
    [{ text: '- Cốt nền xây dựng công trình: +0,45\u00a0m so với cốt vỉa hè; chỉ giới xây dựng lùi 2,4\u00a0m so với ranh lộ giới;' }],
    [{ text: '- Mật độ xây dựng: 78,5\u00a0%; hệ số sử dụng đất: 2,35;' }],
    [{ text: '- Diện tích xây dựng tầng 1: 86,4\u00a0m²; tổng diện tích sàn: 258,9\u00a0m²;' }],
    [{ text: '- Chiều cao công trình: 11,7\u00a0m; số tầng: 03 tầng; màu sắc công trình: sáng, hài hòa với cảnh quan tuyến phố.' }],
    [{ text: '3. Giấy tờ về đất: ', style: 'bold' }, { text: 'Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất, số phát hành AA 09990214.' }],
    [{ text: '4. Giấy phép này ', style: 'bold' }, { text: 'có hiệu lực khởi công trong 12 tháng kể từ ngày cấp; quá thời hạn trên thì phải đề nghị gia hạn giấy phép xây dựng.' }],
  ]
  for (const paragraph of paragraphs) y = sheet.text(paragraph, frame.left, y, body) + 1.4
  setRecipients(sheet, y + 5, ['- Như mục 1;', '- Phòng KTHTĐT (để theo dõi);', '- Lưu: VT, hồ sơ.'])
  setSignature(sheet, y + 5, {
    capacity: ['KT. CHỦ TỊCH'], position: 'PHÓ CHỦ TỊCH', name: 'Hoàng Phúc Kiên Trung',
    ring: 'UBND PHƯỜNG BẾN ĐÁ ★ TỈNH THANH GIANG', turn: -6, random,
  })
  return sheet
}

function reverse(seed: number): Sheet {
  const sheet = new Sheet(a4.width, a4.height, seededRandom(seed))
  const left = 20
  let y = sheet.text([{ text: 'CHỦ ĐẦU TƯ PHẢI THỰC HIỆN CÁC NỘI DUNG SAU ĐÂY:', style: 'bold' }], left, 24, { ...back, align: 'centre', style: 'bold' }) + 3
  const duties = [
    '1. Phải hoàn toàn chịu trách nhiệm trước pháp luật nếu xâm phạm các quyền hợp pháp của các chủ sở hữu liền kề.',
    '2. Phải thực hiện đúng các quy định của pháp luật về đất đai, về đầu tư xây dựng và Giấy phép xây dựng này.',
    '3. Phải thông báo bằng văn bản về ngày khởi công cho cơ quan cấp phép xây dựng trước khi khởi công xây dựng công trình.',
    '4. Xuất trình Giấy phép xây dựng cho cơ quan có thẩm quyền khi được yêu cầu theo quy định của pháp luật và treo biển báo tại địa điểm xây dựng theo quy định.',
    '5. Khi điều chỉnh thiết kế làm thay đổi nội dung Giấy phép xây dựng thì phải đề nghị điều chỉnh giấy phép và chờ quyết định của cơ quan cấp phép.',
  ]
  for (const duty of duties) y = sheet.text(duty, left, y, back) + 1.4
  y = sheet.text([{ text: 'GIA HẠN, ĐIỀU CHỈNH GIẤY PHÉP', style: 'bold' }], left, y + 9, { ...back, align: 'centre', style: 'bold' }) + 4
  for (const label of ['1. Nội dung gia hạn, điều chỉnh:', '', '', '2. Thời gian có hiệu lực của giấy phép:', '']) {
    const written = label === '' ? 0 : widthOf(label, 'regular', back.size) + 1.5
    if (label !== '') sheet.text(label, left, y, { ...back, align: 'left' })
    dottedLine(sheet, left + written, left + frame.width, y + 4.9)
    y += 8.5
  }
  return sheet
}

function dottedLine(sheet: Sheet, left: number, right: number, y: number): void {
  sheet.draw('toner', `<path d="M${left} ${y}H${right}" fill="none" stroke="#000" stroke-width=".32" stroke-dasharray=".32 .95"/>`)
}

/** Sample 1: a building permit on one sheet with two sides, for two owners. */
export const buildingPermit: SamplePaper = {
  name: '1-giay-phep-xay-dung',
  title: 'Giấy phép xây dựng',
  fields: {
    codeNumber: '112', codeNotation: 'GPXD', issuedDate: '2026-11-06', place: 'Bến Đá',
    issuingAgency: 'Ủy ban nhân dân phường Bến Đá', documentType: 'Giấy phép xây dựng',
    signerName: 'Hoàng Phúc Kiên Trung', signerPosition: 'Phó Chủ tịch', signingCapacity: 'KT. CHỦ TỊCH',
  },
  handwritten: [],
  owners: [
    { role: 'owner', name: 'Đặng Hữu Thiện Tâm', id: '099078004417' },
    { role: 'owner', name: 'Vi Thị Hạ Lam', id: '099181000356' },
  ],
  validUntil: null,
  traps: ['two owners', 'number under the title', 'back nearly empty'],
  dossier: {
    dossierCode: 'H99.07-261103-0012', procedureCode: '1.999101', resultCode: 'KQ.G99.101', kind: 'result', sheets: 1, validUntil: null,
    owners: [
      { kind: 'person', name: 'Đặng Hữu Thiện Tâm', id: '099078004417' },
      { kind: 'person', name: 'Vi Thị Hạ Lam', id: '099181000356' },
    ],
    receiver: null, deliverTo: ['kho', 'vneid', 'chia-se'],
  },
  async capture() {
    const common = { dpi: 300, backing: 214, streak: 173 }
    const holes = (x: number): { x: number; y: number }[] => [{ x, y: 108.5 }, { x, y: 188.5 }]
    const [face, other] = [front(1101), reverse(1102)]
    const first = await scanSheet(face, {
      foldsAcross: [148.6], holes: holes(11), specks: 70, dropouts: 0.35, back: reverse(1102), bleed: 0.09,
      corner: { side: 'left', alongTop: 12, alongSide: 9.5, forward: true },
    }, { ...common, skew: 0.8, seed: 1103 })
    const second = await scanSheet(other, {
      foldsAcross: [148.2], holes: holes(a4.width - 11), specks: 60, dropouts: 0.35, back: front(1101), bleed: 0.12,
      corner: { side: 'right', alongTop: 12, alongSide: 9.5, forward: false },
    }, { ...common, skew: -0.3, seed: 1104 })
    return [{ file: '01.jpg', sheet: face, capture: first, size: 'A4' }, { file: '02.jpg', sheet: other, capture: second, size: 'A4' }]
  },
}
