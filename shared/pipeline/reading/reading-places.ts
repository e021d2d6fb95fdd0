/** Who waits for a page: an officer who has the paper before him, or nobody in particular. */
export type Urgency = 'counter' | 'backlog'

/** Places for pages that are read at once. A page for the counter takes the next free one before every page of the backlog. */
export class ReadingPlaces {
  readonly #waiting: Readonly<Record<Urgency, (() => void)[]>> = { counter: [], backlog: [] }
  #free: number

  constructor(places: number) {
    this.#free = places
  }

  /** Reads when there is a place; in the order of asking among pages as urgent. */
  async take<Value>(urgency: Urgency, read: () => Promise<Value>): Promise<Value> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((resolve) => this.#waiting[urgency].push(resolve))
    try {
      return await read()
    } finally {
      const next = this.#waiting.counter.shift() ?? this.#waiting.backlog.shift()
      if (next === undefined) this.#free += 1
      else next()
    }
  }
}
