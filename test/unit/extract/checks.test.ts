import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkField, checkPersonalNumber, normaliseField } from '../../../shared/extract/index.ts'
import { fieldNames } from '../../../shared/model/index.ts'
import { today } from './page-builder.ts'

const office = { today, trainingStation: false }

describe('checkField', () => {
  it.each([
    ['issuedDate', '2026-11-22'], ['codeNumber', '01'], ['codeNumber', '12a'], ['codeNumber', '099301002745'], ['codeNotation', 'QĐ-UBND'], ['codeNotation', '2026/TT-BCA'],
    ['codeNotation', 'GPXD'], ['codeNotation', 'BTTTT-CĐSQG&ATTT'], ['signerName', 'Lò Thanh Hải Vân'], ['signerName', 'Y Nguyên'], ['urgency', 'Hỏa tốc'],
    ['signingCapacity', 'TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH'], ['subject', 'V/v nghỉ lễ'],
  ] as const)('passes %s %s', (name, text) => expect(checkField(name, text, office)).toEqual([]))

  it.each([
    ['issuedDate', '2026-11-23', 'DATE_IN_FUTURE'], ['issuedDate', '22/11/2026', 'DATE_MALFORMED'], ['issuedDate', '2026-02-30', 'DATE_MALFORMED'],
    ['issuedDate', '1945-09-01', 'DATE_TOO_EARLY'], ['codeNumber', 'mười hai', 'NUMBER_MALFORMED'], ['codeNotation', '/QĐ-UBND', 'NOTATION_MALFORMED'],
    ['codeNotation', 'Q'.repeat(31), 'TOO_LONG'], ['signerName', 'Vân', 'NAME_MALFORMED'], ['signingCapacity', 'CHỦ TỊCH', 'CAPACITY_MALFORMED'],
    ['urgency', 'Gấp', 'URGENCY_UNKNOWN'], ['subject', 'a'.repeat(501), 'TOO_LONG'], ['place', '…', 'NO_LETTERS'], ['subject', '  ', 'EMPTY'],
  ] as const)('fails %s “%s”', (name, text, code) => expect(checkField(name, text, office)).toContain(code))
})

describe('checkPersonalNumber', () => {
  it('accepts place code 099 in training stations only', () => {
    expect(checkPersonalNumber('099198003308', { today, trainingStation: true })).toEqual([])
    expect(checkPersonalNumber('099198003308', office)).toEqual(['ID_PLACE_UNKNOWN'])
  })

  it.each([
    ['001099012345', []], ['00109901234', ['ID_MALFORMED']], ['001999012345', ['ID_MALFORMED']], ['000099012345', ['ID_PLACE_UNKNOWN']], ['001299012345', ['ID_BIRTH_IN_FUTURE']],
  ])('judges %s', (id, codes) => expect(checkPersonalNumber(id, office)).toEqual(codes))
})

describe('normaliseField', () => {
  it.each([
    ['issuedDate', '05/01/2026', '2026-01-05'], ['issuedDate', '5.1.2026', '2026-01-05'], ['issuedDate', 'ngày 5 tháng 1 năm 2026', '2026-01-05'],
    ['issuedDate', '2026-01-05', '2026-01-05'], ['issuedDate', '31/02/2026', '31/02/2026'], ['codeNumber', 'Số: 12', '12'], ['codeNotation', '/QĐ – UBND', 'QĐ-UBND'],
    ['documentType', 'QUYẾT ĐỊNH', 'Quyết định'], ['urgency', 'hỏa tốc', 'Hỏa tốc'], ['subject', '  Về   việc ', 'Về việc'], ['place', 'Đà Nẵng'.normalize('NFD'), 'Đà Nẵng'],
  ] as const)('makes of %s “%s” “%s”', (name, typed, held) => expect(normaliseField(name, typed)).toBe(held))

  it('changes nothing the second time', () => {
    fc.assert(fc.property(fc.constantFrom(...fieldNames), fc.string({ unit: 'grapheme', maxLength: 40 }), (name, typed) => {
      const once = normaliseField(name, typed)
      expect(normaliseField(name, once)).toBe(once)
    }))
  })
})
