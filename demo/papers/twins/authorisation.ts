import { a4, frame } from '../sheets/administrative-form.ts'
import { scanSheet } from '../pictures/scanner.ts'
import { seededRandom } from '../sheets/random.ts'
import type { SamplePaper } from '../sample-paper.ts'
import { Sheet } from '../sheets/sheet.ts'
import { signature } from '../sheets/signature.ts'
import type { ParagraphStyle } from '../sheets/type-setting.ts'

const body: ParagraphStyle = { width: frame.width, size: 13.5, align: 'left', leading: 1.4 }
const centre: ParagraphStyle = { ...body, align: 'centre', leading: 1.25 }
const giver = { name: 'Đặng Hữu Thiện Tâm', id: '099078004417' } as const
const taker = { name: 'Khúc Thanh Hoài Thương', id: '099190007742' } as const

function face(seed: number): Sheet {
  const sheet = new Sheet(a4.width, a4.height, seededRandom(seed))
  let y = sheet.text([{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', style: 'bold' }], frame.left, 21, { ...centre, style: 'bold' })
  y = sheet.text([{ text: 'Độc lập - Tự do - Hạnh phúc', style: 'bold' }], frame.left, y, { ...centre, style: 'bold' })
  sheet.rule(frame.left + frame.width / 2 - 29, frame.left + frame.width / 2 + 29, y + 0.8)
  y = sheet.text([{ text: 'GIẤY ỦY QUYỀN', style: 'bold' }], frame.left, y + 12, { ...centre, size: 15, style: 'bold' }) + 7
  for (const line of [
    `Bên ủy quyền: Ông ${giver.name}, số định danh cá nhân ${giver.id}.`,
    `Bên được ủy quyền: Bà ${taker.name}, số định danh cá nhân ${taker.id}.`,
    'Nội dung: nhận thay Giấy phép xây dựng số 112/GPXD tại Trung tâm Phục vụ hành chính công phường Bến Đá (mã hồ sơ H99.07-261103-0012).',
    'Kết quả điện tử được lưu vào kho của bên ủy quyền; bên được ủy quyền chỉ nhận bản giấy.',
    'Giấy này có giá trị đến hết ngày 30 tháng 11 năm 2026.',
  ]) y = sheet.text(line, frame.left, y, { ...body, align: 'justify', indent: 11 }) + 1.6
  y = sheet.text([{ text: 'Bến Đá, ngày 09 tháng 11 năm 2026', style: 'italic' }], 110, y + 8, { ...centre, width: 84, style: 'italic' }) + 3
  const party = (title: string, name: string, x: number): void => {
    sheet.text([{ text: title, style: 'bold' }], x, y, { ...centre, width: 80, style: 'bold' })
    sheet.draw('pen', signature(name, x + 40, y + 20, 36, 15))
    sheet.text([{ text: name, style: 'bold' }], x, y + 36, { ...centre, width: 80, style: 'bold' })
  }
  party('BÊN ĐƯỢC ỦY QUYỀN', taker.name, frame.left)
  party('BÊN ỦY QUYỀN', giver.name, frame.left + 84)
  return sheet
}

/** The person who takes the paper in the owner's stead. */
export const authorisedReceiver = taker

/** A letter of authorisation for sample 1: kept with the record as an attachment, never a result, never delivered. */
export const authorisation: SamplePaper = {
  name: '18-giay-uy-quyen',
  title: 'Giấy ủy quyền',
  fields: {},
  handwritten: [],
  owners: [],
  validUntil: null,
  traps: [],
  dossier: {
    dossierCode: 'H99.07-261103-0012', procedureCode: '1.999101', resultCode: null, kind: 'dossier component', validUntil: null,
    owners: [{ kind: 'person', ...giver }], receiver: { ...taker, capacity: 'authorised' }, deliverTo: [],
  },
  async capture() {
    const sheet = face(8101)
    return [{ file: '01.jpg', sheet, capture: await scanSheet(sheet, { foldsAcross: [148.2], specks: 25, dropouts: 0.3 }, { dpi: 200, skew: -0.6, backing: 224, seed: 8102 }), size: 'A4' }]
  },
}
