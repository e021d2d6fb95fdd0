import { useState, type ReactNode } from 'react'
import type { ParamsOf } from '../../../shared/contract/index.ts'
import { shownId } from '../../../shared/model/index.ts'
import { capacityTerms, choiceBasisTerms, recipientTerms, sayName } from '../../../shared/words/index.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { DeliveryChoice } from '../../record/delivery-choice.tsx'
import { OwnersDialog } from '../../record/owners-dialog.tsx'
import type { Shown } from '../../record/shown.ts'
import { useDraft } from '../../station/drafts.ts'
import { counterWords } from '../../words/counter.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import { Attachments } from './attachments.tsx'
import { CardsBeside, PaperParticulars } from './cards-beside.tsx'
import { ReceiverDialog } from './receiver-dialog.tsx'
import type { Review } from './use-review.ts'
import styles from './people-panel.module.css'

interface PeoplePanelProps {
  readonly record: Shown
  readonly review: Review
  readonly readOnly: boolean
}

/** Whose result it is, who takes the paper, where the electronic copy goes. */
export function PeoplePanel({ record, review, readOnly }: PeoplePanelProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const [dialog, setDialog] = useState<'none' | 'owners' | 'receiver'>('none')
  const { owners, recipient, dossier, deliveryChoice } = record
  const edit = { label: say(counterWords.editOwners), chord: 'Alt+O', run: () => setDialog('owners') }
  const receive = { label: say(counterWords.editReceiver), chord: 'Alt+N', run: () => setDialog('receiver') }
  useActions('screen', readOnly ? [] : [edit, receive])
  return (
    <section className={styles.panel} aria-label={say(counterWords.people)}>
      <h2 className={styles.title}>{say(counterWords.people)}</h2>
      <div className={styles.line}>
        <p className={styles.label}>{say(counterWords.owner)}</p>
        <div className={styles.value}>
          {owners.length === 0 ? <p>{say(counterWords.noOwner)}</p> : <ul>{owners.map((owner, at) => <li key={at}><strong>{owner.name}</strong> <span className="code quiet">{shownId(owner) ?? ''}</span></li>)}</ul>}
          <p className={recipient.state === 'open' ? styles.open : styles.sure}>
            <span aria-hidden="true">{recipient.state === 'open' ? '○ ' : '✓ '}</span>
            {recipient.state === 'open' ? sayName(recipientTerms, recipient.why ?? '', language) : say(recipient.state === 'agreed' ? counterWords.agreed : counterWords.confirmed)}
          </p>
          {recipient.state === 'open' && recipient.onPaper.length > 0 ? <p className="small quiet">{say(counterWords.onPaper, { names: recipient.onPaper.map((person) => [person.name, shownId(person)].filter((part) => part !== null).join(' ')).join(', ') })}</p> : null}
          <PaperParticulars record={record} />
        </div>
        {readOnly ? null : <Button look="quiet" action={edit} />}
      </div>
      <CardsBeside record={record} review={review} readOnly={readOnly} />
      {recipient.state === 'open' && owners.length > 0 && !readOnly ? <ConfirmRecipient record={record} review={review} /> : null}
      <div className={styles.line}>
        <p className={styles.label}>{say(counterWords.receiver)}</p>
        <p className={styles.value}>{dossier.receiver === null ? say(counterWords.receiverNone) : `${dossier.receiver.name} (${capacityTerms[dossier.receiver.capacity][language]})`}</p>
        {readOnly ? null : <Button look="quiet" action={receive} />}
      </div>
      <Attachments record={record} />
      <div className={styles.line}>
        <p className={styles.label}>{say(counterWords.deliverTo)}</p>
        <div className={styles.value}>
          <DeliveryChoice chosen={deliveryChoice?.targets ?? null} readOnly={readOnly} onChange={(targets) => review.decide({ deliverTo: [...targets] })} />
          {deliveryChoice === null ? null : <p className="small quiet">{choiceBasisTerms[deliveryChoice.basis][language]}</p>}
        </div>
      </div>
      {dialog === 'owners' ? <OwnersDialog record={record} onClose={() => setDialog('none')} onSave={(told: NonNullable<ParamsOf<'record.review'>['owners']>) => review.decide({ owners: told })} /> : null}
      {dialog === 'receiver' ? <ReceiverDialog record={record} onClose={() => setDialog('none')} onSave={(decision) => review.decide(decision)} /> : null}
    </section>
  )
}

function ConfirmRecipient({ record, review }: { readonly record: Shown; readonly review: Review }): ReactNode {
  const say = useSay()
  const [reason, setReason, settleReason] = useDraft(`${record.id}/recipient`, '')
  const [focused, setFocused] = useState(false)
  const confirm = { label: say(counterWords.confirmRecipient), chord: null, disabled: reason.trim() === '' || review.busy, run: () => review.decide({ confirmRecipient: true, reason }, settleReason) }
  useActions('part', focused ? [{ ...confirm, chord: 'Enter' }] : [])
  return (
    <div className={styles.confirm}>
      <TextField label={say(counterWords.reason)} hint={say(counterWords.confirmRecipientHint)} value={reason} onChange={setReason} onFocus={() => setFocused(true)} onBlur={() => setFocused(false)} />
      <Button action={confirm} />
    </div>
  )
}
