import { expect, test } from 'vitest'
import { withoutScribbles } from '../../../shared/ocr/layout/scribble.ts'
import type { RawWord } from '../../../shared/ocr/engines/tsv.ts'

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

test('a line of print that the engine hardly makes out is kept, word by word; a few words by themselves may be a scribble', () => {
  const line = [['tên', 0.28], ['ong', 0.35], ['co', 0.41], ['đnvy', 0.1], ['con', 0.27], ['bê', 0.07], ['|', 0.1], ['thn', 0.2], ['mai.', 0.3]] as const
  expect(kept(...line)).toBe('tên ong co đnvy con bê thn mai.')
  expect(kept(...line.slice(0, 3))).toBe('')
  expect(kept(['cổio', 0.1], ['mỏng', 0.2], ['ho', 0.2], ['mu', 0.3], ['ohnpi],`', 0.2], ['sáenb', 0.3], ['fZ', 0.1]), 'a seal').toBe('')
})
