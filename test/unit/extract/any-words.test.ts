import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extract } from '../../../shared/extract/index.ts'
import type { Evidence, Extraction, PageText, Word } from '../../../shared/model/index.ts'
import { a4Geometry, pageHeight, pageWidth, today } from './page-builder.ts'

const telling = [
  'CỘNG', 'HÒA', 'XÃ', 'HỘI', 'CHỦ', 'NGHĨA', 'VIỆT', 'NAM', 'Độc', 'lập', '-', 'Tự', 'do', 'Hạnh', 'phúc', 'ỦY', 'BAN', 'NHÂN', 'DÂN', 'Số:', '12/QĐ-UBND', '/TT-BCA',
  'ngày', '05', 'tháng', '11', 'năm', '2026', 'QUYẾT', 'ĐỊNH', 'V/v', 'Về', 'việc', 'Kính', 'gửi:', 'Bà', 'Ông', 'Vi', 'Thị', 'Lam', 'Nơi', 'nhận:', 'KT.', 'TỊCH', 'PHÓ',
  'Họ,', 'chữ', 'đệm,', 'tên:', 'Cấp', 'cho:', '099181000356', 'số', 'định', 'danh', 'MẬT', 'HỎA', 'TỐC', 'có', 'giá', 'trị', '6', 'kể', 'từ', 'cấp', '⁄', '|', '…',
]

const word: fc.Arbitrary<Word> = fc.record({
  text: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...telling) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((text) => text.normalize('NFC').replace(/\s/gu, '') || '?') }),
  box: fc.record({
    x: fc.integer({ min: -60, max: pageWidth + 60 }), y: fc.integer({ min: -60, max: pageHeight + 60 }), width: fc.integer({ min: 0, max: 400 }), height: fc.integer({ min: 0, max: 120 }),
  }),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  block: fc.integer({ min: 1, max: 4 }), paragraph: fc.integer({ min: 1, max: 2 }), line: fc.integer({ min: 1, max: 12 }),
})

const pageText: fc.Arbitrary<PageText> = fc.oneof(
  { weight: 8, arbitrary: fc.array(word, { maxLength: 90 }).map((words): PageText => ({ state: 'read', words, engine: 'test', model: 'test' })) },
  fc.constant<PageText>({ state: 'blank' }), fc.constant<PageText>({ state: 'unread', reason: 'time limit' }),
)

function evidencesOf(extraction: Extraction): Evidence[] {
  const { fields, owners, secrecy, validUntil } = extraction
  return [...fields.map((field) => field.evidence), ...owners.flatMap((owner) => [owner.nameEvidence, owner.idEvidence]), secrecy?.evidence, validUntil?.evidence]
    .filter((evidence) => evidence !== undefined)
}

describe('extract on any words', () => {
  it('never throws, keeps every box on its page, every confidence within 0..1 and each field once', () => {
    fc.assert(fc.property(fc.array(pageText, { maxLength: 3 }), fc.boolean(), (texts, trainingStation) => {
      const extraction = extract({ pages: texts.map((text) => ({ text, geometry: a4Geometry })), today, trainingStation })
      for (const { page, box } of evidencesOf(extraction)) {
        expect(texts[page - 1]?.state).toBe('read')
        expect(Math.min(box.x, box.y, box.width, box.height)).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width).toBeLessThanOrEqual(pageWidth)
        expect(box.y + box.height).toBeLessThanOrEqual(pageHeight)
      }
      for (const { confidence, value } of extraction.fields) {
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThanOrEqual(1)
        expect(value).toBe(value.normalize('NFC'))
      }
      const names = extraction.fields.map((field) => field.name)
      expect(new Set(names).size).toBe(names.length)
      for (const owner of extraction.owners) if (owner.id !== undefined) expect(owner.id).toMatch(/^\d{10,13}$|^\d{10}-\d{3}$/)
    }), { numRuns: 300 })
  })

  it('is pure: the same words give the same proposals', () => {
    fc.assert(fc.property(pageText, (text) => {
      const input = { pages: [{ text, geometry: a4Geometry }], today, trainingStation: true }
      expect(extract(input)).toEqual(extract(input))
    }), { numRuns: 50 })
  })

  it('proposes nothing from nothing', () => {
    expect(extract({ pages: [], today, trainingStation: false })).toEqual({ fields: [], owners: [] })
    expect(extract({ pages: [{ text: { state: 'blank' }, geometry: a4Geometry }], today, trainingStation: false })).toEqual({ fields: [], owners: [] })
  })
})
