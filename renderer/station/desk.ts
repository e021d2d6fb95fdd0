import { useSyncExternalStore } from 'react'
import type { Door } from './door.ts'
import { useDoor } from './station.tsx'

/** What an officer has begun at this window and what came of it: it goes on whatever screen is looked at, and no other officer sees it. */
export class Desk<State> {
  readonly door: Door
  readonly #watchers = new Set<() => void>()
  #state: State

  constructor(door: Door, state: State) {
    this.door = door
    this.#state = state
  }

  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => {
      this.#watchers.delete(watcher)
    }
  }

  now = (): State => this.#state

  set(state: State): void {
    this.#state = state
    for (const watcher of this.#watchers) watcher()
  }

  /** Its officer has gone: ends what this window still does for him. */
  leave(): void {
    this.#watchers.clear()
  }
}

const desks = new WeakMap<Door, Map<unknown, Desk<unknown>>>()

/** The desk of this window that is known by `key`, made where there is none. The same key must always be given with the same kind of desk. */
export function useDesk<Kind extends Desk<unknown>>(key: unknown, make: (door: Door) => Kind): Kind {
  const door = useDoor()
  const known = desks.get(door) ?? new Map<unknown, Desk<unknown>>()
  desks.set(door, known)
  const desk = known.get(key) ?? make(door)
  known.set(key, desk)
  // Put there just above, under the same key.
  return desk as Kind
}

/** What stands at a desk now; followed. */
export function useDeskState<State>(desk: Desk<State>): State {
  return useSyncExternalStore(desk.watch, desk.now)
}

/** Clears every desk: another officer opens the station. */
export function forgetDesks(door: Door): void {
  for (const desk of desks.get(door)?.values() ?? []) desk.leave()
  desks.delete(door)
}
