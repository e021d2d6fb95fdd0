import { a4, frame, placeAndDate, setHeading, setRecipients, setSignature } from '../sheets/administrative-form.ts'
import { photographSheet } from '../pictures/camera.ts'
import { seededRandom } from '../sheets/random.ts'
import type { SamplePaper } from '../sample-paper.ts'
import { Sheet } from '../sheets/sheet.ts'
import type { ParagraphStyle, Run } from '../sheets/type-setting.ts'

const body: ParagraphStyle = { width: frame.width, size: 13.5, align: 'justify', leading: 1.42 }
const centre: ParagraphStyle = { ...body, align: 'centre', leading: 1.25 }

function face(seed: number): Sheet {
  const random = seededRandom(seed)
  const sheet = new Sheet(a4.width, a4.height, random)
  let y = setHeading(sheet, 21, {
    issuer: ['ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'],
    underLeft: [[{ text: 'Số: ' }, { text: '86', hand: true, size: 15, tags: ['codeNumber'] }, { text: '/UBND-XNTTHN', tags: ['codeNotation'] }]],
    underRight: placeAndDate('Bến Đá', '18', '11', '2026', true),
  })
  y = sheet.text([{ text: 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', style: 'bold', tags: ['documentType'] }], frame.left, y + 10, { ...centre, size: 15, style: 'bold' }) + 5
  const line = (...runs: readonly Run[]): void => {
    y = sheet.text(runs, frame.left, y, body) + 0.6
  }
  y = sheet.text('Xét đề nghị của bà Quàng Bảo Ngọc Khuê về việc cấp Giấy xác nhận tình trạng hôn nhân,', frame.left, y, { ...body, indent: 11 }) + 2
  y = sheet.text([{ text: 'XÁC NHẬN:', style: 'bold' }], frame.left, y, { ...centre, style: 'bold' }) + 2
  line({ text: 'Họ, chữ đệm, tên: ' }, { text: 'QUÀNG BẢO NGỌC KHUÊ', style: 'bold', tags: ['owner 1 name'] })
  line({ text: 'Ngày, tháng, năm sinh: 21/07/1998' })
  y = sheet.row([{ x: frame.left, runs: 'Giới tính: Nữ' }, { x: frame.left + 56, runs: 'Dân tộc: Thái' }, { x: frame.left + 108, runs: 'Quốc tịch: Việt Nam' }], y, body) + 0.6
  line({ text: 'Giấy tờ tùy thân: Căn cước số ' }, { text: '099198003308', tags: ['owner 1 id'] })
  line({ text: 'Nơi cư trú: tổ dân phố 2, phường Bến Đá, tỉnh Thanh Giang' })
  line({ text: 'Tình trạng hôn nhân: ' }, { text: 'Hiện tại chưa đăng ký kết hôn với ai.', style: 'bold' })
  line({ text: 'Giấy này được cấp để làm thủ tục kết hôn với anh Cầm Nhật Trường Giang (sinh năm 1996); ' }, { text: 'có giá trị 6 tháng kể từ ngày cấp', tags: ['validUntil'] }, { text: '.' })
  setRecipients(sheet, y + 8, ['- Bà Quàng Bảo Ngọc Khuê;', '- Lưu: VT, TP-HT.'])
  setSignature(sheet, y + 8, {
    capacity: ['KT. CHỦ TỊCH'], position: 'PHÓ CHỦ TỊCH', name: 'Hoàng Phúc Kiên Trung',
    ring: 'UBND PHƯỜNG BẾN ĐÁ ★ TỈNH THANH GIANG', turn: -4, random,
  })
  return sheet
}

/** Sample 5: a certificate of marital status, photographed on a desk; number and day are filled in by pen. */
export const maritalStatus: SamplePaper = {
  name: '5-xac-nhan-tinh-trang-hon-nhan',
  title: 'Giấy xác nhận tình trạng hôn nhân',
  fields: {
    codeNumber: '86', codeNotation: 'UBND-XNTTHN', issuedDate: '2026-11-18', place: 'Bến Đá',
    issuingAgency: 'Ủy ban nhân dân phường Bến Đá', documentType: 'Giấy xác nhận tình trạng hôn nhân',
    signerName: 'Hoàng Phúc Kiên Trung', signerPosition: 'Phó Chủ tịch', signingCapacity: 'KT. CHỦ TỊCH',
  },
  handwritten: ['codeNumber', 'issuedDate'],
  owners: [{ role: 'owner', name: 'Quàng Bảo Ngọc Khuê', id: '099198003308' }],
  validUntil: '2027-05-18',
  traps: ['perspective', 'validity computed', 'second name is no owner', 'handwritten digits', 'sensitive content'],
  dossier: {
    dossierCode: 'H99.07-261116-0027', procedureCode: '1.999105', resultCode: 'KQ.G99.105', kind: 'result', sheets: 1, validUntil: '2027-05-18',
    owners: [{ kind: 'person', name: 'Quàng Bảo Ngọc Khuê', id: '099198003308' }],
    receiver: null, deliverTo: ['kho', 'vneid'],
  },
  async capture() {
    const sheet = face(5101)
    const capture = await photographSheet(sheet, { foldsAcross: [99.4, 198.1], specks: 20, dropouts: 0.15 }, {
      width: 2448, height: 3264, seed: 5102,
      corners: [{ x: 262, y: 232 }, { x: 2136, y: 178 }, { x: 2262, y: 2948 }, { x: 150, y: 3010 }],
    })
    return [{ file: '01.jpg', sheet, capture, size: 'photo' }]
  },
}
