import { useRef, useState } from 'react'
import type { ParamsOf } from '../../../shared/contract/index.ts'
import type { FieldName, SohoaError } from '../../../shared/model/index.ts'
import { useCall } from '../../station/station.tsx'
import type { ToldValue } from './field-row.tsx'

type Decision = Omit<ParamsOf<'record.review'>, 'id' | 'set'>

/** What an officer decides about one record: each decision is kept at once. */
export interface Review {
  /** Keeps a value; what the station refuses stands in `faults`. */
  readonly set: (name: FieldName, told: ToldValue) => Promise<void>
  /** `onKept` is called once the station has it. Why it does not hold stands in `fault`. */
  readonly decide: (decision: Decision, onKept?: () => void) => void
  readonly saving: ReadonlySet<FieldName>
  readonly faults: ReadonlyMap<FieldName, SohoaError>
  /** Why the last decision did not hold. */
  readonly fault: SohoaError | null
  readonly busy: boolean
  /** Values that were corrected by hand so far. */
  readonly corrections: () => number
}

export function useReview(id: string): Review {
  const call = useCall('record.review')
  const decision = useCall('record.review')
  const [saving, setSaving] = useState<ReadonlySet<FieldName>>(new Set())
  const [faults, setFaults] = useState<ReadonlyMap<FieldName, SohoaError>>(new Map())
  const [deciding, setDeciding] = useState(0)
  const corrections = useRef(0)
  return {
    saving, faults, fault: decision.error, busy: deciding > 0,
    corrections: () => corrections.current,
    decide: (params, onKept) => {
      setDeciding((count) => count + 1)
      decision.mutateAsync({ params: { id, ...params } }).then(onKept, () => undefined).finally(() => setDeciding((count) => count - 1))
    },
    set: async (name, { value, corrected, asOnPaper, onKept }) => {
      setSaving((names) => new Set(names).add(name))
      setFaults((known) => new Map([...known].filter(([other]) => other !== name)))
      if (corrected) corrections.current += 1
      try {
        await call.mutateAsync({ params: { id, set: { [name]: value }, ...(asOnPaper === null ? {} : { asOnPaper: true, reason: asOnPaper }) } })
        onKept()
      } catch (thrown) {
        setFaults((known) => new Map(known).set(name, thrown as SohoaError))
      } finally {
        setSaving((names) => new Set([...names].filter((other) => other !== name)))
      }
    },
  }
}
