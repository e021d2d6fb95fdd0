import { useState, type ReactNode } from 'react'
import type { ParamsOf } from '../../../shared/contract/index.ts'
import { capacities, type Capacity } from '../../../shared/model/index.ts'
import { capacityTerms } from '../../../shared/words/index.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import type { Shown } from '../../record/shown.ts'
import { counterWords } from '../../words/counter.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import styles from '../../record/dialogs.module.css'

interface ReceiverDialogProps {
  readonly record: Shown
  readonly onSave: (decision: Pick<ParamsOf<'record.review'>, 'receiver' | 'perAgreement' | 'deliverTo'>) => void
  readonly onClose: () => void
}

/** Who takes the result in the owner's place, and whether the authorisation says where the electronic copy goes. */
export function ReceiverDialog({ record, onSave, onClose }: ReceiverDialogProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const told = record.dossier.receiver
  const [name, setName] = useState(told?.name ?? '')
  const [id, setId] = useState(told?.id ?? '')
  const [capacity, setCapacity] = useState<Capacity>(told?.capacity ?? 'authorised')
  const [perAgreement, setPerAgreement] = useState(record.deliveryChoice?.basis === 'authorisation agreement')
  const save = {
    label: say(counterWords.save), chord: 'Enter', disabled: name.trim() === '', run: () => {
      onSave({ receiver: { name, id: id.trim() === '' ? null : id.trim(), capacity }, ...(perAgreement ? { perAgreement, deliverTo: [...(record.deliveryChoice?.targets ?? [])] } : {}) })
      onClose()
    },
  }
  return (
    <Dialog title={say(counterWords.editReceiver)} onClose={onClose} actions={[save]}>
      <div className={styles.person}>
        <TextField label={say(counterWords.receiverName)} value={name} autoFocus onChange={setName} />
        <TextField label={say(counterWords.receiverId)} className={styles.number} inputMode="numeric" value={id} onChange={setId} />
        <label className={styles.select}>
          <span>{say(counterWords.capacity)}</span>
          <select value={capacity} onChange={(event) => setCapacity(capacities.find((known) => known === event.target.value) ?? 'authorised')}>
            {capacities.map((one) => <option key={one} value={one}>{capacityTerms[one][language]}</option>)}
          </select>
        </label>
      </div>
      {capacity === 'authorised' ? <label className={styles.check}><input type="checkbox" checked={perAgreement} onChange={(event) => setPerAgreement(event.target.checked)} /> {say(counterWords.perAgreement)}</label> : null}
    </Dialog>
  )
}
