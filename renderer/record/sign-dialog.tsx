import { useState, type ReactNode } from 'react'
import type { DoorSecrets } from '../../shared/contract/index.ts'
import type { SohoaError } from '../../shared/model/index.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Failure, Message } from '../parts/message.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useSay } from '../words/say.tsx'
import { signWords } from '../words/sign.ts'
import type { SignerQuestion } from './use-signer-question.ts'

interface SignDialogProps {
  readonly question: SignerQuestion
  readonly busy: boolean
  readonly error: SohoaError | null
  readonly onSign: (secrets: DoorSecrets) => void
  readonly onClose: () => void
}

/** The signer tells his passphrase again, or the PIN of the token: once for the whole lot. */
export function SignDialog({ question: { asks, token }, busy, error, onSign, onClose }: SignDialogProps): ReactNode {
  const say = useSay()
  const [secret, setSecret] = useState('')
  const atReader = token?.pinAtReader === true
  const sign = {
    label: say(signWords.sign), chord: 'Enter', disabled: (secret === '' && !atReader) || busy, run: () => {
      onSign(atReader ? {} : asks === 'PIN' ? { pin: secret } : { passphrase: secret })
      setSecret('')
    },
  }
  const hint = busy ? signWords.signingStarts : atReader ? signWords.pinAtReader : asks === 'PIN' ? signWords.pinHint : signWords.passphraseHint
  return (
    <Dialog title={say(signWords.confirmTitle)} onClose={onClose} actions={[sign]} busy={busy}>
      <p>{say(hint, { token: token?.label ?? '' })}</p>
      {token?.pinTries === 'last' ? <Message tone="failure" text={{ what: say(signWords.pinLast), why: say(signWords.pinLastWhy), todo: say(signWords.pinLastTodo) }} /> : null}
      {token?.pinTries === 'few' ? <Message tone="doubt" text={{ what: say(signWords.pinFew), why: say(signWords.pinFewWhy), todo: '' }} /> : null}
      {atReader ? null : <TextField autoFocus label={say(asks === 'PIN' ? signWords.pin : signWords.passphrase)} type="password" value={secret} onChange={setSecret} />}
      {error === null || busy ? null : <Failure error={error} />}
    </Dialog>
  )
}
