import { useEffect, useState } from 'react'
import type { FieldName } from '../../../shared/model/index.ts'
import { useUnsaved } from '../../station/drafts.ts'
import { fieldOrder, type Stop } from './review-order.ts'
import type { Review } from './use-review.ts'

interface SignWhenKept {
  /** F8 was pressed and waits for what is being kept. */
  readonly waiting: boolean
  /** It waits, and nothing is known that the signer would be led to instead. */
  readonly willAsk: boolean
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

/**
 * Nothing is signed while a typed value is not kept: F8 leaves the field, waits until the station has its value and the screen shows the record
 * with it, and goes to one that it refused or that was typed before a lock. `onKept` is called when everything is.
 */
export function useSignWhenKept({ id, stops, fresh }: OnScreen, review: Review, onUnsaved: (stop: string) => void, onKept: () => void): SignWhenKept {
  const [waiting, setWaiting] = useState(false)
  const [keeping, setKeeping] = useState<ReadonlySet<FieldName>>(new Set())
  const unsaved = useUnsaved(`${id}/`).map((key) => key.slice(id.length + 1)).filter((name) => name === 'dossier' || fieldOrder.some((field) => field === name))
  const isKeeping = (name: string): boolean => [...review.saving, ...keeping].some((field) => field === name && !review.faults.has(field))
  const dismiss = (): void => {
    setWaiting(false)
    setKeeping(new Set())
  }
  useEffect(() => {
    if (!waiting) return
    if (review.saving.size > 0) setKeeping((names) => new Set([...names, ...review.saving]))
    if (review.saving.size > 0 || review.busy || !fresh) return
    dismiss()
    const [left] = unsaved
    if (left === undefined) onKept()
    else onUnsaved(left)
  }, [waiting, review.saving, review.busy, fresh, unsaved.length])
  return {
    waiting, dismiss,
    willAsk: waiting && stops.every(isKeeping) && unsaved.every((name) => (name === 'dossier' ? review.busy : isKeeping(name))),
    ask: () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      setWaiting(true)
    },
  }
}
