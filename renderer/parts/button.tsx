import type { ReactNode, Ref } from 'react'
import type { Action } from '../keys/key-desk.ts'
import styles from './button.module.css'

interface ButtonProps {
  readonly action: Action
  /** `main`: the one thing to do here; `plain`: anything else; `quiet`: beside a text. */
  readonly look?: 'main' | 'plain' | 'quiet'
  readonly busy?: boolean
  readonly type?: 'button' | 'submit'
  readonly ref?: Ref<HTMLButtonElement>
}

/** A verb and its key. The key works only where the action is among those of `useActions`. */
export function Button({ action, look = 'plain', busy = false, type = 'button', ref }: ButtonProps): ReactNode {
  const off = action.disabled === true || busy
  return (
    <button ref={ref} type={type} className={`${styles.button ?? ''} ${styles[look] ?? ''}`} aria-disabled={off} aria-busy={busy} aria-keyshortcuts={action.chord ?? undefined}
      onClick={type === 'submit' ? undefined : () => {
        if (!off) action.run()
      }}>
      <span>{action.label}</span>
      {action.chord === null ? null : <kbd aria-hidden="true">{keyName(action.chord)}</kbd>}
    </button>
  )
}

const names: Readonly<Record<string, string>> = { PageDown: 'PgDn', PageUp: 'PgUp', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', Delete: 'Del' }

/** A chord as the key caps say it. */
export function keyName(chord: string): string {
  return chord.split('+').map((part) => names[part] ?? part).join('+')
}
