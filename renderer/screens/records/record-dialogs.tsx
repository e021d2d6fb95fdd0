import { useState, type ReactNode } from 'react'
import { recallReasonTerms } from '../../../shared/words/index.ts'
import { Select } from '../../parts/fields/choice.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Failure } from '../../parts/message.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { FilesField, useHandingIn } from '../../record/handing-in.tsx'
import { useIntakeDesk, useIntakes } from '../../record/intake/intake.ts'
import { useScanProfile } from '../../record/intake/scan-profile.ts'
import { useDraft } from '../../station/drafts.ts'
import { useCall } from '../../station/station.tsx'
import { counterWords } from '../../words/counter.ts'
import { recallChoices, recordWords } from '../../words/records.ts'
import { useLanguage, useSay } from '../../words/say.tsx'

interface RecordDialogProps {
  readonly id: string
  readonly onClose: () => void
}

/** A person's reason: kept while it is typed, whatever happens to the window. */
function useReason(id: string, what: string): { readonly reason: string; readonly field: ReactNode; readonly settle: () => void } {
  const say = useSay()
  const [reason, setReason, settle] = useDraft(`${id}/${what}`, '')
  return { reason, settle, field: <TextField label={say(recordWords.reason)} hint={say(recordWords.reasonHint)} value={reason} onChange={setReason} autoFocus /> }
}

/** Holds a record back, or lets it go on. */
export function FreezeDialog({ id, frozen, onClose }: RecordDialogProps & { readonly frozen: boolean }): ReactNode {
  const say = useSay()
  const call = useCall(frozen ? 'record.release' : 'record.freeze')
  const { reason, field, settle } = useReason(id, 'freeze')
  const done = { label: say(frozen ? recordWords.release : recordWords.freeze), chord: 'Enter', disabled: reason.trim() === '', run: () => call.mutate({ params: { id, reason } }, { onSuccess: () => {
    settle()
    onClose()
  } }) }
  return (
    <Dialog title={done.label} onClose={onClose} actions={[done]} busy={call.isPending}>
      <p>{say(frozen ? recordWords.releaseHint : recordWords.freezeHint)}</p>
      {call.error === null ? null : <Failure error={call.error} />}
      {field}
    </Dialog>
  )
}

/** Takes a record out of use for good. No key alone does it. */
export function VoidDialog({ id, onClose }: RecordDialogProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const call = useCall('record.void')
  const { reason, field, settle } = useReason(id, 'void')
  const [recallReason, setRecallReason] = useState(recallChoices[0] ?? 'error in result')
  const done = { label: say(recordWords.void), chord: 'Ctrl+Enter', disabled: reason.trim() === '', run: () => call.mutate({ params: { id, reason, recallReason } }, { onSuccess: () => {
    settle()
    onClose()
  } }) }
  return (
    <Dialog title={say(recordWords.void)} onClose={onClose} actions={[done]} busy={call.isPending}>
      <p>{say(recordWords.voidHint)}</p>
      {call.error === null ? null : <Failure error={call.error} />}
      {field}
      <Select label={say(recordWords.recallReason)} value={recallReason} onChange={setRecallReason} options={recallChoices.map((one) => [one, recallReasonTerms[one][language]] as const)} />
    </Dialog>
  )
}

/** Takes in the paper that was issued in a record's place, from the scanner or as files. `onTaken` is told the new record. */
export function ReplaceDialog({ id, onClose, onTaken }: RecordDialogProps & { readonly onTaken: (id: string) => void }): ReactNode {
  const say = useSay()
  const call = useCall('record.replace')
  const { busy, error, hand } = useHandingIn()
  const { reason, field, settle } = useReason(id, 'replace')
  const [files, setFiles] = useState<readonly File[]>([])
  const run = async (): Promise<void> => {
    const done = await hand(files, async (staged) => {
      const { record } = await call.mutateAsync({ params: { id, files: staged, reason } })
      onTaken(record.id)
    })
    if (done) settle()
  }
  const intake = useIntakeDesk()
  const { choice } = useScanProfile()
  const feeding = useIntakes().get('scan')
  const scanning = feeding?.phase === 'scanning'
  const [fed, setFed] = useState(false)
  const failed = fed && feeding?.phase === 'failed' ? feeding.error : null
  const close = (): void => {
    if (failed !== null) intake.dismiss('scan')
    onClose()
  }
  const unsaid = reason.trim() === ''
  const scan = { label: say(recordWords.replaceScan), chord: 'F2', disabled: unsaid || scanning || busy, run: () => {
    setFed(true)
    void intake.scan({ ...choice, replaces: id, reason }, {}, (taken) => {
      settle()
      onTaken(taken)
    })
  } }
  const take = { label: say(recordWords.replaceNow), chord: 'Ctrl+Enter', disabled: unsaid || files.length === 0 || scanning, run: () => void run() }
  return (
    <Dialog title={say(recordWords.replace)} onClose={close} actions={files.length === 0 ? [take, scan] : [scan, take]} busy={busy}>
      <p>{say(recordWords.replaceHint)}</p>
      {scanning ? <ProgressBar text={say(counterWords.scanning, { pages: feeding.done })} done={null} action={null} /> : null}
      {failed === null ? null : <Failure error={failed} />}
      {error === null ? null : <Failure error={error} />}
      <FilesField files={files} onFiles={setFiles} label={say(recordWords.replaceFiles)} />
      {field}
    </Dialog>
  )
}
