import { calendarDate } from '../model/index.ts'
import type { CalendarDate, Extraction } from '../model/index.ts'
import { spelledDates } from './head/issued-date.ts'
import type { PageLayout } from './text/page-layout.ts'
import { evidenceBetween, streamOf } from './text/reading-stream.ts'

const until = /(?:co gia tri|co hieu luc|thoi han(?: hieu luc| su dung)?|gia tri su dung|het han|het hieu luc)[^.;\n]{0,30}?\s(?:den(?: het)?(?: ngay)?|ngay)\s*:?\s*/gu
const period = /(?:co gia tri|co hieu luc|gia tri su dung|thoi han)[^.;]{0,40}?(\d{1,2})\s*(?:\([^)]*\)\s*)?(thang|nam|ngay)\s*,?\s*(?:ke\s*)?tu\s*ngay\s*(?:duoc\s*)?(?:cap|ky|ban hanh)/gu
const figures = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})/u

/** The day `months` calendar months after `date`; a day that the month lacks becomes its last. */
export function addMonths(date: CalendarDate, months: number): CalendarDate | undefined {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const target = new Date(Date.UTC(year, month - 1 + months, 1))
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  return calendarDate(target.getUTCFullYear(), target.getUTCMonth() + 1, Math.min(day, lastDay))
}

function addDays(date: CalendarDate, days: number): CalendarDate | undefined {
  const moved = new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000)
  return calendarDate(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate())
}

/**
 * The last day of validity: printed (`có giá trị đến ngày …`), or a printed period counted from the day of issue
 * (`có giá trị 6 tháng kể từ ngày cấp`). Absent when the day of issue is not known. A deadline for beginning works is no validity.
 */
export function findValidity(layouts: readonly PageLayout[], issued: CalendarDate | undefined): Extraction['validUntil'] {
  const stream = streamOf(layouts)
  for (const match of stream.folded.matchAll(until)) {
    const at = match.index + match[0].length
    const rest = stream.text.slice(at, at + 40)
    const parts = figures.exec(rest)
    const date = parts === null ? spelledDates(`ngày ${rest}`)[0]?.date : calendarDate(Number(parts[3]), Number(parts[2]), Number(parts[1]))
    const evidence = evidenceBetween(stream, match.index, at + (parts?.[0].length ?? 30), 'printed-validity')
    if (date !== undefined && evidence !== undefined) return { value: date, evidence }
  }
  if (issued === undefined) return undefined
  for (const match of stream.folded.matchAll(period)) {
    if (match[0].includes('khoi cong')) continue
    const count = Number(match[1])
    const value = match[2] === 'ngay' ? addDays(issued, count) : addMonths(issued, match[2] === 'nam' ? 12 * count : count)
    const evidence = evidenceBetween(stream, match.index, match.index + match[0].length, 'period-from-issue')
    if (value !== undefined && evidence !== undefined && count > 0) return { value, evidence }
  }
  return undefined
}
