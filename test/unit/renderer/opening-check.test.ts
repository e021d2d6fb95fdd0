import { expect, test } from 'vitest'
import { toldChecks } from '../../../renderer/app/told-checks.ts'
import { doctorChecks } from '../../../shared/model/index.ts'
import { doctorText } from '../../../shared/words/index.ts'

const all = (state: 'good' | 'attention' | 'bad') => doctorChecks.map((check) => ({ check, state, params: {} }))
const names = (checks: ReturnType<typeof toldChecks>): string[] => checks.map(({ check }) => check)

test('the counter tells of data, clock, certificate, backup and disk; other screens only what is not well and cannot wait', () => {
  expect(names(toldChecks(all('good'), true))).toEqual(['integrity', 'clock', 'certificate', 'backup', 'disk'])
  expect(names(toldChecks(all('good'), false))).toEqual([])
  expect(names(toldChecks(all('attention'), false))).toEqual(['clock', 'certificate', 'disk'])
})

test('a certificate that ends soon, a disk that is nearly full and data never checked are told in words', () => {
  expect(doctorText('certificate', 'attention', { days: 20, date: '2026-12-12' }, 'vi')).toBe('còn 20 ngày (đến 12/12/2026): xin cấp lại')
  expect(doctorText('disk', 'bad', { freeMebibytes: 700 }, 'vi')).toBe('sắp đầy: còn 0,7 GB; dọn ổ đĩa trước khi quét')
  expect(doctorText('integrity', 'attention', { days: -1, date: '' }, 'vi')).toBe('chưa kiểm tra lần nào')
})
