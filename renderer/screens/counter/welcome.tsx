import { useLayoutEffect, useState, type ReactNode } from 'react'
import type { RecordLine, ResultOf } from '../../../shared/contract/index.ts'
import { go } from '../../app/route.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions, useKeyDesk, useScannedCode } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { useFileDrop } from '../../parts/fields/file-drop.ts'
import { List } from '../../parts/list.tsx'
import { Failure } from '../../parts/message.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { titleOf } from '../../parts/record-title.ts'
import { StepLine } from '../../parts/step-line.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { HandoverDialog } from '../../record/handover-dialog.tsx'
import { useIntakeDesk, useIntakes, type Dossier } from '../../record/intake/intake.ts'
import { useScanProfile } from '../../record/intake/scan-profile.ts'
import { useDraft } from '../../station/drafts.ts'
import { useDoor, useStation } from '../../station/station.tsx'
import { counterWords } from '../../words/counter.ts'
import { clock } from '../../words/dates.ts'
import { useSay } from '../../words/say.tsx'
import { FilesChoice } from './files-choice.tsx'
import { FilesFailed } from './files-failed.tsx'
import { ScannerChoice } from './scanner-choice.tsx'
import styles from './welcome.module.css'

type Ready = ResultOf<'handover.ready'>

/** Somebody whose card was scanned: the paper that is taken in next is theirs. */
interface Person { readonly name: string; readonly id: string }

/** Between two citizens: who comes, what is ready for them, and the scanner. */
export function Welcome(): ReactNode {
  const say = useSay()
  const door = useDoor()
  const intake = useIntakeDesk()
  const intakes = useIntakes()
  const { choice } = useScanProfile()
  const [asked, setAsked, settle] = useDraft('counter/asked', '')
  const [looking, setLooking] = useState(false)
  const [ready, setReady] = useState<Ready | null>(null)
  const [person, setPerson] = useState<Person | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [handing, setHanding] = useState<readonly RecordLine[] | null>(null)
  const [files, setFiles] = useState<readonly File[]>([])
  const desk = useKeyDesk()
  // A record's effort begins with what is done here for it, before anybody can press a key.
  useLayoutEffect(() => void desk.takeKeys(), [desk])

  const ask = async (scanned: string, who: Person | null): Promise<void> => {
    setLooking(true)
    setError(null)
    setPerson(who)
    try {
      setReady(await door.call('handover.ready', { scanned }))
    } catch (thrown) {
      setReady(null)
      setError(thrown)
    } finally {
      setLooking(false)
    }
  }
  useScannedCode((code) => {
    setAsked(code.kind === 'dossier' ? code.code : code.number)
    if (code.kind === 'dossier') void ask(code.code, null)
    else void ask(code.number, code.name === null ? null : { name: code.name, id: code.number })
  })

  const dossier: Dossier = {
    ...(ready?.asked.kind === 'dossier' ? { dossierCode: ready.asked.dossierCode } : {}),
    ...(person === null ? {} : { owners: [{ name: person.name, id: person.id }] }),
  }
  const begin = (id: string): void => {
    settle()
    go('counter', id)
  }
  const take = (chosen: readonly File[]): void => {
    if (chosen.length === 1) void intake.takeFiles(chosen, dossier, true, begin)
    else if (chosen.length > 1) setFiles(chosen)
  }
  const { dropping, pick } = useFileDrop('screen', take)
  const scanningNow = intakes.get('scan')
  const taking = intakes.get('files')

  const look: Action = { label: say(counterWords.look), chord: 'Enter', run: () => void ask(asked, null), disabled: asked.trim() === '' || looking }
  const scan: Action = { label: say(counterWords.scan), chord: 'F2', run: () => void intake.scan(choice, dossier, begin), disabled: scanningNow?.phase === 'scanning' }
  const open: Action = { label: say(counterWords.openFiles), chord: 'F4', run: pick, disabled: taking?.phase === 'taking in' }
  const stopScan: Action = { label: say(counterWords.stopScan), chord: 'Alt+Y', run: () => void intake.finishScan(), disabled: scanningNow?.phase !== 'scanning' }
  useActions('screen', [scan, open, look, stopScan])

  return (
    <div className={`${styles.welcome ?? ''} ${dropping ? styles.dropping ?? '' : ''}`}>
      <div className={styles.ask}>
        <TextField autoFocus label={say(counterWords.dossierOrCard)} value={asked} onChange={setAsked} className={styles.askField} />
        <Button action={look} busy={looking} />
      </div>
      {error === null ? null : <Failure error={error} tone="doubt" />}
      {ready === null ? null : <ReadyList ready={ready} onHandOver={setHanding} />}
      {scanningNow?.phase === 'scanning' ? <ProgressBar text={say(counterWords.scanning, { pages: scanningNow.done })} done={null} action={stopScan} /> : null}
      {taking?.phase === 'taking in' ? <ProgressBar text={say(counterWords.takingIn, { done: taking.done, total: taking.total ?? 0 })} done={taking.total === null ? null : taking.done / taking.total} action={null} /> : null}
      {scanningNow?.phase === 'failed' && scanningNow.error !== null ? <Failure error={scanningNow.error} actions={[{ label: say(counterWords.understood), chord: null, run: () => intake.dismiss('scan') }]} /> : null}
      {taking?.phase === 'failed' ? <FilesFailed taking={taking} onUnderstood={() => intake.dismiss('files')} /> : null}
      <div className={styles.start}>
        <p className={styles.startText}>{dropping ? say(counterWords.dropHere) : say(counterWords.start)}</p>
        <p className="quiet">{say(counterWords.startElse)}</p>
        <div className={styles.actions}><Button look="main" action={scan} /><Button action={open} /></div>
        <ScannerChoice />
      </div>
      <Unfinished />
      {handing === null ? null : <HandoverDialog ids={handing.map(({ id }) => id)} title={handing.map((record) => titleOf(record)).join('; ')} onClose={() => {
        setHanding(null)
        void ask(asked, person)
      }} />}
      {files.length < 2 ? null : <FilesChoice files={files} onClose={() => setFiles([])} onTake={(together) => void intake.takeFiles(files, dossier, together, begin)} />}
    </div>
  )
}

/** What is here for somebody. Enter hands the paper over, or opens what is not finished. */
function ReadyList({ ready, onHandOver }: { readonly ready: Ready; readonly onHandOver: (records: readonly RecordLine[]) => void }): ReactNode {
  const say = useSay()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { asked, records } = ready
  const who = asked.kind === 'dossier' ? asked.dossierCode : asked.name === null ? asked.shownId : say(counterWords.readyFor, { name: asked.name, id: asked.shownId })
  const here = (record: RecordLine): boolean => record.handover === null && ['signed', 'delivered'].includes(record.state.work)
  const handOver = (record: RecordLine): void => {
    const chosen = records.filter(({ id }) => selected.has(id)).filter(here)
    if (chosen.length > 0) onHandOver(chosen)
    else if (here(record)) onHandOver([record])
    else go('counter', record.id)
  }
  return (
    <section className={styles.ready} aria-label={say(counterWords.ready)}>
      <h2>{say(counterWords.ready)}: <span className="code">{who}</span></h2>
      {records.length === 0 ? <p className="quiet" role="status">{say(counterWords.readyNone, { asked: who })}</p> : (
        <div className={styles.readyList} style={{ height: `${Math.min(4, records.length) * 2.75 + 0.25}rem` }}>
          <List label={say(counterWords.ready)} items={records} keyOf={({ id }) => id} autoFocus onOpen={handOver} selected={selected} onSelect={setSelected} empty={null} row={(record) => (
            <div className={styles.row}>
              <strong>{titleOf(record)}</strong>
              <span>{record.owners.map((owner) => [owner.name, owner.id].filter((part) => part !== null).join(' · ')).join(', ')}</span>
              <span className={here(record) ? styles.here : 'quiet'}>{record.handover === null ? (here(record) ? `✓ ${say(counterWords.paperHere)}` : '') : say(counterWords.handedOver, { at: clock(record.handover.at) })}</span>
              <StepLine record={record} />
            </div>
          )} />
        </div>
      )}
    </section>
  )
}

/** Records that wait for somebody at this counter. */
function Unfinished(): ReactNode {
  const say = useSay()
  const { data } = useStation('record.list', { work: ['capturing', 'captured', 'cleaned', 'recognised', 'extracted', 'awaiting review', 'reviewed'], limit: 100 })
  const records = data?.records ?? []
  return (
    <section className={styles.unfinished} aria-label={say(counterWords.unfinished)}>
      <h2>{say(counterWords.unfinished)} <span className="quiet code">{records.length === 0 ? '' : records.length}</span></h2>
      <div className={styles.unfinishedList} style={{ height: `${Math.max(2, Math.min(8, records.length)) * 2.2 + 0.25}rem` }}>
        <List label={say(counterWords.unfinished)} items={records} keyOf={({ id }) => id} onOpen={({ id }) => go('counter', id)} empty={say(counterWords.unfinishedEmpty)} row={(record) => (
          <div className={styles.row}>
            <strong>{titleOf(record)}</strong>
            <span>{record.owners.map(({ name }) => name).join(', ')}</span>
            <span className="quiet code">{say(counterWords.capturedAt, { at: clock(record.capturedAt) })}</span>
            <StepLine record={record} />
          </div>
        )} />
      </div>
    </section>
  )
}
