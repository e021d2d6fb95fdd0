import { a4, frame, placeAndDate, setHeading, setPageNumber, setRecipients, setSignature } from '../sheets/administrative-form.ts'
import { plotPlan } from '../sheets/plot-plan.ts'
import { seededRandom } from '../sheets/random.ts'
import type { CapturedPage, SamplePaper } from '../sample-paper.ts'
import { scanSheet } from '../pictures/scanner.ts'
import type { Wear } from '../pictures/wear.ts'
import { Sheet } from '../sheets/sheet.ts'
import { pressEdgeStamp } from '../sheets/stamp.ts'
import { setTable } from '../sheets/table.ts'
import type { ParagraphStyle, Run } from '../sheets/type-setting.ts'

const body: ParagraphStyle = { width: frame.width, size: 13.5, align: 'justify', indent: 11, leading: 1.24 }
const firstBody: ParagraphStyle = { ...body, leading: 1.31 }
const ring = 'UBND XÃ ĐỒNG MÂY ★ TỈNH THANH GIANG'
const edgeStampY = 171

const grounds: readonly string[] = [
  'Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;',
  'Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;',
  'Căn cứ Nghị định số 102/2024/NĐ-CP ngày 30 tháng 7 năm 2024 của Chính phủ quy định chi tiết thi hành một số điều của Luật Đất đai;',
  'Căn cứ Nghị định số 151/2025/NĐ-CP ngày 12 tháng 6 năm 2025 của Chính phủ quy định về phân định thẩm quyền của chính quyền địa phương 02 cấp, phân quyền, phân cấp trong lĩnh vực đất đai;',
  'Theo đề nghị của Trưởng phòng Kinh tế tại Tờ trình số 96/TTr-PKT ngày 30 tháng 10 năm 2026.',
]

const terms: readonly string[] = [
  '- Vị trí, ranh giới phần đất được chuyển mục đích sử dụng xác định theo sơ đồ thửa đất kèm theo Quyết định này.',
  '- Thời hạn sử dụng đất ở: ổn định, lâu dài.',
  '- Hình thức: Nhà nước cho phép chuyển mục đích sử dụng đất có thu tiền sử dụng đất, nộp một lần.',
  '- Giá đất tính tiền sử dụng đất: theo bảng giá đất do Ủy ban nhân dân tỉnh Thanh Giang ban hành.',
  '- Những hạn chế về quyền sử dụng đất: không.',
]

/** What sets one decision of this kind apart from another. */
export interface Decision {
  readonly codeNumber: string
  /** A man: the text calls him so. */
  readonly owner: { readonly name: string; readonly id: string }
  /** Scanner's resolution. */
  readonly dpi: number
  /** Height (mm) of the strip torn off the top of the second sheet, with what stood there; 0: whole. */
  readonly torn: number
  /** Pages that are handed in. */
  readonly handedIn: readonly (1 | 2 | 3)[]
  /** Seed of chance; each paper its own. */
  readonly seed: number
}

function firstSheet({ codeNumber, owner, seed }: Decision): Sheet {
  const sheet = new Sheet(a4.width, a4.height, seededRandom(seed + 1))
  const centre = { width: frame.width, size: 13.5, style: 'bold', align: 'centre', leading: 1.24 } as const
  const bold = (text: string, tags: readonly string[] = []): Run[] => [{ text, style: 'bold', tags }]
  let y = setHeading(sheet, 19, {
    issuer: ['ỦY BAN NHÂN DÂN', 'XÃ ĐỒNG MÂY'],
    underLeft: [[{ text: 'Số: ' }, { text: `${codeNumber}/QĐ-UBND`, tags: ['codeNumber', 'codeNotation'] }]],
    underRight: placeAndDate('Đồng Mây', '03', '11', '2026'),
  })
  y = sheet.text(bold('QUYẾT ĐỊNH', ['documentType']), frame.left, y + 5, { ...centre, size: 14 })
  y = sheet.text(bold('Về việc cho phép chuyển mục đích sử dụng đất', ['subject']), frame.left, y, centre)
  sheet.rule(frame.left + frame.width / 2 - 18, frame.left + frame.width / 2 + 18, y + 1.2)
  y = sheet.text(bold('CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒNG MÂY'), frame.left, y + 6, centre) + 2.5
  for (const ground of grounds) y = sheet.text([{ text: ground, style: 'italic' }], frame.left, y, { ...firstBody, style: 'italic' }) + 1.2
  y = sheet.text(bold('QUYẾT ĐỊNH:'), frame.left, y + 2, centre) + 2
  y = sheet.text([
    { text: 'Điều 1. ', style: 'bold' }, { text: 'Cho phép ông ' }, { text: owner.name, tags: ['owner 1 name'] },
    { text: ', số định danh cá nhân ' }, { text: owner.id, tags: ['owner 1 id'] },
    { text: ', thường trú tại thôn Nà Lình, xã Đồng Mây, được chuyển mục đích sử dụng 120,0\u00a0m² đất thuộc thửa 57, tờ 12 tại thôn Nà Lình từ đất trồng cây hằng năm khác (BHK) sang đất ở tại nông thôn (ONT), cụ thể như sau:' },
  ], frame.left, y, firstBody) + 2.5
  const columns = [{ width: 82, align: 'left' }, { width: 41, align: 'centre' }, { width: 41, align: 'centre' }] as const
  y = setTable(sheet, frame.left, y, columns, [
    ['Loại đất (thửa 57, tờ 12)', 'Trước khi chuyển (m²)', 'Sau khi chuyển (m²)'],
    ['Đất trồng cây hằng năm khác (BHK)', '412,5', '292,5'],
    ['Đất ở tại nông thôn (ONT)', '80,0', '200,0'],
    [{ text: 'Tổng diện tích', style: 'bold' }, { text: '492,5', style: 'bold' }, { text: '492,5', style: 'bold' }],
  ], 12.5) + 2.5
  for (const term of terms) y = sheet.text(term, frame.left, y, firstBody) + 1.2
  pressEdgeStamp(sheet, ring, 1, edgeStampY)
  return sheet
}

const secondArticle = (owner: string): readonly (readonly Run[])[] => [
  [{ text: 'Điều 2. ', style: 'bold' }, { text: 'Nghĩa vụ tài chính, chỉnh lý giấy chứng nhận', style: 'bold' }],
  [{ text: `1. Ông ${owner} có trách nhiệm nộp tiền sử dụng đất, lệ phí trước bạ và các khoản thu khác theo thông báo của cơ quan thuế; sử dụng đất đúng mục đích, đúng ranh giới được cho phép.` }],
  [{ text: '2. Phòng Kinh tế chuyển thông tin địa chính đến cơ quan thuế trong thời hạn 03 ngày làm việc kể từ ngày ký Quyết định này; xác định mốc giới trên thực địa.' }],
  [{ text: `3. Sau khi ông ${owner} hoàn thành nghĩa vụ tài chính, Chi nhánh Văn phòng đăng ký đất đai khu vực IX chỉnh lý hồ sơ địa chính và Giấy chứng nhận số phát hành AA 09990657.` }],
]

const thirdArticle = (owner: string): readonly Run[] =>
  [{ text: 'Điều 3. ', style: 'bold' }, { text: `Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã, Trưởng phòng Kinh tế, Thủ trưởng các cơ quan, đơn vị có liên quan và ông ${owner} chịu trách nhiệm thi hành Quyết định này./.` }]

function secondSheet({ owner, torn, seed }: Decision): Sheet {
  const random = seededRandom(seed + 2)
  const sheet = new Sheet(a4.width, a4.height, random)
  if (torn === 0) setPageNumber(sheet, 2)
  const paragraphs = torn === 0 ? [...secondArticle(owner.name), thirdArticle(owner.name)] : [thirdArticle(owner.name)]
  let y = Math.max(21, torn + 6)
  for (const paragraph of paragraphs) y = sheet.text(paragraph, frame.left, y, body) + 1.8
  setRecipients(sheet, y + 6, [
    '- Như Điều 3;', '- Sở Nông nghiệp và Môi trường (để b/c);', '- Thuế cơ sở 9 tỉnh Thanh Giang;',
    '- Trung tâm PVHCC (trả kết quả);', '- Lưu: VT, PKT (05).',
  ])
  setSignature(sheet, y + 6, { position: 'CHỦ TỊCH', name: 'Triệu Nguyên Bách Thảo', ring, turn: 5, random })
  pressEdgeStamp(sheet, ring, 2, edgeStampY)
  return sheet
}

async function captureDecision(decision: Decision): Promise<CapturedPage[]> {
  const staple = { x: 10.5, y: 10, turn: -42 }
  const holes = [{ x: 11, y: 108.5 }, { x: 11, y: 188.5 }]
  const pulled = { staple: { ...staple, pulled: true }, holes }
  const { seed, dpi } = decision
  const plan = (): Sheet => {
    const sheet = plotPlan(seed + 3, decision.codeNumber)
    pressEdgeStamp(sheet, ring, 3, edgeStampY)
    return sheet
  }
  const sides: Readonly<Record<1 | 2 | 3, { size: 'A4' | 'A3'; sheet: () => Sheet; wear: Wear; skew: number; backing: number }>> = {
    1: {
      size: 'A4', sheet: () => firstSheet(decision), skew: 0.35, backing: 226,
      wear: { staple, holes, specks: 40, dropouts: 0.3, corner: { side: 'left', alongTop: 7, alongSide: 6, forward: true } },
    },
    2: {
      size: 'A4', sheet: () => secondSheet(decision), skew: -0.5, backing: 226,
      wear: decision.torn === 0 ? { ...pulled, specks: 40, dropouts: 0.3 } : { holes, specks: 40, dropouts: 0.3, torn: decision.torn },
    },
    3: { size: 'A3', sheet: plan, wear: { ...pulled, foldsDown: [209.4], specks: 60, dropouts: 0.2 }, skew: 0.2, backing: 232 },
  }
  const pages: CapturedPage[] = []
  for (const [index, number] of decision.handedIn.entries()) {
    const side = sides[number]
    const sheet = side.sheet()
    const capture = await scanSheet(sheet, side.wear, { dpi, skew: side.skew, backing: side.backing, seed: seed + 3 + number })
    pages.push({ file: `0${index + 1}.jpg`, size: side.size, sheet, capture })
  }
  return pages
}

/** A decision of two A4 sheets and a folded A3 plan, stapled, with one stamp across all right edges. */
export function landUseDecisionOf(decision: Decision, about: Pick<SamplePaper, 'name' | 'title' | 'traps'> & { readonly dossierCode: string }): SamplePaper {
  const { codeNumber, owner } = decision
  const signed = decision.handedIn.includes(2)
  return {
    name: about.name,
    title: about.title,
    fields: {
      codeNumber, codeNotation: 'QĐ-UBND', issuedDate: '2026-11-03', place: 'Đồng Mây',
      issuingAgency: 'Ủy ban nhân dân xã Đồng Mây', documentType: 'Quyết định', subject: 'Về việc cho phép chuyển mục đích sử dụng đất',
      ...(signed ? { signerName: 'Triệu Nguyên Bách Thảo', signerPosition: 'Chủ tịch' } : {}),
    },
    handwritten: [],
    owners: [{ role: 'owner', ...owner }],
    validUntil: null,
    traps: about.traps,
    dossier: {
      dossierCode: about.dossierCode, procedureCode: '1.999104', resultCode: 'KQ.G99.104', kind: 'result', validUntil: null,
      owners: [{ kind: 'person', ...owner }],
      receiver: null, deliverTo: ['kho', 'vneid', 'chia-se'],
    },
    capture: () => captureDecision(decision),
  }
}

/** Sample 4. */
export const landUseDecision: SamplePaper = landUseDecisionOf({
  codeNumber: '218', owner: { name: 'Mạc Đình Gia Phong', id: '099085001162' }, dpi: 300, torn: 0, handedIn: [1, 2, 3], seed: 4100,
}, {
  name: '4-quyet-dinh-chuyen-muc-dich', title: 'Quyết định cho phép chuyển mục đích sử dụng đất', dossierCode: 'H99.12-261015-0031',
  traps: ['dates of other acts', 'mixed sizes', 'stamp across the edge', 'own seal on the plan', 'small table'],
})
