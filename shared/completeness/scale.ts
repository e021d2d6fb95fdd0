import { toMillimetres, type Finding } from '../model/index.ts'
import type { PageView } from './page-view.ts'
import { hasShapeWithoutSize, pageSize } from './paper-sizes.ts'

/** Typical heights of words in running text, mm: from 5 pt to 26 pt. */
const wordHeight = { least: 1.15, most: 6.6 }
/** Fewer words are titles and plates. */
const runningText = 80

/**
 * Pages that are not at 100 % (Decree 30/2020 Annex I part II): the shape of an A sheet without the size of any, or running
 * text of a size that nobody prints. A page whose resolution nobody told is asked for as `paper_size_unknown` instead.
 */
export function scale(pages: readonly PageView[]): Finding[] {
  return pages.flatMap((page): Finding[] => {
    if (page.blank || page.cleaning.geometry.dpiSource === 'unknown') return []
    const { width, height } = pageSize(page)
    const words = page.lines.flatMap(({ words: line }) => line).filter(({ text, confidence }) => confidence >= 0.7 && /^\p{L}{2,}$/u.test(text))
    const usual = words.map(({ box }) => toMillimetres(box.height, page.dpi)).toSorted((left, right) => left - right)[Math.floor(words.length / 2)] ?? 0
    const oddText = words.length >= runningText && (usual < wordHeight.least || usual > wordHeight.most)
    if (!oddText && !hasShapeWithoutSize(page)) return []
    return [{ kind: 'scale-doubtful', page: page.ordinal, box: null, params: { width: Math.round(width), height: Math.round(height), dpi: Math.round(page.dpi) } }]
  })
}
