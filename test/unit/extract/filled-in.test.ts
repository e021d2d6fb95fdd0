import { describe, expect, it } from 'vitest'
import type { Box, ProposedField } from '../../../shared/model/index.ts'
import { agencyMiddle, extractFrom, field, head, page, titleMiddle, type BuiltPage } from './page-builder.ts'

/** A letter's head on which some words stand otherwise than typed print: `{ '07': { height: 46 } }`. */
function headWith(number: string, date: string, changed: Readonly<Record<string, { readonly height?: number; readonly confidence?: number }>>): BuiltPage {
  const typed = page(
    head('ỦY BAN NHÂN DÂN', 'TỈNH THANH GIANG'), { text: number, top: 290, centre: agencyMiddle }, { text: date, top: 290, centre: titleMiddle },
    { text: 'CHỈ THỊ', top: 400 }, { text: 'Nghị định số 81 ngày 01 tháng 11 năm 2019', top: 700 },
  )
  if (typed.text.state !== 'read') return typed
  const words = typed.text.words.map((word) => {
    const change = changed[word.text]
    const figureHeight = /^\d+$/u.test(word.text) ? 26 : word.box.height
    return { ...word, confidence: change?.confidence ?? word.confidence, box: { ...word.box, height: change?.height ?? figureHeight } }
  })
  return { ...typed, text: { ...typed.text, words } }
}

const handwritten = { value: '', confidence: 0, failedChecks: ['HANDWRITTEN'] }
const covers = (proposed: ProposedField | undefined, { x, width }: Pick<Box, 'x' | 'width'>): boolean =>
  proposed !== undefined && proposed.evidence.box.x <= x && proposed.evidence.box.x + proposed.evidence.box.width >= x + width

describe('a number in the gap before its notation', () => {
  const numberOf = (number: string, changed: Parameters<typeof headWith>[2] = {}): ProposedField | undefined =>
    field(extractFrom(headWith(number, 'Thanh Giang, ngày 05 tháng 3 năm 2026', changed)), 'codeNumber')

  it('is read where a stamp printed it', () => {
    expect(numberOf('Số: 507 /CT-UBND')).toMatchObject({ value: '507', failedChecks: [] })
  })

  it('is left to a person where it is taller than print: written by pen, however sure the engine is', () => {
    expect(numberOf('Số: 07 /CT-UBND', { '07': { height: 40, confidence: 0.95 } })).toMatchObject(handwritten)
  })

  it('is left to a person where the engine hardly believes it', () => {
    expect(numberOf('Số: 4235 /CT-UBND', { 4235: { confidence: 0.1 } })).toMatchObject(handwritten)
  })

  it.each(['Số: #4 /CT-UBND', 'Số: ÝZ /CT-UBND', 'Số:        /CT-UBND', 'Số ....... /CT-UBND'])('is left to a person in “%s”, and its picture is the gap', (line) => {
    const proposed = numberOf(line)
    expect(proposed).toMatchObject(handwritten)
    expect(covers(proposed, { x: agencyMiddle - 20, width: 10 })).toBe(true)
  })
})

it('is asked for with the rest of its line where nothing was read behind the label', () => {
  const asked = field(extractFrom(headWith('Số: .', 'Thanh Giang, ngày 05 tháng 3 năm 2026', {})), 'codeNumber')
  expect(asked).toMatchObject({ value: '', failedChecks: ['HANDWRITTEN'] })
  expect(covers(asked, { x: agencyMiddle, width: 150 })).toBe(true)
})

describe('a date whose day is filled in', () => {
  const dateOf = (date: string, changed: Parameters<typeof headWith>[2] = {}): ProposedField | undefined =>
    field(extractFrom(headWith('Số: 507/CT-UBND', date, changed)), 'issuedDate')

  it('is read in print', () => {
    expect(dateOf('Thanh Giang, ngày 05 tháng 3 năm 2026')).toMatchObject({ value: '2026-03-05', failedChecks: [] })
  })

  it('is left to a person where a figure is taller than print', () => {
    expect(dateOf('Thanh Giang, ngày 09 tháng 3 năm 2026', { '09': { height: 42 } })).toMatchObject(handwritten)
  })

  it.each(['ngày #9 tháng 3 năm 2026', 'ngày @3 tháng 01 năm 2025', 'ngày 12 tháng ({ năm 2026', 'tháng 5 năm 2021', 'ngày    tháng    năm 2026'])('is left to a person in “%s”, from ngày to the year', (date) => {
    const proposed = dateOf(`Thanh Giang, ${date}`)
    expect(proposed).toMatchObject(handwritten)
    expect(proposed?.evidence.read.startsWith(date.split(' ')[0] ?? '')).toBe(true)
    expect(proposed?.evidence.read.endsWith(date.slice(-4))).toBe(true)
  })

  it('is a proposal to confirm where the day stands close to its word, as figures do that are put in later', () => {
    const proposed = dateOf('Thanh Giang, ngày23 tháng 4 năm 2026')
    expect(proposed?.value).toBe('2026-04-23')
    expect(proposed?.confidence).toBeLessThan(0.9)
  })
})

describe('evidence', () => {
  const extraction = extractFrom(headWith('Số: 507 /CT-UBND', 'Thanh Giang, ngày 05 tháng 3 năm 2026', {}))

  it.each([
    ['codeNumber', '507'], ['codeNotation', '/CT-UBND'], ['issuedDate', 'ngày 05 tháng 3 năm 2026'], ['place', 'Thanh Giang,'],
  ] as const)('of %s is its own words and no others', (name, read) => {
    expect(field(extraction, name)?.evidence.read).toBe(read)
  })
})
