import { expect, test } from 'vitest'
import { withoutScribbles } from '../../../shared/ocr/scribble.ts'
import type { RawWord } from '../../../shared/ocr/tsv.ts'

function run(...words: readonly (readonly [string, number])[]): RawWord[] {
  return words.map(([text, confidence], index) => ({ text, confidence, left: 100 * index, top: 0, width: 90, height: 30, block: 1, paragraph: 1, line: 1 }))
}
const kept = (...words: readonly (readonly [string, number])[]): string => withoutScribbles(run(...words)).map(({ text }) => text).join(' ')

test.each([
  [[['Số:', 0.58], ['†0X/QĐ-', 0.17], ['-TTg', 0.55]]],
  [[['Só', 0.3], [':', 0.3], ['fZ7', 0.1]]],
  [[['‡oX', 0.2], ['/QĐ-TTg', 0.3]]],
  [[['ngày', 0.3], ['®&', 0.1], ['tháng', 0.3]]],
] as const)('the line of a number or a day is kept, whatever was made of the pen: %j', (words) => {
  expect(kept(...words)).toBe(words.map(([text]) => text).join(' '))
})

test('what the engine made of a signature is left out', () => {
  expect(kept(['lƯ/', 0.1], ['ằẰ', 0.05], ['v.', 0.2])).toBe('')
  expect(kept(['Nguyễn', 0.95], ['~˜#', 0.1], ['Văn', 0.94])).toBe('Nguyễn Văn')
})
