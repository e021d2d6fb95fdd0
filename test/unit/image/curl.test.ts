import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { curlOf } from '../../../shared/image/clean/curl.ts'
import { darkPointsOf } from '../../../shared/image/clean/skew.ts'
import { flattened } from '../../../shared/image/clean/straighten.ts'
import { withoutSurroundings } from '../../../shared/image/clean/surroundings.ts'
import type { Grey } from '../../../shared/image/planes.ts'
import { curledBox, flatBox, liftAt, type PageCurl } from '../../../shared/model/index.ts'
import { photographed, seenAt, type Lie } from '../../support/photographed-paper.ts'
import { decision, printedPage, type PrintedLine } from '../../support/printed-page.ts'
import { ruledTable } from '../../support/ruled-table.ts'

const dpi = 150
const px = (millimetres: number): number => (millimetres / 25.4) * dpi

async function greyOf(picture: Sharp): Promise<Grey> {
  const { data, info } = await picture.greyscale().toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) }
}

const curlIn = (picture: Grey): PageCurl | undefined => curlOf(darkPointsOf(picture), 0, { width: picture.width, height: picture.height, dpi, scale: 1 })

const paragraph: readonly PrintedLine[] = Array.from({ length: 22 }, (_, line) => ({ text: 'Người sử dụng đất có trách nhiệm nộp nghĩa vụ tài chính theo quy định của pháp luật', x: 25, y: 70 + 8 * line }))
const seal = '<g fill="none" stroke="black"><circle cx="120" cy="155" r="18" stroke-width="0.9"/><circle cx="120" cy="155" r="11" stroke-width="0.4"/></g><path d="M120 180 L190 150" stroke="black" stroke-width="0.5"/>'
const { lines: cells, shapes: ruled } = ruledTable({ x: 20, y: 30, widths: [14, 75, 50, 35], rows: Array.from({ length: 10 }, (_, row) => [[String(row + 1)], ['Rà soát quy định của', 'pháp luật về đất đai'], ['Sở Tư pháp;', 'Sở Tài chính'], [`${row + 6}/2027`]]) })

test.each<[string, readonly PrintedLine[], string, number]>([
  ['a short decision', decision, '', 0],
  ['a decision with a seal and a stroke of the pen', decision, seal, 0],
  ['a page of running text', paragraph, '', 0],
  ['running text that was fed aslant by 2 degrees', paragraph, '', 2],
  ['a page of table', cells, ruled, 0],
  ['a page with one line', [{ text: 'QUYẾT ĐỊNH', x: 90, y: 60 }], '', 0],
  ['an empty page', [], '', 0],
])('%s is flat', async (_name, lines, shapes, slant) => {
  expect(curlIn(await greyOf(sharp(await printedPage(lines, { dpi, shapes }).png().toBuffer()).rotate(slant, { background: '#fff' })))).toBeUndefined()
})

test.each<[string, Lie]>([
  ['one corner bends down', { curl: 10 }], ['two corners bend, seen aslant', { curl: -9, curlBelow: 7, keystone: 0.05 }],
])('where %s, print is found as much lower as it is seen, within a millimetre', async (_name, lie) => {
  const sheet = await printedPage([...decision.slice(0, 7), ...paragraph], { dpi: 200 }).png().toBuffer()
  const curl = curlIn(await greyOf(sharp(await photographed(sheet, 200, lie, dpi))))
  if (curl === undefined) throw new Error('taken for flat')
  for (const { y } of [{ y: 25 }, { y: 70 }, { y: 150 }, { y: 230 }]) {
    // The page's middle is where heights are counted from.
    const level = seenAt(lie, { x: 105, y }).y
    for (const x of [35, 70, 140, 175]) {
      const seen = seenAt(lie, { x, y })
      expect(level + (liftAt(curl, px(seen.x), px(level)) / dpi) * 25.4, `at ${x}, ${y}`).toBeCloseTo(seen.y, 0)
    }
  }
})

test('a flattened page has level lines and all of its print', async () => {
  const sheet = await printedPage(paragraph, { dpi: 200 }).png().toBuffer()
  const seen = await greyOf(sharp(await photographed(sheet, 200, { curl: 10, curlBelow: 8 }, dpi)).normalise())
  const curl = curlIn(seen)
  if (curl === undefined) throw new Error('taken for flat')
  const level = flattened(seen, curl, 1)
  const inkOf = ({ pixels }: Grey): number => pixels.reduce((sum, tone) => sum + (tone < 100 ? 1 : 0), 0)
  expect(inkOf(level) / inkOf(seen)).toBeCloseTo(1, 1)
  expect(curlIn(level)).toBeUndefined()
})

test('a photo of paper that lies aslant by more than a scanner feeds it is levelled', async () => {
  const turned = sharp(await printedPage(paragraph, { dpi }).png().toBuffer()).rotate(9, { background: '#fff' })
  const picture = await greyOf(turned)
  const curl = curlIn(picture)
  if (curl === undefined) throw new Error('taken for level')
  expect(curlIn(flattened(picture, curl, 1))).toBeUndefined()
})

test('a box of flat paper is found again where it is seen', () => {
  const curl: PageCurl = { top: -10, columns: 3, rows: 2, stepX: 100, stepY: 300, lifts: [30, 0, -20, 10, 0, -5] }
  for (const box of [{ x: 10, y: 20, width: 60, height: 18 }, { x: 120, y: 200, width: 30, height: 12 }, { x: 90, y: 5, width: 80, height: 15 }]) {
    const seen = curledBox(curl, box)
    expect(seen.y + seen.height / 2 - box.y - box.height / 2).toBeCloseTo(liftAt(curl, box.x + box.width / 2, box.y + box.height / 2), 0)
    const back = flatBox(curl, seen)
    for (const side of ['x', 'y', 'width', 'height'] as const) expect(Math.abs(back[side] - box[side]), side).toBeLessThan(1)
  }
})

test('table and thumb beside the paper go, print that the picture cuts stays', () => {
  const picture: Grey = { width: 400, height: 300, pixels: new Uint8Array(400 * 300).fill(255) }
  const dark = (left: number, top: number, width: number, height: number): void => {
    for (let y = top; y < top + height; y++) picture.pixels.fill(20, y * 400 + left, y * 400 + left + width)
  }
  dark(0, 0, 30, 300)
  dark(380, 100, 20, 90)
  dark(200, 290, 12, 10)
  dark(150, 100, 100, 90)
  const { pixels } = withoutSurroundings(picture, 200)
  const toneAt = (x: number, y: number): number | undefined => pixels[y * 400 + x]
  expect([toneAt(10, 150), toneAt(390, 150)]).toEqual([255, 255])
  expect([toneAt(205, 295), toneAt(200, 150)]).toEqual([20, 20])
})
