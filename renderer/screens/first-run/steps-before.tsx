import { useState, type ReactNode } from 'react'
import { Radios } from '../../parts/fields/choice.tsx'
import { Failure } from '../../parts/message.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useDraft } from '../../station/drafts.ts'
import { useDoor } from '../../station/station.tsx'
import { firstRunWords } from '../../words/first-run.ts'
import { settingsWords } from '../../words/settings.ts'
import { useSay } from '../../words/say.tsx'
import { agencyCodeForm } from '../settings/agency-part.tsx'
import { isSettled, NewPassphraseFields, noPassphrase } from '../settings/new-passphrase.tsx'
import styles from './first-run.module.css'
import { chooseTraining, goToStep, makeStation, useSetup } from './setup.ts'
import { StepFrame } from './step-frame.tsx'

const choices = ['new', 'training', 'restore'] as const
const hints = { new: firstRunWords.newHint, training: firstRunWords.trainingHint, restore: firstRunWords.restoreHint } as const

/** What is to be set up. */
export function StartStep(): ReactNode {
  const say = useSay()
  const { training } = useSetup()
  const [choice, setChoice] = useState<(typeof choices)[number]>(training ? 'training' : 'new')
  const next = { label: say(firstRunWords.next), chord: 'Enter', run: () => {
    chooseTraining(choice === 'training')
    goToStep(choice === 'restore' ? 'restore' : 'agency')
  } }
  return (
    <StepFrame title={say(firstRunWords.title)} why={say(firstRunWords.startWhy)} actions={[next]}>
      <Radios label={say(firstRunWords.choose)} value={choice} onChange={setChoice} options={choices.map((value) => ({ value, text: say(firstRunWords[`choice.${value}`]), hint: say(hints[value]) }))} />
    </StepFrame>
  )
}

/** The texts of this step; the same fields stand in Settings later. */
function useAgencyTexts(): readonly (readonly [text: string, change: (text: string) => void, settle: () => void])[] {
  return [useDraft('settings/agency', ''), useDraft('settings/place', ''), useDraft('settings/agencyCode', '')]
}

/** Who converts. */
export function AgencyStep(): ReactNode {
  const say = useSay()
  const [agency, place, code] = useAgencyTexts()
  if (agency === undefined || place === undefined || code === undefined) return null
  const wrongCode = code[0].trim() !== '' && !agencyCodeForm.test(code[0].trim().toUpperCase())
  const next = { label: say(firstRunWords.next), chord: 'Enter', disabled: agency[0].trim() === '' || wrongCode, run: () => goToStep('officer') }
  return (
    <StepFrame title={say(firstRunWords.agencyTitle)} actions={[{ label: say(firstRunWords.back), chord: 'Escape', run: () => goToStep('start') }, next]}>
      <div className={styles.fields}>
        <TextField autoFocus label={say(settingsWords.agency)} hint={say(settingsWords.agencyHint)} value={agency[0]} onChange={agency[1]} />
        <TextField label={say(settingsWords.place)} hint={say(settingsWords.placeHint)} value={place[0]} onChange={place[1]} />
        <TextField label={say(settingsWords.agencyCode)} hint={say(settingsWords.agencyCodeHint)} value={code[0]} onChange={code[1]} fault={wrongCode ? say(settingsWords.agencyCodeFault) : null} />
      </div>
      {agency[0].trim() === '' ? <p className="quiet" role="status">{say(firstRunWords.agencyMissing)}</p> : null}
    </StepFrame>
  )
}

/** Who opens the station, and with what; then it is made. */
export function OfficerStep(): ReactNode {
  const say = useSay()
  const door = useDoor()
  const { making, error } = useSetup()
  const texts = useAgencyTexts()
  const [agency = '', place = '', agencyCode = ''] = texts.map(([text]) => text.trim())
  const [officer, setOfficer] = useDraft('first-run/officer', '')
  const [passphrase, setPassphrase] = useState(noPassphrase)
  const wrongName = officer.trim() !== '' && !/\p{L}/u.test(officer)
  const make = {
    label: say(making ? firstRunWords.making : firstRunWords.make), chord: 'Enter', disabled: officer.trim() === '' || wrongName || !isSettled(passphrase) || making,
    run: () => void makeStation(door, officer.trim(), passphrase.first, { agency, ...(place === '' ? {} : { place }), ...(agencyCode === '' ? {} : { agencyCode: agencyCode.toUpperCase() }), signing: 'when told' })
      .then(() => {
        for (const [, , settle] of texts) settle()
      }),
  }
  return (
    <StepFrame title={say(firstRunWords.officerTitle)} why={say(firstRunWords.officerWhy)} busy={making} actions={[{ label: say(firstRunWords.back), chord: 'Escape', disabled: making, run: () => goToStep('agency') }, make]}>
      <div className={styles.fields}>
        <TextField autoFocus label={say(settingsWords.officerName)} hint={say(settingsWords.officerNameHint)} fault={wrongName ? say(settingsWords.officerNameFault) : null} value={officer} onChange={setOfficer} />
        <NewPassphraseFields value={passphrase} onChange={setPassphrase} told={[officer, agency, place]} />
      </div>
      {error === null ? null : <Failure error={error} />}
    </StepFrame>
  )
}
