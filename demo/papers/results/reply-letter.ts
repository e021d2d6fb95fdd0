import { a4, frame, placeAndDate, setHeading, setRecipients, setSignature } from '../sheets/administrative-form.ts'
import { seededRandom } from '../sheets/random.ts'
import type { SamplePaper } from '../sample-paper.ts'
import { scanSheet } from '../pictures/scanner.ts'
import { Sheet } from '../sheets/sheet.ts'
import { pressReceiptBox } from '../sheets/stamp.ts'
import type { ParagraphStyle, Run } from '../sheets/type-setting.ts'

const body: ParagraphStyle = { width: frame.width, size: 14, align: 'justify', indent: 12, leading: 1.22 }

const paragraphs: readonly string[] = [
  'Ủy ban nhân dân phường Bến Đá nhận được đơn đề ngày 26\u00a0tháng\u00a010 năm 2026 của bà đề nghị xác nhận nhà ở tại thửa đất số 88, tờ bản đồ số 21, tổ dân phố 7 không vi phạm quy hoạch (mã hồ sơ H99.07-261027-0045). Sau khi kiểm tra hồ sơ và hiện trạng, Ủy ban nhân dân phường trả lời như sau:',
  'Đối chiếu với bản đồ quy hoạch chi tiết khu dân cư Bờ Kè, khoảng 14,6\u00a0m² phía sau nhà nằm trong hành lang bảo vệ kè sông; ranh giới giữa phần này và phần đất ở chưa được thể hiện trong bản vẽ kèm theo đơn. Vì lý do đó, Ủy ban nhân dân phường chưa có cơ sở để xác nhận nhà ở không vi phạm quy hoạch theo đề nghị của bà.',
  'Để được xem xét lại, đề nghị bà bổ sung: (1) bản vẽ hiện trạng nhà ở do đơn vị có đủ điều kiện năng lực lập, thể hiện rõ ranh giới hành lang bảo vệ kè; (2) biên bản xác nhận ranh giới với các hộ liền kề. Hồ sơ bổ sung nộp tại Trung tâm Phục vụ hành chính công phường Bến Đá, điện thoại 0900\u00a0000\u00a0031, trong thời hạn 30\u00a0ngày kể từ ngày nhận được văn bản này.',
  'Ủy ban nhân dân phường Bến Đá trả lời để bà biết và thực hiện./.',
]

function face(seed: number): Sheet {
  const random = seededRandom(seed)
  const sheet = new Sheet(a4.width, a4.height, random)
  const subject: readonly Run[] = [{ text: 'V/v trả lời đơn đề nghị xác nhận nhà ở không vi phạm quy hoạch', size: 12, tags: ['subject'] }]
  let y = setHeading(sheet, 21, {
    issuer: ['ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'],
    underLeft: [
      [{ text: 'Số: ' }, { text: '431', hand: true, size: 15, tags: ['codeNumber'] }, { text: '/UBND-KTHTĐT', tags: ['codeNotation'] }],
      subject,
    ],
    underRight: placeAndDate('Bến Đá', '10', '11', '2026', true),
    leftMiddle: 62,
  })
  y = sheet.text(
    [{ text: 'Kính gửi: Bà ' }, { text: 'Nông Tuệ Minh Châu', tags: ['owner 1 name'] }, { text: ', tổ dân phố 7.' }],
    frame.left, y + 13, { width: frame.width, size: 14, align: 'centre' },
  ) + 6
  for (const paragraph of paragraphs) y = sheet.text(paragraph, frame.left, y, body) + 1.8
  setRecipients(sheet, y + 5, ['- Như trên;', '- Trung tâm PVHCC (trả kết quả);', '- Lưu: VT, KTHTĐT (02).'])
  setSignature(sheet, y + 5, {
    capacity: ['KT. CHỦ TỊCH'], position: 'PHÓ CHỦ TỊCH', name: 'Hoàng Phúc Kiên Trung',
    ring: 'UBND PHƯỜNG BẾN ĐÁ ★ TỈNH THANH GIANG', turn: 8, random,
  })
  pressReceiptBox(sheet, { agency: 'TRUNG TÂM PVHCC PHƯỜNG BẾN ĐÁ', number: '1187', day: '11/11/2026', x: 126, y: 52, turn: -4, random })
  return sheet
}

/** What stands on the other side: the office prints on the backs of used sheets. */
function usedBack(seed: number): Sheet {
  const sheet = new Sheet(a4.width, a4.height, seededRandom(seed))
  let y = sheet.text([{ text: 'PHIẾU TRÌNH GIẢI QUYẾT CÔNG VIỆC', style: 'bold' }], frame.left, 40, { ...body, align: 'centre', style: 'bold' }) + 6
  for (const paragraph of [...paragraphs].reverse()) y = sheet.text(paragraph, frame.left, y, body) + 4
  return sheet
}

/** Sample 6: a letter that refuses and says what is missing; its recipient's number stands only in the dossier. */
export const replyLetter: SamplePaper = {
  name: '6-cong-van-tra-loi',
  title: 'Công văn trả lời',
  fields: {
    codeNumber: '431', codeNotation: 'UBND-KTHTĐT', issuedDate: '2026-11-10', place: 'Bến Đá',
    issuingAgency: 'Ủy ban nhân dân phường Bến Đá', documentType: 'Công văn',
    subject: 'V/v trả lời đơn đề nghị xác nhận nhà ở không vi phạm quy hoạch',
    signerName: 'Hoàng Phúc Kiên Trung', signerPosition: 'Phó Chủ tịch', signingCapacity: 'KT. CHỦ TỊCH',
  },
  handwritten: ['codeNumber', 'issuedDate'],
  owners: [{ role: 'owner', name: 'Nông Tuệ Minh Châu', id: null }],
  validUntil: null,
  traps: ['no type code', 'subject under the number', 'no id on paper', 'handwritten digits', 'stamp over text', 'bleed-through'],
  dossier: {
    dossierCode: 'H99.07-261027-0045', procedureCode: '1.999106', resultCode: 'KQ.G99.106', kind: 'result', sheets: 1, validUntil: null,
    owners: [{ kind: 'person', name: 'Nông Tuệ Minh Châu', id: '099186007753' }],
    receiver: null, deliverTo: ['kho', 'vneid'],
  },
  async capture() {
    const sheet = face(6101)
    const capture = await scanSheet(sheet, {
      foldsAcross: [99.2, 198.4], specks: 90, dropouts: 0.5, back: usedBack(6102), bleed: 0.3,
      holes: [{ x: 11.5, y: 108.5 }, { x: 11.5, y: 188.5 }],
    }, { dpi: 300, skew: -1.8, backing: 52, feederEdge: true, streak: 61, seed: 6103 })
    return [{ file: '01.jpg', sheet, capture, size: 'A4' }]
  },
}
