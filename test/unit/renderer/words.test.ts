import { describe, expect, test } from 'vitest'
import { isErrorCode } from '../../../shared/model/index.ts'
import { errorTexts } from '../../../shared/words/index.ts'
import { clock, day, parseDate, printDate } from '../../../renderer/words/dates.ts'
import { remedyTexts } from '../../../renderer/words/remedies.ts'

const command = /sohoa |--[a-z]/u

describe('words at the screen', () => {
  test('no error sends an officer to the terminal: where its text does, the screen has a way of its own', () => {
    const terminal = Object.entries(errorTexts).filter(([, { vi, en }]) => command.test(vi.todo) || command.test(en.todo)).map(([code]) => code)
    expect(terminal.filter((code) => !isErrorCode(code) || remedyTexts[code] === undefined)).toEqual([])
    for (const { vi, en } of Object.values(remedyTexts)) expect([vi, en].filter((text) => command.test(text))).toEqual([])
  })

  test('a remedy fills no place that its error has no value for', () => {
    for (const [code, remedy] of Object.entries(remedyTexts)) {
      const known = isErrorCode(code) ? JSON.stringify(errorTexts[code]) : ''
      for (const [place] of `${remedy.vi} ${remedy.en}`.matchAll(/\{\w+\}/gu)) expect(known, code).toContain(place)
    }
  })

  test('days are written and typed the Vietnamese way', () => {
    expect(day('2024-07-07T17:30:00Z')).toBe('08/07/2024')
    expect(clock('2026-11-22T02:12:00Z')).toBe('09:12 22/11/2026')
    expect(printDate('2024-07-08')).toBe('08/07/2024')
    for (const typed of ['8/7/2024', '08.07.2024', ' 08-07-2024 ', '08072024', '8 7 2024']) expect(parseDate(typed)).toBe('2024-07-08')
    expect(parseDate('tháng 7')).toBe('tháng 7')
  })
})
