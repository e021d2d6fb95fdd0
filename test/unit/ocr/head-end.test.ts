import { afterAll, expect, test } from 'vitest'
import { openImageRoom } from '../../../shared/image/index.ts'
import { plainText, type PageText, type ReadingCopy } from '../../../shared/model/index.ts'
import { openOcrEngine } from '../../../shared/ocr/index.ts'
import { headEndOf } from '../../../shared/ocr/layout/head-end.ts'
import { decision, printedPage, type PrintedLine } from '../../support/printed-page.ts'

const room = openImageRoom({ processes: 1 })
const engine = await openOcrEngine({ engine: 'tesseract.js', processes: 2, timeLimitMs: 60_000 })
afterAll(() => Promise.all([room.close(), engine.close()]))

async function copyOf(lines: readonly PrintedLine[], shapes = ''): Promise<ReadingCopy> {
  const raw = await printedPage(lines, { shapes }).jpeg({ quality: 90 }).toBuffer()
  return (await room.clean(raw, { format: 'jpeg', dpi: 200, dpiFrom: 'image', exifOrientation: 1, turn: 0 })).reading
}
const text = Array.from({ length: 30 }, (_, row): PrintedLine => ({ text: 'Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;', x: 30, y: 40 + 7.6 * row }))

test('a page with the head of a paper is parted between two lines, and both parts are read, each word once', async () => {
  const reading = await copyOf(decision)
  const end = headEndOf(reading) ?? 0
  expect(end / reading.heightPx).toBeGreaterThan(0.3)
  expect(end / reading.heightPx).toBeLessThan(0.6)
  const row = reading.pixels.subarray(end * reading.widthPx, (end + 1) * reading.widthPx)
  expect(row.filter((tone) => tone < 128)).toHaveLength(0)
  const heads: PageText[] = []
  const whole = plainText(await engine.recognise(reading, (head) => { heads.push(head) }))
  expect(plainText(await engine.recognise(reading))).toBe(whole)
  const [head] = heads.map(plainText)
  expect(heads).toHaveLength(1)
  for (const phrase of ['XÃ ĐỒNG MÂY', '218/QĐ-UBND', 'ngày 03 tháng 11 năm 2026']) expect(head).toContain(phrase)
  for (const phrase of ['218/QĐ-UBND', 'QUYẾT ĐỊNH', 'Nơi nhận:', 'Triệu Nguyên Bách Thảo']) expect(whole.split(phrase)).toHaveLength(2)
  expect(head).not.toContain('Triệu Nguyên Bách Thảo')
})

test('a page that does not begin with two columns is read in one piece, as is one whose lines no white row parts', async () => {
  expect(headEndOf(await copyOf(text))).toBeUndefined()
  const heads: PageText[] = []
  expect(plainText(await engine.recognise(await copyOf(text), (head) => { heads.push(head) }))).toContain('Luật Tổ chức')
  expect(heads).toEqual([])
  expect(headEndOf(await copyOf(decision, '<rect x="60" y="60" width="1" height="120"/>'))).toBeUndefined()
})
