import type { ReactNode } from 'react'
import { useStation, useStationIsThere } from '../station/station.tsx'
import { frameWords } from '../words/frame.ts'
import { useSay } from '../words/say.tsx'
import styles from './banners.module.css'
import { OpeningCheck } from './opening-check.tsx'
import { go } from './route.ts'

/** Before the station answered for the first time. */
export function Connecting(): ReactNode {
  const say = useSay()
  return <main className={styles.connecting} aria-busy="true"><p role="status">{say(frameWords.connecting)}</p></main>
}

/** Quiet bars over the screen: training, a line that is down, what waits for network or people. */
export function Banners({ training }: { readonly training: boolean }): ReactNode {
  const say = useSay()
  const there = useStationIsThere()
  const { data: status } = useStation('station.status', {})
  const queued = status?.outbox.queued ?? 0
  const held = status?.outbox.held ?? 0
  return (
    <div className={styles.bars}>
      {training ? <p className={styles.training}>{say(frameWords.training)}</p> : null}
      <div role="status">{there ? null : <p className={styles.gone}>{say(frameWords.stationGone)}</p>}</div>
      <OpeningCheck />
      {queued + held === 0 ? null : (
        <p className={styles.waiting}>
          {queued === 0 ? null : <span>{say(frameWords.offline, { queued })}</span>}
          {held === 0 ? null : <span>{say(frameWords.held, { held })}</span>}
          <button type="button" className={styles.link} onClick={() => go('outbox')}>{say(frameWords.openOutbox)}</button>
        </p>
      )}
    </div>
  )
}
