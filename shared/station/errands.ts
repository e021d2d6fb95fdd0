import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { SohoaError, vietnamDate } from '../model/index.ts'
import { recordsToResume } from '../pipeline/index.ts'
import type { StationContext } from './context.ts'
import { renewArchives } from './renew-archives.ts'
import { finish, Run } from './run.ts'
import { sendDue } from './send-due.ts'

export interface ErrandTimes {
  /** From the opening to the first errand, ms: what the screens show first must not wait behind it. */
  readonly firstMs: number
  /** Between two rounds, ms. */
  readonly roundMs: number
  /** Rounds after which a silent time stamp authority is asked again, at most: each silence doubles the wait until then. */
  readonly mostRoundsWithoutStamp: number
}

const defaultTimes: ErrandTimes = { firstMs: 2_000, roundMs: 60_000, mostRoundsWithoutStamp: 30 }

/** Goes on with every record that was cut off, one after the other. */
async function goOn(context: StationContext, stop: AbortSignal): Promise<void> {
  const run = new Run(context)
  for (const id of recordsToResume(context)) {
    if (stop.aborted) return
    const before = context.store.getRecord(id)
    const { sourceName, work } = before
    if (work === 'signed' || work === 'delivered') continue
    try {
      const kept = await finish(context, id, { deliver: false, urgency: 'backlog' })
      if (kept !== id || !isDeepStrictEqual(context.store.getRecord(id), before)) run.done(kept, kept !== id)
    } catch (thrown) {
      run.failed(sourceName, thrown)
    }
    // A record that stays as it is takes no waiting: a window's calls would have no turn before the last of them.
    await nextTurn()
  }
}

/**
 * What an open station does by itself, for the officer who opened it: goes on with what was cut off, then sends what is due, adds
 * what signatures lack and asks recalls anew, again and again until `stop`; once a day archive time stamps that end soon are renewed. An officer who only looks has no errands done. A failure of
 * the station itself (a full disk) is told to `failed` and tried again in the next round.
 */
export async function runErrands(context: StationContext, stop: AbortSignal, failed: (thrown: SohoaError) => void, times: ErrandTimes = defaultTimes): Promise<void> {
  if (!context.rights.includes('scan')) return
  const trying = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) throw thrown
      if (thrown.code !== 'cancelled') failed(thrown)
    }
  }
  const pausing = (ms: number): Promise<void> => wait(ms, undefined, { signal: stop, ref: false }).catch((thrown: unknown) => { if (!stop.aborted) throw thrown })
  await pausing(times.firstMs)
  await trying(() => goOn(context, stop))
  let pause = 0
  let left = 0
  let renewedOn = ''
  while (!stop.aborted) {
    await trying(async () => {
      const { stampsMissing } = await sendDue(context, { now: false, stamps: left === 0 })
      if (left > 0) left -= 1
      else {
        pause = stampsMissing ? Math.min(times.mostRoundsWithoutStamp, pause * 2 + 1) : 0
        left = pause
      }
    })
    const today = vietnamDate(context.now())
    if (today !== renewedOn) await trying(async () => { await renewArchives(context) })
    renewedOn = today
    await pausing(times.roundMs)
  }
}
