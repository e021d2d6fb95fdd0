import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeMark, layoutMark, loadMarkTemplate, placeMark, type PlacedMark } from '../../../shared/mark/index.ts'
import { typeface } from '../../../shared/font/index.ts'
import type { InkMap, MarkDrawing, PageGeometry } from '../../../shared/model/index.ts'
import { conversion, geometryOf, inkMap } from '../../support/paper.ts'

const millimetre = 72 / 25.4
const template = loadMarkTemplate()
const mark = composeMark({ ...conversion, template, training: true })
const longAgency = `Trung tâm Phục vụ hành chính công ${'phường Nguyễn Thị Minh Khai và các đơn vị trực thuộc '.repeat(3)}`.slice(0, 200)

const formats = {
  A4: [210, 297], 'A4 landscape': [297, 210], A3: [297, 420], A5: [148, 210], A6: [105, 148], card: [85.6, 54], 'card upright': [54, 85.6],
} as const

function pageOf(format: keyof typeof formats, dpi = 200): PageGeometry {
  const [width, height] = formats[format]
  return geometryOf({ width: Math.round((width / 25.4) * dpi), height: Math.round((height / 25.4) * dpi), dpi })
}

/** Cells that a placed box touches, straight from the definition of InkMap. */
function inkUnder(placed: PlacedMark, geometry: PageGeometry, ink: InkMap, marginPt: number): number {
  const scale = geometry.dpi / 72
  const { box, stripHeight } = placed.placement
  const left = (box.x - marginPt) * scale
  const right = (box.x + box.width + marginPt) * scale
  const bottom = geometry.height - (box.y - stripHeight - marginPt) * scale
  const top = geometry.height - (box.y + box.height - stripHeight + marginPt) * scale
  let found = 0
  for (let row = 0; row < ink.rows; row += 1) {
    for (let column = 0; column < ink.columns; column += 1) {
      if (ink.cells[row * ink.columns + column] === 0) continue
      const [cellLeft, cellTop] = [column * ink.cellPx, row * ink.cellPx]
      if (cellLeft < right && cellLeft + ink.cellPx > left && cellTop < bottom && cellTop + ink.cellPx > top) found += 1
    }
  }
  return found
}

function expectInside(drawing: MarkDrawing): void {
  for (const line of drawing.texts) {
    expect(line.size).toBeGreaterThanOrEqual(7)
    expect(line.x).toBeGreaterThan(0)
    expect(line.y).toBeGreaterThan(0)
    expect(line.x + typeface(line.weight).widthOf(line.text, line.size)).toBeLessThan(drawing.width)
    expect(line.y + line.size).toBeLessThanOrEqual(drawing.height)
  }
}

function qrOf(drawing: MarkDrawing) {
  const qr = drawing.rectangles.at(-1)
  if (qr === undefined) throw new Error('no QR')
  const modules = Math.max(...qr.boxes.map((box) => box.x + box.width))
  return { x: qr.x, y: qr.y, side: modules * qr.unit, module: qr.unit }
}

describe('the drawn mark', () => {
  test.each([360, 300, 240, 200, 150, 120])('at most %i pt wide holds all its words and a QR of 25 mm and more with its quiet zone', (maxWidth) => {
    const drawing = layoutMark(mark, maxWidth)
    const qr = qrOf(drawing)
    expect(drawing.width).toBeLessThanOrEqual(maxWidth)
    expectInside(drawing)
    expect(drawing.texts.map((line) => line.text).join('').replaceAll(' ', '')).toBe(mark.lines.join('').replaceAll(' ', ''))
    expect(qr.side).toBeGreaterThanOrEqual(25 * millimetre)
    expect(qr.module).toBeGreaterThanOrEqual(0.4 * millimetre - 1e-9)
    const quiet = 4 * qr.module
    expect(Math.min(qr.x, qr.y, drawing.height - qr.y - qr.side)).toBeGreaterThanOrEqual(quiet)
    for (const line of drawing.texts) {
      const above = line.y >= qr.y + qr.side + quiet
      const below = line.y + line.size <= qr.y - quiet + 1
      const beside = line.x >= qr.x + qr.side + quiet
      expect(above || below || beside).toBe(true)
    }
  })

  test('wraps an agency name of 200 letters and grows', () => {
    const long = composeMark({ ...conversion, agency: longAgency, template, training: false })
    expectInside(layoutMark(long, 200))
    expect(layoutMark(long, 200).height).toBeGreaterThan(layoutMark(mark, 300).height)
  })

  test('breaks a word that is wider than its column', () => {
    const odd = composeMark({ ...conversion, agency: 'Ủybannhândân'.repeat(16), template, training: false })
    expectInside(layoutMark(odd, 240))
  })

  test('has no room on a page narrower than its QR', () => {
    expect(() => layoutMark(mark, 60)).toThrow('mark_does_not_fit')
  })
})

describe('the place of the mark', () => {
  test.each(Object.keys(formats) as (keyof typeof formats)[])('on a full %s page is a strip at the foot that touches nothing of the paper', (format) => {
    const geometry = pageOf(format)
    const placed = placeMark(mark, template, { number: 1, geometry, ink: inkMap(geometry, 16, () => true) })
    const { box, stripHeight } = placed.placement
    expect(stripHeight).toBeGreaterThan(box.height)
    expect(box.y + box.height).toBeLessThan(stripHeight)
    expect(box.x).toBeGreaterThanOrEqual(0)
    expect(box.x + box.width).toBeLessThanOrEqual((geometry.width / geometry.dpi) * 72)
    expectInside(placed.drawing)
  })

  test('on an empty A4 page is at the foot, on the left', () => {
    const geometry = pageOf('A4')
    const { placement } = placeMark(mark, template, { number: 3, geometry, ink: inkMap(geometry, 16, () => false) })
    expect(placement.page).toBe(3)
    expect(placement.stripHeight).toBe(0)
    expect(placement.box.x).toBeLessThan(20 * millimetre)
    expect(placement.box.y).toBeLessThan(12 * millimetre)
  })

  test('goes to the right where only the left is written on', () => {
    const geometry = pageOf('A4')
    const ink = inkMap(geometry, 16, (column) => column * 16 < geometry.width * 0.4)
    const { placement } = placeMark(mark, template, { number: 1, geometry, ink })
    expect(placement.stripHeight).toBe(0)
    expect(placement.box.x).toBeGreaterThan(((geometry.width * 0.4) / geometry.dpi) * 72)
  })

  test('is never in the head of the page, even when only the head is empty', () => {
    const geometry = pageOf('A4')
    const ink = inkMap(geometry, 16, (_, row) => row * 16 > geometry.height * 0.45)
    expect(placeMark(mark, template, { number: 1, geometry, ink }).placement.stripHeight).toBeGreaterThan(0)
  })

  test('is not trusted to what the ink map does not cover', () => {
    const geometry = pageOf('A4')
    const whole = inkMap(geometry, 16, () => false)
    const rows = Math.floor(whole.rows / 2)
    const ink = { ...whole, rows, cells: whole.cells.subarray(0, rows * whole.columns) }
    expect(placeMark(mark, template, { number: 1, geometry, ink }).placement.stripHeight).toBeGreaterThan(0)
  })

  test('never covers ink, with 3 mm around it, whatever is on the page', () => {
    const blot = fc.record({ left: fc.double({ min: 0, max: 1, noNaN: true }), top: fc.double({ min: 0, max: 1, noNaN: true }), width: fc.double({ min: 0, max: 0.7, noNaN: true }), height: fc.double({ min: 0, max: 0.3, noNaN: true }) })
    fc.assert(fc.property(
      fc.constantFrom(...(Object.keys(formats) as (keyof typeof formats)[])), fc.constantFrom(100, 200, 300), fc.integer({ min: 8, max: 40 }), fc.array(blot, { maxLength: 6 }),
      (format, dpi, cellPx, blots) => {
        const geometry = pageOf(format, dpi)
        const ink = inkMap(geometry, cellPx, (column, row) => blots.some((area) => {
          const [x, y] = [(column * cellPx) / geometry.width, (row * cellPx) / geometry.height]
          return x >= area.left && x <= area.left + area.width && y >= area.top && y <= area.top + area.height
        }))
        const placed = placeMark(mark, template, { number: 1, geometry, ink })
        expect(inkUnder(placed, geometry, ink, placed.placement.stripHeight === 0 ? 3 * millimetre - 0.01 : 0)).toBe(0)
      },
    ), { numRuns: 60, seed: 137 })
  })

  test('refuses a template that is not the one the mark was made with', () => {
    const geometry = pageOf('A4')
    expect(() => placeMark(mark, { ...template, id: 'other/2026-01-01' }, { number: 1, geometry, ink: inkMap(geometry, 16, () => false) })).toThrow('invalid_params')
  })
})
