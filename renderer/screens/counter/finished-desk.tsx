import { useState, type ReactNode } from 'react'
import type { PageList } from '../../../shared/contract/index.ts'
import { go } from '../../app/route.ts'
import { titleOf } from '../../parts/record-title.ts'
import { HandoverDialog } from '../../record/handover-dialog.tsx'
import { HereBefore } from '../../record/intake/here-before.tsx'
import { useIntakeDesk } from '../../record/intake/intake.ts'
import { useScanProfile } from '../../record/intake/scan-profile.ts'
import type { Shown } from '../../record/shown.ts'
import { ResultPanel } from './result-panel.tsx'
import type { Effort } from './use-effort.ts'
import type { Review } from './use-review.ts'

interface FinishedDeskProps {
  readonly record: Shown
  readonly review: Review
  readonly effort: Effort
  readonly pages: PageList | undefined
  readonly onLeave: () => void
}

/** Nothing more is to be done with the record here: what was made, and the next one. */
export function FinishedDesk({ record, review, effort, pages, onLeave }: FinishedDeskProps): ReactNode {
  const intake = useIntakeDesk()
  const { choice } = useScanProfile()
  const [handover, setHandover] = useState(false)
  const first = pages?.pages.find(({ place }) => place === 1)
  const title = titleOf(record)
  return (
    <>
      <HereBefore record={record} />
      <ResultPanel record={record} title={title} review={review} firstPage={first === undefined || pages === undefined ? null : { ordinal: first.ordinal, edition: pages.edition }} onHandover={() => setHandover(true)} onHistory={() => go('records', record.id)}
        onNext={() => {
          effort.tell()
          onLeave()
        }}
        onScan={() => {
          effort.tell()
          go('counter')
          void intake.scan(choice, {}, (next) => go('counter', next))
        }} />
      {handover ? <HandoverDialog ids={[record.id]} title={title} onClose={() => setHandover(false)} /> : null}
    </>
  )
}
