import { useState } from 'react'
import type { DoorSecrets, RecordLine } from '../../../shared/contract/index.ts'
import type { SohoaError } from '../../../shared/model/index.ts'
import { useSignerQuestion, type SignerQuestion } from '../../record/signing/use-signer-question.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { errorOf } from '../../station/told-error.ts'

export interface Signing {
  /** This officer may not sign: what he reviewed waits for one who may. */
  readonly mayOnlyQueue: boolean
  /** Begins: asks for passphrase or PIN where one is wanted, else signs. */
  readonly start: () => void
  readonly sign: (secrets: DoorSecrets | null) => void
  readonly dismiss: () => void
  /** What is being asked for; null: nothing. */
  readonly question: SignerQuestion | null
  readonly looking: boolean
  /** What F8 will ask for, as far as it is known before. */
  readonly expected: () => SignerQuestion | null
  readonly busy: boolean
  readonly error: SohoaError | null
  /** Nothing more is to be done with the record here. */
  readonly finished: (record: RecordLine) => boolean
}

/** F8: marks and signs, or hands over to the signer. */
export function useSigning(record: RecordLine, onDone: () => void): Signing {
  const call = useCall('record.sign')
  const { data: session } = useStation('session.state', {})
  const asking = useSignerQuestion()
  const [queued, setQueued] = useState(false)
  const maySign = session?.rights.includes('sign') === true
  const sign = (secrets: DoorSecrets | null): void => call.mutate({ params: { ids: [record.id] }, ...(secrets === null ? {} : { secrets }) }, {
    onError: () => { if (asking.question?.asks === 'PIN') asking.askAgain([record.id]) },
    onSuccess: ({ failures }) => {
      asking.dismiss()
      if (failures.length > 0) return
      setQueued(true)
      onDone()
    },
  })
  const [failure] = call.data?.failures ?? []
  return {
    mayOnlyQueue: session !== undefined && !maySign,
    start: () => {
      call.reset()
      asking.ask([record.id], sign)
    },
    sign,
    dismiss: asking.dismiss,
    question: asking.question,
    looking: asking.looking,
    expected: asking.expected,
    busy: call.isPending,
    error: asking.error ?? call.error ?? (failure === undefined ? null : errorOf(failure.error)),
    finished: ({ state: { work } }) => ['signed', 'delivered', 'voided', 'replaced', 'refused', 'quarantined'].includes(work) || (queued && work === "awaiting the agency's signature"),
  }
}
