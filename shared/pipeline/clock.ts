import { latestEntryTime } from '../audit/index.ts'
import { instant, parseInstant, SohoaError, toVietnamTime, type Instant } from '../model/index.ts'
import type { SigningKey } from '../sign/index.ts'
import type { PipelineContext } from './context.ts'

/** No true clock shows a time before this program was made. */
export const programMadeAt = parseInstant('2026-11-22T00:00:00Z')

/** Audit action of an officer who compared the clock: what was written before, perhaps by a clock that ran ahead, counts no more. */
export const clockConfirmedAction = 'clock confirmed'

/** How far the clock may run behind what the station wrote last: clocks are set by seconds, not hours. */
const toleranceMs = 2000

/**
 * Throws clock_implausible for a time before the program was made, before any audit entry since the clock was last confirmed, or before the
 * certificate's start: a wrong time in a signed page cannot be mended (invariant 8).
 */
export function checkClock(context: Pick<PipelineContext, 'store'>, now: Instant, key: Pick<SigningKey, 'certificate'>): void {
  const last = latestEntryTime(context.store, clockConfirmedAction) ?? programMadeAt
  const floors = [programMadeAt, instant(new Date(Date.parse(last) - toleranceMs)), key.certificate.notBefore]
  const floor = floors.reduce((latest, moment) => (moment > latest ? moment : latest))
  if (now < floor) throw new SohoaError('clock_implausible', { now: toVietnamTime(now), floor: toVietnamTime(floor) })
}
