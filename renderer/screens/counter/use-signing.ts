import { useState } from 'react'
import type { RecordLine } from '../../../shared/contract/index.ts'
import type { SohoaError } from '../../../shared/model/index.ts'
import { useCall, useStation } from '../../station/station.tsx'
import { errorOf } from '../../station/told-error.ts'

export interface Signing {
  /** This officer may not sign: what he reviewed waits for one who may. */
  readonly mayOnlyQueue: boolean
  /** Begins: asks for the passphrase where the station wants it, else signs. */
  readonly start: () => void
  readonly sign: (passphrase: string | null) => void
  readonly dismiss: () => void
  /** The passphrase is being asked for. */
  readonly asking: boolean
  readonly busy: boolean
  readonly error: SohoaError | null
  /** Nothing more is to be done with the record here. */
  readonly finished: (record: RecordLine) => boolean
}

/** F8: marks and signs, or hands over to the signer. */
export function useSigning(record: RecordLine, onDone: () => void): Signing {
  const call = useCall('record.sign')
  const { data: session } = useStation('session.state', {})
  const { data: status } = useStation('station.status', {})
  const [asking, setAsking] = useState(false)
  const [queued, setQueued] = useState(false)
  const maySign = session?.rights.includes('sign') === true
  const confirm = maySign && status?.configuration.confirmSigning === true
  const sign = (passphrase: string | null): void => call.mutate({ params: { ids: [record.id] }, ...(passphrase === null ? {} : { secrets: { passphrase } }) }, {
    onSuccess: ({ failures }) => {
      setAsking(false)
      if (failures.length > 0) return
      setQueued(true)
      onDone()
    },
  })
  const [failure] = call.data?.failures ?? []
  return {
    mayOnlyQueue: session !== undefined && !maySign,
    start: () => {
      if (confirm) setAsking(true)
      else sign(null)
    },
    sign,
    dismiss: () => setAsking(false),
    asking,
    busy: call.isPending,
    error: call.error ?? (failure === undefined ? null : errorOf(failure.error)),
    finished: ({ state: { work } }) => ['signed', 'delivered', 'voided', 'replaced', 'refused', 'quarantined'].includes(work) || (queued && work === "awaiting the agency's signature"),
  }
}
