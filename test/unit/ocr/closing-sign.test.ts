import { describe, expect, test } from 'vitest'
import type { Word } from '../../../shared/model/index.ts'
import { withClosingSign } from '../../../shared/ocr/words/closing-sign.ts'
import { corrected } from '../../../shared/ocr/words/correction.ts'
import { wordPairs } from '../../../shared/ocr/words/word-pairs.ts'

const word = (text: string, x: number, width: number, line = 1): Word => ({ text, box: { x, y: 10 * line, width, height: 30 }, confidence: 0.9, block: 1, paragraph: 1, line })

describe('the sign that ends a text stands at its last word', () => {
  test('a dot lost where the sign touches the word is put back, and what was read is kept', () => {
    expect(withClosingSign([word('thực', 0, 60), word('hiện', 70, 90), word('/.', 150, 25)])).toEqual([
      word('thực', 0, 60), { ...word('hiện', 70, 105), text: 'hiện./.', read: 'hiện/.' },
    ])
  })

  test('a whole sign is only joined', () => {
    expect(withClosingSign([word('này', 0, 60), word('./.', 62, 30)])).toEqual([{ ...word('này', 0, 92), text: 'này./.' }])
  })

  test('marks of the word before it are mended nevertheless, and its first reading stays', () => {
    const mended = corrected(withClosingSign([word('Quyêt', 0, 60), word('đinh', 70, 90), word('/.', 150, 25)]), wordPairs())
    expect(mended.map(({ text, read }) => ({ text, read }))).toEqual([{ text: 'Quyết', read: 'Quyêt' }, { text: 'định./.', read: 'đinh/.' }])
  })

  test.each([
    ['a figure', [word('12', 0, 60), word('/.', 62, 30)]],
    ['a word on another line', [word('này', 0, 60, 1), word('./.', 62, 30, 2)]],
    ['a word far away', [word('này', 0, 60), word('./.', 200, 30)]],
    ['no word at all', [word('./.', 0, 30)]],
  ])('%s takes no sign', (_, words) => {
    expect(withClosingSign(words)).toEqual(words)
  })
})
