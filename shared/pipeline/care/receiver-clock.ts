import { z } from 'zod'
import { describeThrown, instant, SohoaError, targetNames, toMilliseconds, toVietnamTime, type Instant } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { targetAddress, whyNotReached } from '../delivery/target-address.ts'

/** How far the clock of another and the machine's may be apart: beyond, the mark would tell a time that was not (invariant 8). */
export const mostMinutesApart = 10

/** Minutes by which one moment is after another. */
export const minutesBetween = (from: Instant, to: Instant): number => Math.round((toMilliseconds(to) - toMilliseconds(from)) / 60_000)

/** The signer waits for the answer, ms. */
const answerMs = 3000
/** How long an answer, or that there was none, is good for, ms. */
const recentMs = 10 * 60_000

const setting = 'clock of a receiver'
const shape = z.object({ target: z.enum(targetNames), minutes: z.number().int(), confirmed: z.boolean() })
type Difference = z.infer<typeof shape>

const kept = ({ store }: Pick<PipelineContext, 'store'>): Difference | null => store.getSetting(setting, shape.nullable()) ?? null

/** When it was last asked, by the machine's clock and by one that nobody sets. */
const asked = new WeakMap<Store, { readonly now: number; readonly running: number }>()

function isRecent(store: Store, now: Instant): boolean {
  const last = asked.get(store)
  if (last === undefined) return false
  const running = performance.now() - last.running
  const wasSet = Math.abs(toMilliseconds(now) - last.now - running) > mostMinutesApart * 60_000
  return running < recentMs && !wasSet
}

/** True while a receiver's clock shows that the machine's may be wrong, and nobody has said that it is right. */
export function isClockDoubted(context: Pick<PipelineContext, 'store'>): boolean {
  return kept(context)?.confirmed === false
}

/** Somebody compared the clock: a receiver that is off by so much stops nothing any more. Runs in the caller's transaction. */
export function confirmAgainstReceivers(context: Pick<PipelineContext, 'store'>): void {
  const difference = kept(context)
  if (difference !== null) context.store.putSetting(setting, { ...difference, confirmed: true })
}

/**
 * Compares the machine's clock with that of the first receiver that is set, as its answers tell it (Date, RFC 9110 section 6.6.1, under the pinned
 * CA). A receiver that does not answer stops nothing. Throws clock_differs `{minutes, now, told, by}`.
 */
export async function compareClock(context: PipelineContext): Promise<void> {
  const { store, rooms } = context
  const configuration = context.configuration()
  const target = targetNames.find((name) => whyNotReached(configuration, name) === undefined)
  if (target === undefined || isRecent(store, context.now())) return
  const told = await rooms.courier().time(targetAddress(configuration, target), answerMs).catch((thrown: unknown) => {
    const { code } = describeThrown(thrown)
    if (code === 'internal' || code === 'cancelled') throw thrown
    return undefined
  })
  const now = context.now()
  asked.set(store, { now: toMilliseconds(now), running: performance.now() })
  if (told === undefined) return
  const minutes = minutesBetween(now, instant(told))
  const known = kept(context)
  if (Math.abs(minutes) <= mostMinutesApart) {
    if (known !== null) store.putSetting(setting, null)
    return
  }
  if (known?.confirmed === true && known.target === target && Math.abs(known.minutes - minutes) <= mostMinutesApart) return
  // Asked anew with the next signature: the clock may be set by then.
  asked.delete(store)
  store.putSetting(setting, { target, minutes, confirmed: false } satisfies Difference)
  throw new SohoaError('clock_differs', { minutes: Math.abs(minutes), now: toVietnamTime(now), told: toVietnamTime(instant(told)), by: target })
}
