import { useId, type ReactNode } from 'react'
import styles from './choice.module.css'

interface SelectProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly (readonly [value: Value, text: string])[]
  readonly onChange: (value: Value) => void
  readonly disabled?: boolean
}

/** One of a few, folded away. */
export function Select<Value extends string>({ label, value, options, onChange, disabled = false }: SelectProps<Value>): ReactNode {
  return (
    <label className={styles.select}>
      <span>{label}</span>
      <select value={value} disabled={disabled} onChange={(event) => {
        const chosen = options.find(([one]) => one === event.target.value)
        if (chosen !== undefined) onChange(chosen[0])
      }}>
        {options.map(([one, text]) => <option key={one} value={one}>{text}</option>)}
      </select>
    </label>
  )
}

interface CheckProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
}

/** Yes or no. */
export function Check({ label, checked, onChange, disabled = false }: CheckProps): ReactNode {
  return <label className={styles.check}><input type="checkbox" checked={checked} disabled={disabled} onChange={(event) => onChange(event.target.checked)} /><span>{label}</span></label>
}

interface RadiosProps<Value extends string> {
  readonly label: string
  readonly value: Value | null
  readonly options: readonly { readonly value: Value; readonly text: string; readonly hint?: string }[]
  readonly onChange: (value: Value) => void
  readonly disabled?: boolean
}

/** One of a few, each with a word about what it means. */
export function Radios<Value extends string>({ label, value, options, onChange, disabled = false }: RadiosProps<Value>): ReactNode {
  const name = useId()
  return (
    <fieldset className={styles.radios} disabled={disabled}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.option}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.text}</span>
          {option.hint === undefined ? null : <small>{option.hint}</small>}
        </label>
      ))}
    </fieldset>
  )
}
