import { expect, test } from 'vitest'
import sharp from 'sharp'
import { setApart } from '../../../shared/image/clean/set-apart.ts'
import { tablesOf } from '../../../shared/image/clean/tables.ts'
import type { Grey } from '../../../shared/image/planes.ts'
import { decision, printedPage, type PrintedLine } from '../../support/printed-page.ts'
import { ruledTable } from '../../support/ruled-table.ts'

const dpi = 200
const px = (millimetres: number): number => Math.round((millimetres / 25.4) * dpi)

async function pictureOf(lines: readonly PrintedLine[], shapes: string, slope = 0): Promise<Grey> {
  const { data, info } = await sharp(await printedPage(lines, { dpi, shapes }).png().toBuffer()).rotate(slope, { background: 'white' }).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) }
}

const plan = ruledTable({
  x: 25, y: 60, widths: [15, 60, 45, 40],
  rows: [
    [['STT'], ['Nội dung'], ['Cơ quan'], ['Thời hạn']],
    [['1'], ['Rà soát quy định', 'của pháp luật', 'về đất đai'], ['Sở Tư pháp;', 'Sở Tài chính'], ['12/2027']],
    [['2'], ['Báo cáo kết quả'], ['Sở Nội vụ'], ['6/2027']],
  ],
})

test('rows, columns and cells of a ruled table are found, also on a page that is not quite level and was faxed', async () => {
  for (const slope of [0, 0.2, -0.24]) {
    const [{ table } = { table: undefined }, ...more] = tablesOf(await pictureOf(plan.lines, plan.shapes, slope), dpi)
    expect(more).toEqual([])
    expect([table?.rows.length, table?.columns.length, new Set(table?.cells).size], `turned by ${slope}`).toEqual([4, 5, 12])
    expect(Math.abs((table?.columns[1] ?? 0) - px(40))).toBeLessThan(px(1.5))
  }
  const page = await pictureOf(plan.lines, plan.shapes)
  for (let at = 0; at < page.pixels.length; at++) page.pixels[at] = at % 37 === 0 || (page.pixels[at] ?? 255) > 150 ? 255 : 0
  expect(tablesOf(page, dpi).map(({ table }) => table.cells.length)).toEqual([12])
})

test('cells that were merged across or down are one cell', async () => {
  const shapes = '<path d="M20,40 H190 M60,60 H190 M20,80 H190 M20,100 H190 M20,40 V100 M60,40 V80 M125,60 V100 M190,40 V100" stroke="black" stroke-width="0.2" fill="none"/>'
  const [{ table } = { table: undefined }] = tablesOf(await pictureOf([], shapes), dpi)
  expect([table?.rows.length, table?.columns.length]).toEqual([4, 4])
  expect(table?.cells).toEqual([0, 1, 1, 0, 4, 5, 6, 6, 8])
})

test('a frame, underlines, a box to tick, the shadow of an edge and print alone are no table', async () => {
  const shapes = [
    '<rect x="15" y="15" width="180" height="260" fill="none" stroke="black" stroke-width="0.4"/>', '<path d="M60,33 H85 M120,33 H165" stroke="black" stroke-width="0.3"/>',
    '<path d="M30,150 h5 v5 h-5 z M40,150 h5 v5 h-5 z" stroke="black" stroke-width="0.2" fill="none"/>', '<path d="M0,1 H210 M1,0 V297 M0,0 V297" stroke="black" stroke-width="1.2"/>', '',
  ]
  for (const shape of shapes) expect(tablesOf(await pictureOf(decision, shape), dpi), shape).toEqual([])
})

test('cells of several lines stand alone in the copy that is read, without lines, each px of print once and told where it was', async () => {
  const page = await pictureOf([{ text: 'KẾ HOẠCH', x: 90, y: 45 }, ...plan.lines, { text: 'Ghi chú', x: 188, y: 80 }], plan.shapes)
  const { picture, strips, tables } = setApart(page, tablesOf(page, dpi), dpi)
  expect(tables).toHaveLength(1)
  expect(strips.length).toBeGreaterThan(5)
  expect(strips.filter(({ moved }) => moved !== undefined), 'the number of the second row').toHaveLength(1)
  const bare = await pictureOf([{ text: 'KẾ HOẠCH', x: 90, y: 45 }, ...plan.lines, { text: 'Ghi chú', x: 188, y: 80 }], '')
  const put = new Uint8Array(page.pixels.length).fill(255)
  strips.forEach(({ top, pageTop, moved }, index) => {
    for (let row = top; row < Math.min(strips[index + 1]?.top ?? picture.height, top + page.height - pageTop); row++) {
      for (let x = 0; x < page.width; x++) {
        const isMoved = moved !== undefined && x >= moved.from + moved.by && x < moved.to + moved.by
        const at = (pageTop + row - top) * page.width + x - (isMoved ? moved.by : 0)
        put[at] = Math.min(put[at] ?? 255, picture.pixels[row * page.width + x] ?? 255)
      }
    }
  })
  expect(put.filter((tone, at) => tone >= 128 && (bare.pixels[at] ?? 255) < 100).length, 'print that is gone').toBe(0)
  expect(put.filter((tone, at) => tone < 128 && (bare.pixels[at] ?? 255) > 200).length, 'lines that stay').toBe(0)
})

test('a table of single lines stands as it does on the page', async () => {
  const list = ruledTable({ x: 25, y: 60, widths: [15, 70, 60], rows: [[['1'], ['Giàng Vản Sình'], ['Nà Lình']], [['2'], ['Lò Thị Mỷ'], ['Nà Mu']]] })
  const page = await pictureOf(list.lines, list.shapes)
  const { picture, strips, tables } = setApart(page, tablesOf(page, dpi), dpi)
  expect([picture, strips, tables.length]).toEqual([page, [], 1])
})

test('squared paper with writing in every square makes no copy that is larger than an engine takes, and dark patterns end', () => {
  const drawn = (isDark: (x: number, y: number) => boolean): Grey => ({ width: 1654, height: 2339, pixels: Uint8Array.from({ length: 1654 * 2339 }, (_, at) => (isDark(at % 1654, Math.floor(at / 1654)) ? 0 : 255)) })
  const squared = drawn((x, y) => x % 60 < 2 || y % 60 < 2 || (x % 60 > 20 && x % 60 < 40 && y % 30 > 8 && y % 30 < 24))
  const tables = tablesOf(squared, dpi)
  expect(tables).toHaveLength(1)
  expect(setApart(squared, tables, dpi).picture.height).toBeLessThan(20_000)
  const patterns = [(x: number, y: number) => (Math.floor(x / 70) + Math.floor(y / 70)) % 2 === 0, (x: number, y: number) => x % 16 < 2 || y % 16 < 2, () => true]
  for (const pattern of patterns) expect(tablesOf(drawn(pattern), dpi)).toEqual([])
})
