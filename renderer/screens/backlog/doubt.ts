import type { RecordLine } from '../../../shared/contract/index.ts'
import { openQuestions } from '../../parts/steps.ts'

type Doubtful = Pick<RecordLine, 'id' | 'fields' | 'findings' | 'duplicates'>

/** How much there is to doubt about a record: each open question, weighed by how unsure the machine is. */
export function doubtOf(record: Doubtful): number {
  const unsure = Object.values(record.fields).filter(({ accepted }) => !accepted).reduce((sum, { confidence }) => sum + (1 - confidence), 0)
  return openQuestions(record) + unsure
}

/** The most doubtful first; of equal doubt the older. Ids rise with time. */
export function byDoubt<Line extends Doubtful>(records: readonly Line[]): readonly Line[] {
  return records.toSorted((left, right) => doubtOf(right) - doubtOf(left) || (left.id < right.id ? -1 : 1))
}

/** Which record comes after one that was looked at, in the order in which they stood then; of those that are still there. */
export function nextAfter(order: readonly string[], opened: string, present: ReadonlySet<string>): string | undefined {
  const at = order.indexOf(opened)
  return [...order.slice(at + 1), ...order.slice(0, at + 1)].find((id) => present.has(id))
}

/** Seconds as hours and minutes, rounded up to a minute. */
export function hoursAndMinutes(seconds: number): { readonly hours: number; readonly minutes: number } {
  const minutes = Math.ceil(seconds / 60)
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
}
