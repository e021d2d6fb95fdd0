import type { ParsedParams } from '../../contract/index.ts'
import type { RecordId } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { documentPages } from './document-pages.ts'
import { keepPageEdits } from './edit-pages.ts'
import { shownPages } from './page-geometry.ts'
import { readPages } from '../reading/read-pages.ts'
import { splitRecord } from './split-record.ts'

export type SplitRule = NonNullable<ParsedParams<'scan.start'>['split']>

/** Pages as they came in one feed: which of them set papers apart, and with which a paper begins (indexes from 0). */
export interface FeedCut {
  readonly separators: readonly number[]
  readonly starts: readonly number[]
}

/**
 * Cuts a feed. A blank sheet is one blank page, or, of a feed of both sides, two: a blank back alone is no separator. Nothing is cut where
 * a paper would have no page.
 */
export function cutFeed(blank: readonly boolean[], rule: SplitRule, duplex: boolean): FeedCut {
  if (rule !== 'blank sheet') {
    const starts = Array.from({ length: Math.ceil(blank.length / rule.pages) }, (_, index) => index * rule.pages)
    return { separators: [], starts }
  }
  const sides = duplex ? 2 : 1
  const separators: number[] = []
  for (let sheet = 0; sheet + sides <= blank.length; sheet += sides) {
    const pages = Array.from({ length: sides }, (_, side) => sheet + side)
    if (pages.every((page) => blank[page] === true)) separators.push(...pages)
  }
  const isPage = (index: number): boolean => index >= 0 && index < blank.length && !separators.includes(index)
  return { separators, starts: blank.map((_, index) => index).filter((index) => isPage(index) && !isPage(index - 1)) }
}

/** Splits a record as its feed says. Blank sheets are found by reading, and left out. Returns all records in order. */
export async function splitFeed(context: PipelineContext, id: RecordId, rule: SplitRule, duplex: boolean): Promise<RecordId[]> {
  if (rule === 'blank sheet') await readPages(context, id, 'counter')
  const pages = shownPages(context, id).filter(({ place }) => place !== null)
  const { separators, starts } = cutFeed(pages.map(({ cleaning }) => cleaning?.blank === true), rule, duplex)
  if (starts.length < 2) return [id]
  return context.store.transaction(() => {
    const firstPages = new Set(starts.flatMap((start) => pages[start]?.ledger.ordinal ?? []))
    const ordinals = separators.flatMap((index) => pages[index]?.ledger.ordinal ?? [])
    if (ordinals.length > 0) keepPageEdits(context, id, [{ kind: 'leave out', ordinals, why: 'blank' }], 'separating sheets left out')
    const places = documentPages(context.store, id).flatMap(({ ledger, place }) => (place !== null && place > 1 && firstPages.has(ledger.ordinal) ? [place] : []))
    return splitRecord(context, id, places)
  })
}
