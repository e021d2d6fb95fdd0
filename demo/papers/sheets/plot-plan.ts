import { setPageNumber, setSignature } from './administrative-form.ts'
import { seededRandom } from './random.ts'
import { Sheet } from './sheet.ts'
import { signature } from './signature.ts'
import { setTable } from './table.ts'
import type { FontStyle } from './typeface.ts'

interface Spot { readonly x: number; readonly y: number }

/** mm of paper for a metre of ground at 1:200. */
const scale = 5
const origin: Spot = { x: 62, y: 76 }

/** Paper place of a point of ground, metres east and south of the plot's first corner. */
const onPaper = (east: number, south: number): Spot => ({ x: origin.x + east * scale, y: origin.y + south * scale })

/** The plot leans: its sides run east by this much a metre of depth, so that width x depth is still its area. */
const lean = 0.06
const width = 19.7
const depth = 25
/** Depths at which the land class changes: 80,0 m² and 120,0 m² of 492,5 m². */
const [oldHome, newHome] = [80 / width, 200 / width]

const sideAt = (south: number): readonly [Spot, Spot] => [onPaper(lean * south, south), onPaper(width + lean * south, south)]

const way = (spots: readonly Spot[], close: boolean): string =>
  `M${spots.map((spot) => `${spot.x.toFixed(2)} ${spot.y.toFixed(2)}`).join('L')}${close ? 'Z' : ''}`

function outline(sheet: Sheet, spots: readonly Spot[], weight: number, dash = ''): void {
  sheet.draw('toner', `<path d="${way(spots, dash === '')}" fill="none" stroke="#000" stroke-width="${weight}" ${dash === '' ? '' : `stroke-dasharray="${dash}"`}/>`)
}

function label(sheet: Sheet, text: string, x: number, y: number, size: number, style: FontStyle = 'regular'): void {
  sheet.text([{ text, style }], x - 40, y, { width: 80, size, style, align: 'centre' })
}

/** Lines across the part whose class changes, as surveyors hatch it. */
function hatch(sheet: Sheet): void {
  const lines: string[] = []
  for (let east = -newHome; east < width; east += 0.75) {
    const [from, to] = [Math.max(0, -east), Math.min(newHome - oldHome, width - east)]
    if (to <= from) continue
    const ends = [from, to].map((along) => onPaper(east + along + lean * (oldHome + along), oldHome + along))
    lines.push(way(ends, false))
  }
  sheet.draw('toner', `<path d="${lines.join('')}" fill="none" stroke="#000" stroke-width=".13" stroke-opacity=".7"/>`)
}

function drawPlot(sheet: Sheet): void {
  const [topLeft, topRight] = sideAt(0)
  const [bottomLeft, bottomRight] = sideAt(depth)
  hatch(sheet)
  outline(sheet, [topLeft, topRight, bottomRight, bottomLeft], 0.5)
  outline(sheet, sideAt(oldHome), 0.3, '2.4 1.2')
  outline(sheet, sideAt(newHome), 0.3, '2.4 1.2')
  const corners = [topLeft, topRight, bottomRight, bottomLeft]
  corners.forEach((corner, index) => {
    sheet.draw('toner', `<circle cx="${corner.x}" cy="${corner.y}" r=".9"/>`)
    label(sheet, String(index + 1), corner.x + (index === 0 || index === 3 ? -4 : 4), corner.y - 3, 11, 'bold')
  })
  const middle = (south: number): number => onPaper(width / 2 + lean * south, south).x
  label(sheet, 'ONT 80,0', middle(2), onPaper(0, oldHome / 2).y - 2.5, 13, 'bold')
  const changed = onPaper(0, (oldHome + newHome) / 2).y
  label(sheet, 'BHK', middle(18), onPaper(0, 16.4).y - 6, 14, 'bold')
  label(sheet, '292,5', middle(18), onPaper(0, 16.4).y, 14)
  label(sheet, '57', middle(20), onPaper(0, 20).y, 16, 'bold')
  const note = { x: onPaper(width + 4, 0).x, y: changed - 7 }
  outline(sheet, [{ x: onPaper(width - 1, 0).x, y: changed }, { x: note.x - 1, y: changed }], 0.2, '9 0.01')
  sheet.text([{ text: 'Phần chuyển từ BHK sang ONT: 120,0\u00a0m²', style: 'bold' }], note.x, note.y, { width: 42, size: 12, style: 'bold' })
  label(sheet, '19,70', middle(0), topLeft.y - 6, 11, 'italic')
  label(sheet, '19,70', middle(depth), bottomLeft.y + 1, 11, 'italic')
  label(sheet, '25,05', (topLeft.x + bottomLeft.x) / 2 - 7, onPaper(0, 15).y, 11, 'italic')
  label(sheet, '25,05', (topRight.x + bottomRight.x) / 2 + 8.5, onPaper(0, 18).y, 11, 'italic')
}

function drawSurroundings(sheet: Sheet): void {
  const road = (south: number): Spot[] => [onPaper(-5.5, south), onPaper(6, south + 0.25), onPaper(17, south), onPaper(23.5, south + 0.3)]
  outline(sheet, road(-4.6), 0.25, '40 0.01')
  outline(sheet, road(-1.4), 0.25, '40 0.01')
  label(sheet, 'Đường bê tông thôn Nà Lình', onPaper(10.5, 0).x, onPaper(0, -3.4).y, 12, 'italic')
  for (const [east, south, toEast, toSouth] of [[0, 0, -5.5, 0.2], [lean * depth, depth, -4.5, depth + 0.4], [width + lean * depth, depth, width + 8, depth - 0.3], [6, depth, 7, depth + 3.2]] as const) {
    outline(sheet, [onPaper(east, south), onPaper(toEast, toSouth)], 0.22, '40 0.01')
  }
  label(sheet, '56', onPaper(-3, 0).x, onPaper(0, 10).y, 14)
  label(sheet, 'BHK', onPaper(-3, 0).x, onPaper(0, 11.4).y, 11)
  label(sheet, '58', onPaper(width + 6, 0).x, onPaper(0, 19).y, 14)
  label(sheet, 'ONT', onPaper(width + 6, 0).x, onPaper(0, 20.4).y, 11)
  label(sheet, '71', onPaper(width / 2 + 2, 0).x, onPaper(0, depth + 1.3).y, 14)
}

function drawNorth(sheet: Sheet, x: number, y: number): void {
  sheet.draw('toner', `<path d="M${x} ${y - 13}L${x + 4} ${y + 7}L${x} ${y + 3.5}Z"/><path d="M${x} ${y - 13}L${x - 4} ${y + 7}L${x} ${y + 3.5}Z" fill="none" stroke="#000" stroke-width=".3"/>`)
  label(sheet, 'B', x, y - 20, 13, 'bold')
}

/** The third sheet of the decision: an A3 plan of the plot with a table of corners and its own seal; `codeNumber` is the decision's. */
export function plotPlan(seed: number, codeNumber: string): Sheet {
  const random = seededRandom(seed)
  const sheet = new Sheet(420, 297, random)
  setPageNumber(sheet, 3)
  sheet.draw('toner', '<rect x="22" y="18" width="386" height="266" fill="none" stroke="#000" stroke-width=".4"/>')
  const centre = { width: 390, size: 15, align: 'centre' } as const
  let y = sheet.text([{ text: 'SƠ ĐỒ THỬA ĐẤT CHUYỂN MỤC ĐÍCH SỬ DỤNG', style: 'bold' }], 20, 22, { ...centre, style: 'bold' })
  y = sheet.text('Thửa 57, tờ 12, thôn Nà Lình, xã Đồng Mây, tỉnh Thanh Giang', 20, y, { ...centre, size: 13 })
  y = sheet.text([{ text: `(Kèm theo Quyết định số ${codeNumber}/QĐ-UBND ngày 03 tháng 11 năm 2026 của Chủ tịch Ủy ban nhân dân xã Đồng Mây)`, style: 'italic' }], 20, y, { ...centre, size: 13, style: 'italic' })
  sheet.text([{ text: 'Tỷ lệ 1:200', style: 'bold' }], 20, y + 1, { ...centre, size: 12, style: 'bold' })
  drawSurroundings(sheet)
  drawPlot(sheet)
  drawNorth(sheet, 196, 66)

  const right = 232
  y = sheet.text([{ text: 'BẢNG KÊ TỌA ĐỘ GÓC THỬA', style: 'bold' }], right, 66, { width: 158, size: 13, style: 'bold', align: 'centre' }) + 2
  const columns = [{ width: 30, align: 'centre' }, { width: 50, align: 'centre' }, { width: 46, align: 'centre' }, { width: 32, align: 'centre' }] as const
  y = setTable(sheet, right, y, columns, [
    ['Số hiệu điểm', 'X (m)', 'Y (m)', 'Cạnh (m)'],
    ['1', '2309918,40', '509127,15', '19,70'],
    ['2', '2309918,40', '509146,85', '25,05'],
    ['3', '2309893,40', '509148,35', '19,70'],
    ['4', '2309893,40', '509128,65', '25,05'],
  ], 12.5) + 6
  y = sheet.text([{ text: 'Ghi chú:', style: 'bold italic' }], right, y, { width: 158, size: 12.5 })
  for (const line of [
    '- ONT: đất ở tại nông thôn; BHK: đất trồng cây hằng năm khác.',
    '- Phần gạch chéo: diện tích 120,0\u00a0m² được chuyển từ BHK sang ONT.',
    '- Hệ tọa độ VN-2000, múi chiếu 3°; đo đạc ngày 22 tháng 10 năm 2026.',
  ]) y = sheet.text(line, right, y, { width: 158, size: 12.5 })

  const drawer = { width: 70, size: 13, style: 'bold', align: 'centre' } as const
  sheet.text([{ text: 'NGƯỜI LẬP SƠ ĐỒ', style: 'bold' }], 236, 176, drawer)
  sheet.draw('pen', signature('Nùng Hải Đăng Quân', 272, 197, 30, 13))
  sheet.text([{ text: 'Nùng Hải Đăng Quân', style: 'bold' }], 236, 213, drawer)
  setSignature(sheet, 176, {
    capacity: ['PHÒNG KINH TẾ XÃ ĐỒNG MÂY'], position: 'TRƯỞNG PHÒNG', name: 'Bế Quốc Lâm Sơn',
    ring: 'PHÒNG KINH TẾ ★ XÃ ĐỒNG MÂY', turn: -8, middle: 352, annex: true, random,
  })
  return sheet
}
