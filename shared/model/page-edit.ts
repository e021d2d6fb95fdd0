import type { Box, QuarterTurn } from './geometry.ts'
import type { LedgerPage } from './page.ts'

/** Why a page of the ledger is no page of the document. It stays in the ledger, and can be taken back. */
export const leftOutReasons = ['blank', 'deleted', 'scanned anew', 'split off', 'not placed'] as const
export type LeftOutReason = (typeof leftOutReasons)[number]

/** What a person told about how a page stands. Null: as the machine finds it. */
export interface PageStance {
  /** Clockwise turn that brings the page upright, on top of what EXIF says. */
  readonly turn: QuarterTurn | null
  /** Small clockwise rotation that straightens the turned page, degrees. */
  readonly skew: number | null
  /** What is shown of the straightened page, in its px. Told only together with `turn` and `skew`, since it means nothing without them. */
  readonly crop: Box | null
}

/** A page as no person has touched it. */
export const untouchedStance: PageStance = { turn: null, skew: null, crop: null }

/**
 * One edit of a record's pages: data beside the raw pages, which never change. `ordinal` names a page of the ledger, for ever;
 * `place` counts the pages of the document, from 1.
 */
export type PageEdit =
  | { readonly kind: 'turn' | 'straighten' | 'crop'; readonly ordinal: number; readonly stance: PageStance }
  | { readonly kind: 'move'; readonly ordinal: number; readonly place: number }
  | { readonly kind: 'leave out'; readonly ordinals: readonly number[]; readonly why: LeftOutReason }
  | { readonly kind: 'take back'; readonly ordinals: readonly number[] }
  /** Pages that came after the first capture, or with another record, stand from `place` on; the page `insteadOf` is left out for them. `stances`: of each, or none. */
  | { readonly kind: 'insert' | 'merge'; readonly ordinals: readonly number[]; readonly place: number; readonly insteadOf: number | null; readonly stances: readonly PageStance[] }

/** A page of the ledger as the edits left it. */
export interface ArrangedPage {
  readonly ordinal: number
  /** Place in the document and in its PDF, from 1; null while it is left out. */
  readonly place: number | null
  readonly leftOut: LeftOutReason | null
  readonly stance: PageStance
}

interface Arranging { readonly ordinal: number; leftOut: LeftOutReason | null; stance: PageStance }

/**
 * The pages of a ledger in the order that the edits made of them, those left out among the others where they stood. Pages that came
 * `later` than the capture are `not placed` until an `insert` places them. Edits of pages that the ledger has not are none: no page is
 * lost, whatever the edits.
 */
export function arrangePages(ledger: readonly Pick<LedgerPage, 'ordinal' | 'later'>[], edits: readonly PageEdit[]): ArrangedPage[] {
  const pages: Arranging[] = ledger.map(({ ordinal, later }) => ({ ordinal, leftOut: later === true ? 'not placed' : null, stance: untouchedStance }))
  for (const edit of edits) applyEdit(pages, edit)
  let place = 0
  return pages.map(({ ordinal, leftOut, stance }) => ({ ordinal, place: leftOut === null ? ++place : null, leftOut, stance }))
}

function applyEdit(pages: Arranging[], edit: PageEdit): void {
  const named = (ordinals: readonly number[]): Arranging[] => [...new Set(ordinals)].flatMap((ordinal) => pages.find((page) => page.ordinal === ordinal) ?? [])
  switch (edit.kind) {
    case 'turn':
    case 'straighten':
    case 'crop':
      for (const page of named([edit.ordinal])) page.stance = edit.stance
      return
    case 'move':
      putAt(pages, named([edit.ordinal]), edit.place)
      return
    case 'leave out':
      for (const page of named(edit.ordinals)) page.leftOut = edit.why
      return
    case 'take back':
      for (const page of named(edit.ordinals)) page.leftOut = null
      return
    case 'insert':
    case 'merge': {
      const inserted = named(edit.ordinals)
      for (const page of inserted) {
        page.leftOut = null
        page.stance = edit.stances[edit.ordinals.indexOf(page.ordinal)] ?? page.stance
      }
      putAt(pages, inserted, edit.place)
      for (const page of edit.insteadOf === null ? [] : named([edit.insteadOf])) page.leftOut = 'scanned anew'
    }
  }
}

/** Puts pages so that the first of them has `place` among the pages of the document. */
function putAt(pages: Arranging[], moved: readonly Arranging[], place: number): void {
  const rest = pages.filter((page) => !moved.includes(page))
  let before = 0
  let index = 0
  while (index < rest.length && before < place - 1) {
    if (rest[index]?.leftOut === null) before += 1
    index += 1
  }
  pages.splice(0, pages.length, ...rest.slice(0, index), ...moved, ...rest.slice(index))
}
