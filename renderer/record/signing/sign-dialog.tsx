import { useEffect, useState, type ReactNode } from 'react'
import type { DoorSecrets } from '../../../shared/contract/index.ts'
import type { SohoaError } from '../../../shared/model/index.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Failure, Message } from '../../parts/message.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useSay } from '../../words/say.tsx'
import { signWords } from '../../words/sign.ts'
import type { SignerQuestion } from './use-signer-question.ts'

interface SignDialogProps {
  readonly question: SignerQuestion
  /** What was typed before F8 is being kept, or the tokens are being looked at: nothing is signed yet, and what is typed stays. */
  readonly looking: boolean
  /** Something has to be looked at before anything is signed: what is typed goes nowhere. */
  readonly held?: boolean
  readonly busy: boolean
  readonly error: SohoaError | null
  readonly onSign: (secrets: DoorSecrets) => void
  readonly onClose: () => void
}

/**
 * The signer tells his passphrase again, or the PINs of the tokens, one after the other: once for the whole lot. What is typed while something
 * is still looked at is kept; an Enter among it counts unless a token warns of something that must be read first.
 */
export function SignDialog({ question, looking, held = false, busy, error, onSign, onClose }: SignDialogProps): ReactNode {
  const say = useSay()
  const [secret, setSecret] = useState('')
  const [pins, setPins] = useState<Readonly<Record<string, string>>>({})
  const [step, setStep] = useState(0)
  const [entered, setEntered] = useState(false)
  const { tokens } = question
  const token = tokens[step]
  const isPin = question.asks === 'PIN'
  const atReader = token?.pinAtReader === true
  const tell = (): void => {
    if (held) return
    if (looking) {
      setEntered(true)
      return
    }
    setSecret('')
    if (!isPin) {
      onSign({ passphrase: secret })
      return
    }
    const told = token === undefined || atReader ? pins : { ...pins, [token.certificate]: secret }
    if (step + 1 < tokens.length) {
      setPins(told)
      setStep(step + 1)
      return
    }
    setPins({})
    setStep(0)
    onSign({ pins: told })
  }
  useEffect(() => {
    // A new answer begins with its first token. What was told for others counts no more.
    setPins({})
    setStep(0)
    if (!looking) setEntered(false)
    if (!looking && !held && entered && secret !== '' && (isPin ? token?.pinTries === 'usual' && !atReader : true)) tell()
  }, [question, looking])
  const isLast = step + 1 >= tokens.length
  const action = { label: say(isLast ? signWords.sign : signWords.nextToken), chord: 'Enter', disabled: (secret === '' && !atReader) || busy || held, run: tell }
  const hint = looking && isPin ? signWords.looking : busy ? signWords.signingStarts : atReader ? signWords.pinAtReader : isPin ? signWords.pinHint : signWords.passphraseHint
  return (
    <Dialog title={say(signWords.confirmTitle)} onClose={onClose} actions={[action]} busy={busy}>
      <p role="status">{held ? '' : say(hint, { token: token?.label ?? '' })}{tokens.length > 1 ? ` ${say(signWords.tokenOf, { at: step + 1, all: tokens.length })}` : ''}</p>
      {held ? <Message tone="doubt" text={{ what: say(signWords.held), why: say(signWords.heldWhy), todo: say(signWords.heldTodo) }} /> : null}
      {token?.pinTries === 'last' ? <Message tone="failure" text={{ what: say(signWords.pinLast), why: say(signWords.pinLastWhy), todo: say(signWords.pinLastTodo) }} /> : null}
      {token?.pinTries === 'few' ? <Message tone="doubt" text={{ what: say(signWords.pinFew), why: say(signWords.pinFewWhy), todo: '' }} /> : null}
      {atReader ? null : <TextField autoFocus label={say(isPin ? signWords.pin : signWords.passphrase)} type="password" value={secret} onChange={setSecret} />}
      {error === null || busy ? null : <Failure error={error} />}
    </Dialog>
  )
}
