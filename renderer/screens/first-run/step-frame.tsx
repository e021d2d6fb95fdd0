import type { ReactNode } from 'react'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import styles from './first-run.module.css'

interface StepFrameProps {
  readonly title: string
  readonly why?: string
  /** From the way back to the way on; the last is the one to do. */
  readonly actions: readonly Action[]
  readonly busy?: boolean
  readonly children?: ReactNode
}

/** One step: what it is about, its fields, the ways out. */
export function StepFrame({ title, why, actions, busy = false, children }: StepFrameProps): ReactNode {
  useActions('screen', actions)
  return (
    <>
      <div className={styles.content}>
        <h1>{title}</h1>
        {why === undefined ? null : <p>{why}</p>}
        {children}
      </div>
      <footer className={styles.actions}>
        {actions.map((action, at) => <Button key={action.label} action={action} look={at === actions.length - 1 ? 'main' : 'plain'} busy={busy && at === actions.length - 1} />)}
      </footer>
    </>
  )
}
