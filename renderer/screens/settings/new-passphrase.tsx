import { useState, type ReactNode } from 'react'
import { Check } from '../../parts/fields/choice.tsx'
import { PassphraseField } from '../../parts/fields/passphrase-field.tsx'
import { frameWords } from '../../words/frame.ts'
import { settingsWords, strengthWords } from '../../words/settings.ts'
import { useSay } from '../../words/say.tsx'
import styles from './parts.module.css'
import { passphraseStrength } from './passphrase-strength.ts'

export interface NewPassphrase {
  readonly first: string
  readonly again: string
}

export const noPassphrase: NewPassphrase = { first: '', again: '' }

/** Long enough, and typed twice the same. */
export const isSettled = ({ first, again }: NewPassphrase): boolean => passphraseStrength(first) !== 'short' && first.normalize('NFC') === again.normalize('NFC')

const meter = { short: 0.1, weak: 0.35, fair: 0.7, good: 1 } as const

interface NewPassphraseFieldsProps {
  readonly value: NewPassphrase
  readonly onChange: (value: NewPassphrase) => void
  /** Names with which guessing begins. */
  readonly told: readonly string[]
  readonly autoFocus?: boolean
}

/** A new passphrase, twice, with a word about its strength. */
export function NewPassphraseFields({ value, onChange, told, autoFocus = false }: NewPassphraseFieldsProps): ReactNode {
  const say = useSay()
  const [shown, setShown] = useState(false)
  const { first, again } = value
  const strength = passphraseStrength(first, told)
  return (
    <>
      <div className={styles.pair}>
        <PassphraseField label={say(settingsWords.newPassphrase)} shown={shown} value={first} autoFocus={autoFocus} hint={say(settingsWords.passphraseHint)} onChange={(text) => onChange({ first: text, again })} />
        <PassphraseField label={say(settingsWords.again)} shown={shown} value={again} fault={again !== '' && !first.normalize('NFC').startsWith(again.normalize('NFC')) ? say(settingsWords.againDiffers) : null} onChange={(text) => onChange({ first, again: text })} />
      </div>
      {first === '' ? null : (
        <div role="status">
          <meter className={styles.meter} aria-label={say(strengthWords[strength])} value={meter[strength]} low={0.4} high={0.69} optimum={1} />
          <p className={strength === 'good' ? styles.good : strength === 'fair' ? '' : styles.attention}>{say(strengthWords[strength])}</p>
        </div>
      )}
      <Check label={say(frameWords.showPassphrase)} checked={shown} onChange={setShown} />
    </>
  )
}
