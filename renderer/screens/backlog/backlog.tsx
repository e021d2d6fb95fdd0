import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState, type ReactNode } from 'react'
import type { DoorEvent } from '../../../shared/contract/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { useGivenFiles } from '../../parts/fields/given-files.ts'
import { Failure, Message } from '../../parts/message.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useDraft } from '../../station/drafts.ts'
import { whenSomebodyIsHere } from '../../station/presence.ts'
import { useStation, useStationEvents } from '../../station/station.tsx'
import { backlogWords } from '../../words/backlog.ts'
import { useSay } from '../../words/say.tsx'
import styles from './backlog.module.css'
import { fromDrop, fromList } from './chosen-files.ts'
import { useIncoming, useIncomingDesk } from './incoming.ts'
import { Lots, refreshLots } from './lots.tsx'
import { PlanView } from './plan-view.tsx'
import { ReviewQueue } from './review-queue.tsx'

/** Piles of old results: handed in, cut into documents, worked off for days, reviewed by doubt. */
export function Backlog(): ReactNode {
  const client = useQueryClient()
  const { phase, looking } = useIncoming()
  const refresh = useCallback(() => refreshLots(client), [client])
  useStationEvents(useCallback((event: DoorEvent) => {
    if (event.type === 'progress' && event.step === 'backlog') whenSomebodyIsHere('backlog', refresh)
  }, [refresh]))
  return looking && (phase === 'planned' || phase === 'starting') ? <PlanView onBegun={refresh} /> : <Overview />
}

function Overview(): ReactNode {
  const say = useSay()
  const { data: session } = useStation('session.state', {})
  const may = session?.rights.includes('scan') === true
  return (
    <div className={styles.backlog}>
      <h1>{say(backlogWords.title)}</h1>
      <div className={styles.intake}>
        {may ? <Start /> : <p className="quiet">{say(backlogWords.noRight)}</p>}
        <Lots may={may} />
      </div>
      <ReviewQueue />
    </div>
  )
}

/** Opens the system's window for files, or for a whole folder. `held`: what nobody holds may be gone before a file is chosen. */
function pick(held: { current: HTMLInputElement | null }, folder: boolean, onFiles: (files: FileList) => void): void {
  const chooser = Object.assign(document.createElement('input'), { type: 'file', multiple: true, webkitdirectory: folder })
  held.current = chooser
  chooser.onchange = () => {
    if (chooser.files !== null && chooser.files.length > 0) onFiles(chooser.files)
  }
  chooser.click()
}

/** Where a pile comes in. */
function Start(): ReactNode {
  const say = useSay()
  const desk = useIncomingDesk()
  const incoming = useIncoming()
  const { phase, done, total, plan, others, error } = incoming
  const held = useRef<HTMLInputElement | null>(null)
  const [path, setPath, settlePath] = useDraft('backlog/path', '')
  const [unread, setUnread] = useState<unknown>(null)
  const busy = phase === 'handing in' || phase === 'planning'
  const take = (files: FileList): void => void desk.take(fromList(files))
  const dropping = useGivenFiles('screen', (data) => {
    if (busy) return
    setUnread(null)
    fromDrop(data).then((chosen) => desk.take(chosen)).catch(setUnread)
  })
  const open: Action = { label: say(backlogWords.openFiles), chord: 'F4', disabled: busy, run: () => pick(held, false, take) }
  const folder: Action = { label: say(backlogWords.openFolder), chord: 'F3', disabled: busy, run: () => pick(held, true, take) }
  const takePath: Action = { label: say(backlogWords.takePath), chord: 'Enter', disabled: path.trim() === '' || busy, run: () => {
    void desk.takePath(path.trim())
    settlePath()
  } }
  const back: Action = { label: say(backlogWords.backToPlan, { documents: plan.length }), chord: 'F8', run: () => desk.look(true) }
  const discard: Action = { label: say(backlogWords.discard), chord: null, run: () => desk.discard() }
  const stop: Action = { label: say(backlogWords.stop), chord: 'Alt+Y', disabled: !busy, run: () => desk.stop() }
  useActions('screen', [folder, open, takePath, stop, ...(phase === 'planned' ? [back] : [])])
  return (
    <div className={`${styles.start ?? ''} ${dropping ? styles.dropping ?? '' : ''}`}>
      <p className={styles.startText}>{say(dropping ? backlogWords.dropHere : backlogWords.start)}</p>
      <p className="quiet">{say(backlogWords.startWhy)}</p>
      {phase === 'nothing' && others > 0 ? <Message tone="doubt" text={{ what: say(backlogWords.nothing), why: say(backlogWords.nothingWhy), todo: say(backlogWords.nothingTodo) }} /> : null}
      {unread === null ? null : <Failure error={unread} />}
      {phase === 'handing in' ? <ProgressBar text={say(backlogWords.handingIn, { done, total: total ?? 0 })} done={total === null || total === 0 ? null : done / total} action={stop} /> : null}
      {phase === 'planning' ? <ProgressBar text={total === null ? say(backlogWords.planningStarts) : say(backlogWords.planning, { done, total })} done={total === null || total === 0 ? null : done / total} action={stop} /> : null}
      {phase !== 'stopped' ? null : error === null
        ? <div className={styles.actions}><Button action={{ label: say(backlogWords.tryAgain), chord: null, run: () => void desk.goOn() }} /><Button look="quiet" action={discard} /></div>
        : <Failure error={error} actions={[{ label: say(backlogWords.tryAgain), chord: null, run: () => void desk.goOn() }, discard]} />}
      {phase === 'planned' ? <div className={styles.actions}><Button look="main" action={back} /><Button look="quiet" action={discard} /></div> : null}
      <div className={styles.actions}><Button action={folder} look={phase === 'nothing' ? 'main' : 'plain'} /><Button action={open} /></div>
      <div className={styles.pathRow}>
        <TextField className={styles.path} label={say(backlogWords.path)} hint={say(backlogWords.pathHint)} value={path} onChange={setPath} />
        <Button action={takePath} busy={busy} />
      </div>
    </div>
  )
}
