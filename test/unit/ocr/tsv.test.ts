import { expect, test } from 'vitest'
import { wordsOfTsv } from '../../../shared/ocr/tsv.ts'

const row = (text: string): string => `5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t93.5\t${text}`

test('a number of a paper has slashes and Đ, and a dash is no long one', () => {
  expect(wordsOfTsv([row('35⁄2018/QH14,'), row('—'), row('08/QÐ-TTg')].join('\n')).map(({ text }) => text)).toEqual(['35/2018/QH14,', '–', '08/QĐ-TTg'])
})

test('words are NFC, without what is not seen, and never empty', () => {
  expect(wordsOfTsv(['level\tpage_num', row('quyết'.normalize('NFD')), row('\u200B'), row('  ')].join('\n'))).toEqual([
    { text: 'quyết', left: 10, top: 20, width: 30, height: 12, confidence: 0.935, block: 1, paragraph: 1, line: 1 },
  ])
})
