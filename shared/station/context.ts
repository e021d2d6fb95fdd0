import { AsyncLocalStorage } from 'node:async_hooks'
import type { RecordId, Right } from '../model/index.ts'
import type { PipelineContext } from '../pipeline/index.ts'

/** What the station's handlers work with. */
export interface StationContext extends PipelineContext {
  /** Folder of the station. */
  readonly folder: string
  /** What the officer who opened the station may do. */
  readonly rights: readonly Right[]
  /** Runs `work` while nobody else works on this record (on a document of a lot, on a plan); at once where the caller has it to itself already. */
  alone<Value>(what: RecordId | 'lots' | 'plans' | 'delivery', work: () => Promise<Value>): Promise<Value>
}

/** Work on one thing at a time, by name: who comes second waits for the first. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()
  readonly #held = new AsyncLocalStorage<ReadonlySet<string>>()
  #running = 0

  /** Pieces of work under way at this moment, a turn inside a turn being one with it. */
  get running(): number {
    return this.#running
  }

  /** Runs `work` when everything begun before under this name has ended; at once inside a turn of the same name. */
  async take<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    const held = this.#held.getStore() ?? new Set<string>()
    if (held.has(name)) return work()
    const run = async (): Promise<Value> => {
      const outermost = held.size === 0 ? 1 : 0
      this.#running += outermost
      try {
        return await this.#held.run(new Set([...held, name]), work)
      } finally {
        this.#running -= outermost
      }
    }
    const mine = (this.#last.get(name) ?? Promise.resolve()).then(run)
    const settled = mine.then(() => undefined, () => undefined)
    this.#last.set(name, settled)
    try {
      return await mine
    } finally {
      if (this.#last.get(name) === settled) this.#last.delete(name)
    }
  }
}
