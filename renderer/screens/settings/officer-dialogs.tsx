import { useState, type ReactNode } from 'react'
import { rights as allRights, type Right } from '../../../shared/model/index.ts'
import { rightTerms } from '../../../shared/words/index.ts'
import { Check } from '../../parts/fields/choice.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useCall, useStation } from '../../station/station.tsx'
import { recoverySheetWords, settingsWords } from '../../words/settings.ts'
import { useSay } from '../../words/say.tsx'
import { isSettled, NewPassphraseFields, noPassphrase } from './new-passphrase.tsx'
import { printAction, RecoveryKey } from './recovery-key.tsx'

interface DialogProps {
  readonly onClose: () => void
}

function RightsChecks({ rights, onChange }: { readonly rights: readonly Right[]; readonly onChange: (rights: Right[]) => void }): ReactNode {
  const say = useSay()
  return <fieldset><legend className="quiet small">{say(settingsWords.rights)}</legend>{allRights.map((right) => <Check key={right} label={say(rightTerms[right])} checked={rights.includes(right)} onChange={(checked) => onChange(allRights.filter((one) => (one === right ? checked : rights.includes(one))))} />)}</fieldset>
}

/** Names with which guessing a passphrase begins. */
function useToldNames(officer: string): readonly string[] {
  const { data: status } = useStation('station.status', {})
  const { agency, place } = status?.configuration ?? { agency: null, place: null }
  return [officer, agency, place].filter((name) => name !== null)
}

export function AddOfficerDialog({ onClose }: DialogProps): ReactNode {
  const say = useSay()
  const add = useCall('officer.add')
  const [name, setName] = useState('')
  const [rights, setRights] = useState<Right[]>(['scan'])
  const [passphrase, setPassphrase] = useState(noPassphrase)
  const told = useToldNames(name)
  const wrongName = name.trim() !== '' && !/\p{L}/u.test(name)
  const done = { label: say(settingsWords.addOfficer), chord: 'Enter', disabled: name.trim() === '' || wrongName || !isSettled(passphrase) || add.isPending, run: () => add.mutate({ params: { name, rights }, secrets: { newPassphrase: passphrase.first } }, { onSuccess: onClose }) }
  return (
    <Dialog title={say(settingsWords.addOfficer)} onClose={onClose} actions={[done]} busy={add.isPending}>
      <TextField autoFocus label={say(settingsWords.officerName)} hint={say(settingsWords.officerNameHint)} fault={wrongName ? say(settingsWords.officerNameFault) : null} value={name} onChange={setName} />
      <RightsChecks rights={rights} onChange={setRights} />
      <p className="quiet small">{say(settingsWords.passphraseOfOther)}</p>
      <NewPassphraseFields value={passphrase} onChange={setPassphrase} told={told} />
      {add.error === null ? null : <Failure error={add.error} />}
    </Dialog>
  )
}

export function RightsDialog({ name, rights: before, onClose }: DialogProps & { readonly name: string; readonly rights: readonly Right[] }): ReactNode {
  const say = useSay()
  const set = useCall('officer.rights')
  const [rights, setRights] = useState<Right[]>([...before])
  const done = { label: say(settingsWords.save), chord: 'Enter', disabled: set.isPending, run: () => set.mutate({ params: { name, rights } }, { onSuccess: onClose }) }
  return (
    <Dialog title={say(settingsWords.rightsOf, { name })} onClose={onClose} actions={[done]} busy={set.isPending}>
      <RightsChecks rights={rights} onChange={setRights} />
      <p className="quiet small">{say(settingsWords.rightsHint)}</p>
      {set.error === null ? null : <Failure error={set.error} />}
    </Dialog>
  )
}

export function RemoveOfficerDialog({ name, onClose }: DialogProps & { readonly name: string }): ReactNode {
  const say = useSay()
  const remove = useCall('officer.remove')
  // No key of its own: nobody is removed by pressing Enter once too often.
  const done = { label: say(settingsWords.removeOfficer), chord: null, disabled: remove.isPending, run: () => remove.mutate({ params: { name } }, { onSuccess: onClose }) }
  return (
    <Dialog title={say(settingsWords.removeOfficerTitle, { name })} onClose={onClose} actions={[done]} busy={remove.isPending}>
      <p>{say(settingsWords.removeOfficerWhy, { name })}</p>
      {remove.error === null ? null : <Failure error={remove.error} />}
    </Dialog>
  )
}

export function OwnPassphraseDialog({ onClose }: DialogProps): ReactNode {
  const say = useSay()
  const { data: session } = useStation('session.state', {})
  const change = useCall('officer.passphrase')
  const [passphrase, setPassphrase] = useState(noPassphrase)
  const told = useToldNames(session?.officer ?? '')
  const done = { label: say(settingsWords.save), chord: 'Enter', disabled: !isSettled(passphrase) || change.isPending, run: () => change.mutate({ params: {}, secrets: { newPassphrase: passphrase.first } }, { onSuccess: () => setPassphrase(noPassphrase) }) }
  if (change.data !== undefined) return <Dialog title={say(settingsWords.ownPassphrase)} onClose={onClose}><Message tone="proof" text={{ what: say(settingsWords.ownPassphraseDone, { name: change.data.name }), why: '', todo: '' }} /></Dialog>
  return (
    <Dialog title={say(settingsWords.ownPassphrase)} onClose={onClose} actions={[done]} busy={change.isPending}>
      <NewPassphraseFields value={passphrase} onChange={setPassphrase} told={told} autoFocus />
      {change.error === null ? null : <Failure error={change.error} />}
    </Dialog>
  )
}

/** A new recovery key in place of the old one. */
export function RecoveryKeyDialog({ onClose }: DialogProps): ReactNode {
  const say = useSay()
  const renew = useCall('station.renewRecoveryKey')
  const done = { label: say(settingsWords.renewRecoveryKey), chord: null, disabled: renew.isPending, run: () => renew.mutate({ params: {} }) }
  if (renew.data !== undefined) return <ToldKey recoveryKey={renew.data.recoveryKey} onClose={onClose} />
  return (
    <Dialog title={say(settingsWords.renewRecoveryKey)} onClose={onClose} actions={[done]} busy={renew.isPending}>
      <p>{say(settingsWords.renewRecoveryKeyWhy)}</p>
      {renew.error === null ? null : <Failure error={renew.error} />}
    </Dialog>
  )
}

/** Opened with the recovery key: an officer gets a new passphrase, and the station a new recovery key. */
export function RecoverDialog({ names, onClose }: DialogProps & { readonly names: readonly string[] }): ReactNode {
  const say = useSay()
  const recover = useCall('station.recover')
  const [officer, setOfficer] = useState(names[0] ?? '')
  const [passphrase, setPassphrase] = useState(noPassphrase)
  const told = useToldNames(officer)
  const done = { label: say(settingsWords.recover), chord: 'Enter', disabled: officer.trim() === '' || !isSettled(passphrase) || recover.isPending, run: () => recover.mutate({ params: { officer }, secrets: { newPassphrase: passphrase.first } }) }
  if (recover.data !== undefined) return <ToldKey recoveryKey={recover.data.recoveryKey} onClose={onClose} />
  return (
    <Dialog title={say(settingsWords.recover)} onClose={onClose} actions={[done]} busy={recover.isPending}>
      <TextField autoFocus label={say(settingsWords.officerName)} value={officer} onChange={setOfficer} />
      <NewPassphraseFields value={passphrase} onChange={setPassphrase} told={told} />
      {recover.error === null ? null : <Failure error={recover.error} />}
    </Dialog>
  )
}

/** The key that was put away is typed back, whole. */
export function ProveRecoveryKeyDialog({ onClose }: DialogProps): ReactNode {
  const say = useSay()
  const prove = useCall('station.proveRecoveryKey')
  const [typed, setTyped] = useState('')
  const done = { label: say(settingsWords.proveRecoveryKey), chord: 'Enter', disabled: typed.trim() === '' || prove.isPending, run: () => prove.mutate({ params: {}, secrets: { passphrase: typed } }, { onSuccess: onClose }) }
  return (
    <Dialog title={say(settingsWords.proveRecoveryKey)} onClose={onClose} actions={[done]} busy={prove.isPending}>
      <p>{say(settingsWords.proveRecoveryKeyWhy)}</p>
      <TextField autoFocus label={say(settingsWords.recoveryKey)} hint={say(settingsWords.proveRecoveryKeyHint)} value={typed} onChange={setTyped} />
      {prove.error === null ? null : <Failure error={prove.error} />}
    </Dialog>
  )
}

/** Shown once: it closes when a part of it was typed back. */
function ToldKey({ recoveryKey, onClose }: DialogProps & { readonly recoveryKey: string }): ReactNode {
  const say = useSay()
  const [proven, setProven] = useState(false)
  const prove = useCall('station.proveRecoveryKey')
  const done = { label: say(recoverySheetWords.written), chord: 'Enter', disabled: !proven || prove.isPending, run: () => prove.mutate({ params: {}, secrets: { passphrase: recoveryKey } }, { onSuccess: onClose }) }
  return (
    <Dialog title={say(settingsWords.recoveryKey)} onClose={() => {
      if (proven) onClose()
    }} actions={[printAction(say(recoverySheetWords.print)), done]}>
      <RecoveryKey recoveryKey={recoveryKey} onProven={setProven} />
      {prove.error === null ? null : <Failure error={prove.error} />}
    </Dialog>
  )
}
