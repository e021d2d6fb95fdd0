import { expect, test } from 'vitest'
import { needsOrientation } from '../../../shared/ocr/index.ts'
import { inReadingOrder } from '../../../shared/ocr/layout/reading-order.ts'
import { wordsOfTsv, type RawWord } from '../../../shared/ocr/engines/tsv.ts'
import { linesOf } from '../../../shared/model/index.ts'

/** Words of one engine's line at height `top`; `|` begins a column 300 px further right. */
function line(number: number, top: number, text: string, left = 100, confidence = 0.95): RawWord[] {
  let x = left
  return text.split(' ').flatMap((word) => {
    if (word === '|') {
      x += 300
      return []
    }
    const found = { text: word, left: x, top, width: word.length * 14, height: 28, confidence, block: 1, paragraph: 1, line: number }
    x += word.length * 14 + 12
    return [found]
  })
}

const texts = (words: readonly RawWord[]): string[] => linesOf(inReadingOrder(words).map((word) => ({ ...word, box: { x: word.left, y: word.top, width: word.width, height: word.height } })))
  .map((words_) => words_.map((word) => word.text).join(' '))

test('header columns that the engine joined are read tier by tier', () => {
  expect(texts([
    ...line(1, 100, 'ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
    ...line(2, 140, 'XÃ ĐỒNG MÂY | Độc lập - Tự do - Hạnh phúc'),
    ...line(3, 200, 'Số: 218/QĐ-UBND | Đồng Mây, ngày 03 tháng 11 năm 2026'),
    ...line(4, 240, 'V/v chuyển mục đích'),
    ...line(5, 340, 'Điều 1. Cho phép chuyển mục đích sử dụng đất đối với thửa đất số 57 tờ bản đồ'),
  ])).toEqual([
    'ỦY BAN NHÂN DÂN', 'XÃ ĐỒNG MÂY', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc',
    'Số: 218/QĐ-UBND', 'V/v chuyển mục đích', 'Đồng Mây, ngày 03 tháng 11 năm 2026',
    'Điều 1. Cho phép chuyển mục đích sử dụng đất đối với thửa đất số 57 tờ bản đồ',
  ])
})

test('recipients come before the signature beside them', () => {
  expect(texts([
    ...line(1, 100, 'Nơi nhận: | CHỦ TỊCH'), ...line(2, 140, '- Như Điều 3;'), ...line(3, 180, '- Lưu: VT. | Lê Minh Hưng'),
  ])).toEqual(['Nơi nhận:', '- Như Điều 3;', '- Lưu: VT.', 'CHỦ TỊCH', 'Lê Minh Hưng'])
})

/** Twelve rows of columns 340 px wide that the engine joined: every cell is filled by `cell`. */
const sheet = (columns: readonly string[], cell: (column: string, row: number) => string): RawWord[] => Array.from({ length: 12 }, (_, row) => (
  columns.flatMap((column, index) => line(row + 1, 100 + 40 * row, cell(column, row + 1), 100 + 400 * index)))).flat()

test('running text in three and four columns is read column by column', () => {
  for (const columns of [['a', 'b', 'c'], ['a', 'b', 'c', 'd']]) {
    const lines = texts(sheet(columns, (column, row) => `${column} hàng ${row} của trang báo`))
    expect(lines).toEqual(columns.flatMap((column) => Array.from({ length: 12 }, (_, row) => `${column} hàng ${row + 1} của trang báo`)))
  }
})

test('rows of a list with short cells are read row by row, however well the cells fill their columns', () => {
  const lines = texts(sheet(['a', 'b', 'c', 'd'], (column, row) => `${column}.${row} 95.000.000.000.000đ`))
  expect(lines[0]).toBe('a.1 95.000.000.000.000đ b.1 95.000.000.000.000đ c.1 95.000.000.000.000đ d.1 95.000.000.000.000đ')
})

test('rows of labels and values stay rows', () => {
  expect(texts([...line(1, 100, 'Họ tên: | Giàng Vản Sình'), ...line(2, 140, 'Giới tính: | Nam')])).toEqual(['Họ tên: Giàng Vản Sình', 'Giới tính: Nam'])
})

test('justified lines are not cut', () => {
  const wide = line(1, 100, 'số 57 tờ bản').map((word, index) => ({ ...word, left: 100 + index * 120 }))
  expect(texts(wide)).toEqual(['số 57 tờ bản'])
})

test('no believed word is lost and none is doubled, wherever they stand', () => {
  const words = Array.from({ length: 60 }, (_, index) => line(index, 60 + ((index * 37) % 900), `từ${10 + index} chữ${10 + index}`, 50 + ((index * 211) % 1200))).flat()
  expect(inReadingOrder(words).map((word) => word.text).sort()).toEqual(words.map((word) => word.text).sort())
})

test('what the engine made of rules, seals and signatures is left out, dates and codes stay', () => {
  expect(texts([
    ...line(1, 100, '————— ....... |'.replace(' |', '')),
    ...line(2, 140, 'Sôonöenty iãIE0Z ẾN ÁN', 100, 0.12),
    ...line(3, 180, 'Số: 97/2015/QH13 ngày 21', 100, 0.45),
  ])).toEqual(['Số: 97/2015/QH13 ngày 21'])
})

test('a rule is no line of words, whatever the engine reads in it; a dash in a line of words stays', () => {
  const rule = line(1, 100, '- ¬. Mo').map((word) => ({ ...word, height: 1 }))
  const words = line(2, 140, 'Độc lập - Tự do').map((word) => (word.text === '-' ? { ...word, height: 2 } : word))
  const nothing = line(3, 180, '-').map((word) => ({ ...word, height: 2 }))
  expect(texts([...rule, ...words, ...nothing])).toEqual(['Độc lập - Tự do', '-'])
})

test('numbers, notations, days and personal numbers stay, however little they are believed', () => {
  for (const text of ['Số:453', 'Số: 17 /TB-UBND', '/TB-UBND', '102/2024/NĐ-CP', '12/03/1941', 'ngày @3 tháng 01 năm 2025', '099041000128']) {
    expect(texts(line(1, 100, text, 100, 0.02))).toEqual([text])
  }
})

test('TSV words come out in NFC with their numbers; empty ones are dropped', () => {
  const tsv = `level\tpage_num\n5\t1\t2\t1\t3\t1\t10\t20\t30\t40\t96.5\t${'Số'.normalize('NFD')}\n5\t1\t2\t1\t3\t2\t50\t20\t30\t40\t95\t \n4\t1\t2\t1\t3\t0\t1\t1\t1\t1\t-1\t\n`
  expect(wordsOfTsv(tsv)).toEqual([{ text: 'Số', left: 10, top: 20, width: 30, height: 40, confidence: 0.965, block: 2, paragraph: 1, line: 3 }])
})

test('only a page with content that reads badly asks for its orientation', () => {
  const box = { x: 0, y: 0, width: 50, height: 20 }
  const read = (confidence: number, shape = box) => ({ state: 'read', words: [{ text: 'những', box: shape, confidence, block: 1, paragraph: 1, line: 1 }], engine: 'e', model: 'm' }) as const
  const inked = (cells: number) => ({ blank: false, ink: { cellPx: 10, columns: 10, rows: 10, cells: new Uint8Array(100).fill(1, 0, cells) } })
  expect(needsOrientation(read(0.95), inked(5))).toBe(false)
  expect(needsOrientation(read(0.3), inked(5))).toBe(true)
  expect(needsOrientation(read(0.95), inked(100))).toBe(true)
  expect(needsOrientation(read(0.95, { ...box, width: 20, height: 50 }), inked(5))).toBe(true)
  expect(needsOrientation({ state: 'read', words: [], engine: 'e', model: 'm' }, inked(5))).toBe(true)
  expect(needsOrientation(read(0.3), { ...inked(5), blank: true })).toBe(false)
})
