import { deferred, type Deferred } from './deferred.ts'
import type { ToStation } from './process-messages.ts'

/** One fetch under way, seen from the door. */
export interface RemoteFetch {
  head(status: number, headers: readonly (readonly [string, string])[]): void
  /** The station wants the next piece of what is handed in. */
  moreIn(): void
  piece(bytes: Uint8Array | null, broken: boolean): void
  /** The process has ended: the response becomes this one, or breaks off. */
  gone(response: Response): void
  readonly response: Promise<Response>
}

/** Sends a request to the station's process, its body piece by piece as the station asks. `done`: nothing more will come. */
export function remoteFetch(fetch: number, request: Request, post: (message: ToStation) => void, done: () => void): RemoteFetch {
  const { pathname, search } = new URL(request.url)
  const answer = deferred<Response>()
  const incoming: ReadableStreamDefaultReader<Uint8Array> | undefined = request.body?.getReader()
  let outgoing: ReadableStreamDefaultController<Uint8Array> | undefined
  let asked: Deferred<undefined> | undefined

  const body = (): ReadableStream<Uint8Array> => new ReadableStream({
    start(controller) { outgoing = controller },
    async pull() {
      asked = deferred()
      post({ say: 'more', fetch })
      await asked.promise
    },
    cancel() {
      post({ say: 'drop', fetch })
      done()
    },
  }, { highWaterMark: 0 })

  const endWith = (end: (controller: ReadableStreamDefaultController<Uint8Array>) => void): void => {
    if (outgoing !== undefined) end(outgoing)
    asked?.resolve(undefined)
    void incoming?.cancel().catch(() => undefined)
    done()
  }

  post({ say: 'fetch', fetch, method: request.method, path: `${pathname}${search}`, hasBody: incoming !== undefined })
  return {
    response: answer.promise,
    head(status, headers) {
      answer.resolve(new Response(body(), { status, headers: Object.fromEntries(headers) }))
    },
    moreIn() {
      incoming?.read().then(
        ({ done: atEnd, value }) => { post({ say: 'piece in', fetch, bytes: atEnd ? null : value, broken: false }) },
        () => { post({ say: 'piece in', fetch, bytes: null, broken: true }) },
      )
    },
    piece(bytes, broken) {
      if (bytes !== null) {
        outgoing?.enqueue(bytes)
        asked?.resolve(undefined)
      } else if (broken) endWith((controller) => { controller.error(new TypeError('the station broke off')) })
      else endWith((controller) => { controller.close() })
    },
    gone(response) {
      answer.resolve(response)
      endWith((controller) => { controller.error(new TypeError('the station has gone')) })
    },
  }
}
