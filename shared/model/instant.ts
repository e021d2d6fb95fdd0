import type { Brand } from './brand.ts'

/** A moment, as ISO 8601 in UTC with milliseconds: `2026-11-22T03:06:25.000Z`. */
export type Instant = Brand<string, 'Instant'>

/** A calendar day as `YYYY-MM-DD`. */
export type CalendarDate = Brand<string, 'CalendarDate'>

const vietnamOffsetMs = 7 * 3_600_000

/** The instant of a Date (default: now). */
export function instant(date: Date = new Date()): Instant {
  return date.toISOString() as Instant
}

/** Parses any ISO 8601 time with zone into an Instant. Throws RangeError when it is none. */
export function parseInstant(text: string): Instant {
  const date = new Date(text)
  if (Number.isNaN(date.getTime()) || !/(Z|[+-]\d\d:\d\d)$/.test(text)) throw new RangeError('not an ISO 8601 time with zone')
  return instant(date)
}

/** Milliseconds since 1970 of an instant. */
export function toMilliseconds(moment: Instant): number {
  return Date.parse(moment)
}

/**
 * The moment as written on documents: `2026-11-22T10:06:25+07:00`
 * (Decree 30/2020 Annex I Part II-I: signing time with Vietnam's time zone, ISO 8601).
 */
export function toVietnamTime(moment: Instant): string {
  const shifted = new Date(toMilliseconds(moment) + vietnamOffsetMs)
  return `${shifted.toISOString().slice(0, 19)}+07:00`
}

/** Midnight in Vietnam with which a day (`YYYY-MM-DD`) begins, or one so many days later. */
export function vietnamMidnight(day: string, daysLater = 0): Instant {
  return instant(new Date(Date.parse(`${day}T00:00:00+07:00`) + daysLater * 86_400_000))
}

/** The day in Vietnam of a moment. */
export function vietnamDate(moment: Instant): CalendarDate {
  return toVietnamTime(moment).slice(0, 10) as CalendarDate
}

/** Takes year, month, day as a calendar date; undefined when there is no such day. */
export function calendarDate(year: number, month: number, day: number): CalendarDate | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real ? (date.toISOString().slice(0, 10) as CalendarDate) : undefined
}

/** True for `YYYY-MM-DD` naming a day that exists. */
export function isCalendarDate(text: string): text is CalendarDate {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts !== null && calendarDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) !== undefined
}
