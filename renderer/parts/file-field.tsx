import { useId, useRef, type ReactNode } from 'react'
import { Button } from './button.tsx'
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
  // Held while the system's window is open: what nobody holds may be gone before a file is chosen.
  const held = useRef<HTMLInputElement | null>(null)
  const pick = (): void => {
    const chooser = Object.assign(document.createElement('input'), { type: 'file', accept })
    held.current = chooser
    chooser.onchange = () => {
      const [file] = chooser.files ?? []
      if (file !== undefined) onFile(file)
    }
    chooser.click()
  }
  return (
    <div className={styles.field} role="group" aria-labelledby={id}>
      <span id={id} className={styles.label}>{label}</span>
      <div className={styles.row}><Button action={{ label: choose, chord: null, run: pick, disabled }} /><span className={styles.chosen}>{chosen}</span></div>
      {fault === null ? null : <p className={styles.fault} role="alert">{fault}</p>}
    </div>
  )
}
