import { describe, expect, test } from 'vitest'
import { findingsOf } from '../../../shared/completeness/index.ts'
import { scannedPageOf, type PlannedPage } from '../../support/planned-paper.ts'
import type { PrintedLine } from '../../support/printed-page.ts'
import { documentOf } from '../../support/whole-papers.ts'

const size = { width: 210, height: 297 }

async function kindsOf(pages: readonly PlannedPage[]): Promise<string[]> {
  const scanned = await Promise.all(pages.map((page) => scannedPageOf(page, 100)))
  return findingsOf({ pages: scanned, sheets: null }).map(({ kind, params }) => (kind === 'heading-missing' || kind === 'page-missing' ? `${kind} ${params.missing ?? ''}` : kind))
}

/** A decision whose body is these lines. */
function decision(...body: string[]): PlannedPage[] {
  const lines: PrintedLine[] = body.map((text, index) => ({ text, x: 30, y: 80 + 8 * index }))
  return [{ ...size, lines: [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', x: 96, y: 24 }, { text: 'QUYẾT ĐỊNH', x: 92, y: 54 }, ...lines] }]
}

/** Pages of one document that show these numbers; 0: none. */
function numbered(...numbers: number[]): PlannedPage[] {
  return numbers.map((number, index) => {
    const lines = documentOf({ pages: 3, seed: 40 + 7 * index, numbering: 'none', articles: 0 })[1]?.lines ?? []
    return { ...size, lines: number === 0 ? lines : [{ text: String(number), x: 104, y: 14 }, ...lines] }
  })
}

describe('articles', () => {
  test.each([
    ['in order', ['Điều 1. Cho phép.', 'Điều 2. Nghĩa vụ.', 'Điều 3. Hiệu lực.'], []],
    ['with a gap', ['Điều 1. Cho phép.', 'Điều 3. Hiệu lực.'], ['heading-missing 2']],
    ['with a wide gap', ['Điều 1. Cho phép.', 'Điều 5. Hiệu lực.', 'Điều 6. Thi hành.'], ['heading-missing 2–4']],
    ['beginning elsewhere, as in an extract', ['Điều 21. Thẩm quyền.', 'Điều 22. Thi hành.'], ['heading-missing 1–20']],
    ['misread in their letters or figures', ['Điêu l. Cho phép.', 'Diều 2. Nghĩa vụ.', 'Điều 8. Hiệu lực.', 'Điều 4: Thi hành.'], []],
    ['run together with their number', ['Điều 1. Cho phép.', 'Điều2. Nghĩa vụ.', 'Điều 3. Hiệu lực.'], []],
    ['only referred to', ['Căn cứ Điều 21 Luật Đất đai;', 'thực hiện theo quy định tại', 'Điều 25. Việc giao đất thực hiện sau.', 'Điều 5 Luật này không áp dụng.'], []],
    ['quoted', ['Điều 1. Sửa đổi như sau:', '“Điều 9. Hồ sơ.', 'Điều 2. Hiệu lực.'], []],
    ['counted anew by a regulation that follows', ['Điều 1. Ban hành kèm theo.', 'Điều 2. Hiệu lực.', 'Điều 1. Phạm vi.', 'Điều 2. Đối tượng.'], []],
  ])('%s', async (_, body, found) => {
    expect(await kindsOf(decision(...body))).toEqual(found)
  })
})

describe('page numbers', () => {
  test.each([
    ['without a gap', [0, 2, 3, 4], []],
    ['one misread between neighbours that agree', [0, 2, 8, 4, 5], []],
    ['not read on some pages', [0, 0, 3, 0, 5], []],
    ['with a gap', [0, 2, 4, 5], ['page-missing 3']],
    ['with a gap before the last page', [0, 2, 4], ['page-missing 3']],
    ['beginning with the second page', [2, 3, 4], ['page-missing 1']],
    ['with a gap among pages that were not read', [0, 0, 4, 5], ['pages-missing-between']],
    ['repeated', [0, 2, 2, 3], ['page-repeated']],
    ['swapped', [0, 3, 2, 4], ['pages-out-of-order']],
    ['swapped, one of the two not read', [0, 2, 3, 0, 4, 6], ['pages-out-of-order']],
    ['swapped, the other of the two not read', [0, 2, 3, 5, 0, 6], ['pages-out-of-order']],
    ['beginning anew without a title', [0, 2, 3, 1, 2], ['numbering-restarts']],
  ])('%s', async (_, numbers, found) => {
    expect(await kindsOf(numbered(...numbers))).toEqual(found)
  })
})
