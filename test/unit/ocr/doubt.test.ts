import { describe, expect, test } from 'vitest'
import { isDoubted, type Word } from '../../../shared/model/index.ts'
import { decidedText } from '../../../shared/ocr/words/decide.ts'
import { withDoubts } from '../../../shared/ocr/words/doubt.ts'
import { wordPairs } from '../../../shared/ocr/words/word-pairs.ts'

function wordsOf(text: string, confidence: number): Word[] {
  return text.split(' ').map((word): Word => ({ text: word, box: { x: 0, y: 0, width: 1, height: 1 }, confidence, block: 1, paragraph: 1, line: 1 }))
}
const doubtedIn = (text: string, confidence: number): string[] => withDoubts(wordsOf(text, confidence), wordPairs()).filter(isDoubted).map((word) => word.text)

describe('a person is led to', () => {
  test.each([
    ['a word in whose place another with other marks is likelier, though the engine believes it', 'người dấn ở nhà nước', 0.96, ['dấn']],
    ['the same beside what is misread too', 'thuộc thâm quyền', 0.96, ['thâm']],
    ['figures believed a little less than words', '2B 137/2024/NĐ-CP', 0.84, ['2B', '137/2024/NĐ-CP']],
    ['what is no syllable and no abbreviation', 'cơ quan tíng đến', 0.94, ['tíng']],
    ['signs that were hardly read', 'Ủy ban | nhân dân', 0.8, ['|']],
    ['a capacity without its dot, however it is believed', 'KT, CHÁNH VĂN PHÒNG', 0.99, ['KT,']],
    ['the parts of a notation that was torn', '/QĐ- -TTg ngày', 0.99, ['/QĐ-', '-TTg']],
    ['a day that no calendar has', 'ngày 0/4/2026 và 29.02.2024;', 0.99, ['0/4/2026']],
    ['signs that no administrative paper has', 'giai ‹ đoạn', 0.99, ['‹']],
    ['no dash, short or long, that is believed', '20 — 50 – 95.000', 0.95, []],
    ['words of which nothing else speaks', 'Thắm khuê', 0.85, ['Thắm', 'khuê']],
  ])('%s', (_, text, confidence, doubted) => {
    expect(doubtedIn(text, confidence)).toEqual(doubted)
  })
})

test('a person is led to a word that was mended though the engine was sure of it', () => {
  const mended = (confidence: number): boolean[] => withDoubts([...wordsOf('thành', confidence), ...wordsOf('phố', confidence).map((word) => ({ ...word, read: 'phô' }))], wordPairs()).map(isDoubted)
  expect([mended(0.97), mended(0.9)]).toEqual([[false, true], [false, false]])
})

describe('a person is not led to', () => {
  test('known pairs that the engine hardly believes, under a stamp say', () => {
    expect(doubtedIn('Ủy ban nhân dân thành phố', 0.55)).toEqual([])
  })

  test('abbreviations', () => {
    expect(doubtedIn('HĐND, UBND, TTg', 0.8)).toEqual([])
  })

  test('what numbers the parts of a text', () => {
    expect(doubtedIn('b) đ) c. (ii)', 0.8)).toEqual([])
  })

  test('anything that is believed as clean print is', () => {
    expect(doubtedIn('Căn cứ Luật số 47 ngày 19 tháng 6 năm 2015 của ông Lò Văn Xôn', 0.975)).toEqual([])
  })
})

test('a page is decided about once: corrected words are judged as corrected, and keep what was read', () => {
  const text = decidedText({ state: 'read', words: wordsOf('Thành phô', 0.9), engine: 'e', model: 'm' })
  expect(text.state === 'read' ? text.words.map(({ text: word, read, doubted }) => ({ word, read, doubted })) : []).toEqual([
    { word: 'Thành', read: undefined, doubted: false }, { word: 'phố', read: 'phô', doubted: false },
  ])
  expect(decidedText({ state: 'blank' })).toEqual({ state: 'blank' })
})

test('readings of before words were judged are doubted by belief', () => {
  expect([0.79, 0.81].map((confidence) => isDoubted({ confidence }))).toEqual([true, false])
})
