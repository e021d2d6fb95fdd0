import { describe, expect, it } from 'vitest'
import { checkPersonalNumber } from '../../../shared/extract/index.ts'
import { calendarDate, type CalendarDate } from '../../../shared/model/index.ts'
import { isOfEndedUnit, placeOfNumber, provinceNamed, provinces } from '../../../shared/extract/places/provinces.ts'
import { today } from './page-builder.ts'

const day = (year: number, month: number): CalendarDate => calendarDate(year, month, 1) ?? today

describe('provinces', () => {
  it('are 34 made of 63, six of them cities, each code once', () => {
    const formers = provinces.flatMap(({ madeOf }) => madeOf)
    expect([provinces.length, formers.length, provinces.filter(({ kind }) => kind === 'thành phố').length]).toEqual([34, 63, 6])
    expect(new Set(provinces.map(({ code }) => code)).size).toBe(34)
    expect(new Set(formers.map(({ numberCode }) => numberCode)).size).toBe(63)
  })
  it('take their code from one of those they are made of', () => {
    for (const { code, madeOf } of provinces) expect(madeOf.map(({ numberCode }) => numberCode)).toContain(`0${code}`)
  })
  it.each([['Hà Giang', 'Tuyên Quang', false], ['HÀ GIANG', 'Tuyên Quang', false], ['Đồng Tháp', 'Đồng Tháp', true], ['Bà Rịa – Vũng Tàu', 'Hồ Chí Minh', false]])('know what %s is today', (name, now, isToday) => {
    expect(provinceNamed(name)).toMatchObject({ province: { name: now }, isToday })
  })
  it('do not know a place that is none', () => expect(provinceNamed('Thanh Giang')).toBeUndefined())
})

describe('an agency of a unit that ended', () => {
  it.each([
    ['Ủy ban nhân dân tỉnh Hà Giang', true], ['ỦY BAN NHÂN DÂN HUYỆN ĐỒNG VĂN', true], ['Uỷ ban nhân dân quận Ba Đình', true],
    ['Ủy ban nhân dân tỉnh Tuyên Quang', false], ['Ủy ban nhân dân xã Đồng Mây', false], ['Ủy ban nhân dân tỉnh Thanh Giang', false], ['Tòa án nhân dân tỉnh Hà Giang', false],
  ])('%s since July 2025: %s, never before', (agency, ended) => {
    expect(isOfEndedUnit(agency, day(2025, 7))).toBe(ended)
    expect(isOfEndedUnit(agency, day(2025, 6))).toBe(false)
  })
})

describe('a personal number', () => {
  it('names the place of birth registration by a code that was given out', () => {
    expect(placeOfNumber('002185000123')?.name).toBe('Hà Giang')
    expect(checkPersonalNumber('003185000123', { today, trainingStation: false })).toEqual(['ID_PLACE_UNKNOWN'])
  })
  it.each([
    ['001085001162', { birth: '1985-03-09', sex: 'male' }, []], ['001085001162', { birth: '1985' }, []], ['001085001162', { birth: '1986-03-09' }, ['ID_BIRTH_DIFFERS']],
    ['001185001162', { sex: 'male' }, ['ID_SEX_DIFFERS']], ['001301002745', { birth: '2001-02-09', sex: 'female' }, []], ['001301002745', { birth: '1901-02-09' }, ['ID_BIRTH_DIFFERS']],
  ] as const)('%s is held against what else is told of its bearer', (id, bearer, codes) => {
    expect(checkPersonalNumber(id, { today, trainingStation: false }, bearer)).toEqual(codes)
  })
})
