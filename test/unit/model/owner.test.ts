import { expect, test } from 'vitest'
import { maskId, maskNumbers, sameName, shownId, veilNumbers } from '../../../shared/model/index.ts'

test('a number shows at most its ends, a short one less, a very short one nothing', () => {
  expect(['001099012345', '012345678', 'B1234567', '1234567', ''].map(maskId)).toEqual(['0010…2345', '01…78', 'B1…67', '…', '…'])
  expect(['0010…2345', '01…78', '…'].map(maskId), 'masked once and for all').toEqual(['0010…2345', '01…78', '…'])
})

test('an organisation’s code is public, a person’s number is not', () => {
  expect(shownId({ kind: 'organisation', id: '0900000000' })).toBe('0900000000')
  expect(shownId({ kind: 'person', id: '001099012345' })).toBe('0010…2345')
  expect(shownId({ kind: 'person', id: null })).toBeNull()
})

test('twelve digits in a row are masked wherever they stand, however they are spaced; others are left', () => {
  expect(maskNumbers('Số 001099012345; 001 099 012 345, 001.099.012.345')).toBe('Số 0010…2345; 0010…2345, 0010…2345')
  for (const text of ['Số 112/GPXD', '0900 000 031', '1234567890123', 'ngày 03/11/2026', 'H99.12-261103-0007']) expect(maskNumbers(text)).toBe(text)
  const spaced = 'số 001 099 012345 và 001099012345'
  expect(veilNumbers(spaced)).toHaveLength(spaced.length)
  expect(veilNumbers('số 001099012345')).toBe('số 0010••••2345')
})

test('names are the same but for form, spacing, case, the place of the tone and look-alikes; never but for a tone', () => {
  for (const [left, right] of [['Đặng Hòa', 'ĐẶNG  HOÀ'], ['Thủy', 'Thuỷ'], ['Khuê', 'Khuê'.normalize('NFD')], ['Đức', 'Ðức'], ["H'Hen", 'H’Hen'], ['Vi\u200b Lam', 'Vi Lam']] as const) {
    expect(sameName(left, right), `${left} ${right}`).toBe(true)
  }
  for (const [left, right] of [['Hòa', 'Hoa'], ['Hòa', 'Hóa'], ['Lý', 'Lí'], ['Đức', 'Dức'], ['Vi Lam', 'ViLam'], ['', 'Lam']] as const) expect(sameName(left, right), `${left} ${right}`).toBe(false)
})
