import { once } from 'node:events'
import { WebSocket } from 'ws'
import { openIpcDoor, replyChannel, requestChannel, type Channel, type Sender, type SentMessage } from '../../electron/ipc-door.ts'
import { startHost, type Host } from '../../host/index.ts'
import type { DoorEvent, DoorReply, DoorSecrets } from '../../shared/contract/index.ts'
import { forkStation, startStationProcess, stationScript, type StationService } from '../../shared/door/index.ts'
import { isErrorCode, SohoaError } from '../../shared/model/index.ts'
import { openService } from '../../shared/station/index.ts'

/** What a door carried to a window. */
type Carry = (hear: (reply: DoorReply) => void) => Promise<{ send(message: unknown): void; close(): void }> | { send(message: unknown): void; close(): void }

/** A window as a page has it: calls, and everything that it heard. */
export interface TestWindow {
  /** Throws SohoaError as the screens do. */
  call(method: string, params?: unknown, secrets?: DoorSecrets): Promise<unknown>
  /** Number that the next call will have. */
  readonly next: () => number
  send(message: unknown): void
  readonly heard: readonly DoorReply[]
  /** The first event, already heard or yet to come, that `wanted` takes. */
  event(wanted: (event: DoorEvent) => boolean): Promise<DoorEvent>
  close(): void
}

async function openWindow(carry: Carry): Promise<TestWindow> {
  const heard: DoorReply[] = []
  const waiting = new Map<number, (reply: DoorReply) => void>()
  const watchers = new Set<(event: DoorEvent) => void>()
  let last = 0
  const line = await carry((reply) => {
    heard.push(reply)
    if ('id' in reply) waiting.get(reply.id)?.(reply)
    else for (const watch of watchers) watch(reply.event)
  })
  return {
    heard,
    next: () => last + 1,
    send: (message) => { line.send(message) },
    call: async (method, params = {}, secrets) => {
      last += 1
      const id = last
      const reply = await new Promise<DoorReply>((resolve) => {
        waiting.set(id, resolve)
        line.send({ id, method, params, ...(secrets === undefined ? {} : { secrets }) })
      })
      if ('result' in reply) return reply.result
      if ('error' in reply && isErrorCode(reply.error.code)) throw new SohoaError(reply.error.code, reply.error.params)
      throw new Error(`not an answer: ${JSON.stringify(reply)}`)
    },
    event: (wanted) => new Promise((resolve) => {
      const past = heard.flatMap((reply) => ('event' in reply && wanted(reply.event) ? [reply.event] : []))[0]
      if (past !== undefined) resolve(past)
      watchers.add((event) => { if (wanted(event)) resolve(event) })
    }),
    close: () => { line.close() },
  }
}

/** A window on a service itself. */
export function directWindow(service: StationService): Promise<TestWindow> {
  return openWindow((hear) => {
    const line = service.connect(hear)
    return { send: (message) => { line.receive(message) }, close: () => { line.close() } }
  })
}

/** A window on a host, admitted by a link of its own. */
export async function socketWindow(host: Host): Promise<TestWindow> {
  const cookie = await admittedCookie(host)
  return openWindow(async (hear) => {
    const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/door`, { headers: { origin: host.origin, cookie } })
    socket.on('message', (data: Buffer) => { hear(JSON.parse(data.toString('utf8')) as DoorReply) })
    await once(socket, 'open')
    return { send: (message) => { socket.send(JSON.stringify(message)) }, close: () => { socket.close() } }
  })
}

/** The cookie that a fresh link is exchanged for. */
export async function admittedCookie(host: Host): Promise<string> {
  const response = await fetch(host.link())
  return response.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
}

/** Electron's channel as far as the door uses it: everything is cloned on its way, as Electron does. */
export function ipcPair(): { channel: Channel; page(frame?: Partial<SentMessage['senderFrame'] & object>): { carry: Carry; sender: Sender; happen(event: string): void } } {
  const hearers: ((event: SentMessage, message: unknown) => void)[] = []
  let lastId = 0
  return {
    channel: { on: (name, hear) => { if (name === requestChannel) hearers.push(hear) } },
    page(frame = {}) {
      lastId += 1
      const happenings = new Map<string, (() => void)[]>()
      let hear: (reply: DoorReply) => void = () => undefined
      const sender: Sender = {
        id: lastId,
        isDestroyed: () => false,
        send: (name, message) => { if (name === replyChannel) hear(structuredClone(message) as DoorReply) },
        on: (name, what) => { happenings.set(name, [...happenings.get(name) ?? [], what]) },
      }
      return {
        sender,
        happen: (name) => { for (const what of happenings.get(name) ?? []) what() },
        carry: (listener) => {
          hear = listener
          return {
            send: (message) => { for (const take of hearers) take({ sender, senderFrame: { url: 'app://ui/', parent: null, ...frame } }, structuredClone(message)) },
            close: () => undefined,
          }
        },
      }
    },
  }
}

export interface OpenedDoor {
  readonly service: StationService
  window(): Promise<TestWindow>
  close(): Promise<void>
}

/** Every way in which a window can reach a station that stays open. */
export const doors: Readonly<Record<string, (folder: string) => Promise<OpenedDoor>>> = {
  'the service itself': (folder) => {
    const service = openService({ folder })
    return Promise.resolve({ service, window: () => directWindow(service), close: () => service.close() })
  },
  'the station process': (folder) => {
    const service = startStationProcess({ folder, start: () => forkStation(stationScript()) })
    return Promise.resolve({ service, window: () => directWindow(service), close: () => service.close() })
  },
  'the desktop channel': (folder) => {
    const service = openService({ folder })
    const pair = ipcPair()
    openIpcDoor(pair.channel, service)
    return Promise.resolve({ service, window: () => openWindow(pair.page().carry), close: () => service.close() })
  },
  'the WebSocket': async (folder) => {
    const service = openService({ folder })
    const host = await startHost({ service, screens: () => Promise.resolve(new Map()) })
    return {
      service, window: () => socketWindow(host),
      async close() {
        await host.close()
        await service.close()
      },
    }
  },
}

export { openWindow }
