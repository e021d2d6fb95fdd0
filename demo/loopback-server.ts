import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** A service on 127.0.0.1. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string
  /** Ends it at once, open connections too. */
  readonly close: () => Promise<void>
}

/** Answers HTTP requests on loopback, on `port` or, for 0, one of the system's choice; the request's body comes with it. An answer that throws ends the connection. */
export async function startLoopbackServer(answer: (request: IncomingMessage, response: ServerResponse, body: Uint8Array) => Promise<void> | void, port: number): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    bodyOf(request).then((body) => answer(request, response, body)).catch(() => { response.destroy() })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`,
    close: () => new Promise((resolve) => {
      server.close(() => { resolve() })
      server.closeAllConnections()
    }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) {
    if (chunk instanceof Uint8Array) chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
