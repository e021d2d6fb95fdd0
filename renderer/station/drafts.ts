import { useState } from 'react'

/**
 * Text that was typed and is not saved yet. It outlives the component: a lock, a dead station or another screen takes nothing
 * away. In memory only; `forgetDrafts` when another officer opens the station.
 */
const drafts = new Map<string, string>()

export function forgetDrafts(): void {
  drafts.clear()
}

/** Puts a text where a field will find it. */
export function setDraft(key: string, text: string): void {
  drafts.set(key, text)
}

/** A text that starts as `saved`, and what to call when it changes and when it is saved. */
export function useDraft(key: string, saved: string): readonly [text: string, change: (text: string) => void, settle: () => void] {
  const [, draw] = useState(0)
  const change = (text: string): void => {
    if (text === saved) drafts.delete(key)
    else drafts.set(key, text)
    draw((times) => times + 1)
  }
  const settle = (): void => {
    drafts.delete(key)
    draw((times) => times + 1)
  }
  return [drafts.get(key) ?? saved, change, settle]
}
