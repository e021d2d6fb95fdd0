import { useId, useRef, type ReactNode } from 'react'
import { Button } from '../button.tsx'
import styles from './file-field.module.css'

interface FileFieldProps {
  readonly label: string
  /** On the button. */
  readonly choose: string
  /** Beside the button: which file it is, or that none is chosen. */
  readonly chosen: string
  /** Endings that the system's window offers, `.p12,.pfx`. */
  readonly accept: string
  readonly onFile: (file: File) => void
  readonly fault?: string | null
  readonly disabled?: boolean
}

/** One file out of the system's window. */
export function FileField({ label, choose, chosen, accept, onFile, fault = null, disabled = false }: FileFieldProps): ReactNode {
  const id = useId()
  const chooser = useRef<HTMLInputElement | null>(null)
  const take = (): void => {
    const [file] = chooser.current?.files ?? []
    if (file !== undefined) onFile(file)
    // The same file may be chosen again, after it was mended.
    if (chooser.current !== null) chooser.current.value = ''
  }
  return (
    <div className={styles.field} role="group" aria-labelledby={id}>
      <span id={id} className={styles.label}>{label}</span>
      <input ref={chooser} type="file" accept={accept} hidden onChange={take} />
      <div className={styles.row}><Button action={{ label: choose, chord: null, run: () => chooser.current?.click(), disabled }} /><span className={styles.chosen}>{chosen}</span></div>
      {fault === null ? null : <p className={styles.fault} role="alert">{fault}</p>}
    </div>
  )
}
