import { setTimeout as sleep } from 'node:timers/promises'
import { doorRequest, type DoorReply } from '../contract/index.ts'
import { kindOf, SohoaError } from '../model/index.ts'
import { deferred } from './deferred.ts'
import { remoteFetch, type RemoteFetch } from './bodies.ts'
import type { FromStation, ProcessChannel } from './process-messages.ts'
import type { StationService } from './service.ts'

export interface StationProcessOptions {
  readonly folder: string
  readonly lockAfterMinutes?: number
  /** Starts the process anew. */
  readonly start: () => ProcessChannel
}

interface Window {
  readonly send: (reply: DoorReply) => void
  /** Numbers of the calls that are not answered yet. */
  readonly pending: Set<number>
}

/** How long a closing may take before the process is killed, which is safe at any moment. */
const closingMs = 20_000
const leastDelayMs = 200
const mostDelayMs = 10_000
/** A process that lived so long did not fail at its start. */
const soundMs = 60_000

const gone = { code: 'station_gone', params: {} } as const
const goneResponse = (): Response => Response.json({ error: gone }, { status: kindOf('station_gone').http })

/** A station in a process of its own, started anew when it dies; every window is told, and finds it locked. */
export function startStationProcess({ folder, lockAfterMinutes, start }: StationProcessOptions): StationService {
  const windows = new Map<number, Window>()
  const fetches = new Map<number, RemoteFetch>()
  const ended = deferred<undefined>()
  let channel: ProcessChannel | undefined
  let lastNumber = 0
  let delayMs = leastDelayMs
  let closing = false

  const tellAll = (state: 'gone' | 'back'): void => { for (const { send } of windows.values()) send({ event: { type: 'station', state } }) }

  const hear = (message: FromStation): void => {
    switch (message.say) {
      case 'ready': return
      case 'reply': {
        const window = windows.get(message.window)
        if ('id' in message.reply) window?.pending.delete(message.reply.id)
        window?.send(message.reply)
        return
      }
      case 'head': fetches.get(message.fetch)?.head(message.status, message.headers); return
      case 'more in': fetches.get(message.fetch)?.moreIn(); return
      case 'piece': fetches.get(message.fetch)?.piece(message.bytes, message.broken)
    }
  }

  const launch = (isFirst: boolean): void => {
    const began = Date.now()
    const started = start()
    channel = started
    started.onMessage((message) => {
      if (message.say === 'ready' && !isFirst) tellAll('back')
      hear(message)
    })
    started.onExit(() => {
      channel = undefined
      for (const fetch of [...fetches.values()]) fetch.gone(goneResponse())
      for (const { send, pending } of windows.values()) {
        for (const id of pending) send({ id, error: gone })
        pending.clear()
      }
      if (closing) {
        ended.resolve(undefined)
        return
      }
      tellAll('gone')
      delayMs = Date.now() - began > soundMs ? leastDelayMs : Math.min(mostDelayMs, delayMs * 2)
      setTimeout(() => { if (!closing) launch(false) }, delayMs)
    })
    started.post({ say: 'begin', folder, lockAfterMinutes })
    for (const window of windows.keys()) started.post({ say: 'window opened', window })
  }
  launch(true)

  return {
    connect(send) {
      lastNumber += 1
      const number = lastNumber
      const window: Window = { send, pending: new Set() }
      windows.set(number, window)
      channel?.post({ say: 'window opened', window: number })
      return {
        receive(message) {
          const parsed = doorRequest.safeParse(message)
          if (!parsed.success) throw new SohoaError('invalid_params', { method: 'door', path: '' })
          const request = parsed.data
          if ('id' in request) {
            if (window.pending.has(request.id)) throw new SohoaError('invalid_params', { method: 'door', path: 'id' })
            if (channel === undefined) {
              send({ id: request.id, error: gone })
              return
            }
            window.pending.add(request.id)
          }
          channel?.post({ say: 'request', window: number, request })
        },
        close() {
          windows.delete(number)
          channel?.post({ say: 'window closed', window: number })
        },
      }
    },
    fetch(request) {
      if (channel === undefined) return Promise.resolve(goneResponse())
      lastNumber += 1
      const number = lastNumber
      const to = channel
      const fetch = remoteFetch(number, request, (message) => { to.post(message) }, () => { fetches.delete(number) })
      fetches.set(number, fetch)
      return fetch.response
    },
    refused: (why) => { channel?.post({ say: 'refused', why }) },
    async close() {
      closing = true
      const ending = channel
      if (ending === undefined) return
      ending.post({ say: 'end' })
      await Promise.race([ended.promise, sleep(closingMs, undefined, { ref: false })])
      if (channel === ending) ending.kill()
      await ended.promise
    },
  }
}
