import { describe, expect, it } from 'vitest'
import { findingsOf } from '../../../shared/completeness/index.ts'
import type { Finding } from '../../../shared/model/index.ts'
import { scannedPageOf } from '../../support/planned-paper.ts'
import { incompletePapers, wholePapers, type PlannedPaper } from '../../support/whole-papers.ts'

const dpi = 150

async function findingsIn({ pages, sheets }: PlannedPaper): Promise<Finding[]> {
  const scanned = []
  for (const page of pages) scanned.push(await scannedPageOf(page, dpi))
  return findingsOf({ pages: scanned, sheets })
}

const named = (papers: readonly PlannedPaper[]): (readonly [string, PlannedPaper])[] => papers.map((paper, index) => [`${index + 1}: ${paper.kind}`, paper])

describe('100 whole papers: none is stopped', () => {
  it('there are a hundred', () => { expect(wholePapers()).toHaveLength(100) })
  it.each(named(wholePapers()))('%s', async (_, paper) => {
    expect(await findingsIn(paper)).toEqual([])
  })
})

describe('40 incomplete papers: each is stopped by what it lacks', () => {
  it('there are forty', () => { expect(incompletePapers()).toHaveLength(40) })
  it.each(named(incompletePapers()))('%s', async (_, paper) => {
    const kinds = (await findingsIn(paper)).map(({ kind }) => kind)
    expect(kinds.some((kind) => paper.expected?.includes(kind))).toBe(true)
  })
})
