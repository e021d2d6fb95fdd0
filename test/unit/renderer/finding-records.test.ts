import { describe, expect, test } from 'vitest'
import { dayOf, narrows, questionOf } from '../../../renderer/screens/records/filters.ts'
import { piecesFound } from '../../../renderer/screens/records/found-words.ts'
import { proofOf } from '../../../renderer/screens/records/proof.ts'
import { methods } from '../../../shared/contract/index.ts'

const none = { words: '', work: '', from: '', to: '' }
const found = (text: string, words: string): string[] => piecesFound(text, words).filter((piece) => piece.found).map(({ text: piece }) => piece)

describe('the question that filters ask', () => {
  test('without words the newest are listed, narrowed by state and days alone', () => {
    expect(questionOf(none)).toEqual({ ask: 'list', params: {} })
    expect(questionOf({ ...none, words: ' …', work: 'signed', from: '1/2/2026', to: '02022026' })).toEqual({ ask: 'list', params: { work: 'signed', from: '2026-02-01', to: '2026-02-02' } })
  })

  test('with words they are searched for while they are typed, and the station takes every question', () => {
    const question = questionOf({ words: 'nghi dinh', work: 'voided', from: '08/07/2024', to: '' })
    expect(question).toMatchObject({ ask: 'search', params: { words: 'nghi dinh', typing: true, work: ['voided'], from: '2024-07-08' } })
    expect(methods['record.search'].params.safeParse(question.params).success).toBe(true)
    expect(methods['record.search'].params.safeParse(questionOf({ ...none, words: 'x'.repeat(2000) }).params).success).toBe(true)
  })

  test('a day that is not typed to its end, or does not exist, does not filter', () => {
    for (const from of ['1', '31/02/2026', '2026', '00/01/2026', 'hôm qua']) expect(questionOf({ ...none, from })).toEqual({ ask: 'list', params: {} })
    expect([dayOf(''), dayOf('31/02/2026'), dayOf('29.2.2024')]).toEqual([null, undefined, '2024-02-29'])
  })

  test('nothing found offers a search without filters only where there are some', () => {
    expect(narrows({ ...none, words: 'x' })).toBe(false)
    expect(narrows({ ...none, to: '1' })).toBe(true)
  })
})

describe('the words that were looked for', () => {
  test('are told apart with and without tones, and pieces put together are the text', () => {
    const text = 'Quyết định số 206/QĐ-UBND, đất đai'
    expect(found(text, 'quyet định')).toEqual(['Quyết', 'định'])
    expect(found(text, 'DAT dai')).toEqual(['đất', 'đai'])
    expect(piecesFound(text, 'dinh 206').map((piece) => piece.text).join('')).toBe(text)
  })

  test('only the last word may be a beginning, from its third letter on', () => {
    expect(found('Nguyễn Nguyệt', 'nguy')).toEqual(['Nguyễn', 'Nguyệt'])
    expect(found('Nguyễn Nguyệt', 'ng')).toEqual([])
    expect(found('Nguyễn Nguyệt', 'nguy nguyet')).toEqual(['Nguyệt'])
    expect(found('bất kỳ', '(*')).toEqual([])
  })
})

describe('the proof of a step', () => {
  test('digests are shortened, what stands in other columns is left out', () => {
    const digest = 'ab'.repeat(32)
    expect(proofOf(JSON.stringify({ actor: 'Hà', decision: 'frozen', reason: 'sai', pdf: digest, pages: 3, strip: false, kept: true, none: null }))).toEqual([
      { name: 'pdf', value: 'abababababab…', whole: digest }, { name: 'pages', value: '3', whole: null }, { name: 'kept', value: '✓', whole: null },
    ])
  })
})
