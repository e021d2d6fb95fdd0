import { a4, frame, placeAndDate, setHeading, setSignature } from '../sheets/administrative-form.ts'
import { seededRandom } from '../sheets/random.ts'
import type { SamplePaper } from '../sample-paper.ts'
import { scanSheet } from '../pictures/scanner.ts'
import { Sheet } from '../sheets/sheet.ts'
import type { ParagraphStyle, Run } from '../sheets/type-setting.ts'

const body: ParagraphStyle = { width: frame.width, size: 13.5, align: 'left', leading: 1.5 }
const centre: ParagraphStyle = { ...body, align: 'centre', leading: 1.25 }

function face(seed: number): Sheet {
  const random = seededRandom(seed)
  const sheet = new Sheet(a4.width, a4.height, random)
  let y = setHeading(sheet, 21, {
    issuer: ['ỦY BAN NHÂN DÂN', 'XÃ SUỐI NGẦN'],
    underLeft: [[{ text: 'Số: ' }, { text: '37/TLKT-BS', tags: ['codeNumber', 'codeNotation'] }]],
    underRight: placeAndDate('Suối Ngần', '03', '11', '2026'),
  })
  y = sheet.text([{ text: 'TRÍCH LỤC KHAI TỬ', style: 'bold', tags: ['documentType'] }], frame.left, y + 11, { ...centre, size: 16, style: 'bold' })
  y = sheet.text([{ text: '(BẢN SAO)', style: 'bold' }], frame.left, y, { ...centre, style: 'bold' }) + 9
  const line = (...runs: readonly Run[]): void => {
    y = sheet.text(runs, frame.left, y, body)
  }
  line({ text: 'Họ, chữ đệm, tên: ' }, { text: 'GIÀNG VẢN SÌNH', style: 'bold', tags: ['owner 1 name'] })
  line({ text: 'Ngày, tháng, năm sinh: 12/03/1941' })
  y = sheet.row([{ x: frame.left, runs: 'Giới tính: Nam' }, { x: frame.left + 56, runs: 'Dân tộc: Mông' }, { x: frame.left + 108, runs: 'Quốc tịch: Việt Nam' }], y, body)
  line({ text: 'Nơi cư trú cuối cùng: bản Pá Khôm, xã Suối Ngần, tỉnh Thanh Giang' })
  line({ text: 'Giấy tờ tùy thân: CCCD số ' }, { text: '099041000128', tags: ['owner 1 id'] })
  line({ text: 'Đã chết vào lúc: 04 giờ 20 phút, ngày 29 tháng 10 năm 2026' })
  line({ text: 'Ghi bằng chữ: ' }, { text: 'ngày hai mươi chín tháng mười năm hai nghìn không trăm hai mươi sáu', style: 'italic' })
  line({ text: 'Nơi chết: tại nhà riêng' })
  line({ text: 'Đăng ký khai tử tại: Ủy ban nhân dân xã Suối Ngần, tỉnh Thanh Giang' })
  line({ text: 'Số: 41, ngày 02/11/2026' })
  setSignature(sheet, y + 12, {
    role: 'NGƯỜI KÝ TRÍCH LỤC', position: 'PHÓ CHỦ TỊCH', name: 'Lò Thanh Hải Vân',
    ring: 'UBND XÃ SUỐI NGẦN ★ TỈNH THANH GIANG', turn: -10, random,
  })
  return sheet
}

/** Sample 3: a grey copy of a death extract; the number on it is the dead man's, the recipient stands in the dossier. */
export const deathExtract: SamplePaper = {
  name: '3-trich-luc-khai-tu',
  title: 'Trích lục khai tử (bản sao)',
  fields: {
    codeNumber: '37', codeNotation: 'TLKT-BS', issuedDate: '2026-11-03', place: 'Suối Ngần',
    issuingAgency: 'Ủy ban nhân dân xã Suối Ngần', documentType: 'Trích lục khai tử',
    signerName: 'Lò Thanh Hải Vân', signerPosition: 'Phó Chủ tịch',
  },
  handwritten: [],
  owners: [{ role: 'deceased', name: 'Giàng Vản Sình', id: '099041000128' }],
  validUntil: null,
  traps: ['first id is of the deceased', 'copy that must be accepted', 'date in words', 'streak'],
  dossier: {
    dossierCode: 'H99.15-261102-0003', procedureCode: '1.999103', resultCode: 'KQ.G99.103', kind: 'result', sheets: 1, validUntil: null,
    owners: [{ kind: 'person', name: 'Giàng Thị Mỷ Xuân', id: '099170000891' }],
    receiver: null, deliverTo: ['kho', 'vneid'],
  },
  async capture() {
    const sheet = face(3101)
    const capture = await scanSheet(sheet, {
      foldsAcross: [149.1], foldsDown: [105.4], specks: 120, dropouts: 0.9,
      corner: { side: 'left', alongTop: 9, alongSide: 13, forward: true },
    }, { dpi: 200, skew: -0.6, grey: true, backing: 205, streak: 118.5, feederEdge: true, seed: 3102 })
    return [{ file: '01.jpg', sheet, capture, size: 'A4' }]
  },
}
