import { validUntilFor, type ExtractInput } from '../../extract/index.ts'
import { isCalendarDate, type RecordField, type StationRecord } from '../../model/index.ts'

const dateIn = (field: RecordField | undefined): string => field?.value ?? ''

/**
 * The last day of validity after a person settled the day of issue: a period printed on the paper is counted from the new day.
 * A day that somebody told stays. `pages`: what was read.
 */
export function validityAfter(record: Pick<StationRecord, 'fields' | 'dossier'>, issued: RecordField | undefined, pages: ExtractInput['pages']): string | null {
  const known = record.dossier.validUntil
  const before = dateIn(record.fields.issuedDate)
  const now = dateIn(issued)
  if (!isCalendarDate(now)) return known
  const counted = isCalendarDate(before) ? validUntilFor(pages, before)?.value ?? null : null
  return known === null || known === counted ? validUntilFor(pages, now)?.value ?? known : known
}
