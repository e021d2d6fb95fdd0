import { a4, setHeading, setSignature } from '../sheets/administrative-form.ts'
import { printGuilloche } from '../sheets/guilloche.ts'
import { seededRandom } from '../sheets/random.ts'
import type { SamplePaper } from '../sample-paper.ts'
import { scanSheet } from '../pictures/scanner.ts'
import { Sheet } from '../sheets/sheet.ts'
import { setTable } from '../sheets/table.ts'
import type { ParagraphStyle, Run } from '../sheets/type-setting.ts'

const left = 28
const body: ParagraphStyle = { width: 160, size: 13, align: 'left', leading: 1.32 }
const centre: ParagraphStyle = { ...body, align: 'centre', leading: 1.25 }

function face(seed: number): Sheet {
  const random = seededRandom(seed)
  const sheet = new Sheet(a4.width, a4.height, random)
  printGuilloche(sheet, 7)
  let y = setHeading(sheet, 24, { parent: ['ỦY BAN NHÂN DÂN XÃ ĐỒNG MÂY'], issuer: ['PHÒNG KINH TẾ'], leftMiddle: 58, rightMiddle: 144 })
  y = sheet.text([{ text: 'GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH', style: 'bold', tags: ['documentType'] }], left, y + 8, { ...centre, size: 15.5, style: 'bold' })
  y = sheet.text([{ text: 'Mã số hộ kinh doanh: ', style: 'bold' }, { text: '099301002745', style: 'bold', tags: ['codeNumber'] }], left, y + 1, { ...centre, style: 'bold' })
  y = sheet.text([{ text: 'Đăng ký lần đầu, ngày 15 tháng 8 năm 2025', style: 'italic' }], left, y, { ...centre, style: 'italic' })
  y = sheet.text([
    { text: 'Đăng ký thay đổi lần thứ 1, ', style: 'italic' }, { text: 'ngày 10 tháng 11 năm 2026', style: 'italic', tags: ['issuedDate'] },
  ], left, y, { ...centre, style: 'italic' })
  const line = (runs: readonly Run[]): void => {
    y = sheet.text(runs, left, y, body) + 0.9
  }
  y += 5
  line([{ text: '1. Tên hộ kinh doanh: ', style: 'bold' }, { text: 'HỘ KINH DOANH TẠP HÓA MÂY TRẮNG' }])
  line([{ text: '2. Địa chỉ trụ sở hộ kinh doanh: ', style: 'bold' }, { text: 'thôn Nà Lình, xã Đồng Mây, tỉnh Thanh Giang' }])
  line([{ text: 'Điện thoại: 0900\u00a0000\u00a0047' }])
  line([{ text: '3. Ngành, nghề kinh doanh:', style: 'bold' }])
  y = setTable(sheet, left, y + 0.5, [{ width: 16, align: 'centre' }, { width: 112, align: 'left' }, { width: 32, align: 'centre' }], [
    ['STT', 'Tên ngành, nghề', 'Mã ngành'],
    ['1', 'Bán lẻ lương thực, thực phẩm, đồ uống, thuốc lá chiếm tỷ trọng lớn trong các cửa hàng kinh doanh tổng hợp', '4711'],
    ['2', 'Nhà hàng và các dịch vụ ăn uống phục vụ lưu động', '5610'],
  ], 12.5) + 2.5
  line([{ text: '4. Vốn kinh doanh: ', style: 'bold' }, { text: '150.000.000 đồng (Một trăm năm mươi triệu đồng)' }])
  line([{ text: '5. Thông tin về chủ hộ kinh doanh:', style: 'bold' }])
  line([{ text: 'Họ, chữ đệm và tên: ' }, { text: 'LƯỜNG MINH ÁNH DƯƠNG', style: 'bold', tags: ['owner 1 name'] }])
  const second = left + 92
  y = sheet.row([{ x: left, runs: 'Ngày, tháng, năm sinh: 09/02/2001' }, { x: second, runs: 'Giới tính: Nữ' }], y, body) + 0.9
  y = sheet.row([{ x: left, runs: 'Dân tộc: Tày' }, { x: second, runs: 'Quốc tịch: Việt Nam' }], y, body) + 0.9
  line([{ text: 'Số định danh cá nhân: ' }, { text: '099301002745', tags: ['owner 1 id'] }])
  line([{ text: 'Nơi thường trú: thôn Nà Lình, xã Đồng Mây, tỉnh Thanh Giang' }])
  setSignature(sheet, y + 4, { position: 'TRƯỞNG PHÒNG', name: 'Bế Quốc Lâm Sơn', ring: 'PHÒNG KINH TẾ ★ XÃ ĐỒNG MÂY', turn: 9, middle: 146, random })
  return sheet
}

/** Sample 2: a certificate on tinted ground whose number is also its owner's personal number. */
export const householdBusiness: SamplePaper = {
  name: '2-dang-ky-ho-kinh-doanh',
  title: 'Giấy chứng nhận đăng ký hộ kinh doanh',
  fields: {
    codeNumber: '099301002745', issuedDate: '2026-11-10',
    parentAgency: 'Ủy ban nhân dân xã Đồng Mây', issuingAgency: 'Phòng Kinh tế xã Đồng Mây',
    documentType: 'Giấy chứng nhận đăng ký hộ kinh doanh', signerName: 'Bế Quốc Lâm Sơn', signerPosition: 'Trưởng phòng',
  },
  handwritten: [],
  owners: [{ role: 'owner', name: 'Lường Minh Ánh Dương', id: '099301002745' }],
  validUntil: null,
  traps: ['two dates', 'owner id is business number', 'no notation', 'coloured ground', 'small table'],
  dossier: {
    dossierCode: 'H99.12-261106-0008', procedureCode: '1.999102', resultCode: 'KQ.G99.102', kind: 'result', sheets: 1, validUntil: null,
    owners: [{ kind: 'person', name: 'Lường Minh Ánh Dương', id: '099301002745' }],
    receiver: null, deliverTo: ['kho', 'vneid', 'chia-se'],
  },
  async capture() {
    const sheet = face(2101)
    const capture = await scanSheet(sheet, { specks: 25, dropouts: 0.2 }, {
      dpi: 300, skew: 0.25, backing: 238, stock: { tone: [246, 244, 232], texture: 0.8 }, seed: 2102,
    })
    return [{ file: '01.jpg', sheet, capture, size: 'A4' }]
  },
}
