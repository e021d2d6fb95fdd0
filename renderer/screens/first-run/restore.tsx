import { useEffect, useState, type ReactNode } from 'react'
import type { Action } from '../../keys/key-desk.ts'
import { go } from '../../app/route.ts'
import { Check } from '../../parts/fields/choice.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { PassphraseField } from '../../parts/fields/passphrase-field.tsx'
import { ProgressBar } from '../../parts/progress-bar.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useDraft } from '../../station/drafts.ts'
import { useLongWork } from '../../station/long-work.ts'
import { clock } from '../../words/dates.ts'
import { firstRunWords } from '../../words/first-run.ts'
import { settingsWords } from '../../words/settings.ts'
import { useSay } from '../../words/say.tsx'
import styles from './first-run.module.css'
import { endSetup, goToStep, setMaking } from './setup.ts'
import { StepFrame } from './step-frame.tsx'

/** A station out of its backup. */
export function Restore(): ReactNode {
  const say = useSay()
  const work = useLongWork('station.restore')
  const [from, setFrom] = useDraft('first-run/restore', '')
  const [generation, setGeneration] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [acceptLoss, setAcceptLoss] = useState(false)
  const wrongNumber = generation.trim() !== '' && !/^[1-9]\d{0,8}$/u.test(generation.trim())
  const { running, result, error, progress } = work
  useEffect(() => {
    // The screen stays until what came of it was seen, though the station is open by then.
    if (running || result !== null) setMaking(true)
    else if (error !== null) setMaking(false)
  }, [running, result, error])

  if (result !== null) {
    const { madeAt, records, pages, blobs, lost, unsent } = result
    return (
      <StepFrame title={say(firstRunWords.restoreTitle)} actions={[{ label: say(firstRunWords.begin), chord: 'Enter', run: () => {
        endSetup()
        go('counter')
      } }]}>
        <Message tone={lost.length === 0 ? 'proof' : 'doubt'} text={{ what: say(firstRunWords.restored, { generation: result.generation, madeAt: clock(madeAt) }), why: say(firstRunWords.restoredFigures, { records, pages, blobs, lost: lost.length, unsent }), todo: say(firstRunWords.restoredTodo) }} />
      </StepFrame>
    )
  }
  const run: Action = {
    label: say(running ? firstRunWords.restoring : firstRunWords.restore), chord: 'Enter', disabled: from.trim() === '' || passphrase === '' || wrongNumber || running, run: () => {
      work.start({ from: from.trim(), acceptLoss, ...(generation.trim() === '' ? {} : { generation: Number(generation.trim()) }) }, { passphrase })
      setPassphrase('')
    },
  }
  return (
    <StepFrame title={say(firstRunWords.restoreTitle)} busy={running} actions={[{ label: say(firstRunWords.back), chord: 'Escape', disabled: running, run: () => goToStep('start') }, run]}>
      <div className={styles.fields}>
        <TextField autoFocus label={say(firstRunWords.restoreFrom)} hint={say(firstRunWords.restoreFromHint)} value={from} onChange={setFrom} />
        <TextField label={say(firstRunWords.generation)} hint={say(firstRunWords.generationHint)} inputMode="numeric" value={generation} onChange={setGeneration} fault={wrongNumber ? say(settingsWords.numberFault) : null} />
        <PassphraseField label={say(firstRunWords.restorePassphrase)} value={passphrase} onChange={setPassphrase} />
        {error?.code === 'backup_damaged' || acceptLoss ? <Check label={say(firstRunWords.acceptLoss)} checked={acceptLoss} onChange={setAcceptLoss} /> : null}
      </div>
      {running ? <ProgressBar text={progress === null ? say(firstRunWords.restoring) : say(settingsWords.progress, { work: say(firstRunWords.restoring), ...progress })} done={progress === null || progress.total === 0 ? null : progress.done / progress.total} action={{ label: say(settingsWords.stop), chord: null, run: work.stop }} /> : null}
      {error === null ? null : <Failure error={error} />}
    </StepFrame>
  )
}
