import { useState, type ReactNode } from 'react'
import { capacities, handoverWays, type Capacity, type HandoverWay } from '../../shared/model/index.ts'
import { capacityTerms } from '../../shared/words/index.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Failure } from '../parts/message.tsx'
import { TextField } from '../parts/fields/text-field.tsx'
import { useCall } from '../station/station.tsx'
import { counterWords, wayWords } from '../words/counter.ts'
import { useLanguage, useSay } from '../words/say.tsx'
import styles from './dialogs.module.css'

interface HandoverDialogProps {
  readonly ids: readonly string[]
  readonly title: string
  readonly onClose: () => void
}

/** The paper leaves the counter. Enter alone: the owner received it here. */
export function HandoverDialog({ ids, title, onClose }: HandoverDialogProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const note = useCall('handover.note')
  const [capacity, setCapacity] = useState<Capacity>('owner')
  const [way, setWay] = useState<HandoverWay>('counter')
  const [name, setName] = useState('')
  const [id, setId] = useState('')
  const [witness, setWitness] = useState('')
  const owner = capacity === 'owner'
  const done = {
    label: say(counterWords.confirmHandover), chord: 'Enter', disabled: !owner && name.trim() === '', run: () => note.mutate({
      params: { ids: [...ids], way, receiver: owner ? null : { name, id: id.trim() === '' ? null : id.trim(), capacity }, witness: witness.trim() === '' ? null : witness },
    }, { onSuccess: onClose }),
  }
  return (
    <Dialog title={say(counterWords.handoverTitle)} onClose={onClose} actions={[done]} busy={note.isPending}>
      <p><strong>{title}</strong></p>
      <p className="quiet">{say(counterWords.handoverHint)}</p>
      {note.error === null ? null : <Failure error={note.error} />}
      <div className={styles.row}>
        <label className={styles.select}>
          <span>{say(counterWords.capacity)}</span>
          <select autoFocus value={capacity} onChange={(event) => setCapacity(capacities.find((known) => known === event.target.value) ?? 'owner')}>
            {capacities.map((one) => <option key={one} value={one}>{capacityTerms[one][language]}</option>)}
          </select>
        </label>
        <label className={styles.select}>
          <span>{say(counterWords.way)}</span>
          <select value={way} onChange={(event) => setWay(handoverWays.find((known) => known === event.target.value) ?? 'counter')}>
            {handoverWays.map((one) => <option key={one} value={one}>{wayWords[one][language]}</option>)}
          </select>
        </label>
      </div>
      {owner ? null : (
        <div className={styles.person}>
          <TextField label={say(counterWords.receiverName)} value={name} onChange={setName} />
          <TextField label={say(counterWords.receiverId)} className={styles.number} inputMode="numeric" value={id} onChange={setId} />
        </div>
      )}
      <TextField label={say(counterWords.witness)} value={witness} onChange={setWitness} />
    </Dialog>
  )
}
