import { describe, expect, it } from 'vitest'
import { filledLinesOf, straightened, withFilledLines, type LineReading } from '../../../shared/ocr/second-reading/filled-lines.ts'
import type { RawWord } from '../../../shared/ocr/engines/tsv.ts'
import type { Picture } from '../../../shared/ocr/second-reading/unread-ink.ts'

const pageHeight = 2400
const region = { left: 300, top: 280, width: 420, height: 60 }
const step = 20

/** One sign drawn in a line: how high above the base at 46, how thick its stroke. */
interface Drawn {
  readonly sign: string
  readonly height?: number
  readonly stroke?: number
  readonly base?: number
}

const letters = (text: string): Drawn[] => Array.from(text, (sign) => ({ sign }))

/** A line with a stroke for every sign, and the words that an engine reads there in two sizes. */
function twice(drawn: readonly Drawn[], said: readonly (readonly [text: string, from: number, to: number])[], larger = said): LineReading[] {
  return [[1, said] as const, [1.5, larger] as const].map(([scale, words]) => {
    const [width, height] = [region.width * scale, region.height * scale]
    const pixels = new Uint8Array(width * height).fill(255)
    for (const [index, { height: high = 24, stroke = 4, base = 46 }] of drawn.entries()) {
      if (drawn[index]?.sign === ' ') continue
      const left = (10 + step * index) * scale
      for (let y = (base - high) * scale; y < base * scale; y++) pixels.fill(0, y * width + left, y * width + left + stroke * scale)
    }
    return {
      region, line: { scale, slant: 0 }, picture: { width, height, pixels },
      words: words.map(([text, from, to]): RawWord => ({ text, left: (8 + step * from) * scale, top: 12 * scale, width: step * (to - from) * scale, height: 40 * scale, confidence: 0.4, block: 1, paragraph: 1, line: 1 })),
    }
  })
}

function word(text: string, left: number, confidence = 0.9, line = 1): RawWord {
  return { text, left, top: 290, width: text.length * step, height: 36, confidence, block: 3, paragraph: 1, line }
}

const broken = [word('Số:2280', 308, 0.37), word('/QĐ-UBND', 540)]
const line = [...letters('Số:'), ...letters('2280'), { sign: ' ' }, { sign: ' ' }, ...letters('/QĐ-UBND')]
const glued = [['Số:2280', 0, 7], ['/QĐ-UBND', 9, 17]] as const
const told = (words: readonly RawWord[]): string[] => words.map(({ text }) => text)
const changed = (at: (index: number) => boolean, how: Omit<Drawn, 'sign'>): Drawn[] => line.map((drawn, index) => (at(index) ? { ...drawn, ...how } : drawn))
const figures = (index: number): boolean => index > 2 && index < 7

describe('a line of number or day that is read once more', () => {
  it('is one whose figures are doubted, lost or joined to letters, and stands in the upper half', () => {
    expect(filledLinesOf(broken, pageHeight)).toHaveLength(1)
    expect(filledLinesOf([word('Số:', 308), word('/QĐ-UBND', 540)], pageHeight)).toHaveLength(1)
    expect(filledLinesOf([word('Nội,', 900), word('ngày24', 1000), word('tháng', 1150), word('01', 1250), word('năm', 1300), word('2025', 1400)], pageHeight)).toHaveLength(1)
    expect(filledLinesOf([word('Số:', 308), word('12/QĐ-UBND', 400, 0.5)], pageHeight), 'typed with the paper').toHaveLength(1)
    expect(filledLinesOf([...broken, word('Nội,', 900), word('ngày24', 1000), word('tháng', 1150), word('01', 1250), word('năm', 1300), word('2025', 1400)], pageHeight), 'number and day on one line').toHaveLength(1)
    expect(filledLinesOf([word('Số:', 308), word('2280', 380, 0.95), word('/QĐ-UBND', 540)], pageHeight), 'believed').toEqual([])
    expect(filledLinesOf(broken.map((each) => ({ ...each, top: 1900 })), pageHeight), 'below').toEqual([])
  })

  it('gives figures that both sizes tell alike, parted from their label', () => {
    const words = withFilledLines(broken, twice(line, glued))
    expect(told(words)).toEqual(['Số:', '2280', '/QĐ-UBND'])
    expect(words[1]).toMatchObject({ left: 370, top: 302, height: 24, block: 3 })
    expect(words[1]?.confidence, 'believed, and a person is still asked').toBe(0.8)
  })

  it('stays as it was where the two sizes tell different figures', () => {
    expect(withFilledLines(broken, twice(line, glued, [['Số:2289', 0, 7], ['/QĐ-UBND', 9, 17]]))).toEqual(broken)
  })

  it('stays as it was where the figures stand as a pen sets them: uneven, higher than print, in thicker strokes', () => {
    expect(withFilledLines(broken, twice(changed((index) => index === 4, { height: 28 }), glued)), 'one higher').toEqual(broken)
    expect(withFilledLines(broken, twice(changed((index) => index === 4, { base: 43 }), glued)), 'one raised').toEqual(broken)
    expect(withFilledLines(broken, twice(changed(figures, { height: 32 }), glued)), 'all higher').toEqual(broken)
    expect(withFilledLines(broken, twice(changed(figures, { stroke: 7 }), glued)), 'thicker').toEqual(broken)
  })

  it('takes figures set higher than the line, as a printing stamp does', () => {
    expect(told(withFilledLines(broken, twice(changed(figures, { base: 42 }), glued)))).toEqual(['Số:', '2280', '/QĐ-UBND'])
  })

  it('parts a day from the words that it was joined to', () => {
    const known = [word('Nội,', 200), word('ngày', 308), word('22', 400, 0.2), word('tháng01', 430, 0.3), word('năm', 580), word('2025', 650)]
    const day = letters('ngày24tháng01năm2025')
    const words = withFilledLines(known, twice(day, [['ngày', 0, 4], ['24', 4, 6], ['tháng', 6, 11], ['O1', 11, 13], ['năm', 13, 16], ['2025', 16, 20]]))
    expect(told(words)).toEqual(['Nội,', 'ngày', '24', 'tháng', '01', 'năm', '2025'])
  })
})

describe('straightening a line', () => {
  it('brings leaning strokes upright, and leaves upright ones as they are', () => {
    const drawn = (slant: number): Picture => {
      const pixels = new Uint8Array(region.width * region.height).fill(255)
      for (let x = 40; x < 360; x += step) for (let y = 10; y < 50; y++) pixels.fill(0, y * region.width + x - Math.round(slant * y), y * region.width + x - Math.round(slant * y) + 4)
      return { width: region.width, height: region.height, pixels }
    }
    const leaning = straightened(drawn(0.25))
    expect(leaning.map(({ line: made }) => made.scale)).toEqual([1, 1.5])
    for (const { line: made } of leaning) expect(made.slant).toBeCloseTo(0.25, 0.9)
    expect(straightened(drawn(0)).map(({ line: made }) => made.slant)).toEqual([0, 0])
  })
})
