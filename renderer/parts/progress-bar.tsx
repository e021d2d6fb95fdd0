import type { ReactNode } from 'react'
import type { Action } from '../keys/key-desk.ts'
import { Button } from './button.tsx'
import styles from './progress-bar.module.css'

interface ProgressBarProps {
  /** How much is done and left, in words. */
  readonly text: string
  /** 0..1; null while nobody can tell. */
  readonly done: number | null
  /** Ends the work safely. */
  readonly action: Action | null
}

/** Long work: how far it is, and a way to end it that destroys nothing. */
export function ProgressBar({ text, done, action }: ProgressBarProps): ReactNode {
  return (
    <div className={styles.bar}>
      <p role="status">{text}</p>
      <progress className={styles.progress} aria-label={text} {...(done === null ? {} : { value: done })} max={1} />
      {action === null ? null : <Button look="quiet" action={action} />}
    </div>
  )
}
