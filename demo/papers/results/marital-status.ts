import { a4, frame, placeAndDate, setHeading, setRecipients, setSignature } from '../sheets/administrative-form.ts'
import { photographSheet } from '../pictures/camera.ts'
import { seededRandom } from '../sheets/random.ts'
import type { SamplePaper } from '../sample-paper.ts'
import { Sheet } from '../sheets/sheet.ts'
import type { ParagraphStyle, Run } from '../sheets/type-setting.ts'

const body: ParagraphStyle = { width: frame.width, size: 13.5, align: 'justify', leading: 1.42 }
const centre: ParagraphStyle = { ...body, align: 'centre', leading: 1.25 }

/** What sets one certificate of this kind apart from another. */
export interface Certificate {
  readonly codeNumber: string
  /** Two digits, in November 2026. */
  readonly day: string
  /** Number and day are filled in by pen. */
  readonly byPen: boolean
  /** A woman: the text calls her so. `born` as printed, DD/MM/YYYY. */
  readonly owner: { readonly name: string; readonly id: string; readonly born: string; readonly people: string }
  readonly groom: string
}

/** The one side of a certificate of marital status. */
export function certificateSheet({ codeNumber, day, byPen, owner, groom }: Certificate, seed: number): Sheet {
  const random = seededRandom(seed)
  const sheet = new Sheet(a4.width, a4.height, random)
  let y = setHeading(sheet, 21, {
    issuer: ['ỦY BAN NHÂN DÂN', 'PHƯỜNG BẾN ĐÁ'],
    underLeft: [[{ text: 'Số: ' }, byPen ? { text: codeNumber, hand: true, size: 15, tags: ['codeNumber'] } : { text: codeNumber, tags: ['codeNumber'] }, { text: '/UBND-XNTTHN', tags: ['codeNotation'] }]],
    underRight: placeAndDate('Bến Đá', day, '11', '2026', byPen),
  })
  y = sheet.text([{ text: 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', style: 'bold', tags: ['documentType'] }], frame.left, y + 10, { ...centre, size: 15, style: 'bold' }) + 5
  const line = (...runs: readonly Run[]): void => {
    y = sheet.text(runs, frame.left, y, body) + 0.6
  }
  y = sheet.text(`Xét đề nghị của bà ${owner.name} về việc cấp Giấy xác nhận tình trạng hôn nhân,`, frame.left, y, { ...body, indent: 11 }) + 2
  y = sheet.text([{ text: 'XÁC NHẬN:', style: 'bold' }], frame.left, y, { ...centre, style: 'bold' }) + 2
  line({ text: 'Họ, chữ đệm, tên: ' }, { text: owner.name.toUpperCase(), style: 'bold', tags: ['owner 1 name'] })
  line({ text: `Ngày, tháng, năm sinh: ${owner.born}` })
  y = sheet.row([{ x: frame.left, runs: 'Giới tính: Nữ' }, { x: frame.left + 56, runs: `Dân tộc: ${owner.people}` }, { x: frame.left + 108, runs: 'Quốc tịch: Việt Nam' }], y, body) + 0.6
  line({ text: 'Giấy tờ tùy thân: Căn cước số ' }, { text: owner.id, tags: ['owner 1 id'] })
  line({ text: 'Nơi cư trú: tổ dân phố 2, phường Bến Đá, tỉnh Thanh Giang' })
  line({ text: 'Tình trạng hôn nhân: ' }, { text: 'Hiện tại chưa đăng ký kết hôn với ai.', style: 'bold' })
  line({ text: `Giấy này được cấp để làm thủ tục kết hôn với anh ${groom}; ` }, { text: 'có giá trị 6 tháng kể từ ngày cấp', tags: ['validUntil'] }, { text: '.' })
  setRecipients(sheet, y + 8, [`- Bà ${owner.name};`, '- Lưu: VT, TP-HT.'])
  setSignature(sheet, y + 8, {
    capacity: ['KT. CHỦ TỊCH'], position: 'PHÓ CHỦ TỊCH', name: 'Hoàng Phúc Kiên Trung',
    ring: 'UBND PHƯỜNG BẾN ĐÁ ★ TỈNH THANH GIANG', turn: -4, random,
  })
  return sheet
}

/** A paper of this kind, but for its capture. */
export function certificateOf(certificate: Certificate, about: Pick<SamplePaper, 'name' | 'title' | 'traps'> & { readonly dossierCode: string }): Omit<SamplePaper, 'capture'> {
  const { name, id } = certificate.owner
  const validUntil = `2027-05-${certificate.day}`
  return {
    name: about.name,
    title: about.title,
    fields: {
      codeNumber: certificate.codeNumber, codeNotation: 'UBND-XNTTHN', issuedDate: `2026-11-${certificate.day}`, place: 'Bến Đá',
      issuingAgency: 'Ủy ban nhân dân phường Bến Đá', documentType: 'Giấy xác nhận tình trạng hôn nhân',
      signerName: 'Hoàng Phúc Kiên Trung', signerPosition: 'Phó Chủ tịch', signingCapacity: 'KT. CHỦ TỊCH',
    },
    handwritten: certificate.byPen ? ['codeNumber', 'issuedDate'] : [],
    owners: [{ role: 'owner', name, id }],
    validUntil,
    traps: about.traps,
    dossier: {
      dossierCode: about.dossierCode, procedureCode: '1.999105', resultCode: 'KQ.G99.105', kind: 'result', validUntil,
      owners: [{ kind: 'person', name, id }],
      receiver: null, deliverTo: ['kho', 'vneid'],
    },
  }
}

const bride: Certificate = {
  codeNumber: '86', day: '18', byPen: true,
  owner: { name: 'Quàng Bảo Ngọc Khuê', id: '099198003308', born: '21/07/1998', people: 'Thái' },
  groom: 'Cầm Nhật Trường Giang (sinh năm 1996)',
}

/** Sample 5: a certificate of marital status, photographed on a desk; number and day are filled in by pen. */
export const maritalStatus: SamplePaper = {
  ...certificateOf(bride, {
    name: '5-xac-nhan-tinh-trang-hon-nhan', title: 'Giấy xác nhận tình trạng hôn nhân', dossierCode: 'H99.07-261116-0027',
    traps: ['perspective', 'validity computed', 'second name is no owner', 'handwritten digits', 'sensitive content'],
  }),
  async capture() {
    const sheet = certificateSheet(bride, 5101)
    const capture = await photographSheet(sheet, { foldsAcross: [99.4, 198.1], specks: 20, dropouts: 0.15 }, {
      width: 2448, height: 3264, seed: 5102,
      corners: [{ x: 262, y: 232 }, { x: 2136, y: 178 }, { x: 2262, y: 2948 }, { x: 150, y: 3010 }],
    })
    return [{ file: '01.jpg', sheet, capture, size: 'photo' }]
  },
}
