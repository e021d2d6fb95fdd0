import { request } from 'undici'

/** One question to an authority over HTTP: a POST where there is a body, else a GET. */
export interface HttpQuestion {
  readonly url: string
  readonly body?: Uint8Array
  readonly headers: Readonly<Record<string, string>>
  /** For the whole exchange, ms. */
  readonly timeMs: number
  readonly mostBytes: number
}

/** What came of it. `refused` tells an HTTP status, a redirection among them, or that the answer was too long. */
export type HttpOutcome =
  | { readonly state: 'answered'; readonly bytes: Uint8Array }
  | { readonly state: 'refused'; readonly status: string }
  | { readonly state: 'unreachable'; readonly cause: unknown }

/** Asks once. No redirection is followed: an address was chosen by whoever issued the certificate or set up the station, and by nobody else. Never throws. */
export async function exchange({ url, body, headers, timeMs, mostBytes }: HttpQuestion): Promise<HttpOutcome> {
  const signal = AbortSignal.timeout(timeMs)
  try {
    const response = await request(url, { method: body === undefined ? 'GET' : 'POST', signal, reset: true, headers, ...(body === undefined ? {} : { body }) })
    if (response.statusCode !== 200) {
      await response.body.dump()
      return { state: 'refused', status: `HTTP ${response.statusCode}` }
    }
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body) {
      if (!(chunk instanceof Uint8Array)) continue
      chunks.push(chunk)
      length += chunk.length
      if (length > mostBytes) return { state: 'refused', status: 'reply too long' }
    }
    return { state: 'answered', bytes: Buffer.concat(chunks) }
  } catch (cause) {
    return { state: 'unreachable', cause }
  }
}
