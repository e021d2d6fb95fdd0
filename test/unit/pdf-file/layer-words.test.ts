import { afterAll, expect, test } from 'vitest'
import { openPdfReader } from '../../../shared/pdf-file/index.ts'
import { plainPdf } from '../../support/plain-pdf.ts'

const reader = openPdfReader({ processes: 1 })
afterAll(() => reader.close())

const content = 'BT /T 20 Tf 50 200 Td (Quyet dinh) Tj 0 -100 Td (57) Tj 3 Tr 0 -50 Td (unseen) Tj ET'

test('words of a page’s text stand where they are drawn, with the names of their fonts; what is not drawn is none of them', async () => {
  const words = await reader.layerWords(plainPdf([{ mediaBox: [0, 0, 200, 280], content }]), 0, 144)
  expect(words.map(({ text, font }) => [text, font])).toEqual([['Quyet', 'Helvetica'], ['dinh', 'Helvetica'], ['57', 'Helvetica']])
  const [first, , number] = words.map(({ box }) => box)
  expect(Math.abs((first?.x ?? 0) - 100)).toBeLessThan(6)
  expect((first?.y ?? 0) + (first?.height ?? 0)).toBeGreaterThan(158)
  expect(first?.y).toBeGreaterThan(120)
  expect((number?.y ?? 0) - (first?.y ?? 0)).toBeGreaterThan(180)
})

test('what a stamp or a signature field shows is among them, and drawings and inspections of the page stay as they were', async () => {
  const stamp = (flags: number) => ({ entries: `/Type /Annot /Subtype /Stamp /Rect [50 40 150 60] /F ${flags}`, appearance: 'BT /T 20 Tf 0 0 Td (2280) Tj ET' })
  const shown = plainPdf([{ mediaBox: [0, 0, 200, 280], content, annotations: [stamp(4)] }])
  const before = await reader.inspect(shown)
  const words = await reader.layerWords(shown, 0, 144)
  expect(words.map(({ text }) => text)).toEqual(['Quyet', 'dinh', '57', '2280'])
  const box = words.at(-1)?.box
  expect(Math.abs((box?.x ?? 0) - 100)).toBeLessThan(8)
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan(430)
  expect(await reader.inspect(shown)).toEqual(before)
  const hidden = plainPdf([{ mediaBox: [0, 0, 200, 280], content, annotations: [stamp(2)] }])
  expect((await reader.layerWords(hidden, 0, 144)).map(({ text }) => text)).toEqual(['Quyet', 'dinh', '57'])
})

test('on a page that is turned or cut they stand as the page is shown', async () => {
  const [turned] = await reader.layerWords(plainPdf([{ mediaBox: [0, 0, 200, 280], entries: '/Rotate 90', content }]), 0, 72)
  expect(turned?.box.height).toBeGreaterThan(turned?.box.width ?? Infinity)
  const [cut] = await reader.layerWords(plainPdf([{ mediaBox: [0, 0, 200, 280], entries: '/CropBox [40 0 200 280]', content }]), 0, 72)
  expect(Math.abs((cut?.box.x ?? 0) - 10)).toBeLessThan(4)
})

test('a page without text has no words', async () => {
  expect(await reader.layerWords(plainPdf([{ mediaBox: [0, 0, 200, 280], content: '' }]), 0, 72)).toEqual([])
})
