import { useState, type ReactNode } from 'react'
import type { ParamsOf } from '../../../shared/contract/index.ts'
import { isTrustIncomplete } from '../../../shared/model/index.ts'
import { go } from '../../app/route.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { titleOf } from '../../parts/record-title.ts'
import { StepLine } from '../../parts/step-line.tsx'
import { AttachDialog } from '../../record/attach-dialog.tsx'
import { pdfAddress } from '../../station/media.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { frameWords } from '../../words/frame.ts'
import { recordWords } from '../../words/records.ts'
import { useSay } from '../../words/say.tsx'
import { errorOf } from '../../station/told-error.ts'
import { HandoverDialog } from '../../record/handover-dialog.tsx'
import { OwnersDialog } from '../../record/owners-dialog.tsx'
import { OriginalPages } from '../../record/original-pages.tsx'
import type { Shown } from '../../record/shown.ts'
import { usePageTurning } from '../../record/use-page-turning.ts'
import { Compare } from './compare.tsx'
import { History } from './history.tsx'
import { ComparisonPrint, HandoverSlip } from './prints.tsx'
import { FreezeDialog, ReplaceDialog, VoidDialog } from './record-dialogs.tsx'
import { RecordFacts } from './record-facts.tsx'
import { Standing } from './standing.tsx'
import styles from './record-screen.module.css'

/** One record with everything that is known and proven of it. */
export function RecordScreen({ id }: { readonly id: string }): ReactNode {
  const say = useSay()
  const { data: record, error } = useStation('record.show', { id })
  const back: Action = { label: say(recordWords.back), chord: 'Escape', run: () => go('records') }
  useActions('screen', record === undefined ? [back] : [])
  if (record !== undefined) return <OpenRecord record={record} />
  return (
    <div className={styles.alone}>
      {error === null ? <p role="status">{say(frameWords.loading)}</p> : <Failure error={error} />}
      <Button action={back} />
    </div>
  )
}

type Layer = 'none' | 'freeze' | 'void' | 'replace' | 'attach' | 'owners' | 'handover' | 'print' | 'slip'

const beforeSignature: readonly string[] = ['capturing', 'captured', 'cleaned', 'recognised', 'extracted', 'awaiting review', 'reviewed', 'marked', 'assembled', "awaiting the agency's signature"]

/** Saves the record's PDF where the browser saves what it downloads. */
function download(record: Shown): void {
  const link = Object.assign(document.createElement('a'), { href: pdfAddress(record.id), download: `${record.code}.pdf` })
  link.click()
}

function OpenRecord({ record }: { readonly record: Shown }): ReactNode {
  const say = useSay()
  const { id, state: { work } } = record
  const [layer, setLayer] = useState<Layer>('none')
  const [unprinted, setUnprinted] = useState(false)
  const { pages, page, actions: turning } = usePageTurning(id)
  const { data: session } = useStation('session.state', {})
  const send = useCall('delivery.run')
  const review = useCall('record.review')
  const close = (): void => setLayer('none')
  const open = (name: Layer) => (): void => {
    setUnprinted(false)
    setLayer(name)
  }
  const printed = (whole: boolean): void => {
    close()
    setUnprinted(!whole)
  }

  const mayScan = session?.rights.includes('scan') === true
  const finished = record.pdfDigest !== null
  const signed = work === 'signed' || work === 'delivered'
  const ended = work === 'voided' || work === 'replaced' || work === 'refused'
  const unsent = record.deliveries.some(({ state }) => state !== 'delivered' && state !== 'cancelled') || isTrustIncomplete(record.state.trust) || record.recalls.some(({ state }) => state !== 'acknowledged')
  const action = (label: string, chord: string | null, run: () => void, able: boolean): Action => ({ label, chord, run, disabled: !able })
  const counter = action(say(recordWords.openCounter), 'Enter', () => go('counter', id), beforeSignature.includes(work))
  const main: readonly Action[] = [
    counter,
    action(say(recordWords.sendNow), 'F9', () => send.mutate({ params: { id } }), mayScan && unsent && (record.frozen === null || ended) && !send.isPending),
    action(say(recordWords.handOver), 'F7', open('handover'), mayScan && signed && record.handover === null && record.frozen === null),
    action(say(recordWords.slip), 'Alt+P', open('slip'), record.handover !== null),
    action(say(recordWords.download), 'Ctrl+S', () => download(record), finished),
    action(say(recordWords.print), 'Ctrl+P', open('print'), finished),
  ]
  const more: readonly Action[] = [
    action(say(recordWords.pageDesk), 'F6', () => go('pages', id), true),
    action(say(recordWords.owners), 'Alt+O', open('owners'), mayScan && !ended),
    action(say(recordWords.attach), 'Alt+K', open('attach'), mayScan && !ended),
    action(say(record.frozen === null ? recordWords.freeze : recordWords.release), 'Alt+G', open('freeze'), mayScan && !ended),
    action(say(recordWords.replace), 'Alt+T', open('replace'), mayScan && record.replacedBy === null && (signed || work === 'voided')),
    action(say(recordWords.void), 'Alt+H', open('void'), mayScan && work !== 'voided' && work !== 'replaced'),
  ]
  const back: Action = { label: say(recordWords.back), chord: 'Escape', run: () => go('records') }
  useActions('screen', [...main, ...turning, ...more, back])

  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <h1>{titleOf(record)}</h1>
        <span className="code quiet">{record.code}</span>
        <StepLine record={record} />
      </header>
      <div className={styles.body}>
        {record.origin === 'signed electronic original' ? <div className={styles.compare}><OriginalPages record={record} /></div> : pages === undefined || page === undefined ? <p className={styles.none} role="status">{say(frameWords.loading)}</p> : <Compare pages={pages} page={page} finished={finished} turning={turning} />}
        <div className={styles.side} tabIndex={0} role="group" aria-label={say(recordWords.facts)}>
          <div className={styles.standing}>
            {[send.error, review.error].map((error, at) => (error === null ? null : <Failure key={at} error={error} />))}
            {(send.data?.failures ?? []).map(({ error: { code, params } }, at) => <Failure key={`send ${at}`} error={errorOf({ code, params })} />)}
            {unprinted ? <Message tone="failure" text={{ what: say(recordWords.printFailed), why: '', todo: say(recordWords.printFailedTodo) }} /> : null}
            <Standing record={record} />
          </div>
          <RecordFacts record={record} />
          <History record={record} />
        </div>
      </div>
      <footer className={styles.foot}>
        {main.filter(({ disabled }) => disabled !== true).map((one, at) => <Button key={one.label} action={one} look={at === 0 ? 'main' : 'plain'} busy={one.chord === 'F9' && send.isPending} />)}
        {more.filter(({ disabled }) => disabled !== true).map((one) => <Button key={one.label} action={one} look="quiet" />)}
        <Button action={back} look="quiet" />
      </footer>
      {layer === 'freeze' ? <FreezeDialog id={id} frozen={record.frozen !== null} onClose={close} /> : null}
      {layer === 'void' ? <VoidDialog id={id} onClose={close} /> : null}
      {layer === 'replace' ? <ReplaceDialog id={id} onClose={close} onTaken={(taken) => go('counter', taken)} /> : null}
      {layer === 'attach' ? <AttachDialog id={id} onClose={close} /> : null}
      {layer === 'owners' ? <OwnersDialog record={record} onClose={close} onSave={(owners: NonNullable<ParamsOf<'record.review'>['owners']>) => review.mutate({ params: { id, owners } })} /> : null}
      {layer === 'handover' ? <HandoverDialog ids={[id]} title={titleOf(record)} onClose={close} /> : null}
      {layer === 'print' ? <ComparisonPrint record={record} onEnd={printed} /> : null}
      {layer === 'slip' ? <HandoverSlip record={record} onEnd={printed} /> : null}
    </div>
  )
}
