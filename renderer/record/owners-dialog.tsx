import { useState, type ReactNode } from 'react'
import type { ParamsOf } from '../../shared/contract/index.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/fields/text-field.tsx'
import { counterWords } from '../words/counter.ts'
import { useSay } from '../words/say.tsx'
import type { Shown } from './shown.ts'
import styles from './dialogs.module.css'

type Owners = NonNullable<ParamsOf<'record.review'>['owners']>
interface Typed { readonly kind: 'person' | 'organisation'; readonly name: string; readonly id: string }

interface OwnersDialogProps {
  readonly record: Shown
  readonly onSave: (owners: Owners) => void
  readonly onClose: () => void
}

/** Whose result it is, told by the officer. */
export function OwnersDialog({ record, onSave, onClose }: OwnersDialogProps): ReactNode {
  const say = useSay()
  const known: readonly Typed[] = record.owners.map(({ kind, name, id }) => ({ kind, name, id: id ?? '' }))
  const [owners, setOwners] = useState<readonly Typed[]>(known.length === 0 ? [{ kind: 'person', name: '', id: '' }] : known)
  const change = (at: number, part: Partial<Typed>): void => setOwners(owners.map((owner, index) => (index === at ? { ...owner, ...part } : owner)))
  const onPaper = record.recipient.onPaper.filter(({ role }) => role === 'owner')
  const save = {
    label: say(counterWords.save), chord: 'Enter', disabled: owners.some(({ name }) => name.trim() === ''), run: () => {
      onSave(owners.map(({ kind, name, id }) => ({ kind, name, id: id.trim() === '' ? null : id.trim() })))
      onClose()
    },
  }
  return (
    <Dialog title={say(counterWords.editOwners)} onClose={onClose} actions={[save]}>
      {owners.map(({ kind, name, id }, at) => (
        <div key={at} className={styles.person}>
          <TextField label={say(counterWords.name)} value={name} autoFocus={at === 0} onChange={(text) => change(at, { name: text })} />
          <TextField label={say(counterWords.id)} className={styles.number} inputMode="numeric" value={id} onChange={(text) => change(at, { id: text })} />
          <label className={styles.select}>
            <span>{say(counterWords.kind)}</span>
            <select value={kind} onChange={(event) => change(at, { kind: event.target.value === 'organisation' ? 'organisation' : 'person' })}>
              <option value="person">{say(counterWords.kindPerson)}</option>
              <option value="organisation">{say(counterWords.kindOrganisation)}</option>
            </select>
          </label>
          {owners.length > 1 ? <Button look="quiet" action={{ label: say(counterWords.removeOwner, { name }), chord: null, run: () => setOwners(owners.filter((_, index) => index !== at)) }} /> : null}
        </div>
      ))}
      <div className={styles.row}>
        <Button action={{ label: say(counterWords.addOwner), chord: null, run: () => setOwners([...owners, { kind: 'person', name: '', id: '' }]) }} />
        {onPaper.length === 0 ? null : <Button action={{ label: say(counterWords.takeFromPaper), chord: null, run: () => setOwners(onPaper.map(({ kind, name, id }) => ({ kind, name, id: id ?? '' }))) }} />}
      </div>
    </Dialog>
  )
}
