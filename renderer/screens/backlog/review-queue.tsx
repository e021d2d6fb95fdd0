import { useMemo, useState, type ReactNode } from 'react'
import type { RecordLine } from '../../../shared/contract/index.ts'
import { go } from '../../app/route.ts'
import { List } from '../../parts/list.tsx'
import { titleOf } from '../../parts/record-title.ts'
import { StepLine } from '../../parts/step-line.tsx'
import { useStation } from '../../station/station.tsx'
import { backlogWords } from '../../words/backlog.ts'
import { useSay } from '../../words/say.tsx'
import { openQuestions } from '../../parts/steps.ts'
import styles from './backlog.module.css'
import { byDoubt, nextAfter } from './doubt.ts'

const most = 1000

/** What was opened from the queue last, and how the queue stood then: who comes back stands at the next one. */
let visited: { readonly opened: string; readonly order: readonly string[] } | null = null

/** What waits for a person, the most doubtful first. */
export function ReviewQueue(): ReactNode {
  const say = useSay()
  const { data } = useStation('record.list', { work: ['awaiting review', 'extracted'], limit: most })
  const records = useMemo(() => byDoubt(data?.records ?? []), [data])
  const [from] = useState(visited)
  const active = useMemo(() => (from === null ? undefined : nextAfter(from.order, from.opened, new Set(records.map(({ id }) => id)))), [from, records])
  const open = ({ id }: RecordLine): void => {
    visited = { opened: id, order: records.map((record) => record.id) }
    go('counter', id, 'backlog')
  }
  return (
    <section className={styles.review} aria-label={say(backlogWords.review)}>
      <h2>{say(backlogWords.review)} <span className="quiet code">{records.length === 0 ? '' : records.length}</span></h2>
      <p className="quiet small">{say(backlogWords.reviewHint)}{data !== undefined && data.next !== null ? ` ${say(backlogWords.listFull, { count: most })}` : ''}</p>
      <div className={styles.reviewList}>
        {data === undefined ? null : (
          <List label={say(backlogWords.review)} items={records} keyOf={({ id }) => id} onOpen={open} activeKey={active} autoFocus={from !== null} empty={say(backlogWords.reviewNone)} row={(record) => (
            <div className={styles.row}>
              <strong>{titleOf(record)}</strong>
              <span className={styles.doubts}>{say(backlogWords.doubts, { count: openQuestions(record) })}</span>
              <StepLine record={record} />
            </div>
          )} />
        )}
      </div>
    </section>
  )
}
