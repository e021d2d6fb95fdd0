import { useState, type ReactNode } from 'react'
import type { RecordLine } from '../../../shared/contract/index.ts'
import { targetTerms } from '../../../shared/words/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { List } from '../../parts/list.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { ownersOf, titleOf } from '../../parts/record-title.ts'
import { useLongWork } from '../../station/long-work.ts'
import { useListing } from '../../station/paged.ts'
import { useStation } from '../../station/station.tsx'
import { frameWords } from '../../words/frame.ts'
import { outboxWords, personWords } from '../../words/outbox.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { errorOf } from '../../station/told-error.ts'
import { nextStepOf, nextStepsOf, waysOf, type Person } from './next-step.ts'
import { OutboxRecord } from './outbox-record.tsx'
import { stepText } from './step-text.ts'
import styles from './outbox.module.css'

/** What is signed and not everywhere where it is to be: who is to act about each, and with what. */
export function Outbox(): ReactNode {
  const say = useSay()
  const { records, total, error, more } = useListing('outbox.list', {})
  const { data: session } = useStation('session.state', {})
  const work = useLongWork('delivery.run')
  const [activeId, setActiveId] = useState<string | null>(null)
  const maySend = session?.rights.includes('scan') === true
  const active = records?.find(({ id }) => id === activeId) ?? records?.[0]
  const sendAll: Action = { label: say(outboxWords.sendAll), chord: 'F9', run: () => work.start({}), disabled: !maySend || work.running || records?.length === 0 }
  useActions('screen', [sendAll])
  const steps = (records ?? []).map((record) => nextStepOf(record)?.person)
  const count = (person: Person): number => steps.filter((one) => one === person).length
  const failures = work.result?.failures ?? []
  return (
    <div className={styles.outbox}>
      <header className={styles.head}>
        <h1>{say(outboxWords.title)}</h1>
        {total === null || total === 0 ? null : <p>{say(outboxWords.total, { total })}</p>}
        {total === null || total === 0 ? null : (
          <p className={styles.counts}>
            {count('officer') === 0 ? null : <span className={styles.officer}>{say(outboxWords.forOfficer, { count: count('officer') })}</span>}
            {count('administrator') === 0 ? null : <span className={styles.administrator}>{say(outboxWords.forAdministrator, { count: count('administrator') })}</span>}
            {count('network') === 0 ? null : <span>{say(outboxWords.forNetwork, { count: count('network') })}</span>}
            {records !== undefined && records.length < total ? <span>({say(outboxWords.ofShown, { count: records.length })})</span> : null}
          </p>
        )}
        <Button look="main" action={sendAll} busy={work.running} />
      </header>
      {work.running ? <ProgressBar text={say(outboxWords.sending, { done: work.progress?.done ?? 0, total: work.progress?.total ?? total ?? 0 })} done={work.progress === null || work.progress.total === 0 ? null : work.progress.done / work.progress.total} action={null} /> : null}
      <div className={styles.told}>
        {error === null ? null : <Failure error={error} />}
        {work.error === null ? null : <Failure error={work.error} />}
        {work.running || work.result === null ? null : (
          <Message tone="note" text={{ what: say(outboxWords.sent, { delivered: work.result.records.filter((record) => nextStepOf(record) === null).length, left: total ?? 0 }), why: '', todo: '' }} />
        )}
        {work.running || failures.length === 0 ? null : <Message tone="failure" text={{ what: say(outboxWords.sendFailed, { count: failures.length }), why: '', todo: '' }} />}
        {work.running ? null : failures.slice(0, 3).map(({ error: failed }, at) => <Failure key={at} error={errorOf(failed)} />)}
      </div>
      <div className={styles.body}>
        <div className={styles.list}>
          <List label={say(outboxWords.list)} items={records ?? []} keyOf={({ id }) => id} autoFocus onOpen={({ id }) => setActiveId(id)} onActive={({ id }) => setActiveId(id)} onNearEnd={more} rowHeight={64}
            empty={records === undefined ? say(frameWords.loading) : say(outboxWords.empty)} row={(record) => <Row record={record} />} />
        </div>
        <aside className={styles.side} aria-label={say(outboxWords.whatNext)}>
          {active === undefined ? <p className="quiet">{say(outboxWords.goesByItself)}</p> : <OutboxRecord key={active.id} record={active} maySend={maySend} />}
        </aside>
      </div>
    </div>
  )
}

function Row({ record }: { readonly record: RecordLine }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const steps = nextStepsOf(record)
  const [first] = steps
  return (
    <div className={styles.row}>
      <strong>{titleOf(record)}</strong>
      <span className={styles.targets}>{waysOf(record).map(({ target, received }) => `${targetTerms[target][language]} ${received ? '✓' : '…'}`).join(' · ')}</span>
      <span className={styles.owner}>{ownersOf(record)}</span>
      {first === undefined ? null : (
        <span className={styles.stuck}>
          <span className={styles[first.person]}>{first.person === 'network' ? '⇅' : '○'} {say(personWords[first.person])}:</span>
          <span>{stepText(first, say, language).what}{steps.length > 1 ? ` (+${steps.length - 1})` : ''}</span>
        </span>
      )}
    </div>
  )
}
