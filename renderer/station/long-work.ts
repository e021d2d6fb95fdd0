import { useQueryClient } from '@tanstack/react-query'
import type { DoorSecrets, MethodName, ParamsOf, ResultOf } from '../../shared/contract/index.ts'
import type { SohoaError } from '../../shared/model/index.ts'
import { Desk, useDesk, useDeskState } from './desk.ts'
import type { Door } from './door.ts'
import { errorFrom } from './told-error.ts'

/** Where a call that takes long stands. It goes on whatever screen is looked at, and its end waits there to be seen. */
export interface LongWork<Name extends MethodName> {
  readonly running: boolean
  /** Null until the station told how far it is. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly result: ResultOf<Name> | null
  readonly error: SohoaError | null
}

const idle = { running: false, progress: null, result: null, error: null }

class LongWorkDesk<Name extends MethodName> extends Desk<LongWork<Name>> {
  readonly #method: Name
  #stop: AbortController | null = null

  constructor(door: Door, method: Name) {
    super(door, idle)
    this.#method = method
  }

  /** Does nothing while the same work is running. */
  start(params: ParamsOf<Name>, secrets: DoorSecrets | undefined, onEnd: () => void): void {
    if (this.now().running) return
    const stop = new AbortController()
    this.#stop = stop
    this.set({ ...idle, running: true })
    this.door.call(this.#method, params, {
      signal: stop.signal,
      ...(secrets === undefined ? {} : { secrets }),
      onEvent: (event) => {
        if (event.type === 'progress') this.set({ ...this.now(), progress: { done: event.done, total: event.total } })
      },
    }).then((result) => this.set({ ...idle, result }), (thrown: unknown) => {
      const error = errorFrom(thrown)
      // Who stopped it knows that it was stopped.
      this.set({ ...idle, error: error.code === 'cancelled' ? null : error })
    }).finally(onEnd)
  }

  stop = (): void => this.#stop?.abort()
}

/** A call that takes long: started and stopped here, seen from every screen that asks for it. */
export function useLongWork<Name extends MethodName>(method: Name): LongWork<Name> & { readonly start: (params: ParamsOf<Name>, secrets?: DoorSecrets) => void; readonly stop: () => void } {
  const client = useQueryClient()
  const desk = useDesk(method, (door) => new LongWorkDesk(door, method))
  const work = useDeskState(desk)
  return {
    ...work, stop: desk.stop,
    start: (params, secrets) => desk.start(params, secrets, () => void client.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== 'scan.devices' })),
  }
}
