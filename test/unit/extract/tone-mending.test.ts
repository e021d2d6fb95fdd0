import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mendTones, pairsOfDocument } from '../../../shared/extract/head/tone-mending.ts'
import { essence } from '../../../shared/extract/text/text-matching.ts'
import { body, page } from './page-builder.ts'

function pairs(...lines: string[]): ReturnType<typeof pairsOfDocument> {
  const { text } = page(body(200, ...lines))
  return pairsOfDocument(text.state === 'read' ? text.words : [])
}

describe('mendTones', () => {
  it('takes the spelling the rest of the document uses', () => {
    const document = pairs('bầu Trưởng thôn Nà Lình', 'Trưởng thôn Nà Lình nhiệm kỳ', 'ông Trưởng thôn mới', 'Trướng thôn Nà Lình')
    expect(mendTones('Phê chuẩn Trướng thôn Nà Lình', document)).toEqual({ text: 'Phê chuẩn Trưởng thôn Nà Lình', changes: 1 })
  })

  it('leaves a reading alone that the document does not clearly outvote', () => {
    const document = pairs('Trưởng thôn Nà Lình', 'Trướng thôn Nà Lình')
    expect(mendTones('Trướng thôn Nà Lình', document).changes).toBe(0)
  })

  it('keeps letter case and punctuation', () => {
    expect(mendTones('(Sửa đối, bố sung một số điều)', pairs()).text).toBe('(Sửa đổi, bổ sung một số điều)')
  })

  it('does not join words over the end of a sentence', () => {
    expect(mendTones('cho phù hợp tô. Chúc mừng', pairs()).text).toBe('cho phù hợp tô. Chúc mừng')
  })

  it('changes tones only, never letters, capitals or digits', () => {
    const syllable = fc.constantFrom('tổ', 'tô', 'chức', 'chúc', 'thực', 'hiện', 'số', 'sô', '12/QĐ-UBND', 'UBND', 'Chủ', 'tịch', 'Điều', '(bổ', 'sung)', 'hành', 'hánh', 'chính')
    fc.assert(fc.property(fc.array(syllable, { maxLength: 12 }), (words) => {
      const text = words.join(' ')
      const mended = mendTones(text, pairs()).text
      expect(essence(mended)).toBe(essence(text))
      expect(mended.length).toBe(text.length)
      expect(mended.match(/[\d/]|UBND/gu)).toEqual(text.match(/[\d/]|UBND/gu))
    }))
  })
})
