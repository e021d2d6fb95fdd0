import { latestEntryTime } from '../../audit/index.ts'
import { instant, parseInstant, SohoaError, toVietnamTime, vietnamDate, type CalendarDate, type Instant } from '../../model/index.ts'
import type { SigningKey } from '../../sign/index.ts'
import type { PipelineContext } from '../context.ts'

/** No true clock shows a time before this program was made. */
export const programMadeAt = parseInstant('2026-11-22T00:00:00Z')

/** Audit action of an officer who compared the clock: what was written before, perhaps by a clock that ran ahead, counts no more. */
export const clockConfirmedAction = 'clock confirmed'

/** How far the clock may run behind what the station wrote last: clocks are set by seconds, not hours. */
const toleranceMs = 2000

/** The earliest time that can be true: when the program was made, and what the station itself wrote since its clock was last confirmed. */
function earliestTrueTime(context: Pick<PipelineContext, 'store'>): Instant {
  const last = latestEntryTime(context.store, clockConfirmedAction) ?? programMadeAt
  const floor = instant(new Date(Date.parse(last) - toleranceMs))
  return floor > programMadeAt ? floor : programMadeAt
}

/**
 * Why a time cannot be true, as clock_implausible; undefined when it may be. Capture goes on all the same: paper does not wait for a
 * clock, and nothing that is captured bears its time.
 */
export function clockDoubt(context: Pick<PipelineContext, 'store'>, now: Instant): SohoaError | undefined {
  const floor = earliestTrueTime(context)
  return now < floor ? new SohoaError('clock_implausible', { now: toVietnamTime(now), floor: toVietnamTime(floor) }) : undefined
}

/** The day against which dates on paper are judged: where the clock cannot be right, the day of the last time that can be. */
export function plausibleToday(context: Pick<PipelineContext, 'store' | 'now'>): CalendarDate {
  const [now, earliest] = [context.now(), earliestTrueTime(context)]
  return vietnamDate(now < earliest ? earliest : now)
}

/**
 * Throws clock_implausible for a time before the program was made, before any audit entry since the clock was last confirmed, or before the
 * certificate's start, and certificate_expired for one past its end: a wrong time in a signed page cannot be mended (invariant 8).
 */
export function checkClock(context: Pick<PipelineContext, 'store'>, now: Instant, key: Pick<SigningKey, 'certificate'>): void {
  const earliest = earliestTrueTime(context)
  const floor = key.certificate.notBefore > earliest ? key.certificate.notBefore : earliest
  if (now < floor) throw new SohoaError('clock_implausible', { now: toVietnamTime(now), floor: toVietnamTime(floor) })
  if (now > key.certificate.notAfter) throw new SohoaError('certificate_expired', { date: vietnamDate(key.certificate.notAfter) })
}
