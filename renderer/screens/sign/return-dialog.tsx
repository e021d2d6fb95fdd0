import type { ReactNode } from 'react'
import type { RecordLine } from '../../../shared/contract/index.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Failure } from '../../parts/message.tsx'
import { titleOf } from '../../parts/record-title.ts'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useDraft } from '../../station/drafts.ts'
import { useCall } from '../../station/station.tsx'
import { useSay } from '../../words/say.tsx'
import { signWords } from '../../words/sign.ts'

/** The signer sends a record back and says why. */
export function ReturnDialog({ record, onClose }: { readonly record: RecordLine; readonly onClose: () => void }): ReactNode {
  const say = useSay()
  const call = useCall('record.return')
  const [reason, setReason, settle] = useDraft(`${record.id}/return`, '')
  const send = {
    label: say(signWords.return), chord: 'Enter', disabled: reason.trim() === '', run: () => call.mutate({ params: { id: record.id, reason } }, { onSuccess: () => {
      settle()
      onClose()
    } }),
  }
  return (
    <Dialog title={say(signWords.return)} onClose={onClose} actions={[send]} busy={call.isPending}>
      <p><strong>{titleOf(record)}</strong></p>
      <p className="quiet">{say(signWords.returnHint)}</p>
      {call.error === null ? null : <Failure error={call.error} />}
      <TextField autoFocus label={say(signWords.reason)} hint={say(signWords.reasonHint)} value={reason} onChange={setReason} />
    </Dialog>
  )
}
