import { describe, expect, test } from 'vitest'
import type { Word } from '../../../shared/model/index.ts'
import { corrected } from '../../../shared/ocr/words/correction.ts'
import { parseWordPairs, wordPairs } from '../../../shared/ocr/words/word-pairs.ts'

/** Words of one block; a line a row. */
function wordsOf(text: string, confidence = 0.93): Word[] {
  return text.split('\n').flatMap((row, line) => row.split(' ').map((word): Word => (
    { text: word, box: { x: 0, y: line, width: 1, height: 1 }, confidence, block: 1, paragraph: 1, line })))
}
const textOf = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ')
const correction = (text: string, confidence?: number): string => textOf(corrected(wordsOf(text, confidence), wordPairs()))

describe('marks that were misread are mended by the words beside', () => {
  test.each([
    ['QUYÉT ĐỊNH', 'QUYẾT ĐỊNH'],
    ['Thành phô mùa mưa', 'Thành phố mùa mưa'],
    ['sửa đổi, bồ sung một sô điều', 'sửa đổi, bổ sung một số điều'],
    ['thẩm quyên của Ủy ban nhân dân', 'thẩm quyền của Ủy ban nhân dân'],
    ['Thu tướng Chính phú', 'Thủ tướng Chính phủ'],
    ['chính quyên địa phưong', 'chính quyền địa phương'],
    ['KÉ HOẠCH', 'KẾ HOẠCH'],
    ['phòng, chống tôi phạm, trốn thuê', 'phòng, chống tội phạm, trốn thuế'],
    ['giao quyên sử dụng khu vưc biển', 'giao quyền sử dụng khu vực biển'],
    ['nuôi trồng thúy sản', 'nuôi trồng thủy sản'],
    ['cơ sở đữ liệu', 'cơ sở dữ liệu'],
    ['(để báo cáo); thủ tuc hành chính;', '(để báo cáo); thủ tục hành chính;'],
  ])('%s', (read, right) => {
    expect(correction(read)).toBe(right)
  })

  test('a corrected word keeps what was read, its place and its confidence', () => {
    const [, second] = corrected(wordsOf('QUYÉT ĐỊNH\nTHÀNH PHÓ'), wordPairs()).slice(2)
    expect(second).toEqual({ text: 'PHỐ', read: 'PHÓ', box: { x: 0, y: 1, width: 1, height: 1 }, confidence: 0.93, block: 1, paragraph: 1, line: 1 })
  })

  test('words that stay have no other reading', () => {
    expect(corrected(wordsOf('Thành phố'), wordPairs()).some((word) => 'read' in word)).toBe(false)
  })
})

describe('nothing is invented', () => {
  test.each([
    ['a person’s name in capitals', 'TRẦN THÀNH PHÓ'],
    ['a person’s name', 'Ông Lê Trung Chỉnh và bà Võ Thị Thành Phó'],
    ['figures and codes', 'số 12/QĐ-UBNĐ ngày 3l tháng 1O năm 2O26'],
    ['a word between words of which nothing is known', 'Pleiku bồ Kông'],
    ['a name of a place whose mark makes another word', 'thành phố Đà Nẵng nhiệm kỳ'],
    ['words in use that stand in no known pair', 'đập tràn, mặt nước hồ, dọc kè'],
    ['a name of three words, whatever stands behind it', 'Trương Việt Dũng\nmục đích', 0.97],
    ['a word with more marks than the likelier one, when the engine believes it', 'thoát nước khi mưa và', 0.95],
    ['a name that begins behind a word with which it would make a pair', 'Hội đồng Bảo an'],
    ['English', 'The quick brown fox is a dog'],
  ])('%s stays as it was read', (_, text, confidence = 0.6) => {
    expect(correction(text, confidence)).toBe(text.replaceAll('\n', ' '))
  })

  test('words of another clause or block vouch for nothing', () => {
    expect(correction('được quyết, phô biến.')).not.toContain('phố')
    const [first, second] = wordsOf('thành phô')
    if (first === undefined || second === undefined) throw new Error('two words')
    expect(textOf(corrected([first, { ...second, block: 2 }], wordPairs()))).toBe('thành phô')
  })

  test('letters never change, only marks; punctuation and case stay', () => {
    const page = 'CHỦ TICH ỦY BAN NHÂN DÂN “Thành phô”; (thủ tuc), hành chinh!'
    const bare = (text: string): string => text.normalize('NFD').replace(/\p{Mn}/gu, '').replaceAll('đ', 'd')
    expect(bare(correction(page))).toBe(bare(page))
  })
})

test('what was mended vouches for its neighbour, and the same words give the same result', () => {
  const read = wordsOf('thu tuc hanh chinh')
  expect(corrected(read, wordPairs())).toEqual(corrected(read, wordPairs()))
  expect(corrected(corrected(read, wordPairs()), wordPairs())).toEqual(corrected(read, wordPairs()))
})

test('a file of pairs of another form is no list of pairs', () => {
  expect(() => parseWordPairs('thành 3', '')).toThrow()
  expect(parseWordPairs('thành phố3 lập', 'phó').likelihood('thành', 'phố')).toBeGreaterThan(0.2)
})
