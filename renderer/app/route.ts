import { useSyncExternalStore } from 'react'
import { screenNames, type ScreenName } from '../screens/names.ts'

/** Where the window is: a screen, and the record that it shows. */
export interface Route {
  readonly screen: ScreenName
  readonly record: string | null
  /** The screen whose list the record was opened from: leaving it leads back there. */
  readonly from: ScreenName | null
}

const home: Route = { screen: 'counter', record: null, from: null }

const screenOf = (text: string): ScreenName | null => screenNames.find((known) => known === text) ?? null

/** `#/pages/01J…`, `#/counter/01J…/backlog` and back. What cannot be read leads home. */
export function parseRoute(hash: string): Route {
  const [screen = '', record = '', from = ''] = hash.replace(/^#?\/?/u, '').split('/')
  const name = screenOf(screen)
  return name === null ? home : { screen: name, record: /^[0-9A-HJKMNP-TV-Z]{26}$/u.test(record) ? record : null, from: screenOf(from) }
}

export const printRoute = ({ screen, record, from }: Route): string => ['#', screen, ...(record === null ? [] : [record, ...(from === null ? [] : [from])])].join('/')

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** Goes to a screen; the browser's own back key comes back. */
export function go(screen: ScreenName, record: string | null = null, from: ScreenName | null = null): void {
  // A field is saved when it is left.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  window.location.hash = printRoute({ screen, record, from })
}

/** Where the window is now. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => window.location.hash))
}
