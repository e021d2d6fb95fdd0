import { afterAll, expect, test } from 'vitest'
import { openImageRoom } from '../../../shared/image/index.ts'
import { plainText } from '../../../shared/model/index.ts'
import { openOcrEngine } from '../../../shared/ocr/index.ts'
import { readPage } from '../../../shared/pipeline/reading/read-page.ts'
import { printedPage, type PrintedLine } from '../../support/printed-page.ts'
import { ruledTable } from '../../support/ruled-table.ts'

const images = openImageRoom({ processes: 1 })
const engine = await openOcrEngine({ engine: 'tesseract.js', processes: 1, timeLimitMs: 120_000 })
afterAll(() => Promise.all([images.close(), engine.close()]))

const table = ruledTable({
  x: 28, y: 52, widths: [14, 70, 70], size: 13,
  rows: [[['STT'], ['Nội dung'], ['Cơ quan thực hiện']], [['1'], ['Rà soát quy định', 'của pháp luật'], ['Sở Tư pháp chủ trì;', 'Sở Tài chính phối hợp']], [['2'], ['Báo cáo kết quả'], ['Sở Nội vụ']]],
})

const lines: readonly PrintedLine[] = [
  { text: '2', x: 105, y: 15 },
  { text: 'tờ bản đồ số 12, diện tích 120 mét vuông tại thôn Nà Lình đã được', x: 28, y: 30 },
  { text: 'Trung tâm Phục vụ hành chính công tiếp nhận và trình ký ban hành.', x: 28, y: 38 },
  ...table.lines,
  { text: 'Điều 2. Các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành.', x: 28, y: table.bottom + 10 },
  { text: 'Nơi nhận:', x: 30, y: 120, size: 12 }, { text: 'KT. CHỦ TỊCH', x: 132, y: 121 },
  { text: '- Như Điều 2;', x: 30, y: 126, size: 11 }, { text: 'PHÓ CHỦ TỊCH', x: 131, y: 127 },
  { text: '- Sở Nông nghiệp và Môi trường;', x: 30, y: 131, size: 11 },
  { text: '- Văn phòng Đảng ủy;', x: 30, y: 136, size: 11 },
  { text: '- Lưu: VT, KT.', x: 30, y: 141, size: 11 }, { text: 'Triệu Nguyên Bách Thảo', x: 122, y: 152 },
  { text: '1 Hồ sơ số 218/2026 nộp ngày 03 tháng 11 năm 2026 tại Trung tâm.', x: 28, y: 272, size: 10 },
]

test('page number, text, table, recipients, signature and footnote are read in this order, each whole', async () => {
  const png = await printedPage(lines, { shapes: `${table.shapes}<path d="M28,267 H80" stroke="black" stroke-width="0.2"/>` }).png().toBuffer()
  const { text } = await readPage(images, engine, png, { format: 'png', dpi: 200, dpiFrom: 'image', exifOrientation: 1 })
  expect(plainText(text).split('\n').filter((line) => line !== '')).toEqual([
    '2',
    'tờ bản đồ số 12, diện tích 120 mét vuông tại thôn Nà Lình đã được', 'Trung tâm Phục vụ hành chính công tiếp nhận và trình ký ban hành.',
    'STT Nội dung Cơ quan thực hiện', '1', 'Rà soát quy định', 'của pháp luật', 'Sở Tư pháp chủ trì;', 'Sở Tài chính phối hợp', '2 Báo cáo kết quả Sở Nội vụ',
    'Điều 2. Các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành.',
    'Nơi nhận:', '- Như Điều 2;', '- Sở Nông nghiệp và Môi trường;', '- Văn phòng Đảng ủy;', '- Lưu: VT, KT.', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', 'Triệu Nguyên Bách Thảo',
    '1 Hồ sơ số 218/2026 nộp ngày 03 tháng 11 năm 2026 tại Trung tâm.',
  ])
})
