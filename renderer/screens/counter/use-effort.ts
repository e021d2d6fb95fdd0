import { useLayoutEffect, useRef } from 'react'
import { useKeyDesk } from '../../keys/keys.tsx'
import { useCall } from '../../station/station.tsx'

export interface Effort {
  /** Keys, time and corrections since it was told last. */
  readonly tell: () => void
}

/** Counts what a record costs a person; told to the station when he leaves it, added to what was told before. */
export function useEffort(id: string, corrections: () => number): Effort {
  const desk = useKeyDesk()
  const call = useCall('record.effort')
  const since = useRef(performance.now())
  const told = useRef(0)
  const tell = (): void => {
    const keys = desk.takeKeys()
    const corrected = corrections() - told.current
    if (keys === 0 && corrected === 0) return
    const milliseconds = Math.round(performance.now() - since.current)
    since.current = performance.now()
    told.current += corrected
    // Only a figure: a record is not held up because it could not be kept.
    call.mutate({ params: { id, keys, milliseconds, corrections: corrected } })
  }
  const latest = useRef(tell)
  latest.current = tell
  // Left before it is done, for the page desk or for somebody else: what it cost so far is kept, before the next one's keys are counted.
  useLayoutEffect(() => () => latest.current(), [])
  return { tell }
}
