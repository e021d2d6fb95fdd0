import { describe, expect, test } from 'vitest'
import type { PageLine } from '../../../shared/contract/index.ts'
import { foldPages } from '../../../renderer/screens/pages/folding.ts'
import { between, firstFrame, nudge, withinPage } from '../../../renderer/screens/pages/frame-box.ts'

const page = (ordinal: number, part: Partial<PageLine> = {}): PageLine => ({
  ordinal, place: ordinal, state: 'read', leftOut: null, digest: '', capturedAt: '', widthPx: 1000, heightPx: 1400, dpi: 300, blank: false, warnings: [], treatments: [], turn: 0, skew: 0, crop: null,
  told: { turn: false, skew: false, crop: false }, ...part,
})
const blank = (ordinal: number): PageLine => page(ordinal, { blank: true, state: 'blank' })
const told = (pages: readonly PageLine[], opened: readonly number[] = [], current: number | null = null): string => foldPages(pages, new Set(opened), current).map((row) => (row.kind === 'page' ? String(row.page.ordinal) : `[${row.pages.map(({ ordinal }) => ordinal).join(' ')}]`)).join(' ')

describe('the list of pages', () => {
  const pages = [page(1), blank(2), page(3, { leftOut: 'by an officer' as PageLine['leftOut'], place: null, state: 'left out' }), page(4), blank(5)]

  test('runs of blank and left-out pages are folded, none is dropped', () => {
    expect(told(pages)).toBe('1 [2 3] 4 [5]')
  })

  test('a run is shown when it was opened, or when one of it is looked at', () => {
    expect(told(pages, [2])).toBe('1 2 3 4 [5]')
    expect(told(pages, [], 3)).toBe('1 2 3 4 [5]')
  })

  test('a record of blank pages alone is one row that can be opened', () => {
    expect(told([blank(1), blank(2)])).toBe('[1 2]')
    expect(told([blank(1), blank(2)], [1])).toBe('1 2')
  })
})

describe('the frame of a crop', () => {
  const size = { widthPx: 1000, heightPx: 1400 }

  test('never leaves the page and is never nothing', () => {
    expect(withinPage({ x: -50, y: 1390, width: 5000, height: 1 }, size)).toEqual({ x: 0, y: 1360, width: 1000, height: 40 })
    expect(between({ x: 900, y: 700 }, { x: 100, y: 300 }, size)).toEqual({ x: 100, y: 300, width: 800, height: 400 })
    const { x, y, width, height } = firstFrame(size)
    expect([x >= 0, y >= 0, x + width <= 1000, y + height <= 1400]).toEqual([true, true, true, true])
  })

  test('is moved by arrows, and sized with Shift', () => {
    const frame = { x: 100, y: 100, width: 200, height: 200 }
    expect(nudge(frame, 'ArrowRight', false, size)).toEqual({ ...frame, x: 105 })
    expect(nudge(frame, 'ArrowUp', true, size)).toEqual({ ...frame, height: 195 })
    expect(nudge({ x: 800, y: 0, width: 200, height: 200 }, 'ArrowRight', false, size)).toEqual({ x: 800, y: 0, width: 200, height: 200 })
  })
})
