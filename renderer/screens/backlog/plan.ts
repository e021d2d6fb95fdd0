import type { PlannedBacklogDocument } from '../../../shared/contract/index.ts'

/** A document as planned, with what is known of its blank pages (their numbers in it, from 1). */
export type PlannedDocument = PlannedBacklogDocument & { readonly blank: readonly number[] }
export type Plan = readonly PlannedDocument[]

/** A page of a plan: its document and its place in it, both from 0. */
export interface Cursor {
  readonly document: number
  readonly page: number
}

/** The name without the number that an earlier cut gave it. */
const bareName = (name: string): string => name.replace(/ \(\d+\)$/u, '')

/**
 * Begins a document at the page under the cursor; at the first page of a document, joins it with the one before. No page is ever left
 * out. Gives the plan itself where there is nothing to change.
 */
export function toggleBoundary(plan: Plan, { document, page }: Cursor): Plan {
  const here = plan[document]
  if (here === undefined || page < 0 || page >= here.pages.length) return plan
  if (page > 0) {
    const first: PlannedDocument = { name: here.name, pages: here.pages.slice(0, page), blank: here.blank.filter((number) => number <= page) }
    const second: PlannedDocument = { name: `${bareName(here.name)} (${nextNumber(plan, here.name)})`, pages: here.pages.slice(page), blank: here.blank.filter((number) => number > page).map((number) => number - page) }
    return plan.toSpliced(document, 1, first, second)
  }
  const before = plan[document - 1]
  if (before === undefined) return plan
  const joined: PlannedDocument = { name: before.name, pages: [...before.pages, ...here.pages], blank: [...before.blank, ...here.blank.map((number) => number + before.pages.length)] }
  return plan.toSpliced(document - 1, 2, joined)
}

/** The first number that no document of this name has. */
function nextNumber(plan: Plan, name: string): number {
  const taken = new Set(plan.map((one) => one.name))
  let number = 2
  while (taken.has(`${bareName(name)} (${number})`)) number += 1
  return number
}

/** Where a page stands in a plan that was changed. */
export function findPage(plan: Plan, wanted: { readonly file: string; readonly page: number }): Cursor {
  for (const [document, { pages }] of plan.entries()) {
    const page = pages.findIndex(({ file, page: number }) => file === wanted.file && number === wanted.page)
    if (page >= 0) return { document, page }
  }
  return { document: 0, page: 0 }
}

/** A page further or back, across documents. */
export function stepPage(plan: Plan, { document, page }: Cursor, by: 1 | -1): Cursor {
  const here = plan[document]
  if (here === undefined) return { document: 0, page: 0 }
  if (page + by >= 0 && page + by < here.pages.length) return { document, page: page + by }
  const next = plan[document + by]
  if (next === undefined) return { document, page }
  return { document: document + by, page: by === 1 ? 0 : next.pages.length - 1 }
}

/**
 * Documents side by side, as many as fit into a row of `perRow` pages, so that a pile of single sheets is seen at a glance; a longer
 * document has a row of its own. Gives the place of each row's first document and how many stand in it.
 */
export function packRows(plan: Plan, perRow: number): readonly { readonly first: number; readonly count: number }[] {
  const rows: { first: number; count: number; pages: number }[] = []
  for (const [document, { pages }] of plan.entries()) {
    const row = rows.at(-1)
    if (row !== undefined && row.pages + pages.length <= perRow) {
      row.count += 1
      row.pages += pages.length
    } else rows.push({ first: document, count: 1, pages: pages.length })
  }
  return rows.map(({ first, count }) => ({ first, count }))
}

export const countPages = (plan: Plan): number => plan.reduce((sum, { pages }) => sum + pages.length, 0)
