import { afterAll, expect, test } from 'vitest'
import sharp, { type Sharp } from 'sharp'
import { openImageRoom } from '../../../shared/image/index.ts'
import { plainText } from '../../../shared/model/index.ts'
import { openOcrEngine } from '../../../shared/ocr/index.ts'
import { readPage, type ReadPage } from '../../../shared/pipeline/reading/read-page.ts'
import { decision, printedPage } from '../../support/printed-page.ts'
import { ruledTable } from '../../support/ruled-table.ts'

const images = openImageRoom({ processes: 1 })
const engine = await openOcrEngine({ engine: 'tesseract.js', processes: 1, timeLimitMs: 120_000 })
afterAll(() => Promise.all([images.close(), engine.close()]))

/** Reads a picture as a scan of 200 dpi, or of another resolution. */
async function read(picture: Sharp, dpi = 200): Promise<ReadPage> {
  return readPage(images, engine, await picture.png({ compressionLevel: 1 }).toBuffer(), { format: 'png', dpi, dpiFrom: 'image', exifOrientation: 1 })
}

const warningsOf = ({ clean }: ReadPage): readonly string[] => clean.cleaning.warnings
const treatmentsOf = ({ clean }: ReadPage): readonly string[] => clean.cleaning.treatments.map(({ what }) => what)

test('a mirrored page is read as if it were not, and said to be one', async () => {
  const page = await read(printedPage(decision).flop())
  expect(warningsOf(page)).toContain('mirrored')
  expect(page.clean.cleaning.geometry.mirrored).toBe(true)
  expect(plainText(page.text)).toContain('Điều 2. Quyết định này có hiệu lực')
})

test('a page that lies upside down is turned and read', async () => {
  const page = await read(printedPage(decision).rotate(180))
  expect(page.clean.cleaning.geometry.turn).toBe(180)
  expect(plainText(page.text)).toContain('Điều 2. Quyết định này có hiệu lực')
})

test('a photo of 100 dpi, shaded, slanting and compressed, is read, and its resolution told', async () => {
  const shade = '<svg xmlns="http://www.w3.org/2000/svg" width="827" height="1169"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#fff"/><stop offset="1" stop-color="#9a958c"/></linearGradient></defs><rect width="827" height="1169" fill="url(#g)"/></svg>'
  const paper = await printedPage(decision, { dpi: 100, paper: '#f2efe6' }).png().toBuffer()
  const photo = await sharp(paper).composite([{ input: Buffer.from(shade), blend: 'multiply' }]).rotate(1.4, { background: '#777777' }).blur(0.5).jpeg({ quality: 60 }).toBuffer()
  const page = await read(sharp(photo), 100)
  expect(warningsOf(page)).toContain('low resolution')
  expect(treatmentsOf(page)).toEqual(expect.arrayContaining(['enlarged', 'evened', 'straightened']))
  for (const text of ['218/QĐ-UBND', 'Điều 2. Quyết định này có hiệu lực', 'Nguyên Bách Thảo']) expect(plainText(page.text)).toContain(text)
})

test('half a page is read as far as it goes, and where its print runs out of the picture is told', async () => {
  const whole = await printedPage(decision).png().toBuffer()
  const half = await read(sharp(whole).extract({ left: 0, top: 0, width: 827, height: 2339 }))
  expect(plainText(half.text)).toContain('Số: 218/QĐ-UBND')
  expect(half.clean.cleaning.cutInk).toMatchObject([{ side: 'right', ink: 'text' }])
})

test('a page of solid table is read cell by cell, every word of it', async () => {
  const rows = ['Rà soát quy định của|pháp luật về đất đai|Sở Tư pháp;|Sở Tài chính', 'Báo cáo kết quả giải|quyết thủ tục hành chính|Sở Nội vụ;|Công an xã', 'Tổ chức kiểm tra việc|chấp hành pháp luật thuế|Thanh tra;|Cục Thuế']
    .map((row, index) => {
      const [first = '', second = '', third = '', fourth = ''] = row.split('|')
      return [[String(index + 1)], [first, second], [third, fourth], [`${index + 6}/2027`]]
    })
  const table = ruledTable({ x: 20, y: 30, widths: [14, 75, 50, 35], rows: Array.from({ length: 6 }, () => rows).flat() })
  const page = await read(printedPage(table.lines, { shapes: table.shapes }))
  expect(page.clean.cleaning.treatments).toContainEqual({ what: 'tables', measured: 1 })
  const text = plainText(page.text).replaceAll(/\s+/gu, ' ')
  for (const row of rows) for (const cell of row.slice(1)) expect.soft(text.split(cell.join(' ')).length - 1, cell.join(' ')).toBe(6)
})

test('a negative is read as a positive, and said to be one; a page on a dark bed is none', async () => {
  const page = await read(printedPage(decision).negate())
  expect(warningsOf(page)).toContain('negative')
  expect(treatmentsOf(page)).toContain('inverted')
  expect(plainText(page.text)).toContain('Điều 2. Quyết định này có hiệu lực')
  const small = await printedPage(decision.slice(0, 6), { size: { width: 190, height: 60 } }).extend({ bottom: 1800, background: '#101010' }).png().toBuffer()
  expect((await images.clean(small, { format: 'png', dpi: 200, dpiFrom: 'image', exifOrientation: 1, turn: 0 })).cleaning.warnings).not.toContain('negative')
})

test('two papers on one picture are told, and both are read', async () => {
  const second = await printedPage(decision.map((line) => ({ ...line, text: line.text.replace('218', '219') }))).png().toBuffer()
  const page = await read(sharp(await printedPage(decision).extend({ right: 1654, background: '#ffffff' }).composite([{ input: second, left: 1654, top: 0 }]).png().toBuffer()))
  expect(warningsOf(page)).toContain('two papers')
  for (const number of ['218/QĐ-UBND', '219/QĐ-UBND']) expect(plainText(page.text)).toContain(number)
})

test('English is said not to be Vietnamese, and is read all the same', async () => {
  const lines = ['The committee shall report to the minister within thirty days of its decision.', 'Any person who objects to this decision may appeal to the court.', 'This notice was published on behalf of the department of commerce.']
  const page = await read(printedPage(lines.map((text, index) => ({ text, x: 25, y: 60 + 9 * index }))))
  expect(warningsOf(page)).toContain('other language')
  expect(plainText(page.text)).toContain('committee')
})

test('a page of stamps and strokes only is said to bear hardly any print', async () => {
  const stamp = (x: number, y: number): string => `<g fill="none" stroke="#c33" stroke-width="1"><circle cx="${x}" cy="${y}" r="18"/><circle cx="${x}" cy="${y}" r="12"/></g><path d="M${x - 20},${y} q20,-30 30,5 t25,-10" stroke="#223" stroke-width="0.7" fill="none"/>`
  const page = await read(printedPage([], { shapes: stamp(60, 80) + stamp(140, 180) }))
  expect(warningsOf(page)).toContain('hardly any print')
})

test('a page full of specks is read as well as a clean one, and a page of nothing but specks ends', async () => {
  let seed = 7
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  const dirt = Array.from({ length: 9000 }, () => `<rect x="${random(2100) / 10}" y="${random(2970) / 10}" width="0.15" height="0.15"/>`).join('')
  const page = await read(printedPage(decision, { shapes: dirt }))
  expect(treatmentsOf(page)).toContain('specks')
  expect(plainText(page.text)).toContain('Theo đề nghị của Trưởng phòng Kinh tế')
  const noise = await read(sharp(Uint8Array.from({ length: 1654 * 2339 }, () => (random(100) < 50 ? 0 : 255)), { raw: { width: 1654, height: 2339, channels: 1 } }))
  expect(warningsOf(noise).filter((warning) => warning !== 'blurred')).toEqual(noise.text.state === 'unread' ? [] : ['hardly any print'])
  expect(treatmentsOf(noise)).not.toContain('tables')
})

test('what was done for the reading is kept with what was measured for it; an ordinary page needs nothing but its columns', async () => {
  const plain = await images.clean(await printedPage(decision).png().toBuffer(), { format: 'png', dpi: 200, dpiFrom: 'image', exifOrientation: 1, turn: 0 })
  expect(plain.cleaning.treatments).toEqual([{ what: 'columns', measured: 2 }])
  const raw = await printedPage(decision, { dpi: 300, paper: '#cfc9b8', shapes: '<circle cx="150" cy="200" r="17" fill="none" stroke="#d22" stroke-width="1.2"/>' }).rotate(2, { background: '#cfc9b8' }).png().toBuffer()
  const { treatments } = (await images.clean(raw, { format: 'png', dpi: 300, dpiFrom: 'image', exifOrientation: 1, turn: 0 })).cleaning
  expect(treatments.map(({ what }) => what)).toEqual(expect.arrayContaining(['reduced', 'evened', 'stamps', 'straightened', 'columns']))
  expect(treatments.find(({ what }) => what === 'straightened')?.measured).toBeCloseTo(2, 0)
})
