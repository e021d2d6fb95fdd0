import type { FromStation, StationLine, StationService, ToStation } from '../door/index.ts'
import { openService } from './service.ts'

/** The process of a station: under Electron's utilityProcess or a plain Node, whose messages it answers until the door goes away. */
interface Port {
  post(message: FromStation): void
  hear(take: (message: ToStation) => void): void
}

interface Upload {
  take(bytes: Uint8Array | null, broken: boolean): void
}

function portOfThisProcess(): Port {
  const { parentPort } = process as { parentPort?: { postMessage(message: unknown): void; on(event: 'message', hear: (event: { data: ToStation }) => void): void } }
  if (parentPort !== undefined) {
    return { post: (message) => { parentPort.postMessage(message) }, hear: (take) => { parentPort.on('message', ({ data }) => { take(data) }) } }
  }
  return { post: (message) => { process.send?.(message) }, hear: (take) => { process.on('message', take) } }
}

/** The body of a request, each piece asked for when the one before was taken. */
function bodyOf(fetch: number, port: Port, uploads: Map<number, Upload>): ReadableStream<Uint8Array> {
  let taken = Promise.withResolvers<undefined>()
  return new ReadableStream<Uint8Array>({
    start(controller) {
      uploads.set(fetch, {
        take(bytes, broken) {
          if (bytes !== null) controller.enqueue(bytes)
          else if (broken) controller.error(new TypeError('the request broke off'))
          else controller.close()
          taken.resolve(undefined)
        },
      })
    },
    async pull() {
      taken = Promise.withResolvers()
      port.post({ say: 'more in', fetch })
      await taken.promise
    },
    cancel() { uploads.delete(fetch) },
  }, { highWaterMark: 0 })
}

const port = portOfThisProcess()
const lines = new Map<number, StationLine>()
const uploads = new Map<number, Upload>()
const downloads = new Map<number, ReadableStreamDefaultReader<Uint8Array>>()
let service: StationService | undefined

async function answer(to: StationService, { fetch, method, path, hasBody }: Extract<ToStation, { say: 'fetch' }>): Promise<void> {
  const request = new Request(new URL(path, 'http://station'), { method, ...(hasBody ? { body: bodyOf(fetch, port, uploads), duplex: 'half' } : {}) })
  const response = await to.fetch(request)
  uploads.delete(fetch)
  if (response.body !== null) downloads.set(fetch, response.body.getReader())
  port.post({ say: 'head', fetch, status: response.status, headers: [...response.headers] })
}

async function sendPiece(fetch: number): Promise<void> {
  const reader = downloads.get(fetch)
  try {
    const next = await reader?.read()
    if (next === undefined || next.done) downloads.delete(fetch)
    port.post({ say: 'piece', fetch, bytes: next?.value ?? null, broken: false })
  } catch {
    // What broke off was told in the head, or is a lock that came meanwhile: whoever reads is told that it broke off.
    downloads.delete(fetch)
    port.post({ say: 'piece', fetch, bytes: null, broken: true })
  }
}

async function end(): Promise<void> {
  await service?.close()
  process.exit(0)
}

function take(message: ToStation): void {
  if (message.say === 'begin') {
    service = openService({ folder: message.folder, ...(message.lockAfterMinutes === undefined ? {} : { lockAfterMinutes: message.lockAfterMinutes }) })
    port.post({ say: 'ready' })
    return
  }
  if (service === undefined) return
  switch (message.say) {
    case 'window opened': {
      const { window } = message
      lines.set(window, service.connect((reply) => { port.post({ say: 'reply', window, reply }) }))
      return
    }
    case 'window closed':
      lines.get(message.window)?.close()
      lines.delete(message.window)
      return
    case 'request': lines.get(message.window)?.receive(message.request); return
    case 'refused': service.refused(message.why); return
    case 'fetch': void answer(service, message); return
    case 'piece in': uploads.get(message.fetch)?.take(message.bytes, message.broken); return
    case 'more': void sendPiece(message.fetch); return
    case 'drop':
      void downloads.get(message.fetch)?.cancel()
      downloads.delete(message.fetch)
      return
    case 'end': void end()
  }
}

port.hear(take)
// Ctrl-C in a terminal reaches every process of its group: the door ends this one in order.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => { void end() })
