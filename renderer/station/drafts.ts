import { useSyncExternalStore } from 'react'

/**
 * Text that was typed and is not saved yet. It outlives the component: a lock, a dead station or another screen takes nothing
 * away. In memory only; `forgetDrafts` when another officer opens the station.
 */
const drafts = new Map<string, string>()
const watchers = new Set<() => void>()

const subscribe = (watcher: () => void): (() => void) => {
  watchers.add(watcher)
  return () => {
    watchers.delete(watcher)
  }
}

function tell(): void {
  for (const watcher of watchers) watcher()
}

export function forgetDrafts(): void {
  drafts.clear()
  tell()
}

/** Puts a text where a field will find it. */
export function setDraft(key: string, text: string): void {
  drafts.set(key, text)
  tell()
}

/** A text that starts as `saved`, and what to call when it changes and when it is saved. Whoever asks for the same key sees the same text. */
export function useDraft(key: string, saved: string): readonly [text: string, change: (text: string) => void, settle: () => void] {
  const text = useSyncExternalStore(subscribe, () => drafts.get(key)) ?? saved
  const settle = (): void => {
    drafts.delete(key)
    tell()
  }
  const change = (typed: string): void => {
    if (typed === saved) settle()
    else setDraft(key, typed)
  }
  return [text, change, settle]
}

/** Keys of unsaved texts that begin with `prefix`; followed. */
export function useUnsaved(prefix: string): readonly string[] {
  const keys = useSyncExternalStore(subscribe, () => [...drafts.keys()].filter((key) => key.startsWith(prefix)).join('\n'))
  return keys === '' ? [] : keys.split('\n')
}
