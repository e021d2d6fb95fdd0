import { describe, expect, test } from 'vitest'
import type { CheckCode } from '../../../shared/extract/index.ts'
import { errorRegistry, isErrorCode, verdictReasons, workStates } from '../../../shared/model/index.ts'
import { refusalAnswer } from '../../../shared/wire/index.ts'
import { checkTerms, errorTexts, explainError, receiverRefusalTerms, verdictReasonTerms } from '../../../shared/words/index.ts'

const codes = Object.keys(errorRegistry).filter(isErrorCode)
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name).toSorted()

describe('every error', () => {
  test.each(codes)('%s says what happened, why, and what to do, in both languages', (code) => {
    for (const language of ['vi', 'en'] as const) {
      const { what, why, todo } = errorTexts[code][language]
      for (const sentence of [what, why, todo]) expect(sentence.trim().length).toBeGreaterThan(3)
      expect(`${what}${why}${todo}`).not.toContain('!')
    }
  })

  test.each(codes)('%s shows the same facts in both languages', (code) => {
    const named = (language: 'vi' | 'en'): string[] => [...new Set(placeholders(Object.values(errorTexts[code][language]).join(' ')))]
    expect(named('vi')).toEqual(named('en'))
  })

  test.each(codes)('%s is written in NFC', (code) => {
    const texts = JSON.stringify(errorTexts[code])
    expect(texts).toBe(texts.normalize('NFC'))
  })
})

describe('names of the program’s own', () => {
  test('are said as people say them: state, reason, check and target', () => {
    expect(explainError('wrong_state', { state: 'signed' }, 'vi').what).toContain('“đã ký”')
    expect(explainError('recipient_uncertain', { why: 'id differs' }, 'vi').what).toContain('số định danh trên giấy khác hồ sơ')
    expect(explainError('field_invalid', { field: 'issuedDate', check: 'DATE_IN_FUTURE' }, 'vi').what).toBe('Giá trị của “Ngày ban hành” không hợp lệ (ngày chưa tới).')
    expect(explainError('dossier_differs', { id: 'X', what: 'dossierCode, owners' }, 'vi').what).toContain('mã hồ sơ, chủ kết quả')
    expect(explainError('hub_refused', { target: 'kho', reason: 'not signed' }, 'en').what).toBe('“electronic store” refused (the file is not signed).')
  })

  test('stay raw where they must be typed', () => {
    expect(explainError('target_not_configured', { target: 'chia-se' }, 'vi').todo).toContain('--target chia-se=URL')
  })

  test('that nobody knows are shown as they are, and a missing one as …', () => {
    expect(explainError('hub_refused', { target: 'kho', reason: 'HTTP 418' }, 'vi').what).toContain('HTTP 418')
    expect(explainError('wrong_state', {}, 'vi').what).toContain('“…”')
  })

  test('have a word each: work states, a receiver’s reasons, the checks of fields', () => {
    for (const state of workStates) expect(explainError('wrong_state', { state }, 'en').what).toContain(state)
    for (const reason of refusalAnswer.shape.reason.options) expect(receiverRefusalTerms).toHaveProperty([reason])
    const ofEveryCheck: Readonly<Record<CheckCode, { readonly vi: string }>> = checkTerms
    for (const { vi } of Object.values(ofEveryCheck)) expect(vi).not.toBe('')
  })
})

test('moments and days are written as people in Vietnam write them', () => {
  expect(explainError('station_in_use', { pid: 7, host: 'quầy-1', since: '2026-11-22T17:05:09.123Z' }, 'vi').what).toContain('tiến trình số 7 trên máy quầy-1, từ 00:05 23/11/2026')
  expect(explainError('clock_implausible', { now: '2015-01-01T00:00:10+07:00', floor: '2026-11-22T10:00:00+07:00' }, 'vi')).toMatchObject({ what: expect.stringContaining('(00:00 01/01/2015)') as string, why: expect.stringContaining('10:00 22/11/2026') as string })
  expect(explainError('certificate_expired', { date: '2027-02-28' }, 'en').what).toContain('28/02/2027')
  expect(explainError('station_in_use', { pid: '?', host: '2026-11', since: '?' }, 'vi').what).toContain('trên máy 2026-11, từ ?')
})

test('every reason that the verifier can give has its words', () => {
  for (const reason of Object.keys(verdictReasons)) expect(verdictReasonTerms).toHaveProperty([reason])
})

test('a damaged or missing data file is told by its digest', () => {
  for (const code of ['blob_damaged', 'blob_missing'] as const) {
    expect(explainError(code, { digest: 'a1b2c3d4e5f6' }, 'vi').what).toContain('a1b2c3d4e5f6')
  }
})
