import { describe, expect, it } from 'vitest'
import { byDoubt, hoursAndMinutes, nextAfter } from '../../../renderer/screens/backlog/doubt.ts'
import { sortPapers } from '../../../renderer/screens/backlog/papers.ts'
import { countPages, findPage, packRows, stepPage, toggleBoundary, type Plan } from '../../../renderer/screens/backlog/plan.ts'

const page = (file: string, number = 1): Plan[number]['pages'][number] => ({ file, page: number })

const plan: Plan = [
  { name: 'hộp 14', pages: [page('a'), page('b'), page('c')], blank: [2] },
  { name: 'hộp 15', pages: [page('d', 1), page('d', 2)], blank: [] },
]

/** Every page of a plan in its order, whatever document it is in. */
const pagesOf = (one: Plan): string[] => one.flatMap(({ pages }) => pages.map(({ file, page: number }) => `${file}${number}`))

describe('the cut of a pile', () => {
  it('begins a document at a page within one', () => {
    const cut = toggleBoundary(plan, { document: 0, page: 1 })
    expect(cut.map(({ pages }) => pages.length)).toEqual([1, 2, 2])
    expect(cut[1]).toMatchObject({ name: 'hộp 14 (2)', blank: [1] })
    expect(cut[0]?.blank).toEqual([])
  })

  it('joins a document with the one before at its first page', () => {
    const joined = toggleBoundary(plan, { document: 1, page: 0 })
    expect(joined).toHaveLength(1)
    expect(joined[0]).toMatchObject({ name: 'hộp 14', blank: [2] })
  })

  it('is the same pages in the same order after any number of changes', () => {
    let changed = plan
    for (let step = 0; step < 200; step += 1) {
      const document = (step * 7) % changed.length
      changed = toggleBoundary(changed, { document, page: (step * 3) % (changed[document]?.pages.length ?? 1) })
      expect(pagesOf(changed)).toEqual(pagesOf(plan))
      expect(changed.every(({ pages }) => pages.length > 0)).toBe(true)
    }
    expect(countPages(changed)).toBe(5)
  })

  it('comes back when a boundary is taken away where it was put', () => {
    const cut = toggleBoundary(plan, { document: 0, page: 2 })
    expect(toggleBoundary(cut, { document: 1, page: 0 })).toEqual(plan)
  })

  it('stays as it is at the first page of all, and beyond the end', () => {
    expect(toggleBoundary(plan, { document: 0, page: 0 })).toBe(plan)
    expect(toggleBoundary(plan, { document: 7, page: 0 })).toBe(plan)
    expect(toggleBoundary(plan, { document: 0, page: 3 })).toBe(plan)
  })

  it('never gives two documents one name by cutting', () => {
    const long: Plan = [{ name: 'tập', pages: Array.from({ length: 6 }, (_, at) => page('t', at + 1)), blank: [] }]
    let cut = long
    for (let at = 5; at > 0; at -= 1) cut = toggleBoundary(cut, { document: 0, page: at })
    expect(new Set(cut.map(({ name }) => name)).size).toBe(6)
  })

  it('is walked page by page across documents, and a page is found again where it went', () => {
    expect(stepPage(plan, { document: 0, page: 2 }, 1)).toEqual({ document: 1, page: 0 })
    expect(stepPage(plan, { document: 1, page: 0 }, -1)).toEqual({ document: 0, page: 2 })
    expect(stepPage(plan, { document: 1, page: 1 }, 1)).toEqual({ document: 1, page: 1 })
    expect(findPage(toggleBoundary(plan, { document: 0, page: 1 }), page('c'))).toEqual({ document: 1, page: 1 })
  })
})

describe('the rows of a plan', () => {
  const sheets = (...counts: readonly number[]): Plan => counts.map((count, at) => ({ name: String(at), pages: Array.from({ length: count }, (_, number) => page(String(at), number + 1)), blank: [] }))

  it('hold short documents side by side and a long one alone, each once and in order', () => {
    expect(packRows(sheets(1, 1, 2, 9, 1, 3, 2), 4)).toEqual([{ first: 0, count: 3 }, { first: 3, count: 1 }, { first: 4, count: 2 }, { first: 6, count: 1 }])
    expect(packRows([], 4)).toEqual([])
    expect(packRows(sheets(3, 3), 1)).toEqual([{ first: 0, count: 1 }, { first: 1, count: 1 }])
  })
})

describe('the review queue', () => {
  const field = (confidence: number, accepted: boolean) => ({ value: 'x', confidence, accepted, acceptedBy: null, failedChecks: [], evidence: null })
  const record = (id: string, fields: Record<string, ReturnType<typeof field>>) => ({ id, fields, findings: [], duplicates: [] })

  it('has the most doubtful first, of equal doubt the older', () => {
    const records = [record('4', { subject: field(0.9, true) }), record('3', { subject: field(0.8, false) }), record('2', { subject: field(0.2, false) }), record('1', { subject: field(0.9, false), place: field(0.9, false) }), record('5', { subject: field(0.8, false) })]
    expect(byDoubt(records).map(({ id }) => id)).toEqual(['1', '2', '3', '5', '4'])
  })

  it('goes on after the record that was opened, and round to the first at the end', () => {
    expect(nextAfter(['a', 'b', 'c'], 'a', new Set(['b', 'c']))).toBe('b')
    expect(nextAfter(['a', 'b', 'c'], 'b', new Set(['a', 'c']))).toBe('c')
    expect(nextAfter(['a', 'b', 'c'], 'c', new Set(['a', 'b']))).toBe('a')
    expect(nextAfter(['a', 'b', 'c'], 'a', new Set(['a']))).toBe('a')
    expect(nextAfter(['a'], 'a', new Set())).toBeUndefined()
  })

  it('tells time left in whole minutes, never less than there is', () => {
    expect(hoursAndMinutes(61)).toEqual({ hours: 0, minutes: 2 })
    expect(hoursAndMinutes(7_801)).toEqual({ hours: 2, minutes: 11 })
  })
})

describe('what was dropped', () => {
  it('is sorted as people number their scans; what is no paper, and hidden files, are only counted', () => {
    const chosen = ['hộp/trang 10.jpg', 'hộp/trang 2.JPG', 'hộp/.cache/x.jpg', 'hộp/ghi chú.docx', 'hộp/a.pdf'].map((path) => ({ path }))
    const { papers, others } = sortPapers(chosen)
    expect(papers.map(({ path }) => path)).toEqual(['hộp/a.pdf', 'hộp/trang 2.JPG', 'hộp/trang 10.jpg'])
    expect(others).toBe(2)
  })
})
