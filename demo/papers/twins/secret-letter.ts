import { a4, frame, placeAndDate, setHeading, setRecipients, setSignature } from '../sheets/administrative-form.ts'
import { scanSheet } from '../pictures/scanner.ts'
import { seededRandom } from '../sheets/random.ts'
import type { SamplePaper } from '../sample-paper.ts'
import { Sheet } from '../sheets/sheet.ts'
import { pressSecrecyStamp } from '../sheets/stamp.ts'
import type { ParagraphStyle } from '../sheets/type-setting.ts'

const body: ParagraphStyle = { width: frame.width, size: 14, align: 'justify', indent: 12, leading: 1.25 }

function face(seed: number): Sheet {
  const random = seededRandom(seed)
  const sheet = new Sheet(a4.width, a4.height, random)
  let y = setHeading(sheet, 21, {
    issuer: ['ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'],
    underLeft: [
      [{ text: 'Số: ' }, { text: '05', tags: ['codeNumber'] }, { text: '/UBND-VP', tags: ['codeNotation'] }],
      [{ text: 'V/v kiểm tra công tác lưu trữ tài liệu', size: 12, tags: ['subject'] }],
    ],
    underRight: placeAndDate('Bến Đá', '12', '11', '2026'),
  })
  pressSecrecyStamp(sheet, 'MẬT', frame.left + 2, y + 3)
  y = sheet.text('Kính gửi: Bộ phận Văn thư - Lưu trữ phường.', frame.left, y + 20, { width: frame.width, size: 14, align: 'centre' }) + 6
  for (const paragraph of [
    'Nội dung của tờ này là hư cấu. Nó chỉ được dựng lên để thử xem trạm số hóa có dừng lại khi gặp dấu độ mật hay không.',
    'Đề nghị Bộ phận Văn thư - Lưu trữ rà soát danh mục tài liệu phải bảo quản riêng và báo cáo trước ngày 30\u00a0tháng\u00a011 năm 2026./.',
  ]) y = sheet.text(paragraph, frame.left, y, body) + 1.8
  setRecipients(sheet, y + 5, ['- Như trên;', '- Lưu: VT.'])
  setSignature(sheet, y + 5, {
    capacity: ['KT. CHỦ TỊCH'], position: 'PHÓ CHỦ TỊCH', name: 'Hoàng Phúc Kiên Trung',
    ring: 'UBND PHƯỜNG BẾN ĐÁ ★ TỈNH THANH GIANG', turn: 5, random,
  })
  return sheet
}

/** A letter with the stamp of a secrecy class that slipped into a pile of results. */
export const secretLetter: SamplePaper = {
  name: '13-cong-van-dong-dau-mat',
  title: 'Công văn đóng dấu MẬT',
  fields: {
    codeNumber: '05', codeNotation: 'UBND-VP', issuedDate: '2026-11-12', place: 'Bến Đá',
    issuingAgency: 'Ủy ban nhân dân phường Bến Đá', documentType: 'Công văn', subject: 'V/v kiểm tra công tác lưu trữ tài liệu',
    signerName: 'Hoàng Phúc Kiên Trung', signerPosition: 'Phó Chủ tịch', signingCapacity: 'KT. CHỦ TỊCH',
  },
  handwritten: [],
  owners: [],
  validUntil: null,
  traps: ['secrecy stamp', 'no type code', 'subject under the number'],
  dossier: {
    dossierCode: null, procedureCode: null, resultCode: null, kind: 'internal', validUntil: null, owners: [], receiver: null, deliverTo: [],
  },
  async capture() {
    const sheet = face(7101)
    return [{ file: '01.jpg', sheet, capture: await scanSheet(sheet, { foldsAcross: [148.5], specks: 30, dropouts: 0.3 }, { dpi: 200, skew: 0.3, backing: 220, seed: 7102 }), size: 'A4' }]
  },
}
