import { useState, type ReactNode } from 'react'
import { attachmentKinds, SohoaError, type AttachmentKind } from '../../../shared/model/index.ts'
import { attachmentTerms, recallReasonTerms } from '../../../shared/words/index.ts'
import { Button } from '../../parts/button.tsx'
import { Select } from '../../parts/choice.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Failure } from '../../parts/message.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useDraft } from '../../station/drafts.ts'
import { stage } from '../../station/staging.ts'
import { useCall } from '../../station/station.tsx'
import { recallChoices, recordWords } from '../../words/records.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { useFileDrop } from '../../parts/file-drop.ts'
import styles from './record-screen.module.css'

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

interface FilesFieldProps {
  readonly files: readonly File[]
  readonly onFiles: (files: readonly File[]) => void
  readonly label: string
}

/** A place to drop files, with the system's window for choosing them. */
function FilesField({ files, onFiles, label }: FilesFieldProps): ReactNode {
  const say = useSay()
  const { dropping, pick, dropTarget } = useFileDrop(onFiles)
  return (
    <div className={`${styles.drop ?? ''} ${dropping ? styles.dropping ?? '' : ''}`} {...dropTarget}>
      <p role="status">{files.length === 0 ? say(recordWords.noFile) : say(recordWords.chosenFiles, { count: files.length, names: files.slice(0, 3).map(({ name }) => name).join(', ') })}</p>
      <Button action={{ label, chord: null, run: pick }} />
    </div>
  )
}

/** Hands chosen files in and then calls; what failed is kept to be shown. */
function useHandingIn(): { readonly busy: boolean; readonly error: unknown; readonly hand: (files: readonly File[], call: (staged: string[]) => Promise<unknown>) => Promise<boolean> } {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  return {
    busy, error,
    hand: async (files, call) => {
      setBusy(true)
      setError(null)
      try {
        const staged: string[] = []
        for (const file of files) staged.push(await stage(file))
        await call(staged)
        return true
      } catch (thrown) {
        setError(thrown instanceof SohoaError ? thrown : new SohoaError('internal', { type: 'handing in' }))
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}

/** Takes in the paper that was issued in a record's place. `onTaken` is told the new record. */
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
  const take = { label: say(recordWords.replaceNow), chord: 'Ctrl+Enter', disabled: reason.trim() === '' || files.length === 0, run: () => void run() }
  return (
    <Dialog title={say(recordWords.replace)} onClose={onClose} actions={[take]} busy={busy}>
      <p>{say(recordWords.replaceHint)}</p>
      {error === null ? null : <Failure error={error} />}
      <FilesField files={files} onFiles={setFiles} label={say(recordWords.replaceFiles)} />
      {field}
    </Dialog>
  )
}

/** Keeps a paper with a record. */
export function AttachDialog({ id, onClose }: RecordDialogProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const call = useCall('record.attach')
  const { busy, error, hand } = useHandingIn()
  const [files, setFiles] = useState<readonly File[]>([])
  const [kind, setKind] = useState<AttachmentKind>('authorisation')
  const run = async (): Promise<void> => {
    const done = await hand(files, async (staged) => {
      for (const file of staged) await call.mutateAsync({ params: { id, file, kind } })
    })
    if (done) onClose()
  }
  const attach = { label: say(recordWords.attach), chord: 'Ctrl+Enter', disabled: files.length === 0, run: () => void run() }
  return (
    <Dialog title={say(recordWords.attach)} onClose={onClose} actions={[attach]} busy={busy}>
      <p>{say(recordWords.attachHint)}</p>
      {error === null ? null : <Failure error={error} />}
      <Select label={say(recordWords.attachKind)} value={kind} onChange={setKind} options={attachmentKinds.map((one) => [one, attachmentTerms[one][language]] as const)} />
      <FilesField files={files} onFiles={setFiles} label={say(recordWords.chooseFile)} />
    </Dialog>
  )
}
