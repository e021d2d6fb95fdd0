import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { BacklogLot } from '../../../shared/contract/index.ts'
import { isErrorCode, type ErrorCode } from '../../../shared/model/index.ts'
import { explainError } from '../../../shared/words/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Failure } from '../../parts/message.tsx'
import { useLongWork } from '../../station/long-work.ts'
import { whenSomebodyIsHere } from '../../station/presence.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { backlogWords } from '../../words/backlog.ts'
import { clock } from '../../words/dates.ts'
import { useLanguage, useSay, type Say } from '../../words/say.tsx'
import styles from './backlog.module.css'
import { hoursAndMinutes } from './doubt.ts'
import { LotDocuments } from './lot-documents.tsx'

/** Asks anew how far the lots are, and what they have brought to review. */
export const refreshLots = (client: QueryClient): void => void client.invalidateQueries({ predicate: ({ queryKey: [method] }) => method === 'backlog.state' || method === 'backlog.documents' || method === 'record.list' })

/** Ends of a run that say nothing of the work: it went on behind the lock, or goes on now. */
const passing: readonly ErrorCode[] = ['session_locked', 'station_gone']
const lookEveryMs = 5000

/** Works the lots off as long as there is something to do, from the opening of this screen on. */
function useRunning(lots: readonly BacklogLot[], may: boolean): { readonly error: Error | null; readonly goOn: () => void } {
  const client = useQueryClient()
  const work = useLongWork('backlog.run')
  const tried = useRef('')
  // Where another window works them off the call answers at once: it is made again only when something has changed meanwhile.
  const state = lots.filter((lot) => lot.state === 'running').map(({ id, documents: { done, awaitingReview, failed } }) => `${id} ${done + awaitingReview + failed}`).join()
  const { running, start } = work
  const error = work.error === null || passing.includes(work.error.code) ? null : work.error
  useEffect(() => {
    if (!may || state === '' || running || error !== null || tried.current === state) return
    tried.current = state
    start({})
  })
  const elsewhere = state !== '' && !running
  useEffect(() => {
    // Work that another window began, or this one before a lock, tells this one nothing.
    if (!elsewhere) return
    const look = setInterval(() => whenSomebodyIsHere('backlog', () => refreshLots(client)), lookEveryMs)
    return () => clearInterval(look)
  }, [elsewhere, client])
  return { error, goOn: () => start({}) }
}

/** Every lot and how far it is. */
export function Lots({ may }: { readonly may: boolean }): ReactNode {
  const say = useSay()
  const { data, error } = useStation('backlog.state', {})
  const lots = data?.lots ?? []
  const { error: stopped, goOn } = useRunning(lots, may)
  const pause = useCall('backlog.pause')
  const resume = useCall('backlog.resume')
  const first = lots.find(({ state }) => state !== 'done')
  const actionOf = (lot: BacklogLot, chord: string | null): Action => (lot.state === 'running'
    ? { label: say(backlogWords.pause), chord, disabled: !may || pause.isPending, run: () => pause.mutate({ params: { lot: lot.id } }) }
    : { label: say(lot.state === 'paused' ? backlogWords.resume : backlogWords.retry), chord, disabled: !may || resume.isPending, run: () => resume.mutate({ params: { lot: lot.id } }) })
  useActions('part', first === undefined ? [] : [actionOf(first, 'F7')])
  const failed = error ?? pause.error ?? resume.error
  return (
    <section className={styles.lots} aria-label={say(backlogWords.lots)}>
      <h2>{say(backlogWords.lots)}</h2>
      {failed === null ? null : <Failure error={failed} />}
      {stopped === null ? null : <Failure error={stopped} actions={may ? [{ label: say(backlogWords.tryAgain), chord: null, run: goOn }] : []} />}
      {data !== undefined && lots.length === 0 ? <p className="quiet">{say(backlogWords.lotsNone)}</p> : null}
      {lots.length === 0 ? null : <p className="quiet small">{say(backlogWords.stopsAfter)}</p>}
      <ul className={styles.lotList}>
        {lots.map((lot) => <LotLine key={lot.id} lot={lot} action={lot.state === 'done' && lot.documents.failed === 0 ? null : actionOf(lot, lot === first ? 'F7' : null)} />)}
      </ul>
    </section>
  )
}

function timeLeft(say: Say, seconds: number | null): string {
  if (seconds === null) return say(backlogWords.leftUnknown)
  if (seconds < 60) return say(backlogWords.leftSoon)
  const { hours, minutes } = hoursAndMinutes(seconds)
  return hours === 0 ? say(backlogWords.leftMinutes, { minutes }) : say(backlogWords.leftHours, { hours, minutes })
}

function LotLine({ lot, action }: { readonly lot: BacklogLot; readonly action: Action | null }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const [listing, setListing] = useState(false)
  const { begunAt, begunBy, state, documents, pages, secondsLeft, failures } = lot
  const done = documents.done + documents.awaitingReview + documents.failed
  const progress = say(backlogWords.lotProgress, { done, total: documents.total, pagesDone: pages.done, pagesTotal: pages.total })
  return (
    <li className={styles.lot}>
      <div className={styles.lotHead}>
        <strong>{say(backlogWords.lotOf, { at: clock(begunAt), by: begunBy })}</strong>
        <span className={styles[state]}>{say(backlogWords[`state.${state}`])}</span>
      </div>
      <progress className={styles.progress} aria-label={progress} value={documents.total === 0 ? 0 : done / documents.total} max={1} />
      <p className={styles.figures} role="status">
        <span>{progress}</span>
        {state === 'running' ? <span>{timeLeft(say, secondsLeft)}</span> : null}
        {documents.awaitingReview === 0 ? null : <span className={styles.paused}>{say(backlogWords.lotReview, { count: documents.awaitingReview })}</span>}
        {documents.failed === 0 ? null : <span className={styles.failed}>! {say(backlogWords.lotFailed, { count: documents.failed })}</span>}
      </p>
      {failures.length === 0 ? null : (
        <details>
          <summary>{say(backlogWords.failures)}</summary>
          <ul className={styles.failures}>
            {failures.map(({ name, error }, at) => {
              const { what, todo } = explainError(isErrorCode(error.code) ? error.code : 'internal', error.params, language)
              return <li key={at}><strong>{name}</strong>: {what} {todo}</li>
            })}
          </ul>
        </details>
      )}
      <div className={styles.actions}>
        {action === null ? null : <Button action={action} />}
        <Button look="quiet" action={{ label: say(backlogWords.documents), chord: null, run: () => setListing(true) }} />
      </div>
      {listing ? <LotDocuments lot={lot} onClose={() => setListing(false)} /> : null}
    </li>
  )
}
