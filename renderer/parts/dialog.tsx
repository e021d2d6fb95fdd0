import { useEffect, useId, useRef, type ReactNode } from 'react'
import type { Action } from '../keys/key-desk.ts'
import { useActions } from '../keys/keys.tsx'
import { frameWords } from '../words/frame.ts'
import { useSay } from '../words/say.tsx'
import { Button } from './button.tsx'
import styles from './dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  /** The last is the one to do; they stand at the foot after "Đóng". */
  readonly actions?: readonly Action[]
  readonly busy?: boolean
  readonly wide?: boolean
  readonly children: ReactNode
}

/** The browser's own modal dialog: focus stays inside, Esc closes it and destroys nothing, focus returns to where it was. */
export function Dialog({ title, onClose, actions = [], busy = false, wide = false, children }: DialogProps): ReactNode {
  const say = useSay()
  const titleId = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const main = useRef<HTMLButtonElement>(null)
  const close: Action = { label: say(actions.length === 0 ? frameWords.close : frameWords.cancel), chord: 'Escape', run: onClose }
  useActions('layer', [close, ...actions])
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    // The browser would take the first button: what is to be filled in comes before. Where nothing is, Enter does what the dialog is for.
    const field = body.current?.querySelector(':is(input:not([type=checkbox], [type=radio], [type=file]), textarea, select)')
    if (field instanceof HTMLElement) field.focus()
    else if (body.current?.querySelector('input, button, [tabindex="0"]') === null) main.current?.focus()
    return () => {
      element?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog ref={dialog} className={`${styles.dialog ?? ''} ${wide ? styles.wide ?? '' : ''}`} aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}>
      <h2 id={titleId} className={styles.title}>{title}</h2>
      <div ref={body} className={styles.body}>{children}</div>
      <footer className={styles.foot}>
        <Button action={close} />
        {actions.map((action, at) => (at === actions.length - 1 ? <Button key={action.label} ref={main} action={action} busy={busy} look="main" /> : <Button key={action.label} action={action} busy={busy} />))}
      </footer>
    </dialog>
  )
}
