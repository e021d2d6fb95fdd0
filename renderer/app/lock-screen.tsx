import { useRef, useState, type ReactNode } from 'react'
import type { SessionState } from '../../shared/contract/index.ts'
import { useCall } from '../station/station.tsx'
import { useActions } from '../keys/keys.tsx'
import { Button } from '../parts/button.tsx'
import { Failure, Message } from '../parts/message.tsx'
import { TextField } from '../parts/fields/text-field.tsx'
import { clock } from '../words/dates.ts'
import { frameWords } from '../words/frame.ts'
import { useSay } from '../words/say.tsx'
import styles from './lock-screen.module.css'

/** Signing in is the unlocking: the passphrase says who it is. */
export function LockScreen({ session, restarted }: { readonly session: SessionState; readonly restarted: boolean }): ReactNode {
  const say = useSay()
  const field = useRef<HTMLInputElement>(null)
  const [passphrase, setPassphrase] = useState('')
  const [shown, setShown] = useState(false)
  const open = useCall('session.open')
  const { holder } = session
  const submit = (): void => {
    if (passphrase === '' || open.isPending) return
    open.mutate({ params: {}, secrets: { passphrase } }, {
      onSettled: () => {
        setPassphrase('')
        field.current?.focus()
      },
    })
  }
  const actions = [
    { label: say(open.isPending ? frameWords.unlocking : frameWords.unlock), chord: 'Enter', run: submit, disabled: passphrase === '' },
  ] as const
  useActions('screen', actions)
  return (
    <main className={styles.screen}>
      <form className={styles.card} onSubmit={(event) => event.preventDefault()}>
        <p className={styles.program}>{say(frameWords.program)}</p>
        <h1>{say(frameWords.unlockTitle)}</h1>
        <p className="quiet">{say(frameWords.unlockHint)}</p>
        {restarted ? <Message tone="note" text={{ what: say(frameWords.restarted), why: say(frameWords.restartedWhy), todo: '' }} /> : null}
        {holder === null ? null : (
          <Message tone="doubt" text={{ what: say(frameWords.holderTitle), why: say(frameWords.holderBody, { pid: holder.pid, host: holder.host, since: clock(holder.since) }), todo: say(frameWords.holderTodo) }} />
        )}
        <TextField ref={field} autoFocus label={say(frameWords.passphrase)} type={shown ? 'text' : 'password'} value={passphrase} onChange={setPassphrase} aria-busy={open.isPending} />
        <label className={styles.check}><input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} /> {say(frameWords.showPassphrase)}</label>
        {open.error === null ? null : <Failure error={open.error} />}
        <Button action={actions[0]} look="main" busy={open.isPending} />
        <p className={`${styles.folder ?? ''} small quiet`}>{session.folder}</p>
      </form>
    </main>
  )
}
