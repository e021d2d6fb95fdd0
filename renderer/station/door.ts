import type { DoorEvent, DoorReply, DoorSecrets, MethodName, ParamsOf, ResultOf } from '../../shared/contract/index.ts'
import { isErrorCode, SohoaError } from '../../shared/model/index.ts'
import type { Wire } from './wire.ts'

export interface CallOptions {
  /** Beside the call, never in its parameters. */
  readonly secrets?: DoorSecrets
  /** Ends the call at the station when it is aborted; the answer is then the error `cancelled`. */
  readonly signal?: AbortSignal
  /** The events of this call, in order, before its answer. */
  readonly onEvent?: (event: DoorEvent) => void
}

/** The station as the screens see it: its calls, its events, whether the line to it stands. */
export interface Door {
  /** Calls a method. Throws SohoaError: what the station answers, or `station_gone` where the line broke before the answer came. */
  readonly call: <Name extends MethodName>(method: Name, params: ParamsOf<Name>, options?: CallOptions) => Promise<ResultOf<Name>>
  /** Tells every event of the station to `listener` until the returned function is called. */
  readonly onEvent: (listener: (event: DoorEvent) => void) => () => void
  /** Tells when the station is lost (the line broke, its process ended) and when it is there again. */
  readonly onState: (listener: () => void) => () => void
  readonly isThere: () => boolean
}

interface Waiting {
  readonly answer: (result: unknown) => void
  readonly fail: (error: SohoaError) => void
  readonly onEvent: ((event: DoorEvent) => void) | undefined
}

function subscription<Listener>(listeners: Set<Listener>): (listener: Listener) => () => void {
  return (listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
}

/** A door over a wire. A call made while the line is down waits until it stands. */
export function openDoor(wire: Wire): Door {
  const waiting = new Map<number, Waiting>()
  const unsent = new Map<number, () => void>()
  const events = new Set<(event: DoorEvent) => void>()
  const states = new Set<() => void>()
  let open = false
  /** The door answers, and says that the station's own process does not. */
  let gone = false
  let lastId = 0

  const hear = (reply: DoorReply): void => {
    if ('event' in reply) {
      if (reply.call !== undefined) waiting.get(reply.call)?.onEvent?.(reply.event)
      for (const listener of events) listener(reply.event)
      if (reply.event.type === 'station') {
        gone = reply.event.state === 'gone'
        for (const listener of states) listener()
      }
      return
    }
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('error' in reply) call?.fail(isErrorCode(reply.error.code) ? new SohoaError(reply.error.code, reply.error.params) : new SohoaError('internal', { type: reply.error.code }))
    else call?.answer(reply.result)
  }

  const change = (now: boolean): void => {
    open = now
    gone = false
    if (now) {
      for (const send of unsent.values()) send()
      unsent.clear()
    } else {
      // What was under way may have been done or not: the screens look again, nobody repeats it by himself.
      for (const [id, call] of [...waiting]) {
        if (unsent.has(id)) continue
        waiting.delete(id)
        call.fail(new SohoaError('station_gone'))
      }
    }
    for (const listener of states) listener()
  }

  wire.listen(hear, change)

  return {
    isThere: () => open && !gone,
    onEvent: subscription(events),
    onState: subscription(states),
    call: <Name extends MethodName>(method: Name, params: ParamsOf<Name>, { secrets, signal, onEvent }: CallOptions = {}) => new Promise<ResultOf<Name>>((answer, fail) => {
      if (signal?.aborted === true) {
        fail(new SohoaError('cancelled'))
        return
      }
      lastId += 1
      const id = lastId
      // The station parsed its answer with this method's schema.
      waiting.set(id, { answer: (result) => answer(result as ResultOf<Name>), fail, onEvent })
      const send = (): void => wire.send({ id, method, params, ...(secrets === undefined ? {} : { secrets }) })
      if (open) send()
      else unsent.set(id, send)
      signal?.addEventListener('abort', () => {
        if (unsent.delete(id)) {
          waiting.delete(id)
          fail(new SohoaError('cancelled'))
        } else if (waiting.has(id) && open) wire.send({ cancel: id })
      }, { once: true })
    }),
  }
}
