import type { ReactNode } from 'react'
import type { MethodName, ResultOf } from '../../../shared/contract/index.ts'
import { auditFaultTerms, sayName } from '../../../shared/words/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useDraft } from '../../station/drafts.ts'
import { useLongWork, type LongWork } from '../../station/long-work.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { clock } from '../../words/dates.ts'
import { settingsWords } from '../../words/settings.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import styles from './parts.module.css'
import { Section } from './section.tsx'
import { useSettings } from './use-settings.tsx'

/** Copies of the station, checks of its data, and its log. */
export function CustodyPart(): ReactNode {
  return <><BackupSection /><CheckSection /><AuditSection /></>
}

/** How far long work is, with the way to end it. */
function Working<Name extends MethodName>({ work, text }: { readonly work: LongWork<Name> & { readonly stop: () => void }; readonly text: string }): ReactNode {
  const say = useSay()
  if (!work.running) return null
  const { progress } = work
  return <ProgressBar text={progress === null ? text : say(settingsWords.progress, { work: text, ...progress })} done={progress === null || progress.total === 0 ? null : progress.done / progress.total} action={{ label: say(settingsWords.stop), chord: null, run: work.stop }} />
}

function BackupSection(): ReactNode {
  const say = useSay()
  const { data: session } = useStation('session.state', {})
  const { data: status } = useStation('station.status', {})
  const last = status?.custody.lastBackup ?? null
  const restored = status?.custody.restoredFrom ?? null
  const [folder, setFolder, settle] = useDraft('settings/backup', last?.folder ?? '')
  const work = useLongWork('station.backup')
  const may = session?.rights.includes('scan') === true
  const run: Action = { label: say(settingsWords.backUpNow), chord: 'F8', disabled: folder.trim() === '' || work.running || !may, run: () => {
    work.start({ folder: folder.trim() })
    settle()
  } }
  useActions('part', [run])
  return (
    <Section title={say(settingsWords.backup)}>
      {last === null ? (status === undefined ? null : <Message tone="doubt" text={{ what: say(settingsWords.neverBackedUp), why: say(settingsWords.neverBackedUpWhy), todo: '' }} />) : (
        <p>{say(settingsWords.lastBackup, { at: clock(last.madeAt), generation: last.generation, records: last.records, folder: last.folder })} {last.entriesSince === 0 ? '' : say(settingsWords.entriesSince, { count: last.entriesSince })}</p>
      )}
      {restored === null ? null : <p className="quiet">{say(settingsWords.restoredFrom, { at: clock(restored.restoredAt), generation: restored.generation, madeAt: clock(restored.madeAt) })}</p>}
      <TextField label={say(settingsWords.backupFolder)} hint={say(settingsWords.backupFolderHint)} value={folder} onChange={setFolder} readOnly={!may} />
      <Working work={work} text={say(settingsWords.backingUp)} />
      {work.error === null ? null : <Failure error={work.error} />}
      {work.result === null ? null : <BackupResult made={work.result} />}
      <div className={styles.row}><Button look="main" action={run} busy={work.running} /></div>
    </Section>
  )
}

function BackupResult({ made }: { readonly made: ResultOf<'station.backup'> }): ReactNode {
  const say = useSay()
  const { generation, records, pages, blobs, blobBytes, copiedBlobs, whole, damaged } = made
  const figures = say(settingsWords.backedUpFigures, { generation, records, pages, blobs, megabytes: Math.ceil(blobBytes / 1_000_000), copied: copiedBlobs })
  return whole
    ? <Message tone="proof" text={{ what: say(settingsWords.backedUp), why: figures, todo: '' }} />
    : <Message tone="failure" text={{ what: say(settingsWords.backedUpDamaged, { count: damaged.length }), why: figures, todo: say(settingsWords.unsoundTodo) }} />
}

function CheckSection(): ReactNode {
  const say = useSay()
  const work = useLongWork('station.check')
  const mending = useLongWork('station.repair')
  const { mayChange } = useSettings()
  const { data: status } = useStation('station.status', {})
  const [folder] = useDraft('settings/backup', status?.custody.lastBackup?.folder ?? '')
  const quick: Action = { label: say(settingsWords.checkQuick), chord: null, disabled: work.running, run: () => work.start({ full: false }) }
  const full: Action = { label: say(settingsWords.checkFull), chord: null, disabled: work.running, run: () => work.start({ full: true }) }
  const bad = work.result?.badBlobs.length ?? 0
  const repair: Action = { label: say(settingsWords.repair), chord: null, disabled: folder.trim() === '' || mending.running, run: () => mending.start({ from: folder.trim() }) }
  useActions('part', [quick, full, ...(bad > 0 && mayChange ? [repair] : [])])
  return (
    <Section title={say(settingsWords.check)}>
      <p className="quiet">{say(settingsWords.checkHint)}</p>
      <Working work={work} text={say(settingsWords.checking)} />
      {work.error === null ? null : <Failure error={work.error} />}
      {work.result === null ? null : <CheckResult found={work.result} actions={bad > 0 && mayChange ? [repair] : []} />}
      {bad > 0 && folder.trim() === '' ? <p className="quiet">{say(settingsWords.repairNoFolder)}</p> : null}
      <Working work={mending} text={say(settingsWords.repairing)} />
      {mending.error === null ? null : <Failure error={mending.error} />}
      {mending.result === null ? null : <RepairResult made={mending.result} />}
      <div className={styles.row}><Button action={quick} /><Button action={full} /></div>
    </Section>
  )
}

function RepairResult({ made: { mended, left } }: { readonly made: ResultOf<'station.repair'> }): ReactNode {
  const say = useSay()
  return left.length === 0
    ? <Message tone="proof" text={{ what: say(settingsWords.repaired, { mended: mended.length }), why: '', todo: say(settingsWords.repairedTodo) }} />
    : <Message tone="failure" text={{ what: say(settingsWords.repairedLeft, { mended: mended.length, left: left.length }), why: '', todo: say(settingsWords.repairedTodo) }} />
}

function CheckResult({ found: { sound, blobs, badBlobs, badRecords, database, audit }, actions }: { readonly found: ResultOf<'station.check'>; readonly actions: readonly Action[] }): ReactNode {
  const say = useSay()
  return sound
    ? <Message tone="proof" text={{ what: say(settingsWords.sound), why: say(settingsWords.soundFigures, { blobs, entries: audit?.entries ?? 0 }), todo: '' }} />
    : <Message tone="failure" text={{ what: say(settingsWords.unsound), why: say(settingsWords.unsoundWhy, { blobs: badBlobs.length, records: badRecords.length, entries: audit?.faults.length ?? 0, database: database.length }), todo: say(settingsWords.unsoundTodo) }} actions={actions} />
}

function AuditSection(): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { mayChange } = useSettings()
  const work = useLongWork('audit.verify')
  const exporting = useCall('audit.export')
  const [file, setFile] = useDraft('settings/audit-file', '')
  const verify: Action = { label: say(settingsWords.auditVerify), chord: null, disabled: work.running, run: () => work.start({}) }
  const write: Action = { label: say(settingsWords.auditExport), chord: null, disabled: file.trim() === '' || exporting.isPending, run: () => exporting.mutate({ params: { file: file.trim(), format: file.trim().toLowerCase().endsWith('.json') ? 'json' : 'csv' } }) }
  useActions('part', [verify, ...(mayChange ? [write] : [])])
  const found = work.result
  return (
    <Section title={say(settingsWords.audit)}>
      <p className="quiet">{say(settingsWords.auditHint)}</p>
      <Working work={work} text={say(settingsWords.auditVerifying)} />
      {work.error === null ? null : <Failure error={work.error} />}
      {found === null ? null : found.sound
        ? <Message tone="proof" text={{ what: say(settingsWords.auditSound), why: say(settingsWords.auditSoundFigures, { entries: found.entries, agreeing: found.receipts.agreeing, unchecked: found.receipts.unchecked }), todo: '' }} />
        : (
          <Message tone="failure" text={{ what: say(settingsWords.auditUnsound), why: '', todo: say(settingsWords.auditUnsoundTodo) }}>
            <ul>{found.faults.map(({ seq, fault }, at) => <li key={at}>{seq === null ? sayName(auditFaultTerms, fault, language) : say(settingsWords.auditFault, { seq, fault: sayName(auditFaultTerms, fault, language) })}</li>)}</ul>
          </Message>
        )}
      <div className={styles.row}><Button action={verify} busy={work.running} /></div>
      {mayChange ? (
        <>
          <TextField label={say(settingsWords.auditFile)} hint={say(settingsWords.auditFileHint)} value={file} onChange={setFile} />
          {exporting.error === null ? null : <Failure error={exporting.error} />}
          {exporting.data === undefined ? null : <Message tone="proof" text={{ what: say(settingsWords.auditExported, { entries: exporting.data.entries, file: exporting.data.file }), why: '', todo: '' }} />}
          <div className={styles.row}><Button action={write} busy={exporting.isPending} /></div>
        </>
      ) : null}
    </Section>
  )
}
