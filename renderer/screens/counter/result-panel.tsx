import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { TrustState } from '../../../shared/model/index.ts'
import { deliveryTerms, targetTerms, trustTerms, workTerms } from '../../../shared/words/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Failure } from '../../parts/message.tsx'
import { StepLine } from '../../parts/step-line.tsx'
import type { Shown } from '../../record/shown.ts'
import { pageAddress } from '../../station/media.ts'
import { useCall } from '../../station/station.tsx'
import { errorOf } from '../../station/told-error.ts'
import { counterWords } from '../../words/counter.ts'
import { clock } from '../../words/dates.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { HandoverSlip } from '../records/prints.tsx'
import { PeoplePanel } from './people-panel.tsx'
import type { Review } from './use-review.ts'
import styles from './result-panel.module.css'

interface ResultPanelProps {
  readonly record: Shown
  readonly title: string
  readonly review: Review
  readonly firstPage: { readonly ordinal: number; readonly edition: number } | null
  readonly onNext: () => void
  /** Scans the next paper at once. */
  readonly onScan: () => void
  readonly onHandover: () => void
  readonly onHistory: () => void
}

/** How a signature that is made is told. */
const signedHeads: Readonly<Partial<Record<TrustState, 'resultStamped' | 'resultStampLater' | 'resultUnchecked' | 'resultDataLater' | 'resultLasting'>>> = {
  'B-T': 'resultStamped', 'time stamp pending': 'resultStampLater', 'status not checked': 'resultUnchecked', 'validation data pending': 'resultDataLater', 'archive stamp pending': 'resultDataLater', 'B-LT': 'resultLasting', 'B-LTA': 'resultLasting',
}

/** What was made, where it goes, its receipts as they come; Enter starts the next. */
export function ResultPanel({ record, title, review, firstPage, onNext, onScan, onHandover, onHistory }: ResultPanelProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const send = useCall('delivery.run')
  const [printing, setPrinting] = useState(false)
  const nextButton = useRef<HTMLButtonElement>(null)
  const { work, trust } = record.state
  const signed = work === 'signed' || work === 'delivered'
  const open = record.deliveries.some(({ state }) => state === 'queued' || state === 'held')
  const head = !signed
    ? work === "awaiting the agency's signature" ? say(counterWords.resultQueued) : say(counterWords.resultEnded, { state: workTerms[work][language] })
    : record.origin === 'signed electronic original' ? say(counterWords.resultOriginal)
      : say(counterWords[signedHeads[trust] ?? 'resultSigned'])
  const next: Action = { label: say(counterWords.next), chord: 'Enter', run: onNext }
  const handOver: Action = { label: say(counterWords.handOver), chord: 'F7', run: onHandover, disabled: record.handover !== null }
  const sendNow: Action = { label: say(counterWords.sendNow), chord: 'F9', run: () => send.mutate({ params: { id: record.id } }), disabled: !open || send.isPending }
  const history: Action = { label: say(counterWords.history), chord: null, run: onHistory }
  const scan: Action = { label: say(counterWords.scanNext), chord: 'F2', run: onScan }
  const slip: Action = { label: say(counterWords.printSlip), chord: 'Ctrl+P', run: () => setPrinting(true), disabled: record.handover === null }
  useActions('screen', signed ? [next, scan, handOver, sendNow, slip, history] : [next, scan, history])
  useEffect(() => nextButton.current?.focus(), [])
  const choice = record.deliveryChoice
  const failure = send.error ?? null
  return (
    <div className={styles.panel}>
      {firstPage === null ? null : (
        <img className={styles.thumbnail} src={signed ? pageAddress(record.id, 1, 'final', 800, firstPage.edition) : pageAddress(record.id, firstPage.ordinal, 'upright', 800, firstPage.edition)} alt={title} />
      )}
      <div className={styles.told}>
        <p className={signed ? styles.done : styles.waits} role="status"><span aria-hidden="true">{signed ? '✓ ' : '○ '}</span>{head}</p>
        <h1>{title}</h1>
        <dl className={styles.facts}>
          <dt>{say(counterWords.code)}</dt><dd className="code">{record.code}</dd>
          {record.dossier.dossierCode === null ? null : <><dt>{say(counterWords.dossierCode)}</dt><dd className="code">{record.dossier.dossierCode}</dd></>}
          <dt>{say(counterWords.owner)}</dt><dd>{record.owners.length === 0 ? say(counterWords.noOwner) : record.owners.map(({ name }) => name).join(', ')}</dd>
          {signed ? <><dt>{say(counterWords.signature)}</dt><dd>{trustTerms[trust][language]}</dd></> : null}
          <dt>{say(counterWords.goesTo)}</dt>
          <dd>
            {record.deliveries.length === 0
              ? choice !== null && choice.targets.length === 0 ? say(counterWords.paperOnlyChosen) : (choice?.targets ?? []).map((name) => targetTerms[name][language]).join(', ')
              : <ul>{record.deliveries.map(({ target, state, deliveredAt }) => (
                <li key={`${target} ${state}`} className={state === 'delivered' ? styles.proven : ''}>
                  {targetTerms[target][language]}: {deliveryTerms[state][language]}{deliveredAt === null ? '' : ` ${say(counterWords.sentAt, { at: clock(deliveredAt) })}`}
                </li>
              ))}</ul>}
          </dd>
        </dl>
        {record.handover === null ? null : <p className={styles.proven}>{say(counterWords.handedOver, { at: clock(record.handover.at) })}</p>}
        <StepLine record={record} />
        {record.effort === null ? null : <p className="small quiet">{say(counterWords.effort, { keys: record.effort.keys, seconds: Math.round(record.effort.milliseconds / 1000), corrections: record.effort.corrections })}</p>}
        {failure === null ? null : <Failure error={failure} />}
        {signed || record.stoppedBy === null ? null : <Failure tone="doubt" error={errorOf(record.stoppedBy)} />}
        {record.recipient.state === 'open' && record.deliveries.some(({ state }) => state === 'held') ? <div className={styles.people}><PeoplePanel record={record} review={review} readOnly={false} />{review.fault === null ? null : <Failure error={review.fault} />}</div> : null}
        <div className={styles.actions}>
          <Button ref={nextButton} look="main" action={next} />
          {signed && record.handover === null ? <Button action={handOver} /> : null}
          {record.handover === null ? null : <Button action={slip} />}
          {open ? <Button action={sendNow} busy={send.isPending} /> : null}
          <Button look="quiet" action={history} />
        </div>
      </div>
      {printing ? <HandoverSlip record={record} onEnd={() => setPrinting(false)} /> : null}
    </div>
  )
}
