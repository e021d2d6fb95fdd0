import { useState, type ReactNode } from 'react'
import type { ResultOf } from '../../../shared/contract/index.ts'
import { rightTerms } from '../../../shared/words/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { useStation } from '../../station/station.tsx'
import { day } from '../../words/dates.ts'
import { settingsWords } from '../../words/settings.ts'
import { useSay } from '../../words/say.tsx'
import { AddOfficerDialog, OwnPassphraseDialog, ProveRecoveryKeyDialog, RecoverDialog, RecoveryKeyDialog, RemoveOfficerDialog, RightsDialog } from './officer-dialogs.tsx'
import styles from './parts.module.css'
import { Section } from './section.tsx'
import { SettingText } from './setting-fields.tsx'
import { useSettings } from './use-settings.tsx'

type Officer = ResultOf<'officer.list'>['officers'][number]
type Asking = { readonly what: 'add' | 'passphrase' | 'key' | 'prove' | 'recover' } | { readonly what: 'rights' | 'remove'; readonly officer: Officer }

/** Who can open the station, what each may do, and the key for the day when nobody can. */
export function OfficersPart(): ReactNode {
  const say = useSay()
  const { configuration, mayChange } = useSettings()
  const { data, error } = useStation('officer.list', {})
  const { data: session } = useStation('session.state', {})
  const [asking, setAsking] = useState<Asking | null>(null)
  const close = (): void => setAsking(null)
  const slots = data?.officers ?? []
  const officers = slots.filter(({ kind }) => kind === 'officer')
  const recovery = slots.find(({ kind }) => kind === 'recovery')
  const withRecoveryKey = session?.officer === ''
  const add: Action = { label: say(settingsWords.addOfficer), chord: 'F3', run: () => setAsking({ what: 'add' }) }
  const own: Action = { label: say(settingsWords.ownPassphrase), chord: null, run: () => setAsking({ what: 'passphrase' }) }
  const renew: Action = { label: say(settingsWords.renewRecoveryKey), chord: null, run: () => setAsking({ what: 'key' }) }
  const prove: Action = { label: say(settingsWords.proveRecoveryKey), chord: null, run: () => setAsking({ what: 'prove' }) }
  const recover: Action = { label: say(settingsWords.recover), chord: null, run: () => setAsking({ what: 'recover' }) }
  useActions('part', [...(mayChange ? [add, renew] : []), ...(withRecoveryKey ? [recover] : [own])])
  return (
    <>
      {withRecoveryKey ? <Message tone="doubt" text={{ what: say(settingsWords.recoverTitle), why: say(settingsWords.recoverWhy), todo: say(settingsWords.recoverTodo) }} actions={[recover]} /> : null}
      <Section title={say(settingsWords.officers)} beside={mayChange ? <Button action={add} /> : null}>
        {error === null ? null : <Failure error={error} />}
        <ul className={styles.lines}>
          {officers.map((officer) => (
            <li key={officer.name}>
              <span className={styles.who}>
                <strong>{officer.name}{officer.present ? <span className={`small ${styles.good ?? ''}`}> ✓ {say(settingsWords.present)}</span> : null}</strong>
                <span className="quiet small">{officer.rights.length === 0 ? say(settingsWords.noRights) : officer.rights.map((right) => say(rightTerms[right])).join(' · ')} · {say(settingsWords.since, { day: day(officer.since) })}</span>
              </span>
              {mayChange ? (
                <span className={styles.row}>
                  <Button look="quiet" action={{ label: say(settingsWords.editRights), chord: null, run: () => setAsking({ what: 'rights', officer }) }} />
                  {officer.present || officers.length < 2 ? null : <Button look="quiet" action={{ label: say(settingsWords.removeOfficer), chord: null, run: () => setAsking({ what: 'remove', officer }) }} />}
                </span>
              ) : null}
            </li>
          ))}
        </ul>
        {withRecoveryKey ? null : <div className={styles.row}><Button action={own} /></div>}
      </Section>
      <Section title={say(settingsWords.idleLock)}>
        <SettingText name="lockAfterMinutes" label={say(settingsWords.lockAfter)} hint={say(settingsWords.lockAfterHint)} fault={say(settingsWords.lockAfterFault)} inputMode="numeric" saved={String(configuration.lockAfterMinutes)}
          read={(text) => (/^(?:[1-9]|[1-5]\d|60)$/u.test(text) ? { lockAfterMinutes: Number(text) } : null)} />
      </Section>
      <Section title={say(settingsWords.recoveryKey)}>
        <p>{say(settingsWords.recoveryKeyHint, { day: recovery === undefined ? '–' : day(recovery.since) })}</p>
        <div className={styles.row}>{withRecoveryKey ? null : <Button action={prove} />}{mayChange ? <Button action={renew} look="quiet" /> : null}</div>
      </Section>
      {asking?.what === 'add' ? <AddOfficerDialog onClose={close} /> : null}
      {asking?.what === 'rights' ? <RightsDialog name={asking.officer.name} rights={asking.officer.rights} onClose={close} /> : null}
      {asking?.what === 'remove' ? <RemoveOfficerDialog name={asking.officer.name} onClose={close} /> : null}
      {asking?.what === 'passphrase' ? <OwnPassphraseDialog onClose={close} /> : null}
      {asking?.what === 'key' ? <RecoveryKeyDialog onClose={close} /> : null}
      {asking?.what === 'prove' ? <ProveRecoveryKeyDialog onClose={close} /> : null}
      {asking?.what === 'recover' ? <RecoverDialog names={officers.map(({ name }) => name)} onClose={close} /> : null}
    </>
  )
}
