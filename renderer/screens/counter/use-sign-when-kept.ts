import { useEffect, useRef, useState } from 'react'
import type { FieldName } from '../../../shared/model/index.ts'
import { useUnsaved } from '../../station/drafts.ts'
import { fieldOrder, type Stop } from './review-order.ts'
import type { Review } from './use-review.ts'

interface SignWhenKept {
  /** F8 was pressed and waits for what is being kept. */
  readonly waiting: boolean
  /** It waits, and nothing is known that the signer would be led to instead. */
  readonly willAsk: boolean
  /** Somebody is typing his passphrase, but something else has to be looked at first: he is told, and goes there by closing the question. */
  readonly held: boolean
  readonly ask: () => void
  /** F8 is taken back. What is being kept is kept. */
  readonly dismiss: () => void
}

/** A record as the screen has it; not `fresh` while the station is asked anew, since what was just kept may still be missing. */
interface OnScreen {
  readonly id: string
  readonly stops: readonly Stop[]
  readonly fresh: boolean
}

interface Ways {
  /** Something is asked of the signer before he signs. */
  readonly asks: boolean
  readonly onUnsaved: (stop: string) => void
  readonly onStops: () => void
  readonly onKept: () => void
}

/**
 * Nothing is signed while a typed value is not kept: F8 leaves the field, waits until the station has its value and the screen shows the record
 * with it. Then `onKept` is called; or, where a value was refused or typed before a lock, `onUnsaved`, where something is to be decided,
 * `onStops`. Where a passphrase may be half typed by then, these wait until the question is closed: what is typed must never go into a field.
 */
export function useSignWhenKept({ id, stops, fresh }: OnScreen, review: Review, { asks, onUnsaved, onStops, onKept }: Ways): SignWhenKept {
  const [waiting, setWaiting] = useState(false)
  const [keeping, setKeeping] = useState<ReadonlySet<FieldName>>(new Set())
  const [held, setHeld] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const asked = useRef(false)
  const unsaved = useUnsaved(`${id}/`).map((key) => key.slice(id.length + 1)).filter((name) => name === 'dossier' || fieldOrder.some((field) => field === name))
  const isKeeping = (name: string): boolean => [...review.saving, ...keeping].some((field) => field === name && !review.faults.has(field))
  const willAsk = waiting && stops.every(isKeeping) && unsaved.every((name) => (name === 'dossier' ? review.busy : isKeeping(name)))
  const goElsewhere = (): void => {
    const [left] = unsaved
    if (left === undefined) onStops()
    else onUnsaved(left)
  }
  useEffect(() => {
    if (!waiting) return
    if (willAsk && asks) asked.current = true
    if (review.saving.size > 0) setKeeping((names) => new Set([...names, ...review.saving]))
    if (review.saving.size > 0 || review.busy || !fresh) return
    setWaiting(false)
    setKeeping(new Set())
    if (unsaved.length === 0 && stops.length === 0) onKept()
    else if (asked.current) setHeld(true)
    else goElsewhere()
  }, [waiting, review.saving, review.busy, fresh, unsaved.length])
  useEffect(() => {
    // Only once the question is gone: while it stands, nothing behind it takes the focus.
    if (!leaving) return
    setLeaving(false)
    goElsewhere()
  }, [leaving])
  return {
    waiting, willAsk, held,
    ask: () => {
      asked.current = false
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      setWaiting(true)
    },
    dismiss: () => {
      setWaiting(false)
      setKeeping(new Set())
      setHeld(false)
      setLeaving(held)
    },
  }
}
