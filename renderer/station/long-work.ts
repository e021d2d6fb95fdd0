import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { DoorSecrets, MethodName, ParamsOf, ResultOf } from '../../shared/contract/index.ts'
import { describeThrown, SohoaError } from '../../shared/model/index.ts'
import type { Door } from './door.ts'
import { useDoor } from './station.tsx'

/** Where a call that takes long stands. It goes on whatever screen is looked at, and its end waits there to be seen. */
export interface LongWork<Name extends MethodName> {
  readonly running: boolean
  /** Null until the station told how far it is. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly result: ResultOf<Name> | null
  readonly error: SohoaError | null
}

interface LongWorkDesk<Name extends MethodName> {
  readonly watch: (watcher: () => void) => () => void
  readonly now: () => LongWork<Name>
  /** Does nothing while the same work is running. */
  readonly start: (params: ParamsOf<Name>, secrets: DoorSecrets | undefined, onEnd: () => void) => void
  readonly stop: () => void
}

const idle = { running: false, progress: null, result: null, error: null }

function openDesk<Name extends MethodName>(door: Door, method: Name): LongWorkDesk<Name> {
  const watchers = new Set<() => void>()
  let work: LongWork<Name> = idle
  let stop: AbortController | null = null
  const set = (next: LongWork<Name>): void => {
    work = next
    for (const watcher of watchers) watcher()
  }
  return {
    watch: (watcher) => {
      watchers.add(watcher)
      return () => {
        watchers.delete(watcher)
      }
    },
    now: () => work,
    start: (params, secrets, onEnd) => {
      if (work.running) return
      const mine = new AbortController()
      stop = mine
      set({ ...idle, running: true })
      door.call(method, params, {
        signal: mine.signal,
        ...(secrets === undefined ? {} : { secrets }),
        onEvent: (event) => {
          if (event.type === 'progress') set({ ...work, progress: { done: event.done, total: event.total } })
        },
      }).then((result) => set({ ...idle, result }), (thrown: unknown) => {
        const error = thrown instanceof SohoaError ? thrown : new SohoaError('internal', describeThrown(thrown).params)
        // Who stopped it knows that it was stopped.
        set({ ...idle, error: error.code === 'cancelled' ? null : error })
      }).finally(onEnd)
    },
    stop: () => stop?.abort(),
  }
}

const desks = new WeakMap<Door, Map<MethodName, unknown>>()

function deskOf<Name extends MethodName>(door: Door, method: Name): LongWorkDesk<Name> {
  const known = desks.get(door) ?? new Map<MethodName, unknown>()
  desks.set(door, known)
  if (!known.has(method)) known.set(method, openDesk(door, method))
  // Put there just above, under the same name.
  return known.get(method) as LongWorkDesk<Name>
}

/** A call that takes long: started and stopped here, seen from every screen that asks for it. */
export function useLongWork<Name extends MethodName>(method: Name): LongWork<Name> & { readonly start: (params: ParamsOf<Name>, secrets?: DoorSecrets) => void; readonly stop: () => void } {
  const client = useQueryClient()
  const desk = deskOf(useDoor(), method)
  const work = useSyncExternalStore(desk.watch, desk.now)
  return {
    ...work, stop: desk.stop,
    start: (params, secrets) => desk.start(params, secrets, () => void client.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== 'scan.devices' })),
  }
}
