import type { ReactNode, Ref } from 'react'
import styles from './grown-field.module.css'

interface GrownFieldProps {
  readonly id: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onFocus?: () => void
  readonly onBlur?: () => void
  /** The value again, marked up: it gives the field its height and underlines what is doubtful. */
  readonly mirror: ReactNode
  readonly invalid: boolean
  readonly describedBy?: string | undefined
  readonly placeholder?: string | undefined
  readonly disabled?: boolean
  readonly ref?: Ref<HTMLTextAreaElement>
}

/** One value, on as many lines as it needs, with doubtful letters underlined where they stand. Enter makes no new line. */
export function GrownField({ id, value, onChange, onFocus, onBlur, mirror, invalid, describedBy, placeholder, disabled = false, ref }: GrownFieldProps): ReactNode {
  return (
    <div className={styles.field}>
      <div className={styles.mirror} aria-hidden="true">{mirror}{'\u200b'}</div>
      <textarea ref={ref} id={id} data-one-line="" className={styles.input} rows={1} value={value} spellCheck={false} autoComplete="off" aria-invalid={invalid} aria-describedby={describedBy} placeholder={placeholder} readOnly={disabled} onFocus={onFocus} onBlur={onBlur}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault()
        }}
        onChange={(event) => onChange(event.target.value.replace(/\s*\n\s*/gu, ' '))} />
    </div>
  )
}

/** A doubtful piece of a mirrored value. */
export function Doubtful({ children }: { readonly children: ReactNode }): ReactNode {
  return <span className={styles.doubtful}>{children}</span>
}
