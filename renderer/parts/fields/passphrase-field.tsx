import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { frameWords } from '../../words/frame.ts'
import { useSay } from '../../words/say.tsx'
import { Check } from './choice.tsx'
import { TextField } from './text-field.tsx'

interface PassphraseFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  readonly fault?: string | null
  readonly autoFocus?: boolean
  /** Seen as it is typed; null: decided here, with a box to tick. */
  readonly shown?: boolean | null
}

/** A secret: hidden unless its owner wants to see it, and told when Caps Lock is on. */
export function PassphraseField({ label, value, onChange, hint, fault = null, autoFocus = false, shown = null }: PassphraseFieldProps): ReactNode {
  const say = useSay()
  const [seen, setSeen] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const look = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'))
  const note = capsLock ? say(frameWords.capsLock) : hint
  return (
    <div>
      <TextField label={label} type={shown ?? seen ? 'text' : 'password'} value={value} onChange={onChange} fault={fault} autoFocus={autoFocus} onKeyDown={look} onKeyUp={look} {...(note === undefined ? {} : { hint: note })} />
      {shown === null ? <Check label={say(frameWords.showPassphrase)} checked={seen} onChange={setSeen} /> : null}
    </div>
  )
}
