import type { Refusal } from '../door/index.ts'

/** Least time between two entries: who sends a million requests must not fill the audit log. */
const intervalMs = 60_000

/** Requests that a door turned away, counted until they stand in the audit log. */
export interface RefusalLog {
  count(why: Refusal): void
  /** Writes what was counted, unless it was just done; to be called too when the station opens. `all`: even so. */
  flush(what?: 'all'): void
}

/** `write` keeps counts in the audit log and tells whether it could: a locked station cannot. */
export function refusalLog(write: (counts: Readonly<Partial<Record<Refusal, number>>>) => boolean): RefusalLog {
  let counts: Partial<Record<Refusal, number>> = {}
  let resting = false
  const flush = (what?: 'all'): void => {
    if ((resting && what !== 'all') || Object.keys(counts).length === 0 || !write(counts)) return
    counts = {}
    resting = true
    setTimeout(() => {
      resting = false
      flush()
    }, intervalMs).unref()
  }
  return {
    count(why) {
      counts[why] = (counts[why] ?? 0) + 1
      flush()
    },
    flush,
  }
}
