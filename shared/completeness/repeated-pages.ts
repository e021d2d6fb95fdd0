import { fold, type Finding } from '../model/index.ts'
import { printedNumbers } from './page-numbers.ts'
import type { PageView } from './page-view.ts'

/** Pages with fewer words are forms and plans that may well look alike. */
const fewestWords = 40
/** Share of words, in their order by pairs, that two pictures of one page have in common whatever was misread. */
const alike = 0.86

/** Pages that stand in the document twice: the same sheet was fed again. Like pages with numbers of their own are none. */
export function repeatedPages(pages: readonly PageView[]): Finding[] {
  const numbers = new Map(printedNumbers(pages).map(({ ordinal, number }) => [ordinal, number]))
  const pairs = pages.map((page) => ({ page, pairs: wordPairs(page) }))
  return pairs.flatMap(({ page, pairs: own }, index) => {
    if (own.size < fewestWords) return []
    const first = pairs.slice(0, index).find((earlier) => !differ(numbers.get(earlier.page.ordinal), numbers.get(page.ordinal)) && likeness(earlier.pairs, own) >= alike)
    return first === undefined ? [] : [{ kind: 'page-repeated' as const, page: page.ordinal, box: null, params: { like: first.page.ordinal } }]
  })
}

/** True for two numbers that were read and are not the same. */
function differ(left: number | undefined, right: number | undefined): boolean {
  return left !== undefined && right !== undefined && left !== right
}

function wordPairs(page: PageView): Set<string> {
  const words = page.lines.flatMap(({ words: line }) => line.map(({ text }) => fold(text).replace(/[^a-z0-9]/gu, ''))).filter((word) => word !== '')
  return new Set(words.slice(1).map((word, index) => `${words[index] ?? ''} ${word}`))
}

/** Common pairs by the larger set, 0..1. */
function likeness(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let common = 0
  for (const pair of left) if (right.has(pair)) common += 1
  return common / Math.max(1, left.size, right.size)
}
