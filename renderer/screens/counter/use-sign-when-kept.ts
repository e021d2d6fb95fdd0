import { useEffect, useState } from 'react'
import { useUnsaved } from '../../station/drafts.ts'
import { fieldOrder } from './review-order.ts'
import type { Review } from './use-review.ts'

interface SignWhenKept {
  /** F8 was pressed and waits for what is being kept. */
  readonly waiting: boolean
  /** It waits, and nothing is known that the signer would be led to instead. */
  readonly willAsk: boolean
  readonly ask: () => void
}

/**
 * Nothing is signed while a typed value is not kept: F8 leaves the field, waits until the station has its value, and goes to one
 * that it refused or that was typed before a lock. `onKept` is called when everything is.
 */
export function useSignWhenKept(record: string, review: Review, onUnsaved: (stop: string) => void, onKept: () => void): SignWhenKept {
  const [waiting, setWaiting] = useState(false)
  const unsaved = useUnsaved(`${record}/`).map((key) => key.slice(record.length + 1)).filter((name) => name === 'dossier' || fieldOrder.some((field) => field === name))
  useEffect(() => {
    if (!waiting || review.saving.size > 0 || review.busy) return
    setWaiting(false)
    const [left] = unsaved
    if (left === undefined) onKept()
    else onUnsaved(left)
  }, [waiting, review.saving, review.busy, unsaved.length])
  return {
    waiting,
    willAsk: waiting && unsaved.every((name) => (name === 'dossier' ? review.busy : [...review.saving].some((field) => field === name))),
    ask: () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      setWaiting(true)
    },
  }
}
