import { expect, test } from 'vitest'
import type { RawWord } from '../../../shared/ocr/engines/tsv.ts'
import { uprightStamp, withSlantedStamps } from '../../../shared/ocr/second-reading/slanted-stamps.ts'
import type { Picture } from '../../../shared/ocr/second-reading/unread-ink.ts'
import { printedPage } from '../../support/printed-page.ts'

const region = { left: 40, top: 300, width: 288, height: 256 }
const read = (texts: readonly string[], confidence = 0.9): RawWord[] => texts.map((text, index) => ({ text, left: 60 * index, top: 100, width: 50, height: 20, confidence, block: 1, paragraph: 1, line: 1 }))
const stampIn = (words: readonly RawWord[]): string => withSlantedStamps([], [{ region, words }]).map(({ text }) => text).join(' ')
const textsOf = (...texts: string[]): string[] => withSlantedStamps([], [{ region, words: read(texts) }]).map(({ text }) => text)

/** A stamp in its frame, turned by so many degrees. */
async function stampAt(degrees: number): Promise<Picture> {
  const letters = 'M5,24 h2 M12,24 h2 M19,24 h2 M26,24 h2'.replaceAll(/M(\d+),24 h2/gu, 'M$1,21 v5 M$1,21 h3 M$1,23.5 h2.5')
  const shapes = `<g transform="rotate(${degrees} 20 24)" fill="none" stroke="black"><rect x="0" y="18" width="36" height="11" stroke-width="0.6"/><path d="${letters}" stroke-width="0.8"/></g>`
  const { data, info } = await printedPage([], { size: { width: 42, height: 48 }, shapes }).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) }
}

/** How many rows of a picture hold ink. */
const inkedRows = ({ width, height, pixels }: Picture): number => Array.from({ length: height }, (_, row) => pixels.subarray(row * width, (row + 1) * width)).filter((row) => row.some((tone) => tone < 128)).length

test('a slanted stamp is turned upright, without its frame', async () => {
  const level = inkedRows((await stampAt(0)))
  for (const degrees of [-35, -15, 20, 40]) {
    const upright = uprightStamp(await stampAt(degrees), region, 2000)
    expect(upright, `${degrees} degrees`).toBeDefined()
    if (upright !== undefined) expect(inkedRows(upright), `${degrees} degrees`).toBeLessThan(0.7 * level)
  }
})

test('what stands upright, far down or as a page number is left as it is', async () => {
  expect(uprightStamp(await stampAt(2), region, 2000)).toBeUndefined()
  expect(uprightStamp(await stampAt(-35), { ...region, top: 1500 }, 2000)).toBeUndefined()
  expect(uprightStamp(await stampAt(-35), { ...region, figure: true }, 2000)).toBeUndefined()
  expect(uprightStamp({ width: 20, height: 20, pixels: new Uint8Array(400).fill(255) }, region, 2000)).toBeUndefined()
})

test('only words of urgency and secrecy are taken, with a letter that the frame hides or without', () => {
  expect(textsOf('HỎA', 'TỐC')).toEqual(['HỎA', 'TỐC'])
  expect(textsOf('H', 'ATốC')).toEqual(['HỎA', 'TỐC'])
  expect(textsOf('KHẨN')).toEqual(['KHẨN'])
  expect(textsOf('MẬT')).toEqual(['MẬT'])
  for (const other of ['KHAN', 'MẶT', 'MÁT', 'Khẩn', 'hoả tốc', 'ĐẾN', 'CÔNG', 'X', '']) expect(textsOf(other), other).toEqual([])
  const [whole, torn] = [read(['HỎA', 'TỐC']), read(['H', 'ATỐC'])].map((words) => withSlantedStamps([], [{ region, words }])[0]?.confidence ?? 0)
  expect(torn).toBeLessThan(0.7 * (whole ?? 0))
})

test('a stamp of secrecy, which refuses the whole record, is taken only from words that are believed as much as other second readings', () => {
  for (const [texts, belief] of [[['MẬT'], 0.05], [['MẬT'], 0.8], [['M', 'ẬT'], 0.1], [['M', 'ẬT'], 0.8], [['TUYẾT', 'MAT'], 0.3], [['TUYỆT', 'MẬT'], 0.7], [['TỐI', 'MẬT'], 0.7]] as const) {
    expect(stampIn(read(texts, belief)), `${texts.join('+')} at ${belief}`).toBe('')
  }
  expect(stampIn([...read(['TUYỆT'], 0.95), ...read(['MẬT'], 0.4)])).toBe('')
  expect(stampIn(read(['MẬT'], 0.88))).toBe('MẬT')
  expect(stampIn(read(['TUYỆT', 'MẬT'], 0.75))).toBe('TUYỆT MẬT')
  expect(stampIn(read(['TUYẾT', 'MAT'], 0.75))).toBe('TUYỆT MẬT')
})

test('a stamp of urgency of two words is taken from any words that a second reading believes, a short one only from a sure word', () => {
  expect(stampIn([...read(['H'], 0.9), ...read(['ATỐC'], 0.5)])).toBe('HỎA TỐC')
  expect(stampIn([...read(['H'], 0.9), ...read(['ATỐC'], 0.45)])).toBe('')
  expect(stampIn(read(['KHẨN'], 0.8))).toBe('')
})
