import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { composeMark, layoutMark, loadMarkTemplate, trainingNotice, type MarkTemplate } from '../../../shared/mark/index.ts'
import { SohoaError, type CalendarDate } from '../../../shared/model/index.ts'
import { conversion } from '../../support/paper.ts'

const template = loadMarkTemplate()
const day = (text: string): CalendarDate => text as CalendarDate

function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (thrown) {
    if (thrown instanceof SohoaError) return thrown.code
    throw thrown
  }
  return 'nothing thrown'
}

function folderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'marks-'))
  mkdirSync(path.join(folder, 'office'))
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, 'office', `${name}.json`), typeof content === 'string' ? content : JSON.stringify(content))
  return folder
}

function templateFile(version: string, change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { regime, basis, lines, qr, digestDigits, alignments, reachesUpTo } = template
  return { regime, basis, lines, qr, digestDigits, alignments, reachesUpTo, version, inForceFrom: version, ...change }
}

describe('the mark template', () => {
  test('is the newest one in force on the day of conversion', () => {
    const folder = folderWith({
      '2025-01-01': templateFile('2025-01-01', { inForceUntil: '2026-03-31' }),
      '2026-04-01': templateFile('2026-04-01'),
      '2027-03-01': templateFile('2027-03-01'),
    })
    expect(loadMarkTemplate('office', day('2026-03-31'), folder).id).toBe('office/2025-01-01')
    expect(loadMarkTemplate('office', day('2026-04-01'), folder).id).toBe('office/2026-04-01')
    expect(loadMarkTemplate('office', day('2030-01-01'), folder).id).toBe('office/2027-03-01')
    expect(codeOf(() => loadMarkTemplate('office', day('2024-12-31'), folder))).toBe('mark_template_missing')
  })

  test('that is not there, or is named like a path, is missing', () => {
    expect(codeOf(() => loadMarkTemplate('no-such'))).toBe('mark_template_missing')
    expect(codeOf(() => loadMarkTemplate('../marks/chuyen-doi'))).toBe('mark_template_missing')
  })

  test.each([
    ['agency', { lines: ['Bản điện tử chuyển đổi từ văn bản giấy', '{time} {code}'] }],
    ['time', { lines: ['Bản điện tử chuyển đổi từ văn bản giấy', '{agency} {readableTime} {code}'] }],
    ['sign in words', { qr: ['{code}', '{agency} {time} {digest}'] }],
    ['digest', { qr: ['Bản điện tử chuyển đổi từ văn bản giấy', '{agency} {time} {code}'] }],
    ['known placeholder', { lines: ['Bản điện tử', '{agency} {time} {code} {owner}'] }],
    ['right regime', { regime: 'sao y' }],
    ['version of its file', { version: '2020-01-01' }],
  ])('without its %s is refused', (_what, change) => {
    const folder = folderWith({ '2025-01-01': templateFile('2025-01-01', change) })
    expect(codeOf(() => loadMarkTemplate('office', day('2026-01-01'), folder))).toBe('mark_template_invalid')
  })

  test('that is no JSON is refused, not skipped', () => {
    const folder = folderWith({ '2025-01-01': templateFile('2025-01-01'), '2026-01-01': '{' })
    expect(codeOf(() => loadMarkTemplate('office', day('2026-06-01'), folder))).toBe('mark_template_invalid')
  })
})

describe('the mark', () => {
  const mark = composeMark({ ...conversion, template, training: false })

  test('says in words that it was converted from paper, when, and by whom in full (Decree 137/2024 Art. 4(1)(a))', () => {
    const printed = mark.lines.join('\n')
    expect(mark.lines[0]).toBe('Bản điện tử chuyển đổi từ văn bản giấy')
    expect(printed).toContain('2026-11-22T10:06:25+07:00')
    expect(printed).toContain('10:06:25 ngày 22/11/2026')
    expect(printed).toContain(conversion.agency)
    expect(printed).toContain(conversion.recordCode)
  })

  test('holds the same in the QR, beginning with the sign in words, with code and shortened digest', () => {
    expect(mark.qrText.startsWith('Bản điện tử chuyển đổi từ văn bản giấy')).toBe(true)
    for (const part of ['2026-11-22T10:06:25+07:00', conversion.agency, conversion.recordCode, conversion.rawDigest.slice(0, 16)]) expect(mark.qrText).toContain(part)
    expect(mark.qrText).not.toContain(conversion.rawDigest)
    expect(mark.qrText).toBe(mark.qrText.normalize('NFC'))
  })

  test('keeps braces in a name from being taken for placeholders', () => {
    expect(composeMark({ ...conversion, agency: 'UBND {code} X', template, training: false }).lines[1]).toBe('Cơ quan chuyển đổi: UBND {code} X')
  })

  test.each(['', '  ', 'UBND\u0007 xã', 'UBND\u202E xã'])('refuses %j as an agency', (agency) => {
    expect(codeOf(() => composeMark({ ...conversion, agency, template, training: false }))).toBe('invalid_params')
  })
})

describe('a training mark', () => {
  const bare: MarkTemplate = { ...template, lines: ['Bản điện tử', '{agency} {time} {code}'], qr: ['Bản điện tử', '{agency} {time} {code} {digest}'] }

  test.each([['the bundled template', template], ['a template that knows nothing of training', bare]])('begins with the notice in mark and QR under %s', (_name, used) => {
    const mark = composeMark({ ...conversion, template: used, training: true })
    expect(mark.lines[0]).toBe('BẢN TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ')
    expect(mark.qrText.startsWith('BẢN TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ\n')).toBe(true)
    expect(layoutMark(mark, 300).texts[0]?.text).toBe(trainingNotice)
  })

  test('whose notice was taken away cannot be drawn', () => {
    const mark = composeMark({ ...conversion, template, training: true })
    expect(codeOf(() => layoutMark({ ...mark, lines: mark.lines.slice(1) }, 300))).toBe('invalid_params')
    expect(codeOf(() => layoutMark({ ...mark, qrText: 'x' }, 300))).toBe('invalid_params')
  })
})
