import { createChildPool, type ChildLimits, type ChildPool, type ChildPoolOptions } from './pool.ts'
import { serve } from './serve.ts'

/** A request about some bytes, which travel only when the child does not hold them yet. */
interface HoldingRequest<Request> {
  readonly source: number
  readonly bytes: Uint8Array | undefined
  readonly request: Request
}

type HoldingResponse<Response> = { readonly held: true; readonly value: Response } | { readonly held: false }

/** Children that each keep the bytes they were last asked about, so that a file crosses the process border once. */
export interface HoldingPool<Request, Response> {
  /**
   * Answers one request about `bytes` (which must not be altered while the pool lives), preferably in a child that holds them. A
   * child that was asked about none is the next one's: so it can be made to load what it needs ahead of them.
   * Throws what the worker throws, or child_timeout, child_memory, child_crashed; cancelled once the pool is closed.
   */
  run(bytes: Uint8Array, request: Request, limits?: Partial<ChildLimits>): Promise<Response>
  /** Kills every child. Requests under way end with cancelled. */
  close(): Promise<void>
  /** Process ids of the living children. */
  pids(): number[]
}

interface Lane<Request, Response> {
  readonly pool: ChildPool<HoldingRequest<Request>, HoldingResponse<Response>>
  holds: number | undefined
  busy: boolean
}

/** Makes a pool of children whose script calls `serveHolding`. Nothing starts before the first request. */
export function createHoldingPool<Request, Response>(options: ChildPoolOptions): HoldingPool<Request, Response> {
  const lanes: Lane<Request, Response>[] = Array.from({ length: options.size }, () => ({
    pool: createChildPool({ ...options, size: 1 }), holds: undefined, busy: false,
  }))
  const sources = new WeakMap<Uint8Array, number>()
  const waiting: ((lane: Lane<Request, Response>) => void)[] = []
  let lastSource = 0

  const sourceOf = (bytes: Uint8Array): number => {
    const known = sources.get(bytes)
    if (known !== undefined) return known
    lastSource += 1
    sources.set(bytes, lastSource)
    return lastSource
  }

  const take = async (source: number): Promise<Lane<Request, Response>> => {
    const idle = lanes.filter((lane) => !lane.busy)
    const lane = idle.find((one) => one.holds === source) ?? idle.find((one) => one.holds === undefined) ?? idle[0]
    if (lane === undefined) return new Promise((resolve) => waiting.push(resolve))
    lane.busy = true
    return lane
  }

  const release = (lane: Lane<Request, Response>): void => {
    const next = waiting.shift()
    if (next === undefined) lane.busy = false
    else next(lane)
  }

  return {
    async run(bytes, request, limits) {
      const source = sourceOf(bytes)
      const lane = await take(source)
      try {
        if (lane.holds === source) {
          const answer = await lane.pool.run({ source, bytes: undefined, request }, limits)
          if (answer.held) return answer.value
        }
        lane.holds = undefined
        const answer = await lane.pool.run({ source, bytes, request }, limits)
        if (!answer.held) throw new TypeError('a child lost the bytes that came with its request')
        lane.holds = bytes.length === 0 ? undefined : source
        return answer.value
      } finally {
        release(lane)
      }
    },
    async close() {
      await Promise.all(lanes.map((lane) => lane.pool.close()))
    },
    pids: () => lanes.flatMap((lane) => lane.pool.pids()),
  }
}

/**
 * Turns this process into a worker of a HoldingPool. `open` is called once for bytes that arrive, `handle` for each
 * request about what it returned; the thing opened before is let go first.
 */
export function serveHolding<Opened, Request, Response>(work: {
  open(bytes: Uint8Array): Promise<Opened> | Opened
  handle(opened: Opened, request: Request): Promise<Response> | Response
  close(opened: Opened): void
}): void {
  let held: { readonly source: number; readonly opened: Opened } | undefined
  serve<HoldingRequest<Request>, HoldingResponse<Response>>(async ({ source, bytes, request }) => {
    if (held?.source !== source) {
      if (bytes === undefined) return { held: false }
      if (held !== undefined) {
        const previous = held.opened
        held = undefined
        work.close(previous)
      }
      held = { source, opened: await work.open(bytes) }
    }
    return { held: true, value: await work.handle(held.opened, request) }
  })
}
