import { useState, type ReactNode } from 'react'
import type { DoorSecrets, RecordLine } from '../../../shared/contract/index.ts'
import { go } from '../../app/route.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { List } from '../../parts/list.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { ownersOf, titleOf } from '../../parts/record-title.ts'
import { useLongWork } from '../../station/long-work.ts'
import { pageAddress } from '../../station/media.ts'
import { useListing } from '../../station/paged.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { frameWords } from '../../words/frame.ts'
import { useSay } from '../../words/say.tsx'
import { signWords } from '../../words/sign.ts'
import { CertificateStatus } from '../../record/signing/certificate-status.tsx'
import { SignDialog } from '../../record/signing/sign-dialog.tsx'
import { useSignerQuestion } from '../../record/signing/use-signer-question.ts'
import { decidedOf } from './decided.ts'
import { Preview } from './preview.tsx'
import { ReturnDialog } from './return-dialog.tsx'
import { SigningReport } from './signing-report.tsx'
import styles from './sign.module.css'

const waiting = ['reviewed', 'marked', 'assembled', "awaiting the agency's signature"] as const

/** What was reviewed and waits for the agency's signature: looked over, then signed in one lot. */
export function SignQueue(): ReactNode {
  const say = useSay()
  const listing = useListing('record.list', { work: [...waiting] })
  const records = listing.records ?? []
  const { data: session } = useStation('session.state', {})
  const asking = useSignerQuestion()
  /** What F8 was pressed for, whatever the list shows meanwhile. */
  const [agreed, setAgreed] = useState<readonly string[]>([])
  const lock = useCall('session.lock')
  const work = useLongWork('record.sign')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [activeId, setActiveId] = useState<string | null>(null)
  const [returning, setReturning] = useState<RecordLine | null>(null)
  const maySign = session?.rights.includes('sign') === true
  const active = records.find(({ id }) => id === activeId) ?? records[0]
  const chosen = records.filter(({ id }) => selected.has(id)).map(({ id }) => id)
  const lot = chosen.length > 0 ? chosen : active === undefined ? [] : [active.id]

  const start = (ids: readonly string[], secrets: DoorSecrets | null): void => {
    asking.dismiss()
    setSelected(new Set())
    work.start({ ids: [...ids] }, secrets ?? undefined)
  }
  const sign: Action = {
    label: lot.length <= 1 ? say(signWords.sign) : say(signWords.signSelected, { count: lot.length }), chord: 'F8', disabled: !maySign || lot.length === 0 || work.running, run: () => {
      setAgreed(lot)
      asking.ask(lot, (secrets) => start(lot, secrets))
    },
  }
  const all: Action = { label: say(signWords.selectAll), chord: 'Ctrl+A', disabled: !maySign || records.length === 0, run: () => setSelected(new Set(records.map(({ id }) => id))) }
  const none: Action = { label: say(signWords.selectNone), chord: 'Escape', disabled: chosen.length === 0, run: () => setSelected(new Set()) }
  const sendBack: Action = { label: say(signWords.return), chord: 'Alt+R', disabled: !maySign || active === undefined || work.running, run: () => setReturning(active ?? null) }
  const open: Action = { label: say(signWords.open), chord: 'Alt+M', disabled: active === undefined, run: () => go('records', active?.id ?? null) }
  useActions('screen', [sign, all, none, sendBack, open])

  return (
    <div className={styles.sign}>
      <header className={styles.head}>
        <h1>{say(signWords.title)}</h1>
        <p role="status">{records.length === 0 ? '' : say(signWords.waiting, { count: records.length })}{chosen.length === 0 ? '' : `, ${say(signWords.selected, { count: chosen.length })}`}</p>
      </header>
      {work.running ? <ProgressBar text={work.progress === null ? say(signWords.signingStarts) : say(signWords.signing, { done: work.progress.done, total: work.progress.total })} done={work.progress === null || work.progress.total === 0 ? null : work.progress.done / work.progress.total} action={{ label: say(signWords.stop), chord: null, run: work.stop }} /> : null}
      <div className={styles.told}>
        {session === undefined || maySign ? null : (
          <Message tone="note" text={{ what: say(signWords.notSigner), why: say(signWords.notSignerWhy), todo: say(signWords.notSignerTodo) }} actions={[{ label: say(signWords.switchUser), chord: null, run: () => lock.mutate({ params: {} }) }]} />
        )}
        {maySign ? <CertificateStatus /> : null}
        {listing.error === null ? null : <Failure error={listing.error} />}
        {asking.error === null ? null : <Failure error={asking.error} />}
        <SigningReport work={work} records={records} />
      </div>
      <div className={styles.body}>
        <div className={styles.list}>
          <List label={say(signWords.list)} items={records} keyOf={({ id }) => id} autoFocus rowHeight={94} onOpen={({ id }) => setActiveId(id)} onActive={({ id }) => setActiveId(id)} onNearEnd={listing.more}
            {...(maySign ? { selected, onSelect: setSelected } : {})}
            empty={listing.records === undefined ? say(frameWords.loading) : say(signWords.empty)} row={(record, { selected: marked }) => <Row record={record} marked={marked} selectable={maySign} />} />
        </div>
        {active === undefined ? <div className={styles.side} /> : <Preview key={active.id} record={active} />}
      </div>
      <footer className={styles.foot}>
        <p className="small quiet">{work.running ? say(signWords.stopHint) : ''}</p>
        <Button action={open} look="quiet" />
        <Button action={sendBack} />
        <Button action={all} />
        {chosen.length === 0 ? null : <Button action={none} />}
        <Button look="main" action={sign} busy={work.running} />
      </footer>
      {asking.question === null ? null : <SignDialog question={asking.question} looking={asking.looking} busy={false} error={null} onSign={(secrets) => start(agreed, secrets)} onClose={asking.dismiss} />}
      {returning === null ? null : <ReturnDialog record={returning} onClose={() => setReturning(null)} />}
    </div>
  )
}

interface RowProps {
  readonly record: RecordLine
  readonly marked: boolean
  readonly selectable: boolean
}

function Row({ record, marked, selectable }: RowProps): ReactNode {
  const say = useSay()
  const decided = decidedOf(record).length
  return (
    <div className={styles.row}>
      <span className={selectable ? styles.box : ''} aria-hidden="true">{marked ? '✓' : ''}</span>
      <img className={styles.thumbnail} src={pageAddress(record.id, 1, 'upright', 160)} alt="" loading="lazy" decoding="async" draggable={false} />
      <div className={styles.words}>
        <strong>{titleOf(record)}</strong>
        <span>{record.fields.subject?.value ?? ''}</span>
        <span className="quiet">{ownersOf(record)}</span>
      </div>
      <div className={styles.words}>
        {decided === 0 ? <span className={styles.sure}>✓ {say(signWords.clean)}</span> : <span className={styles.doubt}>○ {say(signWords.doubtCount, { count: decided })}</span>}
        {record.frozen === null ? null : <span className={styles.failed}>! {say(signWords.frozen)}</span>}
        {record.stoppedBy === null ? null : <span className={styles.failed}>! {say(signWords.stopped)}</span>}
      </div>
    </div>
  )
}
