import { useState } from 'react'
import type { DoorSecrets, ResultOf } from '../../shared/contract/index.ts'
import type { SohoaError } from '../../shared/model/index.ts'
import { useDoor, useStation } from '../station/station.tsx'
import { errorFrom } from '../station/told-error.ts'

export type SignerQuestion = ResultOf<'signing.ask'>

export interface AskingSigner {
  /** `looking`: the tokens are being looked at, and a PIN is typed already. Null: nothing is being asked. */
  readonly question: SignerQuestion | 'looking' | null
  /** Why nothing can be signed now: the token is not there, or has locked itself. */
  readonly error: SohoaError | null
  /** Looks what has to be told for these records, and goes on at once with `sign` where that is nothing. */
  readonly ask: (ids: readonly string[], sign: (secrets: DoorSecrets | null) => void) => void
  /** Asks again after a wrong answer: the token may warn now, or be locked. */
  readonly askAgain: (ids: readonly string[]) => void
  readonly dismiss: () => void
}

/** The station releases a token after five minutes without a signature: for so long after it asked for nothing, ms, no PIN is expected. */
const unlockedMs = 4 * 60_000
let askedNothingAt = -Infinity

/** What the signer is asked for: passphrase, PINs, or nothing. Where a token signs the station is asked with each F8, since tokens come and go. */
export function useSignerQuestion(): AskingSigner {
  const door = useDoor()
  const { data: session } = useStation('session.state', {})
  const { data: status } = useStation('station.status', {})
  const [question, setQuestion] = useState<SignerQuestion | 'looking' | null>(null)
  const [error, setError] = useState<SohoaError | null>(null)
  const keys = status?.keys ?? []
  const maySign = session?.rights.includes('sign') === true || keys.some(({ officer }) => officer !== null && officer === session?.officer)
  const hasToken = keys.some(({ kind, use }) => kind === 'token' && use === 'signs')
  const look = async (ids: readonly string[]): Promise<SignerQuestion | null> => {
    setError(null)
    try {
      return await door.call('signing.ask', { ids: [...ids] })
    } catch (thrown) {
      setQuestion(null)
      setError(errorFrom(thrown))
      return null
    }
  }
  return {
    question, error,
    ask(ids, sign) {
      // What is typed right after F8 must not be lost while the station is asked: without a token the answer is known, with one the field is there at once.
      if (!maySign || !hasToken) {
        if (maySign && status?.configuration.confirmSigning === true) setQuestion({ asks: 'passphrase', tokens: [] })
        else sign(null)
        return
      }
      if (performance.now() - askedNothingAt > unlockedMs) setQuestion('looking')
      void look(ids).then((found) => {
        if (found?.asks !== 'nothing') {
          setQuestion(found)
          return
        }
        askedNothingAt = performance.now()
        setQuestion(null)
        sign(null)
      })
    },
    askAgain: (ids) => void look(ids).then((found) => { if (found !== null) setQuestion(found) }),
    dismiss: () => setQuestion(null),
  }
}
