import type { FindingKind } from '../../shared/model/index.ts'
import { a4, type PlannedPage, type Side } from './planned-paper.ts'
import type { PrintedLine } from './printed-page.ts'
import { randomFrom } from './random.ts'

/** A paper with what is known of it. */
export interface PlannedPaper {
  /** What is special about it, the same for papers of a kind. */
  readonly kind: string
  readonly pages: readonly PlannedPage[]
  readonly sheets: number | null
  /** What must be found, one of these at least; undefined for a whole paper. */
  readonly expected: readonly FindingKind[] | undefined
}

const vocabulary = ('Ủy ban nhân dân xã cho phép chuyển mục đích sử dụng đất theo đề nghị của Trưởng phòng Kinh tế thửa bản đồ diện tích mét vuông thôn phường tỉnh '
  + 'hiệu lực thi hành trách nhiệm tổ chức thực hiện hồ sơ thủ tục hành chính kết quả giải quyết công dân nộp trực tuyến giấy chứng nhận quyền sở hữu nhà ở '
  + 'tài sản gắn liền thời hạn bổ sung lệ phí quy hoạch chi tiết ranh giới mốc giới xây dựng công trình nhà riêng lẻ cốt nền mật độ tầng cao khoảng lùi').split(' ')

type Numbering = 'none' | 'top' | 'dashes' | 'n/m' | 'Trang n/m' | 'right'

interface DocumentPlan {
  readonly pages: number
  readonly seed: number
  readonly numbering?: Numbering
  /** Articles a page; 0: none. */
  readonly articles?: number
  readonly firstNumber?: number
  /** Title of an attachment instead of a decision's heading. */
  readonly attachment?: string
  readonly references?: boolean
  readonly size?: { readonly width: number; readonly height: number }
  /** Numbers pages although they are the first of the document. */
  readonly numberFirst?: boolean
}

function sentence(random: () => number, words: number): string {
  return Array.from({ length: words }, () => vocabulary[Math.floor(random() * vocabulary.length)] ?? '').join(' ')
}

const heading: readonly PrintedLine[] = [
  { text: 'ỦY BAN NHÂN DÂN', x: 32, y: 24 }, { text: 'XÃ ĐỒNG MÂY', x: 38, y: 30 }, { text: 'Số: 218/QĐ-UBND', x: 34, y: 40 },
  { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', x: 96, y: 24, size: 12 }, { text: 'Độc lập - Tự do - Hạnh phúc', x: 114, y: 30 }, { text: 'Đồng Mây, ngày 03 tháng 11 năm 2026', x: 106, y: 40 },
  { text: 'QUYẾT ĐỊNH', x: 92, y: 54 }, { text: 'Về việc cho phép chuyển mục đích sử dụng đất', x: 62, y: 61 },
]

const signature = (width: number, y: number): PrintedLine[] => [
  { text: 'Nơi nhận:', x: 30, y, size: 12 }, { text: '- Như trên;', x: 30, y: y + 6, size: 11 }, { text: '- Lưu: VT, PKT.', x: 30, y: y + 11, size: 11 },
  { text: 'CHỦ TỊCH', x: width - 78, y }, { text: 'Triệu Nguyên Bách Thảo', x: width - 90, y: y + 28 },
]

function numberLine(numbering: Numbering, number: number, total: number, { width, height }: { width: number; height: number }): PrintedLine[] {
  switch (numbering) {
    case 'none': return []
    case 'top': return [{ text: String(number), x: width / 2 - 1, y: 14 }]
    case 'dashes': return [{ text: `- ${number} -`, x: width / 2 - 4, y: height - 12 }]
    case 'n/m': return [{ text: `${number}/${total}`, x: width - 26, y: height - 12 }]
    case 'Trang n/m': return [{ text: `Trang ${number}/${total}`, x: width - 38, y: height - 12, size: 11 }]
    case 'right': return [{ text: String(number), x: width - 22, y: height - 12 }]
  }
}

/** Pages of a decision or an attachment, each full of its own text. */
export function documentOf(plan: DocumentPlan): PlannedPage[] {
  const { pages, seed, numbering = 'top', articles = 2, firstNumber = 1, size = a4 } = plan
  const random = randomFrom(seed)
  let article = 1
  return Array.from({ length: pages }, (_, index) => {
    const first = index === 0
    const last = index === pages - 1
    const lines: PrintedLine[] = first && numbering !== 'n/m' && numbering !== 'Trang n/m' && plan.numberFirst !== true ? [] : numberLine(numbering, firstNumber + index, pages, size)
    if (first) lines.push(...(plan.attachment === undefined ? heading : [{ text: plan.attachment, x: size.width / 2 - 14, y: 26 }, { text: '(Kèm theo Quyết định số 218/QĐ-UBND ngày 03 tháng 11 năm 2026)', x: 45, y: 33, size: 12 }]))
    const from = first ? (plan.attachment === undefined ? 74 : 44) : 26
    const until = last ? size.height - 70 : size.height - 26
    const rows = Math.floor((until - from) / 7.2)
    const perLine = Math.round((size.width - 50) / 11)
    const places = Array.from({ length: articles }, (_, place) => 1 + Math.floor((place * rows) / Math.max(1, articles)))
    for (let row = 0; row < rows; row++) {
      const y = from + 7.2 * row
      if (places.includes(row)) {
        lines.push({ text: `Điều ${article}. ${sentence(random, perLine - 3)}`, x: 40, y })
        article += 1
      } else if (plan.references === true && row % 5 === 2) lines.push({ text: `${sentence(random, perLine - 3)} theo quy định tại`, x: 30, y })
      else if (plan.references === true && row % 5 === 3) lines.push({ text: `Điều ${20 + row} Luật Đất đai và Điều ${5 + index} ${sentence(random, perLine - 8)}`, x: 30, y })
      else {
        const ends = row === rows - 1 ? last : places.includes(row + 1) || row % 6 === 5
        lines.push({ text: `${sentence(random, ends ? Math.max(3, perLine - 5) : perLine)}${ends ? '.' : ''}`, x: row % 6 === 0 ? 40 : 30, y })
      }
    }
    if (last && plan.attachment === undefined) lines.push(...signature(size.width, until + 6))
    return { ...size, lines }
  })
}

const blank: PlannedPage = { ...a4, lines: [] }
const duplex = (pages: readonly PlannedPage[]): PlannedPage[] => pages.flatMap((page) => [page, blank])
const seal = (x: number, y: number): string => `<g fill="none" stroke="#c8202f"><circle cx="${x}" cy="${y}" r="18" stroke-width="1.1"/><circle cx="${x}" cy="${y}" r="13" stroke-width=".5"/></g>
  <path d="M${x - 6} ${y - 2}h12v5h-12z" fill="#c8202f"/>`
const frame = '<g fill="none" stroke="#9fc4b0"><rect x="8" y="8" width="194" height="281" stroke-width="2.4" stroke-dasharray="1.2 .5"/><rect x="11" y="11" width="188" height="275" stroke-width=".5"/></g>'
const holes = '<circle cx="11" cy="108" r="3" fill="#555"/><circle cx="11" cy="188" r="3" fill="#555"/><path d="M6 12L16 6" stroke="#777" stroke-width=".8"/>'
const looked = (page: PlannedPage, traits: Partial<PlannedPage> = {}): PlannedPage => ({ ...page, ...traits, look: true })
const replaced = (pages: readonly PlannedPage[], index: number, change: (page: PlannedPage) => PlannedPage): PlannedPage[] => pages.map((page, at) => (at === index ? change(page) : page))
const without = (pages: readonly PlannedPage[], index: number): PlannedPage[] => pages.filter((_, at) => at !== index)
const swapped = (pages: readonly PlannedPage[], index: number): PlannedPage[] => pages.map((page, at) => (at === index ? pages[index + 1] : at === index + 1 ? pages[index] : page) ?? page)
const page = (plan: DocumentPlan, index = 0): PlannedPage => documentOf(plan)[index] ?? blank
const plan: PlannedPage = { width: 420, height: 297, lines: [{ text: 'SƠ ĐỒ THỬA ĐẤT', x: 180, y: 26 }, ...Array.from({ length: 9 }, (_, row) => ({ text: `Điểm ${row + 1} tọa độ X ${1200 + 7 * row} Y ${560 + 9 * row}`, x: 300, y: 60 + 9 * row, size: 11 }))] }
const form = (seed: number): PlannedPage => page({ pages: 1, seed, numbering: 'none', articles: 0 })
const times = <Value>(count: number, make: (index: number) => Value): Value[] => Array.from({ length: count }, (_, index) => make(index))

/** 100 papers to which nothing is wanting. */
export function wholePapers(): PlannedPaper[] {
  const whole = (kind: string, pages: readonly PlannedPage[], sheets: number | null = null): PlannedPaper => ({ kind, pages, sheets, expected: undefined })
  return [
    ...times(12, (index) => whole('numbered at the top', documentOf({ pages: index + 1, seed: 100 + index }))),
    ...times(6, (index) => whole('unnumbered', documentOf({ pages: 1 + (index % 4), seed: 200 + index, numbering: 'none', articles: index % 2 }))),
    ...times(6, (index) => whole('n/m', documentOf({ pages: 2 + index, seed: 300 + index, numbering: 'n/m' }))),
    ...times(4, (index) => whole('between dashes', documentOf({ pages: 2 + index, seed: 400 + index, numbering: 'dashes' }))),
    ...times(4, (index) => whole('Trang n/m', documentOf({ pages: 2 + 2 * index, seed: 500 + index, numbering: 'Trang n/m', articles: 0 }))),
    ...times(4, (index) => whole('number at the lower right', documentOf({ pages: 3 + index, seed: 550 + index, numbering: 'right' }))),
    ...times(8, (index) => whole('blank backs', duplex(documentOf({ pages: 1 + index, seed: 600 + index, numbering: index % 2 === 0 ? 'top' : 'n/m' })), 1 + index)),
    ...times(4, (index) => whole('both sides printed, sheets counted', documentOf({ pages: 2 + 2 * index, seed: 650 + index }), 1 + index)),
    ...times(6, (index) => whole('A3 plan inside', [...documentOf({ pages: 2 + index, seed: 700 + index }), { ...plan, lines: [{ text: String(3 + index), x: 209, y: 12 }, ...plan.lines] }])),
    ...times(3, (index) => whole('card', [looked({ width: 85.6, height: 54, lines: times(5, (row) => ({ text: sentence(randomFrom(750 + index + row), 7), x: 5, y: 10 + 8 * row, size: 7 })) })])),
    ...times(4, (index) => whole('landscape', documentOf({ pages: 1 + index, seed: 800 + index, size: { width: 297, height: 210 }, articles: 1 }))),
    ...times(5, (index) => whole('seal across the edges, full size', documentOf({ pages: 1 + (index % 2), seed: 850 + index }).map((one) => looked(one, { shapes: seal(index % 2 === 0 ? 210 : 206, 150) })))),
    ...times(4, (index) => whole('frame', [looked(form(900 + index), { shapes: frame })])),
    ...times(5, (index) => whole('feeder edge and streak', documentOf({ pages: 1 + (index % 2), seed: 950 + index }).map((one) => looked(one, { feeder: true })))),
    ...times(4, (index) => whole('askew on a dark backing', [looked(form(1000 + index), { skew: [0.8, -1.4, 2.2, -2.8][index] ?? 0 })])),
    ...times(2, (index) => whole('holes and staple', [looked(form(1050 + index), { shapes: holes })])),
    ...times(5, (index) => whole('appendix with its own numbering', [...documentOf({ pages: 1 + (index % 3), seed: 1100 + index }), ...documentOf({ pages: 2 + index, seed: 1150 + index, attachment: index % 2 === 0 ? 'PHỤ LỤC' : 'QUY CHẾ', articles: index % 2 === 0 ? 0 : 2 })])),
    ...times(5, (index) => whole('references to articles', documentOf({ pages: 1 + index, seed: 1200 + index, references: true }))),
    ...times(4, (index) => whole('a number misread', replaced(documentOf({ pages: 5 + index, seed: 1250 + index }), 2 + index, (one) => ({ ...one, misread: { [String(3 + index)]: ['8', '5', '1', '9'][index] ?? '8' } })))),
    ...times(3, (index) => whole('numbers not read', documentOf({ pages: 6, seed: 1300 + index }).map((one, at) => (at % 3 === index ? { ...one, misread: { [String(at + 1)]: '' } } : one)))),
    ...times(2, (index) => {
      const [front, back] = documentOf({ pages: 2, seed: 1350 + index, articles: 0 })
      return whole('back shines through and was scanned', front === undefined || back === undefined ? [] : [looked(front, { back: { page: back, strength: 0.35 } }), looked(back, { back: { page: front, strength: 0.35 } })])
    }),
  ]
}

/** 40 papers of which something is wanting. */
export function incompletePapers(): PlannedPaper[] {
  const lacking = (kind: string, pages: readonly PlannedPage[], expected: readonly FindingKind[], sheets: number | null = null): PlannedPaper => ({ kind, pages, sheets, expected })
  const numberings: readonly Numbering[] = ['top', 'n/m', 'dashes', 'top', 'right']
  const sides: readonly Side[] = ['left', 'right', 'top', 'bottom', 'left', 'right']
  const cuts: Readonly<Record<Side, number>> = { left: 33, right: 45, top: 22.6, bottom: 37.5 }
  return [
    ...times(5, (index) => lacking('a page within is missing', without(documentOf({ pages: 3 + index, seed: 2000 + index, numbering: numberings[index] ?? 'top' }), 1 + (index > 2 ? 1 : 0)), ['page-missing', 'heading-missing'])),
    ...times(4, (index) => lacking('the last pages are missing', documentOf({ pages: 4 + index, seed: 2050 + index, numbering: index % 2 === 0 ? 'n/m' : 'Trang n/m' }).slice(0, index === 3 ? -2 : -1), ['last-pages-missing'])),
    lacking('the text breaks off', documentOf({ pages: 3, seed: 2070, numbering: 'none', articles: 0 }).slice(0, 2), ['end-missing']),
    ...times(4, (index) => lacking('two pages are swapped', swapped(documentOf({ pages: 4 + index, seed: 2100 + index, numbering: numberings[index] ?? 'top', articles: index % 2 }), 1 + (index % 3)), ['pages-out-of-order', 'headings-out-of-order'])),
    ...times(3, (index) => {
      const pages = documentOf({ pages: 3 + index, seed: 2150 + index, numbering: index === 1 ? 'none' : 'top' })
      return lacking('a page is there twice', [...pages.slice(0, 2), ...pages.slice(1)], ['page-repeated'])
    }),
    ...times(4, (index) => {
      const pages = documentOf({ pages: 2 + index, seed: 2200 + index, numbering: index % 2 === 0 ? 'none' : 'top' })
      const torn = pages.findLastIndex(({ lines }) => lines.some(({ text }) => text.startsWith('Điều 2.')))
      return lacking('an article is torn off', replaced(pages, torn, (one) => ({ ...one, lines: one.lines.filter(({ text }) => !text.startsWith('Điều 2.')) })), ['heading-missing'])
    }),
    ...times(4, (index) => lacking('sheets differ', index % 2 === 0 ? documentOf({ pages: 3, seed: 2250 + index, numbering: 'none' }) : duplex(documentOf({ pages: 2, seed: 2250 + index, numbering: 'none' })), ['sheets-differ'], index % 2 === 0 ? 4 : 3)),
    ...times(6, (index) => {
      const side = sides[index] ?? 'left'
      return lacking(`cut at the ${side}`, [looked(form(2300 + index), { crop: { side, by: cuts[side] } })], ['text-cut'])
    }),
    ...times(3, (index) => lacking('the seal across the edges is cut', [looked(form(2350 + index), { shapes: seal(200, 150), crop: { side: 'right', by: 6 + 2 * index } })], ['seal-cut'])),
    ...times(4, (index) => lacking('the back shines through', [looked(form(2400 + index), { back: { page: page({ pages: 2, seed: 2450 + index, articles: 0 }, 1), strength: [0.25, 0.3, 0.38, 0.45][index] ?? 0.3 } })], ['back-unscanned'])),
    ...times(2, (index) => lacking('resolution told wrongly', [{ ...form(2500 + index), toldScale: [1.6, 0.75][index] ?? 1.6 }], ['scale-doubtful'])),
  ]
}
