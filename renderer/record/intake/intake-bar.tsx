import type { ReactNode } from 'react'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { useCall } from '../../station/station.tsx'
import { counterWords } from '../../words/counter.ts'
import { useSay } from '../../words/say.tsx'
import { intakeOf, useIntakeDesk, useIntakes } from './intake.ts'
import { useScanProfile } from './scan-profile.ts'
import type { Shown } from '../shown.ts'
import styles from './intake-bar.module.css'

/** What is under way with a record's paper: scanning, reading, or what stopped it; with the buttons that go on. `children` stand in place of the offer to read. */
export function IntakeBar({ record, children }: { readonly record: Shown; readonly children?: ReactNode }): ReactNode {
  const say = useSay()
  const desk = useIntakeDesk()
  const profile = useScanProfile()
  const closeScan = useCall('scan.close')
  const intakes = useIntakes()
  const intake = intakeOf(intakes, record.id)
  const { work } = record.state
  const brokenOff = work === 'capturing' && intake?.phase !== 'scanning'
  const unread = ['captured', 'cleaned', 'recognised'].includes(work) && intake === undefined

  const read = (): void => void desk.read(record.id)
  const scanOn: Action = { label: say(counterWords.scanOn), chord: 'F2', run: () => void desk.scan({ ...profile.choice, into: record.id }, {}, () => undefined) }
  const allIn: Action = { label: say(counterWords.paperAllIn), chord: 'Alt+Y', run: () => closeScan.mutate({ params: { id: record.id } }, { onSuccess: read }) }
  const readAgain: Action = { label: say(counterWords.readAgain), chord: null, run: read }
  const stopScan: Action = { label: say(counterWords.stopScan), chord: 'Alt+Y', run: () => void desk.finishScan() }
  useActions('part', brokenOff ? [scanOn, allIn] : intake?.phase === 'scanning' ? [stopScan] : [])

  if (intake?.phase === 'scanning') return <ProgressBar text={say(counterWords.scanning, { pages: intake.done })} done={null} action={stopScan} />
  if (intake?.phase === 'taking in') return <ProgressBar text={say(counterWords.takingIn, { done: intake.done, total: intake.total ?? 0 })} done={null} action={null} />
  if (intake?.phase === 'reading') {
    return <ProgressBar text={intake.total === null ? say(counterWords.readingStarts) : say(counterWords.reading, { done: intake.done, total: intake.total })} done={intake.total === null ? null : intake.done / intake.total} action={{ label: say(counterWords.stop), chord: null, run: () => desk.stopReading(record.id) }} />
  }
  return (
    <div className={styles.bar}>
      {intake?.phase === 'failed' && intake.error !== null ? <Failure error={intake.error} actions={brokenOff ? [] : [{ ...readAgain, run: () => {
        desk.dismiss(record.id)
        read()
      } }]} /> : null}
      {closeScan.error === null ? null : <Failure error={closeScan.error} />}
      {brokenOff ? <Message tone="doubt" text={{ what: say(counterWords.brokenOff), why: '', todo: say(counterWords.brokenOffTodo) }} actions={[scanOn, allIn]} /> : null}
      {unread ? children ?? <Message tone="note" text={{ what: say(counterWords.notRead), why: '', todo: '' }} actions={[{ ...readAgain, label: say(counterWords.readNow) }]} /> : null}
    </div>
  )
}
