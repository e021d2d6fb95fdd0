import { useEffect, useSyncExternalStore } from 'react'
import type { Language } from '../../shared/words/index.ts'

/** How this workplace looks: kept in the window, not in the station. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark'
  readonly language: Language
  /** Text size, per cent. */
  readonly textSize: 100 | 125 | 150 | 200
}

const standard: Preferences = { theme: 'system', language: 'vi', textSize: 100 }
const place = 'sohoa-preferences'
const watchers = new Set<() => void>()

function read(): Preferences {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(place) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return standard
    const theme = 'theme' in kept && (kept.theme === 'light' || kept.theme === 'dark') ? kept.theme : standard.theme
    const language = 'language' in kept && kept.language === 'en' ? 'en' : standard.language
    const textSize = 'textSize' in kept && (kept.textSize === 125 || kept.textSize === 150 || kept.textSize === 200) ? kept.textSize : standard.textSize
    return { theme, language, textSize }
  } catch {
    // Private windows keep nothing: the standard look does.
    return standard
  }
}

let current = read()

/** Changes some preferences; every part of the window follows. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  try {
    window.localStorage.setItem(place, JSON.stringify(current))
  } catch {
    // Not kept: it holds for this window.
  }
  for (const watcher of watchers) watcher()
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((watcher) => {
    watchers.add(watcher)
    return () => {
      watchers.delete(watcher)
    }
  }, () => current)
}

const darkSystem = window.matchMedia('(prefers-color-scheme: dark)')

/** Puts the look on the document. */
export function useLook({ theme, language, textSize }: Preferences): void {
  const systemIsDark = useSyncExternalStore((listener) => {
    darkSystem.addEventListener('change', listener)
    return () => darkSystem.removeEventListener('change', listener)
  }, () => darkSystem.matches)
  useEffect(() => {
    const root = document.documentElement
    root.dataset.theme = theme === 'system' ? (systemIsDark ? 'dark' : 'light') : theme
    root.lang = language
    root.style.fontSize = textSize === 100 ? '' : `${textSize}%`
  }, [theme, language, textSize, systemIsDark])
}
