import type { ParamsOf } from '../../../shared/contract/index.ts'
import { workStates, type WorkState } from '../../../shared/model/index.ts'
import { parseDate } from '../../words/dates.ts'

/** What a person typed and chose to find records. */
export interface Filters {
  readonly words: string
  /** Empty: any. */
  readonly work: string
  /** As typed: dd/mm/yyyy. */
  readonly from: string
  readonly to: string
}

/** A question to the station. Without words the newest are listed, with words they are searched for. */
export type Question =
  | { readonly ask: 'list'; readonly params: Pick<ParamsOf<'record.list'>, 'work' | 'from' | 'to'> }
  | { readonly ask: 'search'; readonly params: ParamsOf<'record.search'> }

/** Most hits that are shown. */
export const mostHits = 200

/** A day as typed: `2024-07-08`; null while nothing is typed; undefined where there is no such day. */
export function dayOf(typed: string): string | null | undefined {
  if (typed.trim() === '') return null
  const day = parseDate(typed)
  const date = new Date(`${day}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/u.test(day) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined
}

/** The question of some filters. A day that is none yet (it is still being typed) does not filter. */
export function questionOf({ words, work, from, to }: Filters): Question {
  const state: WorkState | undefined = workStates.find((known) => known === work)
  const [first, last] = [dayOf(from), dayOf(to)]
  const days = { ...(typeof first === 'string' ? { from: first } : {}), ...(typeof last === 'string' ? { to: last } : {}) }
  if (!/[\p{L}\p{N}]/u.test(words)) return { ask: 'list', params: { ...(state === undefined ? {} : { work: state }), ...days } }
  return { ask: 'search', params: { words: words.slice(0, 500), typing: true, limit: mostHits, ...(state === undefined ? {} : { work: [state] }), ...days } }
}

/** True while something besides words narrows the search. */
export function narrows({ work, from, to }: Filters): boolean {
  return work !== '' || from.trim() !== '' || to.trim() !== ''
}
