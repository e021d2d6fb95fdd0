import { useState, type ReactNode } from 'react'
import type { RecordLine } from '../../../shared/contract/index.ts'
import { deliveryTerms, recallTerms, targetTerms } from '../../../shared/words/index.ts'
import { go } from '../../app/route.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { titleOf } from '../../parts/record-title.ts'
import { AttachDialog } from '../../record/attach-dialog.tsx'
import { useCall } from '../../station/station.tsx'
import { clock } from '../../words/dates.ts'
import { actWords, outboxWords, personWords } from '../../words/outbox.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { errorOf } from '../../station/told-error.ts'
import { nextStepsOf, waysOf, type NextAct, type Way } from './next-step.ts'
import { stepText } from './step-text.ts'
import { TargetsDialog } from './targets-dialog.tsx'
import styles from './outbox.module.css'

/** One record of the outbox: how far it is on each way, what is stuck, and the buttons that free it. */
export function OutboxRecord({ record, maySend }: { readonly record: RecordLine; readonly maySend: boolean }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const send = useCall('delivery.run')
  const [layer, setLayer] = useState<'none' | 'targets' | 'attach'>('none')
  const steps = nextStepsOf(record)
  const ways = waysOf(record)
  const sendNow = (): void => send.mutate({ params: { id: record.id } })
  const acts: Readonly<Record<NextAct, () => void>> = {
    'send': sendNow,
    'recall again': sendNow,
    'choose targets': () => setLayer('targets'),
    'attach': () => setLayer('attach'),
    'open record': () => go('records', record.id),
    'settings': () => go('settings'),
  }
  const free = (act: NextAct): boolean => act === 'open record' || act === 'settings' || (maySend && !send.isPending)
  const sendThis: Action = { label: say(actWords.send), chord: 'Shift+F9', run: sendNow, disabled: !maySend || send.isPending || steps.length === 0 }
  const choose: Action = { label: say(outboxWords.chooseTargets), chord: 'Alt+N', run: () => setLayer('targets'), disabled: !maySend || record.state.work === 'voided' || record.state.work === 'replaced' }
  const open: Action = { label: say(actWords['open record']), chord: 'Alt+M', run: () => go('records', record.id) }
  useActions('part', [sendThis, choose, open])
  const failures = send.data?.failures ?? []
  return (
    <>
      <h2>{titleOf(record)}</h2>
      <p className="code quiet small">{record.code}</p>
      {send.error === null ? null : <Failure error={send.error} />}
      {failures.map(({ error }, at) => <Failure key={at} error={errorOf(error)} />)}
      {steps.length === 0 ? <p>{say(outboxWords.nothingNext)}</p> : steps.map((step, at) => {
        const { what, why, todo } = stepText(step, say, language)
        return (
          <Message key={at} tone={step.person === 'network' ? 'note' : 'doubt'} text={{ what: `${what} (${say(personWords[step.person])})`, why, todo }}
            actions={[{ label: say(actWords[step.act]), chord: null, run: acts[step.act], disabled: !free(step.act) }]} />
        )
      })}
      {ways.length === 0 ? <p className="quiet">{say(outboxWords.noTargets)}</p> : ways.map((way) => <WayLine key={way.target} way={way} />)}
      {record.recalls.map(({ target, state, outcome, attempts, nextAttemptAt }, at) => (
        <section key={at} className={styles.way} aria-label={say(outboxWords.recallPath, { target: targetTerms[target][language] })}>
          <h3>{say(outboxWords.recallPath, { target: targetTerms[target][language] })}</h3>
          <p className="small">{recallTerms[outcome ?? (state === 'refused' ? state : 'queued')][language]}{attempts === 0 ? '' : `, ${say(outboxWords.attempts, { count: attempts })}`}{state === 'queued' && nextAttemptAt !== null ? `, ${say(outboxWords.nextAt, { at: clock(nextAttemptAt) })}` : ''}</p>
        </section>
      ))}
      <div className={styles.actions}>
        <Button action={sendThis} busy={send.isPending} />
        <Button action={choose} />
        <Button action={open} look="quiet" />
      </div>
      {layer === 'targets' ? <TargetsDialog record={record} onClose={() => setLayer('none')} /> : null}
      {layer === 'attach' ? <AttachDialog id={record.id} onClose={() => setLayer('none')} /> : null}
    </>
  )
}

/** Signed, stamped, sent, received: how far the result is on its way to one receiver. */
function WayLine({ way }: { readonly way: Way }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const name = targetTerms[way.target][language]
  const places = [
    [say(outboxWords.signed), way.signed], [say(outboxWords.stamped), way.stamped], [say(outboxWords.sentOut), way.sent], [say(outboxWords.received), way.received],
  ] as const
  const now = places.findIndex(([, done]) => done === false)
  const { delivery } = way
  return (
    <section className={styles.way} aria-label={say(outboxWords.path, { target: name })}>
      <h3>{name}</h3>
      <ol className={styles.steps}>
        {places.map(([text, done], at) => (done === null ? null : (
          <li key={text} className={done ? styles.done : at === now ? styles.now : styles.open}>{text} <span aria-hidden="true">{done ? '✓' : at === now ? '○' : ''}</span></li>
        )))}
      </ol>
      {delivery === null ? null : (
        <p className="small quiet">
          {deliveryTerms[delivery.state][language]}
          {delivery.attempts === 0 || delivery.state === 'delivered' ? '' : `, ${say(outboxWords.attempts, { count: delivery.attempts })}`}
          {delivery.state === 'queued' && delivery.nextAttemptAt !== null && delivery.attempts > 0 ? `, ${say(outboxWords.nextAt, { at: clock(delivery.nextAttemptAt) })}` : ''}
          {delivery.receiptId === null || delivery.deliveredAt === null ? '' : `, ${say(outboxWords.receiptOf, { id: delivery.receiptId, at: clock(delivery.deliveredAt) })}`}
        </p>
      )}
    </section>
  )
}
