import { expect, test } from 'vitest'
import type { RawWord } from '../../../shared/ocr/engines/tsv.ts'
import { onPage, sealedPicture, withSealedParts } from '../../../shared/ocr/second-reading/sealed-parts.ts'

const word = (text: string, left: number, confidence = 0.95, line = 1): RawWord => ({ text, left, top: 2070, width: 60, height: 30, confidence, block: 4, paragraph: 1, line })
const textsOf = (words: readonly RawWord[]): string[] => words.map(({ text }) => text)

const first = [word('Minh', 1220), word('Hưng', 1320)]
const told = (beginning: string, confidence = 0.5): RawWord[] => [word(beginning, 1150, confidence, 9), word('Minh', 1221, 0.9, 9), word('Hưng', 1321, 0.9, 9)]

test('a family name that two readings of a part under a seal tell alike completes the name, and a person is asked', () => {
  const words = withSealedParts(first, [[told('1ê'), told('`Lê', 0.43), told('Lê', 0.97)]])
  expect(textsOf(words)).toEqual(['Lê', 'Minh', 'Hưng'])
  expect(words[0]?.confidence).toBeLessThanOrEqual(0.6)
  expect(words[0]).toMatchObject({ block: 4, paragraph: 1, line: 1 })
})

test('what one size alone tells, or no syllable with a capital, is not taken', () => {
  for (const sizes of [[told('Lê'), told('Lễ'), told('1ê')], [told('Zx'), told('Zx'), told('Zx')], [told('guyễn'), told('guyễn'), told('guyễn')]]) {
    expect(withSealedParts(first, [sizes])).toEqual(first)
  }
})

test('a line is completed only where words follow that the first reading believes too', () => {
  const elsewhere = [word('Thọ', 1220), word('Trường', 1320)]
  expect(withSealedParts(elsewhere, [[told('Lê'), told('Lê')]])).toEqual(elsewhere)
  const farAway = [word('Lê', 900, 0.9, 9), ...told('Lê').slice(1)]
  expect(withSealedParts(first, [[farAway, farAway]])).toEqual(first)
})

test('what the first reading made of the covered word goes, but not a name that it believes', () => {
  expect(textsOf(withSealedParts([word('thạm', 1150, 0.83), ...first], [[told('Phạm', 0.9), told('Phạm', 0.5)]]))).toEqual(['Phạm', 'Minh', 'Hưng'])
  expect(textsOf(withSealedParts([word('Lâm', 1150, 0.83), ...first], [[told('Phạm', 0.9), told('Phạm', 0.5)]]))).toEqual(['Lâm', 'Minh', 'Hưng'])
  expect(textsOf(withSealedParts([word('Đố', 1150, 0.76), ...first], [[told('Đỗ', 0.93), told('Đỗ', 0.96)]]))).toEqual(['Đỗ', 'Minh', 'Hưng'])
})

test('words of an enlarged part stand where the page shows them', () => {
  const part = { left: 100, top: 200, width: 4, height: 2, pixels: new Uint8Array(8).fill(255) }
  expect(sealedPicture(part, 1.5)).toMatchObject({ width: 6, height: 3 })
  expect(onPage([{ ...word('Lê', 30), top: 60 }], part, 1.5)).toMatchObject([{ left: 120, top: 240, width: 40, height: 20 }])
})
