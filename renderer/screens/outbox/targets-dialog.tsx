import { useState, type ReactNode } from 'react'
import type { RecordLine } from '../../../shared/contract/index.ts'
import type { TargetName } from '../../../shared/model/index.ts'
import { Check } from '../../parts/fields/choice.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Failure } from '../../parts/message.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useCall } from '../../station/station.tsx'
import { outboxWords } from '../../words/outbox.ts'
import { useSay } from '../../words/say.tsx'
import { DeliveryChoice } from '../../record/delivery-choice.tsx'
import styles from './outbox.module.css'

/** Another choice of targets for a record, which is sent there at once. */
export function TargetsDialog({ record, onClose }: { readonly record: RecordLine; readonly onClose: () => void }): ReactNode {
  const say = useSay()
  const call = useCall('delivery.run')
  const [targets, setTargets] = useState<readonly TargetName[]>(record.deliveryChoice?.targets ?? [])
  const [perAgreement, setPerAgreement] = useState(record.deliveryChoice?.basis === 'authorisation agreement')
  const [reason, setReason] = useState('')
  const send = {
    label: say(outboxWords.chooseNow), chord: 'Enter', run: () => call.mutate({
      params: { id: record.id, to: [...targets], perAgreement, ...(perAgreement && reason.trim() !== '' ? { reason } : {}) },
    }, { onSuccess: onClose }),
  }
  return (
    <Dialog title={say(outboxWords.chooseTargets)} onClose={onClose} actions={[send]} busy={call.isPending}>
      <p>{say(outboxWords.chooseHint)}</p>
      {call.error === null ? null : <Failure error={call.error} />}
      <div className={styles.targetsChoice}>
        <DeliveryChoice chosen={targets} readOnly={false} onChange={setTargets} />
        <Check label={say(outboxWords.perAgreement)} checked={perAgreement} onChange={setPerAgreement} />
        {perAgreement ? <TextField label={say(outboxWords.agreementReason)} value={reason} onChange={setReason} /> : null}
      </div>
    </Dialog>
  )
}
