import { describe, expect, it } from 'vitest'
import { isVietnameseSyllable, vietnameseFigures } from '../../../shared/model/index.ts'

describe('a syllable of Vietnamese', () => {
  it.each(['quyết', 'Quốc', 'giếng', 'gì', 'NGHIÊNG', 'khuỷu', 'ngoằn', 'thuở', 'rượu', 'hoà', 'hòa', 'ý', 'yên', 'Huỳnh', 'được', 'xoong'])('%s is possible', (word) => {
    expect(isVietnameseSyllable(word)).toBe(true)
  })

  it.each([
    ['quyét', 'quy goes on with ê'], ['ngệ', 'ngh before ê'], ['cẽ', 'k before e'], ['kà', 'c before a'], ['tíng', 'inh, not ing'], ['dẫng6', 'a figure'],
    ['luât', 'a stopped rhyme without its tone'], ['tổc', 'a stopped rhyme with a tone that it never has'], ['tộ̀', 'two tones'], ['school', 'English'], ['', 'nothing'],
  ])('%s is not: %s', (word) => {
    expect(isVietnameseSyllable(word)).toBe(false)
  })

  it('is known in any Unicode form', () => {
    expect(isVietnameseSyllable('quyết'.normalize('NFD'))).toBe(true)
  })
})

describe('how Vietnamese words are', () => {
  it('tells administrative text from English by what is possible and what is marked', () => {
    const vietnamese = vietnameseFigures('Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;'.split(' '))
    const english = vietnameseFigures('The committee shall report to the minister within thirty days of its decision.'.split(' '))
    expect(vietnamese).toEqual({ words: 12, legal: 1, marked: 1 })
    expect(english.legal).toBeLessThan(0.3)
    expect(english.marked).toBe(0)
  })

  it('counts neither figures nor codes nor single letters', () => {
    expect(vietnameseFigures(['12/QĐ-UBND', '2026', 'a', '–', '(để'])).toEqual({ words: 1, legal: 1, marked: 1 })
    expect(vietnameseFigures([])).toEqual({ words: 0, legal: 0, marked: 0 })
  })
})
