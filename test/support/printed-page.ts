import path from 'node:path'
import { openSync } from '@cantoo/fontkit'
import sharp, { type Sharp } from 'sharp'

/** A line of print: its text and where its baseline begins, mm from the page's top-left corner. */
export interface PrintedLine {
  readonly text: string
  readonly x: number
  readonly y: number
  /** Size of the type, pt. */
  readonly size?: number
  /** CSS colour. */
  readonly colour?: string
}

const font = openSync(path.join(import.meta.dirname, '../../node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'))

function outline(line: PrintedLine): string {
  if ('fonts' in font) throw new Error('a font, not a collection')
  const scale = ((line.size ?? 13) * 25.4) / 72 / font.unitsPerEm
  const run = font.layout(line.text)
  let advance = 0
  const glyphs = run.glyphs.map((glyph, index) => {
    const position = run.positions?.[index]
    const shape = `<path transform="translate(${advance + (position?.xOffset ?? 0)} ${position?.yOffset ?? 0})" d="${glyph.path.toSVG()}"/>`
    advance += position?.xAdvance ?? 0
    return shape
  })
  return `<g transform="translate(${line.x} ${line.y}) scale(${scale} ${-scale})" fill="${line.colour ?? 'black'}">${glyphs.join('')}</g>`
}

/** A page (A4, 210 x 297 mm, where `size` is left out) with these lines and shapes (SVG in mm) on white paper, as an sRGB picture at `dpi`. */
export function printedPage(lines: readonly PrintedLine[], options: { dpi?: number; shapes?: string; paper?: string; size?: { width: number; height: number } } = {}): Sharp {
  const dpi = options.dpi ?? 200
  const size = options.size ?? { width: 210, height: 297 }
  const width = Math.round((size.width / 25.4) * dpi)
  const height = Math.round((size.height / 25.4) * dpi)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${size.width} ${size.height}">
    <rect width="${size.width}" height="${size.height}" fill="${options.paper ?? 'white'}"/>${options.shapes ?? ''}${lines.map(outline).join('')}</svg>`
  return sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).withMetadata({ density: dpi })
}

const body = [
  'Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;',
  'Theo đề nghị của Trưởng phòng Kinh tế tại Tờ trình số 96/TTr-PKT.',
  'Điều 1. Cho phép chuyển mục đích sử dụng đất đối với thửa đất số 57,',
  'tờ bản đồ số 12, diện tích 120 mét vuông tại thôn Nà Lình.',
  'Điều 2. Quyết định này có hiệu lực kể từ ngày ký ban hành.',
]

/** A short decision: header in two columns, title, body, recipients beside the signature. */
export const decision: readonly PrintedLine[] = [
  { text: 'ỦY BAN NHÂN DÂN', x: 28, y: 25 },
  { text: 'XÃ ĐỒNG MÂY', x: 34, y: 31 },
  { text: 'Số: 218/QĐ-UBND', x: 30, y: 41 },
  { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', x: 95, y: 25 },
  { text: 'Độc lập - Tự do - Hạnh phúc', x: 112, y: 31 },
  { text: 'Đồng Mây, ngày 03 tháng 11 năm 2026', x: 105, y: 41 },
  { text: 'QUYẾT ĐỊNH', x: 90, y: 60 },
  ...body.map((text, index) => ({ text, x: 30, y: 80 + 8 * index })),
  { text: 'Nơi nhận:', x: 30, y: 140, size: 12 },
  { text: '- Như Điều 2;', x: 30, y: 146, size: 11 },
  { text: '- Lưu: VT, KT.', x: 30, y: 151, size: 11 },
  { text: 'CHỦ TỊCH', x: 130, y: 140 },
  { text: 'Triệu Nguyên Bách Thảo', x: 118, y: 170 },
]
