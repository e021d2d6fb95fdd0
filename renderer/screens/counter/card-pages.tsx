import type { ReactNode } from 'react'
import type { RecordLine } from '../../../shared/contract/index.ts'
import { explainError } from '../../../shared/words/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { Failure, Message } from '../../parts/message.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useDraft } from '../../station/drafts.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { counterWords } from '../../words/counter.ts'
import { readingWords } from '../../words/reading.ts'
import { findingRemedy } from '../../words/remedies.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import type { Review } from './use-review.ts'

interface CardPagesProps {
  readonly record: RecordLine
  /** Places of the pages that show a card. */
  readonly places: readonly number[]
  readonly review: Review
  readonly onPage: (place: number) => void
}

/** Pages with an identity card: left out with one press; what stays in the delivered file needs a reason of its own. */
export function CardPages({ record: { id, pages: total }, places, review, onPage }: CardPagesProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const [reason, setReason, settleReason] = useDraft(`${id}/card`, '')
  const { data } = useStation('page.list', { id })
  const edit = useCall('page.edit')
  const read = useCall('page.read')
  const ordinals = data?.pages.flatMap(({ ordinal, place }) => (place !== null && places.includes(place) ? [ordinal] : [])) ?? []
  const busy = edit.isPending || read.isPending || review.busy
  const leaveOut: Action = {
    label: say(readingWords.leaveCardOut), chord: null, disabled: busy || ordinals.length === 0 || ordinals.length === total,
    run: () => edit.mutate({ params: { id, edit: { kind: 'leave out', ordinals } } }, { onSuccess: () => read.mutate({ params: { id } }) }),
  }
  const keep: Action = { label: say(readingWords.keepCard), chord: null, disabled: busy || reason.trim() === '', run: () => review.decide({ overrule: [{ finding: 'identity-card' }], reason }, settleReason) }
  const { what, why } = explainError('paper_incomplete', { finding: 'identity-card', page: places.join(', ') }, language)
  const look = places.map((page): Action => ({ label: say(counterWords.pageView, { page, total }), chord: null, run: () => onPage(page) }))
  const error = edit.error ?? read.error
  return (
    <Message tone="doubt" text={{ what, why, todo: say(findingRemedy('identity-card')) }} actions={[...look, leaveOut, keep]}>
      <TextField label={say(counterWords.reason)} hint={say(counterWords.reasonHint)} value={reason} onChange={setReason} />
      {error === null ? null : <Failure error={error} />}
    </Message>
  )
}
