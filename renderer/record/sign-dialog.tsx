import { useState, type ReactNode } from 'react'
import type { SohoaError } from '../../shared/model/index.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Failure } from '../parts/message.tsx'
import { TextField } from '../parts/text-field.tsx'
import { counterWords } from '../words/counter.ts'
import { useSay } from '../words/say.tsx'

interface SignDialogProps {
  readonly busy: boolean
  readonly error: SohoaError | null
  readonly onSign: (passphrase: string) => void
  readonly onClose: () => void
}

/** The signer tells his passphrase again. */
export function SignDialog({ busy, error, onSign, onClose }: SignDialogProps): ReactNode {
  const say = useSay()
  const [passphrase, setPassphrase] = useState('')
  const sign = {
    label: say(counterWords.signAgain), chord: 'Enter', disabled: passphrase === '' || busy, run: () => {
      onSign(passphrase)
      setPassphrase('')
    },
  }
  return (
    <Dialog title={say(counterWords.confirmTitle)} onClose={onClose} actions={[sign]} busy={busy}>
      <p>{say(busy ? counterWords.signing : counterWords.confirmHint)}</p>
      <TextField autoFocus label={say(counterWords.passphrase)} type="password" value={passphrase} onChange={setPassphrase} />
      {error === null || busy ? null : <Failure error={error} />}
    </Dialog>
  )
}
