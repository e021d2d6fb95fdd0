import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react'
import styles from './text-field.module.css'

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange'> {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Under the field: how to fill it in. */
  readonly hint?: string
  /** Under the field, and told to screen readers: why the value does not do. */
  readonly fault?: string | null
  readonly ref?: Ref<HTMLInputElement>
}

/** One labelled line of text. */
export function TextField({ label, value, onChange, hint, fault = null, ref, className, ...input }: TextFieldProps): ReactNode {
  const id = useId()
  const note = fault ?? hint
  return (
    <div className={`${styles.field ?? ''} ${className ?? ''}`}>
      <label className={styles.label} htmlFor={id}>{label}</label>
      <input {...input} ref={ref} id={id} className={styles.input} value={value} spellCheck={false} autoComplete="off" aria-invalid={fault !== null} aria-describedby={note === undefined ? undefined : `${id}-note`} onChange={(event) => onChange(event.target.value)} />
      {note === undefined ? null : <p id={`${id}-note`} className={fault === null ? styles.hint : styles.fault}>{note}</p>}
    </div>
  )
}
