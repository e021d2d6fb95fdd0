import { describe, expect, it } from 'vitest'
import type { Extraction } from '../../../shared/model/index.ts'
import { body, extractFrom, field, head, margin, numberAndDate, page, signature, value, type TypedLine } from './page-builder.ts'

/** A letter with these lines in its signature block, from 900 px on; the recipients' list stands at its left. */
const signedBy = (...block: readonly TypedLine[]): Extraction => extractFrom(page(
  head('BỘ TƯ PHÁP'), numberAndDate('Số: 12/BTP-VP', 'Hà Nội, ngày 24 tháng 4 năm 2026'), body(500, 'Nội dung văn bản.'), signature(900, [], ''), block,
))
const line = (text: string, top: number, centre = 1200): TypedLine => ({ text, top, centre })

describe('role lines half under a seal', () => {
  it('are KT. of a head and its deputy where a position stands twice: nobody signs under his own position', () => {
    const extraction = signedBy(line('CHỦ TỊCH', 900), line('TỊCH', 944, 1230), line('Lò Thanh Hải Vân', 1200))
    expect(value(extraction, 'signingCapacity')).toBe('KT. CHỦ TỊCH')
    expect(value(extraction, 'signerPosition')).toBe('Phó Chủ tịch')
    expect(field(extraction, 'signingCapacity')?.evidence.rule).toBe('above-signature-concluded')
    for (const name of ['signingCapacity', 'signerPosition'] as const) expect(field(extraction, name)?.confidence, name).toBeLessThan(0.9)
  })

  it('are KT. of the head that stands over its deputy, and under a minister the vice minister signs', () => {
    expect(value(signedBy(line('GIÁM ĐỐC', 900), line('PHÓ GIÁM ĐỐC', 944)), 'signingCapacity')).toBe('KT. GIÁM ĐỐC')
    const minister = signedBy(line('BỘ TRƯỞNG', 900), line('THỨ TRƯỞNG', 944), line('Lò Thanh Hải Vân', 1200))
    expect([value(minister, 'signingCapacity'), value(minister, 'signerPosition')]).toEqual(['KT. BỘ TRƯỞNG', 'Thứ trưởng'])
  })

  it('tell the deputy where only KT. is left of them, for a person to confirm', () => {
    const position = field(signedBy(line('KT. CỤC TRƯỞNG', 900), line('Lò Thanh Hải Vân', 1200)), 'signerPosition')
    expect(position?.value).toBe('Phó Cục trưởng')
    expect(position?.confidence).toBeLessThan(0.9)
  })

  it('conclude nothing from TL.: who signs by order may hold any position', () => {
    expect(value(signedBy(line('TL. CHỦ TỊCH', 900), line('Lò Thanh Hải Vân', 1200)), 'signerPosition')).toBeUndefined()
  })

  it('tell a head of whose position only the last word is left, where one position alone ends so, for a person to confirm', () => {
    const position = field(signedBy(line('TƯỚNG', 900), line('Lò Thanh Hải Vân', 1200)), 'signerPosition')
    expect(position?.value).toBe('Thủ tướng')
    expect(position?.confidence).toBeLessThan(0.9)
    expect(field(signedBy(line('TRƯỞNG', 900), line('Lò Thanh Hải Vân', 1200)), 'signerPosition'), 'many heads').toBeUndefined()
  })

  it('are not made of other capitals: the end of a role counts only under that role', () => {
    const extraction = signedBy(line('GIÁM ĐỐC', 900), line('TỊCH', 944), line('Lò Thanh Hải Vân', 1200))
    expect([value(extraction, 'signingCapacity'), value(extraction, 'signerPosition')]).toEqual([undefined, 'Giám đốc'])
  })
})

describe('a name half under a seal', () => {
  it.each(['Văn Thắng', 'Tuấn Anh', 'Mạnh Cường'])('is not taken for whole: %s lacks its family name', (name) => {
    expect(field(signedBy(line('GIÁM ĐỐC', 900), line(name, 1200)), 'signerName')?.confidence).toBeLessThan(0.6)
  })

  it.each(['Lê Thắng', 'Võ Tuấn Anh', 'Hoàng Phúc Kiên Trung'])('is taken for whole where it begins with a family name: %s', (name) => {
    expect(field(signedBy(line('GIÁM ĐỐC', 900), line(name, 1200)), 'signerName')).toMatchObject({ value: name, failedChecks: [] })
    expect(field(signedBy(line('GIÁM ĐỐC', 900), line(name, 1200)), 'signerName')?.confidence).toBeGreaterThan(0.6)
  })

  it('is asked for where a syllable has a tone that names hardly bear: tones are misread more often than names are rare', () => {
    expect(field(signedBy(line('GIÁM ĐỐC', 900), line('Lê Trung Chinh', 1200)), 'signerName')?.confidence).toBeGreaterThanOrEqual(0.9)
    expect(field(signedBy(line('GIÁM ĐỐC', 900), line('Lê Trung Chỉnh', 1200)), 'signerName')?.confidence).toBeLessThan(0.9)
  })

  it('is made whole by the paper itself, where it names one such person in full, for a person to confirm', () => {
    const copyTo = { text: '- PCN Phạm Mạnh Cường;', top: 1060, left: margin }
    const found = field(signedBy(line('GIÁM ĐỐC', 900), line('Mạnh Cường', 1200), copyTo), 'signerName')
    expect(found).toMatchObject({ value: 'Phạm Mạnh Cường', evidence: { rule: 'named-elsewhere', read: 'Mạnh Cường' } })
    expect(found?.confidence).toBeLessThan(0.7)
    const two = { text: '- Lê Mạnh Cường;', top: 1100, left: margin }
    expect(value(signedBy(line('GIÁM ĐỐC', 900), line('Mạnh Cường', 1200), copyTo, two), 'signerName')).toBe('Mạnh Cường')
  })

  it('is asked for with the picture of the signature where only the given name, or nothing, was read', () => {
    for (const read of ['Cường', 'l ~ ^ ©H']) {
      const asked = field(signedBy(line('GIÁM ĐỐC', 900), line(read, 1200)), 'signerName')
      expect(asked).toMatchObject({ value: '', confidence: 0, failedChecks: ['HANDWRITTEN'] })
      expect((asked?.evidence.box.y ?? 0) + (asked?.evidence.box.height ?? 0)).toBeGreaterThan(1200)
    }
  })

  it('is made whole from the given name alone as well', () => {
    expect(value(signedBy(line('GIÁM ĐỐC', 900), line('Cường', 1200), { text: '- PGĐ Phạm Mạnh Cường;', top: 1060, left: margin }), 'signerName')).toBe('Phạm Mạnh Cường')
  })

  it('has its family name mended where two tones ran into one syllable, for a person to confirm', () => {
    const mended = field(signedBy(line('GIÁM ĐỐC', 900), line('#Nguýễn Văn Thắng', 1200)), 'signerName')
    expect(mended).toMatchObject({ value: 'Nguyễn Văn Thắng', evidence: { rule: 'under-signature-mended' } })
    expect(mended?.confidence).toBeLessThan(0.9)
  })

  it('is found beside the recipients where the seal covers every role line, and believed less', () => {
    const found = field(signedBy(line('Lò Thanh Hải Vân', 1200)), 'signerName')
    expect(found?.value).toBe('Lò Thanh Hải Vân')
    expect(found?.confidence).toBeLessThan(0.7)
  })
})

describe('the name under a seal', () => {
  const role = line('CHỦ TỊCH', 900)

  it('begins with the family name that alone ends as the covered word does, for a person to confirm', () => {
    const name = field(signedBy(role, line('thạm Trường Thọ', 1200)), 'signerName')
    expect([name?.value, name?.evidence.rule]).toEqual(['Phạm Trường Thọ', 'under-signature-mended'])
    expect(name?.confidence).toBeLessThan(0.9)
  })

  it('is not completed where several family names end so', () => {
    expect(value(signedBy(role, line('ương Trường Thọ', 1200)), 'signerName')).toBe('Trường Thọ')
  })

  it('stands as it was read, whatever running text made of it', () => {
    const signed = page(head('BỘ TƯ PHÁP'), numberAndDate('Số: 12/BTP-VP', 'Hà Nội, ngày 24 tháng 4 năm 2026'), body(500, 'Nội dung văn bản.'), signature(900, [], ''), [role, line('Trương Việt Dụng', 1200)])
    if (signed.text.state !== 'read') throw new Error('not read')
    const words = signed.text.words.map((word) => (word.text === 'Dụng' ? { ...word, read: 'Dũng' } : word))
    expect(value(extractFrom({ ...signed, text: { ...signed.text, words } }), 'signerName')).toBe('Trương Việt Dũng')
  })
})
