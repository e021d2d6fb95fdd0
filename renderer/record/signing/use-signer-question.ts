import { useState } from 'react'
import type { DoorSecrets, ResultOf } from '../../../shared/contract/index.ts'
import type { SohoaError } from '../../../shared/model/index.ts'
import { useDoor, useStation } from '../../station/station.tsx'
import { errorFrom } from '../../station/told-error.ts'

export type SignerQuestion = ResultOf<'signing.ask'>

export interface AskingSigner {
  /** Null: nothing is being asked. */
  readonly question: SignerQuestion | null
  /** The tokens are still being looked at, and a PIN is typed already. */
  readonly looking: boolean
  /** What will be asked as far as it is known before the station was: the field for it can stand there at once. */
  readonly expected: () => SignerQuestion | null
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
  const [question, setQuestion] = useState<SignerQuestion | null>(null)
  const [looking, setLooking] = useState(false)
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
  const expected = (): SignerQuestion | null => {
    if (!maySign) return null
    if (!hasToken) return status?.configuration.confirmSigning === true ? { asks: 'passphrase', tokens: [] } : null
    return performance.now() - askedNothingAt > unlockedMs ? { asks: 'PIN', tokens: [] } : null
  }
  return {
    question, looking, error, expected,
    ask(ids, sign) {
      // What is typed right after F8 must not be lost while the station is asked: without a token the answer is known, with one the field is there at once.
      const first = expected()
      setQuestion(first)
      if (!maySign || !hasToken) {
        if (first === null) sign(null)
        return
      }
      setLooking(true)
      void look(ids).then((found) => {
        setLooking(false)
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
