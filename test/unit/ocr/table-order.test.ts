import { expect, test } from 'vitest'
import { linesOf, type ReadingTable } from '../../../shared/model/index.ts'
import { inOrderWithTables } from '../../../shared/ocr/layout/table-order.ts'
import type { RawWord } from '../../../shared/ocr/engines/tsv.ts'

/** Words at a height from a place on; `number`: the engine's line. */
function print(number: number, left: number, top: number, text: string): RawWord[] {
  let x = left
  return text.split(' ').map((word) => {
    const found = { text: word, left: x, top, width: word.length * 14, height: 28, confidence: 0.95, block: 1, paragraph: 1, line: number }
    x += word.length * 14 + 12
    return found
  })
}

const texts = (words: readonly RawWord[], tables: readonly ReadingTable[]): string[] => linesOf(inOrderWithTables(words, tables)
  .map((word) => ({ ...word, box: { x: word.left, y: word.top, width: word.width, height: word.height } }))).map((line) => line.map(({ text }) => text).join(' '))

const grid = (rows: number[], columns: number[], cells?: number[]): ReadingTable => ({ rows, columns, cells: cells ?? Array.from({ length: (rows.length - 1) * (columns.length - 1) }, (_, index) => index) })

test('cells of several lines are read to their end, however the engine joined their lines, and print above and below stays there', () => {
  const words = [
    ...print(1, 100, 50, 'Phụ lục'),
    ...print(2, 110, 110, 'Nội dung'), ...print(2, 510, 110, 'Cơ quan'),
    ...print(3, 110, 210, 'Rà soát quy'), ...print(3, 510, 212, 'Sở Tư'),
    ...print(4, 110, 250, 'định cũ'), ...print(4, 510, 252, 'pháp'),
    ...print(5, 100, 350, 'Lưu ý: báo cáo trước ngày 15.'),
  ]
  expect(texts(words, [grid([100, 200, 300], [100, 500, 900])])).toEqual(['Phụ lục', 'Nội dung Cơ quan', 'Rà soát quy', 'định cũ', 'Sở Tư', 'pháp', 'Lưu ý: báo cáo trước ngày 15.'])
})

test('a cell over several rows is read where it begins', () => {
  const words = [...print(1, 110, 140, '1.'), ...print(2, 210, 110, 'Họ tên'), ...print(2, 510, 110, 'Lò Thị Mỷ'), ...print(3, 210, 210, 'Nơi ở'), ...print(3, 510, 210, 'Nà Mu'), ...print(4, 510, 250, 'Hà Giang')]
  expect(texts(words, [grid([100, 200, 300], [100, 200, 500, 900], [0, 1, 2, 0, 4, 5])])).toEqual(['1.', 'Họ tên', 'Lò Thị Mỷ', 'Nơi ở', 'Nà Mu', 'Hà Giang'])
})

test('a number in a cell stays, however little it is believed', () => {
  const words = [...print(1, 110, 110, '12').map((word) => ({ ...word, confidence: 0.2 })), ...print(2, 510, 110, 'Lò Thị Mỷ'), ...print(3, 110, 210, '13'), ...print(4, 510, 210, 'Sùng Mí Dế')]
  expect(texts(words, [grid([100, 200, 300], [100, 500, 900])])).toEqual(['12 Lò Thị Mỷ', '13 Sùng Mí Dế'])
})

test('a framed stamp among print does not part the page, and no word is lost or doubled', () => {
  const words = [...print(1, 100, 110, 'ĐẾN Số: 12'), ...print(1, 600, 110, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'), ...print(2, 100, 160, 'Ngày: 03/11'), ...print(2, 600, 160, 'Độc lập - Tự do - Hạnh phúc')]
  const stamp = grid([100, 150, 200], [90, 200, 500])
  expect(texts(words, [stamp])).toEqual(texts(words, []))
  const scattered = Array.from({ length: 80 }, (_, index) => print(index, (index * 211) % 1200, 60 + ((index * 37) % 900), `từ${10 + index}`)).flat()
  for (const tables of [[grid([100, 300, 400], [0, 600, 1400])], [grid([100, 200, 300], [0, 700, 1400]), grid([500, 600, 800], [0, 300, 1500])]]) {
    expect(inOrderWithTables(scattered, tables).map(({ text }) => text).sort()).toEqual(scattered.map(({ text }) => text).sort())
  }
})
