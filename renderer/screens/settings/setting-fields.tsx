import { useState, type ReactNode } from 'react'
import type { Configuration, ConfigurationChange } from '../../../shared/contract/index.ts'
import type { SohoaError } from '../../../shared/model/index.ts'
import { Check, Radios, Select } from '../../parts/fields/choice.tsx'
import { Message } from '../../parts/message.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useDraft } from '../../station/drafts.ts'
import { settingsWords } from '../../words/settings.ts'
import { explainThrown, useLanguage, useSay } from '../../words/say.tsx'
import { useSettings } from './use-settings.tsx'

interface SettingTextProps {
  /** Names its draft. */
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly saved: string
  /** What is to be kept of a text; null where the text does not do. */
  readonly read: (text: string) => ConfigurationChange | null
  /** Told where `read` gives null. */
  readonly fault?: string
  readonly inputMode?: 'text' | 'numeric' | 'url'
  readonly autoFocus?: boolean
}

/** A line of text of the settings, kept when it is left. */
export function SettingText({ name, label, hint, saved, read, fault, inputMode = 'text', autoFocus = false }: SettingTextProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { mayChange, save } = useSettings()
  const [text, change, settle] = useDraft(`settings/${name}`, saved)
  const [state, setState] = useState<'as it was' | 'saving' | 'saved'>('as it was')
  const [error, setError] = useState<SohoaError | null>(null)
  const [left, setLeft] = useState(false)
  const wanted = read(text.trim())
  const leave = async (): Promise<void> => {
    setLeft(true)
    if (text === saved || wanted === null) return
    setState('saving')
    const refused = await save(wanted)
    setError(refused)
    setState(refused === null ? 'saved' : 'as it was')
    if (refused === null) settle()
  }
  const told = error !== null ? explainThrown(error, language).what : left && wanted === null ? fault ?? '' : null
  const below = state === 'saving' ? say(settingsWords.saving) : state === 'saved' && text === saved ? `✓ ${say(settingsWords.saved)}` : hint
  return (
    <TextField label={label} value={text} readOnly={!mayChange} inputMode={inputMode} autoFocus={autoFocus} fault={told} onBlur={() => void leave()} {...(below === undefined ? {} : { hint: below })}
      onChange={(typed) => {
        setError(null)
        setState('as it was')
        change(typed)
      }} />
  )
}

/** Keeps a choice as soon as it is made; what was refused is told below it. */
export function useChoice(): { readonly mayChange: boolean; readonly keep: (change: ConfigurationChange) => void; readonly refused: ReactNode } {
  const language = useLanguage()
  const { mayChange, save } = useSettings()
  const [error, setError] = useState<SohoaError | null>(null)
  return {
    mayChange,
    keep: (change) => void save(change).then(setError),
    refused: error === null ? null : <Message tone="failure" text={explainThrown(error, language)} />,
  }
}

/** Yes or no of the settings. */
export function SettingCheck({ name, label }: { readonly name: 'confirmSigning' | 'askShared'; readonly label: string }): ReactNode {
  const { configuration } = useSettings()
  const { mayChange, keep, refused } = useChoice()
  return <><Check label={label} checked={configuration[name]} disabled={!mayChange} onChange={(checked) => keep({ [name]: checked })} />{refused}</>
}

const acceptSteps = ['0.8', '0.85', '0.9', '0.95', '0.99', '1'] as const

/** How sure the machine must be. */
export function AcceptFrom(): ReactNode {
  const say = useSay()
  const { configuration: { acceptFrom } } = useSettings()
  const { mayChange, keep, refused } = useChoice()
  const steps: readonly string[] = [...new Set([...acceptSteps, String(acceptFrom)])].toSorted()
  return (
    <>
      <Select label={say(settingsWords.acceptFrom)} value={String(acceptFrom)} disabled={!mayChange} options={steps.map((step) => [step, `${Math.round(Number(step) * 100)} %`] as const)} onChange={(step) => keep({ acceptFrom: Number(step) })} />
      <p className="quiet small">{say(settingsWords.acceptFromHint)}</p>
      {refused}
    </>
  )
}

/** Signed when told, or at once. */
export function SigningChoice(): ReactNode {
  const say = useSay()
  const { configuration: { signing } } = useSettings()
  const { mayChange, keep, refused } = useChoice()
  const options: readonly { readonly value: Configuration['signing']; readonly text: string; readonly hint: string }[] = [
    { value: 'when told', text: say(settingsWords['signing.when told']), hint: say(settingsWords.signingWhenToldHint) },
    { value: 'at once', text: say(settingsWords['signing.at once']), hint: say(settingsWords.signingAtOnceHint) },
  ]
  return <><Radios label={say(settingsWords.signingWhen)} value={signing} options={options} disabled={!mayChange} onChange={(value) => keep({ signing: value })} />{refused}</>
}

/** Where results go unless somebody chooses otherwise. */
export function DeliverTo({ options }: { readonly options: readonly (readonly [target: Configuration['deliverTo'][number], text: string])[] }): ReactNode {
  const say = useSay()
  const { configuration: { deliverTo } } = useSettings()
  const { mayChange, keep, refused } = useChoice()
  return (
    <fieldset>
      <legend className="quiet small">{say(settingsWords.deliverTo)}</legend>
      {options.map(([target, text]) => <Check key={target} label={text} checked={deliverTo.includes(target)} disabled={!mayChange} onChange={(checked) => keep({ deliverTo: options.map(([one]) => one).filter((one) => (one === target ? checked : deliverTo.includes(one))) })} />)}
      <p className="quiet small">{say(settingsWords.deliverToHint)}</p>
      {refused}
    </fieldset>
  )
}
