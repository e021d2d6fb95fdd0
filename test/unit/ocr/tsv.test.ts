import { expect, test } from 'vitest'
import { wordsOfTsv } from '../../../shared/ocr/engines/tsv.ts'

const row = (text: string, width = 30, line = 1): string => `5\t1\t1\t1\t${line}\t1\t10\t20\t${width}\t12\t93.5\t${text}`

test('a number of a paper has slashes and Đ', () => {
  expect(wordsOfTsv([row('35⁄2018/QH14,'), row('08/QÐ-TTg')].join('\n')).map(({ text }) => text)).toEqual(['35/2018/QH14,', '08/QĐ-TTg'])
})

test('a dash is long where it is wider than capitals beside it are high, else short', () => {
  const dashes = [row('Đơn'), row('—', 15), row('giá'), row('—', 9), row('2.'), row('—', 15, 2), row('quê—nhà', 60)]
  expect(wordsOfTsv(dashes.join('\n')).map(({ text }) => text)).toEqual(['Đơn', '—', 'giá', '–', '2.', '–', 'quê–nhà'])
})

test('words are NFC, without what is not seen, and never empty', () => {
  expect(wordsOfTsv(['level\tpage_num', row('quyết'.normalize('NFD')), row('\u200B'), row('  ')].join('\n'))).toEqual([
    { text: 'quyết', left: 10, top: 20, width: 30, height: 12, confidence: 0.935, block: 1, paragraph: 1, line: 1 },
  ])
})
