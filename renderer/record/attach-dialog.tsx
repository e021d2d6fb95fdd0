import { useState, type ReactNode } from 'react'
import { attachmentKinds, type AttachmentKind } from '../../shared/model/index.ts'
import { attachmentTerms } from '../../shared/words/index.ts'
import { Select } from '../parts/fields/choice.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Failure } from '../parts/message.tsx'
import { useCall } from '../station/station.tsx'
import { recordWords } from '../words/records.ts'
import { useLanguage, useSay } from '../words/say.tsx'
import { FilesField, useHandingIn } from './handing-in.tsx'

/** Keeps a paper with a record. */
export function AttachDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
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
