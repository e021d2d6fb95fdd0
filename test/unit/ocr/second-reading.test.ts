import { describe, expect, it } from 'vitest'
import { withSecondReading, type RereadRegion } from '../../../shared/ocr/second-reading/second-reading.ts'
import type { RawWord } from '../../../shared/ocr/engines/tsv.ts'

const region = { left: 800, top: 1000, width: 600, height: 200 }

function word(text: string, left: number, top: number, confidence = 0.95, line = 1): RawWord {
  return { text, left, top, width: text.length * 14, height: 28, confidence, block: 1, paragraph: 1, line }
}

/** A region read again; `ink`: where something black stands, px of the region. */
function again(words: readonly RawWord[], ink: readonly { left: number; top: number; width: number; height: number }[] = []): RereadRegion {
  const pixels = new Uint8Array(region.width * region.height).fill(255)
  for (const spot of ink) {
    for (let y = spot.top; y < spot.top + spot.height; y++) pixels.fill(0, y * region.width + spot.left, y * region.width + spot.left + spot.width)
  }
  return { region, picture: { width: region.width, height: region.height, pixels }, words }
}

const said = (words: readonly RawWord[]): string[] => words.map((one) => one.text)

describe('joining a second reading', () => {
  it('takes over a line that the first reading lost, at its place on the page', () => {
    const found = withSecondReading([word('Nơi', 100, 1000)], [again([word('Lê', 100, 50), word('Minh', 150, 50), word('Hưng', 220, 50)])])
    expect(said(found)).toEqual(['Nơi', 'Lê', 'Minh', 'Hưng'])
    expect(found[1]).toMatchObject({ left: 900, top: 1050, confidence: 0.95 })
  })

  it('invents nothing from a seal’s texture', () => {
    const texture = [word('À', 10, 10, 0.92), word('c>', 60, 10, 0.2), word('SUÀ', 10, 60, 0.1), word('7⁄20', 90, 60, 0.7), word('xã', 10, 120, 0.77, 3), word('4', 200, 120, 0.9, 4), word('Xqzt', 300, 120, 0.95, 5), word('m..~', 400, 120, 0.9, 6)]
    expect(withSecondReading([], [again(texture)])).toEqual([])
  })

  it('never replaces a word that explains its ink, however sure the second reading is', () => {
    const first = word('CHỦ', 900, 1050, 0.6)
    expect(said(withSecondReading([first], [again([word('CHÚ', 100, 50, 0.97), word('TỊCH', 150, 50, 0.97)])]))).toEqual(['CHỦ', 'TỊCH'])
  })

  it('replaces a number that the engine disbelieved by the same number believed', () => {
    const found = withSecondReading([word('Số:453', 900, 1050, 0.02)], [again([word('Số:', 100, 50, 0.97), word('453', 145, 50, 0.97)])])
    expect(found.map(({ text, confidence }) => [text, confidence])).toEqual([['Số:', 0.97], ['453', 0.97]])
  })

  it('keeps a disbelieved number where the second reading finds nothing', () => {
    expect(said(withSecondReading([word('Số:453', 900, 1050, 0.02)], [again([])]))).toEqual(['Số:453'])
  })

  it('doubts a run beside ink that stays unread: it may be the rest of a longer name', () => {
    const beside = { left: 70, top: 50, width: 26, height: 28 }
    const found = withSecondReading([], [again([word('Minh', 100, 50), word('Hưng', 170, 50)], [beside])])
    expect(found.map((one) => one.confidence < 0.6)).toEqual([true, true])
  })

  it('doubts a first reading beside unread ink: PHÓ may be missing before CHỦ TỊCH', () => {
    const [role, rest] = [word('CHỦ', 900, 1050), word('TỊCH', 955, 1050)]
    const covered = withSecondReading([role, rest], [again([], [{ left: 60, top: 50, width: 34, height: 28 }])])
    expect(covered[0]?.confidence).toBeLessThan(0.6)
    expect(withSecondReading([role, rest], [again([])])).toEqual([role, rest])
  })

  it('leaves a notation beside a number filled in by hand as sure as it was', () => {
    const notation = word('/QĐ-UBND', 900, 1050)
    expect(withSecondReading([notation], [again([], [{ left: 60, top: 50, width: 34, height: 28 }])])).toEqual([notation])
  })

  it('takes a lone figure where page numbers stand, and nothing else there', () => {
    const figures = (...words: RawWord[]): string[] => said(withSecondReading([], [{ ...again(words), region: { ...region, figure: true } }]))
    expect(figures(word('3', 100, 50, 0.7))).toEqual(['3'])
    expect(figures(word('-', 80, 50, 0.7), word('12', 100, 50, 0.9), word('-', 140, 50, 0.8))).toEqual(['-', '12', '-'])
    expect(figures(word('3', 100, 50, 0.4)), 'hardly believed').toEqual([])
    expect(figures(word('2026', 100, 50, 0.95)), 'a year').toEqual([])
    expect(figures(word('Ủy', 100, 50, 0.99)), 'a word').toEqual([])
    expect(said(withSecondReading([], [again([word('3', 100, 50, 0.95)])])), 'anywhere else').toEqual([])
  })
})
