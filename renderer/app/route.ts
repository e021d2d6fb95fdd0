import { useSyncExternalStore } from 'react'
import { screenNames, type ScreenName } from '../screens/names.ts'

/** Where the window is: a screen, and the record that it shows. */
export interface Route {
  readonly screen: ScreenName
  readonly record: string | null
}

const home: Route = { screen: 'counter', record: null }

/** `#/pages/01J…` and back. What cannot be read leads home. */
export function parseRoute(hash: string): Route {
  const [screen = '', record = ''] = hash.replace(/^#?\/?/u, '').split('/')
  const name = screenNames.find((known) => known === screen)
  return name === undefined ? home : { screen: name, record: /^[0-9A-HJKMNP-TV-Z]{26}$/u.test(record) ? record : null }
}

export const printRoute = ({ screen, record }: Route): string => `#/${screen}${record === null ? '' : `/${record}`}`

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** Goes to a screen; the browser's own back key comes back. */
export function go(screen: ScreenName, record: string | null = null): void {
  window.location.hash = printRoute({ screen, record })
}

/** Where the window is now. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => window.location.hash))
}
