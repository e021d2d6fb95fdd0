import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { WebSocketServer } from 'ws'
import { securityHeaders, type Refusal, type Screens, type StationService } from '../shared/door/index.ts'
import { describeThrown, kindOf, SohoaError } from '../shared/model/index.ts'
import { openAdmission, type Admission } from './admission.ts'
import { refusalPage, welcomePage } from './pages.ts'
import { serveWindow } from './window.ts'

export interface HostOptions {
  readonly service: StationService
  /** The screens' files; asked for anew for each window, so that a build under way can be watched. */
  readonly screens: () => Promise<Screens>
  /** 0 or left out: any free one. */
  readonly port?: number
}

/** A station's screens for the browsers of this machine. */
export interface Host {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  /** A new link, which opens the screens once. */
  link(): string
  /** Ends every connection; the station goes on. */
  close(): Promise<void>
}

const address = '127.0.0.1'
/** Longest message of a window: ten thousand file names. */
const messageBytes = 4 * 1_048_576
/** Largest file that a window may hand in: the largest that capture takes. */
const uploadBytes = 1_073_741_824
/** A file comes from the same machine: whoever needs longer has gone away. */
const requestMs = 30 * 60_000

/** Opens the host on the loopback address only. Throws port_taken. */
export async function startHost({ service, screens, port = 0 }: HostOptions): Promise<Host> {
  const server = createServer({ requestTimeout: requestMs })
  const { port: bound } = await listen(server, port)
  const origin = `http://${address}:${bound}`
  const admission = openAdmission(`sohoa_${bound}`)
  const gate: Gate = { origin, admission, refuse: (why) => { service.refused(why) } }

  server.on('request', (request, response) => {
    answer(request, response, { gate, service, screens }).catch((thrown: unknown) => {
      // What breaks off in the middle can only be cut: the window sees that it is not whole.
      if (response.headersSent) response.destroy()
      else tellError(response, thrown)
    })
  })

  const windows = new WebSocketServer({ noServer: true, maxPayload: messageBytes })
  server.on('upgrade', (request, socket, head) => {
    const why = refusalOf(request, gate, true) ?? (pathOf(request).pathname === '/door' ? undefined : 'path')
    if (why !== undefined) {
      if (why !== 'path') gate.refuse(why)
      socket.on('error', () => undefined)
      socket.end(`HTTP/1.1 ${why === 'host' ? '421 Misdirected Request' : why === 'path' ? '404 Not Found' : '403 Forbidden'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    windows.handleUpgrade(request, socket, head, (window) => { serveWindow(window, service) })
  })

  return {
    origin,
    link: () => `${origin}/?link=${admission.newToken()}`,
    async close() {
      for (const window of windows.clients) window.terminate()
      const closed = new Promise<void>((resolve) => { server.close(() => { resolve() }) })
      server.closeAllConnections()
      await closed
    },
  }
}

interface Gate {
  readonly origin: string
  readonly admission: Admission
  refuse(why: Refusal): void
}

function listen(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (thrown: Error & { code?: string }) => {
      reject(thrown.code === 'EADDRINUSE' || thrown.code === 'EACCES' ? new SohoaError('port_taken', { port }, { cause: thrown }) : thrown)
    })
    server.listen({ host: address, port, exclusive: true }, () => {
      const bound = server.address()
      if (bound === null || typeof bound === 'string') reject(new SohoaError('internal', { type: 'no port' }))
      else resolve(bound)
    })
  })
}

const pathOf = (request: IncomingMessage): URL => new URL(request.url ?? '/', `http://${address}`)

/** Why a request is turned away: another name for this machine (DNS rebinding), another page's script, nobody's window. */
function refusalOf({ headers }: IncomingMessage, { origin, admission }: Gate, originMustBeTold: boolean): Refusal | undefined {
  if (`http://${headers.host ?? ''}` !== origin) return 'host'
  if (headers.origin === undefined ? originMustBeTold : headers.origin !== origin) return 'origin'
  return admission.admits(headers.cookie) ? undefined : 'cookie'
}

async function answer(request: IncomingMessage, response: ServerResponse, { gate, service, screens }: { gate: Gate } & Pick<HostOptions, 'service' | 'screens'>): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
  const url = pathOf(request)
  const why = refusalOf(request, gate, request.method !== 'GET')
  const token = url.pathname === '/' && request.method === 'GET' ? url.searchParams.get('link') : null
  if (token !== null && (why === undefined || why === 'cookie')) {
    const cookie = gate.admission.exchange(token)
    if (cookie !== undefined) {
      send(response, 200, welcomePage, { 'set-cookie': cookie })
      return
    }
    if (why === 'cookie') {
      gate.refuse('token')
      refuse(response, 403, 'token')
      return
    }
  }
  if (why !== undefined) {
    gate.refuse(why)
    refuse(response, why === 'host' ? 421 : why === 'cookie' ? 401 : 403, why)
    return
  }
  if (url.pathname.startsWith('/media/') || url.pathname === '/staged') {
    await passOn(request, response, url, service)
    return
  }
  const file = request.method === 'GET' ? (await screens()).get(url.pathname) : undefined
  if (file === undefined) response.writeHead(404).end()
  else response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length }).end(file.bytes)
}

function refuse(response: ServerResponse, status: number, why: Refusal): void {
  send(response, status, refusalPage(why), { connection: 'close' })
}

function send(response: ServerResponse, status: number, page: string, headers: Readonly<Record<string, string>>): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-length': Buffer.byteLength(page), ...headers }).end(page)
}

function tellError(response: ServerResponse, thrown: unknown): void {
  const { code, params } = describeThrown(thrown)
  response.writeHead(kindOf(code).http, { 'content-type': 'application/json', 'connection': 'close' }).end(JSON.stringify({ error: { code, params } }))
}

/** Passes pictures out and files in, as fast as both sides take them. */
async function passOn(request: IncomingMessage, response: ServerResponse, url: URL, service: StationService): Promise<void> {
  const method = request.method ?? 'GET'
  if (Number(request.headers['content-length'] ?? 0) > uploadBytes) throw tooLarge()
  const asked = new Request(new URL(`${url.pathname}${url.search}`, `http://${address}`), method === 'GET' ? { method } : { method, body: limited(request), duplex: 'half' })
  const answered = await service.fetch(asked)
  response.writeHead(answered.status, Object.fromEntries(answered.headers))
  if (answered.body === null) response.end()
  else await passOut(answered.body, response)
}

/**
 * Writes a body out as fast as the other side takes it. Read piece by piece: a stream made of it would throw past everybody when the
 * station ends after the window has gone. Throws when the body breaks off.
 */
async function passOut(body: ReadableStream<Uint8Array>, response: ServerResponse): Promise<void> {
  const reader = body.getReader()
  const gone = new Promise<'gone'>((resolve) => {
    if (response.closed) resolve('gone')
    else response.once('close', () => { resolve('gone') })
  })
  for (;;) {
    const next = await Promise.race([reader.read(), gone])
    if (next === 'gone') {
      await reader.cancel()
      return
    }
    if (next.done) break
    if (!response.write(next.value)) await Promise.race([once(response, 'drain'), gone])
  }
  response.end()
}

const tooLarge = (): SohoaError => new SohoaError('file_too_large', { file: '–', limit: uploadBytes / 1_048_576 })

/** The body of a request, broken off when it grows past the limit. */
function limited(request: IncomingMessage): ReadableStream<Uint8Array> {
  let taken = 0
  return Readable.toWeb(request).pipeThrough(new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      taken += piece.length
      if (taken > uploadBytes) controller.error(tooLarge())
      else controller.enqueue(piece)
    },
  }))
}
