import { useState } from 'react'
import type { DoorSecrets, ResultOf } from '../../shared/contract/index.ts'
import type { SohoaError } from '../../shared/model/index.ts'
import { useDoor, useStation } from '../station/station.tsx'
import { errorFrom } from '../station/told-error.ts'

export type SignerQuestion = ResultOf<'signing.ask'>

export interface AskingSigner {
  /** Null: nothing is being asked. */
  readonly question: SignerQuestion | null
  /** Why nothing can be signed now: the token is not there, or has locked itself. */
  readonly error: SohoaError | null
  /** Looks what has to be told, and goes on at once with `sign` where that is nothing. */
  readonly ask: (sign: (secrets: DoorSecrets | null) => void) => void
  /** Asks again after a wrong answer: the token may warn now, or be locked. */
  readonly askAgain: () => void
  readonly dismiss: () => void
}

/** What the signer is asked for: passphrase, PIN, or nothing. Where a token signs the station is asked with each F8, since tokens come and go. */
export function useSignerQuestion(): AskingSigner {
  const door = useDoor()
  const { data: session } = useStation('session.state', {})
  const { data: status } = useStation('station.status', {})
  const [question, setQuestion] = useState<SignerQuestion | null>(null)
  const [error, setError] = useState<SohoaError | null>(null)
  const maySign = session?.rights.includes('sign') === true
  const hasToken = status?.keys.some(({ kind }) => kind === 'token') === true
  const look = async (): Promise<SignerQuestion | null> => {
    setError(null)
    try {
      return await door.call('signing.ask', {})
    } catch (thrown) {
      setQuestion(null)
      setError(errorFrom(thrown))
      return null
    }
  }
  return {
    question, error,
    ask(sign) {
      // Without a token the answer is known: what is typed right after F8 must not be lost while the station is asked.
      if (!maySign || !hasToken) {
        if (maySign && status?.configuration.confirmSigning === true) setQuestion({ asks: 'passphrase', token: null })
        else sign(null)
        return
      }
      void look().then((found) => {
        if (found?.asks === 'nothing') sign(null)
        else setQuestion(found)
      })
    },
    askAgain: () => void look().then((found) => { if (found !== null) setQuestion(found) }),
    dismiss: () => setQuestion(null),
  }
}
