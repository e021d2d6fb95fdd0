import type { ReactNode } from 'react'
import type { ErrorText } from '../../shared/words/index.ts'
import type { Action } from '../keys/key-desk.ts'
import { explainThrown, useLanguage } from '../words/say.tsx'
import { Button } from './button.tsx'
import styles from './message.module.css'

/** What a message is about: to know, to decide, gone wrong, done and proven. Each has a shape of its own beside its colour. */
export type MessageTone = 'note' | 'doubt' | 'failure' | 'proof'

const signs: Readonly<Record<MessageTone, string>> = { note: 'i', doubt: '?', failure: '!', proof: '✓' }

interface MessageProps {
  readonly tone: MessageTone
  readonly text: ErrorText
  readonly actions?: readonly Action[]
  readonly children?: ReactNode
}

/** What happened, why, what to do; with buttons for the doing. */
export function Message({ tone, text, actions = [], children }: MessageProps): ReactNode {
  return (
    <section className={`${styles.message ?? ''} ${styles[tone] ?? ''}`} role={tone === 'failure' ? 'alert' : 'status'}>
      <span className={styles.sign} aria-hidden="true">{signs[tone]}</span>
      <div className={styles.body}>
        <p className={styles.what}>{text.what}</p>
        {text.why === '' ? null : <p>{text.why}</p>}
        {text.todo === '' ? null : <p>{text.todo}</p>}
        {children}
        {actions.length === 0 ? null : <div className={styles.actions}>{actions.map((action) => <Button key={action.label} action={action} />)}</div>}
      </div>
    </section>
  )
}

/** Anything thrown, as a message. */
export function Failure({ error, actions = [], tone = 'failure' }: { readonly error: unknown; readonly actions?: readonly Action[]; readonly tone?: MessageTone }): ReactNode {
  return <Message tone={tone} text={explainThrown(error, useLanguage())} actions={actions} />
}
