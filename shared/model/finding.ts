import type { Box } from './geometry.ts'

/** What may be wrong with a scan as the picture of a whole paper. Texts stand in `words/findings.ts`. */
export const findingKinds = [
  'page-missing', 'pages-missing-between', 'last-pages-missing', 'pages-out-of-order', 'page-repeated', 'numbering-restarts',
  'heading-missing', 'headings-out-of-order', 'end-missing', 'sheets-differ', 'text-cut', 'seal-cut', 'back-unscanned', 'scale-doubtful', 'identity-card',
] as const
export type FindingKind = (typeof findingKinds)[number]

/** One reason to doubt that a scan shows a whole paper and nothing else, each page once, at its true size. */
export interface Finding {
  readonly kind: FindingKind
  /** Place in the page ledger, from 1: the page at which it shows; null where it is about the document. */
  readonly page: number | null
  /** Where it shows on that straightened page; null where it has no place. */
  readonly box: Box | null
  /** Values for its text: numbers, sides, heading numbers. Never document text. */
  readonly params: Readonly<Record<string, string | number>>
}

/** True when two findings say the same about the same page. */
export function sameFinding(left: Finding, right: Finding): boolean {
  const key = ({ kind, page, params }: Finding): string => JSON.stringify([kind, page, Object.entries(params).sort(([first], [second]) => (first < second ? -1 : 1))])
  return key(left) === key(right)
}
