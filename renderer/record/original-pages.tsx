import { useState, type ReactNode } from 'react'
import { useActions } from '../keys/keys.tsx'
import { FinalPage } from '../parts/pages/final-page.tsx'
import type { Zoom } from '../parts/pages/page-view.tsx'
import { counterWords } from '../words/counter.ts'
import { useSay } from '../words/say.tsx'
import type { Shown } from './shown.ts'

/** A4 at 150 dpi: only how large it is drawn before its own shape is known. */
const assumed = { widthPx: 1240, heightPx: 1754 } as const

/** The pages of a signed electronic original as it stands: none of it is a scan in the page ledger. */
export function OriginalPages({ record, zoom = 'page' }: { readonly record: Shown; readonly zoom?: Zoom }): ReactNode {
  const say = useSay()
  const [page, setPage] = useState(1)
  useActions('part', [
    { label: say(counterWords.previousPage), chord: 'PageUp', run: () => setPage(page - 1), disabled: page <= 1 },
    { label: say(counterWords.nextPage), chord: 'PageDown', run: () => setPage(page + 1), disabled: page >= record.pages },
  ])
  return <FinalPage key={page} record={record.id} place={page} edition={0} {...assumed} zoom={zoom} label={say(counterWords.pageView, { page, total: record.pages })} />
}
