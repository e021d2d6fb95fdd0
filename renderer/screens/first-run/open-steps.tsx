import { useState, type ReactNode } from 'react'
import { go } from '../../app/route.ts'
import type { Action } from '../../keys/key-desk.ts'
import { Failure, Message } from '../../parts/message.tsx'
import { setDraft } from '../../station/drafts.ts'
import { useCall } from '../../station/station.tsx'
import { firstRunWords, setupSteps, type SetupStep } from '../../words/first-run.ts'
import { recoverySheetWords, settingsWords, type SettingsPart } from '../../words/settings.ts'
import { useSay } from '../../words/say.tsx'
import { AgencyPart } from '../settings/agency-part.tsx'
import { DoctorPart } from '../settings/doctor-part.tsx'
import { KeyPart } from '../settings/key-part.tsx'
import { printAction, RecoveryKey } from '../settings/recovery-key.tsx'
import { ServicesPart } from '../settings/services-part.tsx'
import { SigningSection } from '../settings/signing-part.tsx'
import { useSettings } from '../settings/use-settings.tsx'
import { endSetup, goToStep, tellRecoveryKey, useSetup } from './setup.ts'
import { StepFrame } from './step-frame.tsx'

const titles = { mark: firstRunWords.markTitle, key: firstRunWords.keyTitle, services: firstRunWords.servicesTitle, signing: firstRunWords.signingTitle, check: firstRunWords.checkTitle } as const
type TitledStep = keyof typeof titles

const isTitled = (step: SetupStep | 'restore'): step is TitledStep => Object.hasOwn(titles, step)

/** The steps of a station that stands. */
export function OpenStep({ step }: { readonly step: SetupStep | 'restore' }): ReactNode {
  const say = useSay()
  const { whenSaved } = useSettings()
  const [busy, setBusy] = useState(false)
  if (step === 'recovery') return <RecoveryStep />
  if (!isTitled(step)) return null
  /** What is still in a field is saved first; what cannot be saved is told there. */
  const leaveTo = async (then: () => void): Promise<void> => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    setBusy(true)
    const kept = await whenSaved()
    setBusy(false)
    if (kept) then()
  }
  const at = setupSteps.indexOf(step)
  const before = setupSteps[at - 1]
  const after = setupSteps[at + 1]
  const toWork = (): void => {
    endSetup()
    go('counter')
  }
  const next: Action = after === undefined
    ? { label: say(firstRunWords.begin), chord: 'Enter', run: toWork }
    : { label: say(firstRunWords.next), chord: 'Enter', disabled: busy, run: () => void leaveTo(() => goToStep(after)) }
  const actions: readonly Action[] = [
    ...(before === undefined || before === 'recovery' ? [] : [{ label: say(firstRunWords.back), chord: 'Escape', run: () => void leaveTo(() => goToStep(before)) }]),
    ...(after === undefined ? [] : [{ label: say(firstRunWords.leave), chord: 'Ctrl+Enter', run: () => void leaveTo(toWork) }]),
    next,
  ]
  const why = step === 'key' ? say(firstRunWords.keyWhy) : step === 'check' ? say(firstRunWords.checkWhy) : undefined
  return (
    <StepFrame title={say(titles[step])} actions={actions} busy={busy} {...(why === undefined ? {} : { why })}>
      <Content step={step} />
    </StepFrame>
  )
}

/** The step of the set-up in which a part of the settings is told. */
const stepOf: Readonly<Partial<Record<SettingsPart, SetupStep>>> = { agency: 'mark', key: 'key', services: 'services', signing: 'signing' }

function Content({ step }: { readonly step: TitledStep }): ReactNode {
  const openPart = (part: SettingsPart): void => {
    const here = stepOf[part]
    if (here !== undefined) {
      goToStep(here)
      return
    }
    endSetup()
    setDraft('settings/part', part)
    go('settings')
  }
  switch (step) {
    case 'mark': return <AgencyPart />
    case 'key': return <KeyPart />
    case 'services': return <ServicesPart />
    case 'signing': return <SigningSection />
    case 'check': return <DoctorPart onPart={openPart} />
  }
}

/** The recovery key: the only step that cannot be put off, for it is told once. */
function RecoveryStep(): ReactNode {
  const say = useSay()
  const { recoveryKey } = useSetup()
  const renew = useCall('station.renewRecoveryKey')
  const prove = useCall('station.proveRecoveryKey')
  const [proven, setProven] = useState(false)
  const next = (): void => goToStep('mark')
  if (recoveryKey === null) {
    const anew: Action = { label: say(settingsWords.renewRecoveryKey), chord: 'F3', disabled: renew.isPending, run: () => renew.mutate({ params: {} }, { onSuccess: (made) => tellRecoveryKey(made.recoveryKey) }) }
    return (
      <StepFrame title={say(firstRunWords.recoveryTitle)} actions={[anew, { label: say(firstRunWords.haveIt), chord: 'Enter', run: next }]}>
        <Message tone="doubt" text={{ what: say(firstRunWords.recoveryGone), why: say(firstRunWords.recoveryGoneWhy), todo: say(firstRunWords.recoveryGoneTodo) }} />
        {renew.error === null ? null : <Failure error={renew.error} />}
      </StepFrame>
    )
  }
  return (
    <StepFrame title={say(firstRunWords.recoveryTitle)} actions={[printAction(say(recoverySheetWords.print)), { label: say(recoverySheetWords.written), chord: 'Enter', disabled: !proven || prove.isPending, run: () => prove.mutate({ params: {}, secrets: { passphrase: recoveryKey } }, { onSuccess: next }) }]}>
      <RecoveryKey recoveryKey={recoveryKey} onProven={setProven} />
      {prove.error === null ? null : <Failure error={prove.error} />}
    </StepFrame>
  )
}
