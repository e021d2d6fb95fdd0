import type { RecordLine } from '../../shared/contract/index.ts'
import { isTrustIncomplete, type WorkState } from '../../shared/model/index.ts'

export const stepNames = ['scan', 'read', 'review', 'mark', 'sign', 'deliver'] as const
export type StepName = (typeof stepNames)[number]

/** `done`: happened, its proof is kept. `now`: the machine is at it, or is next. `person`: waits for somebody. `network`: waits for a line. `stopped`: will not go on. `later`: not yet. `none`: is not to be. */
export type StepState = 'done' | 'now' | 'person' | 'network' | 'stopped' | 'later' | 'none'

export interface Step {
  readonly name: StepName
  readonly state: StepState
  /** How many things wait, where that can be counted. */
  readonly open: number
}

type Told = Pick<RecordLine, 'state' | 'fields' | 'findings' | 'duplicates' | 'deliveries' | 'deliveryChoice' | 'stoppedBy' | 'frozen' | 'origin'>

/** Steps that are over in each state of work, in the order of `stepNames`. */
const over: Readonly<Record<WorkState, number>> = {
  'capturing': 0, 'captured': 1, 'cleaned': 1, 'recognised': 1, 'extracted': 2, 'awaiting review': 2, 'reviewed': 3, 'marked': 4, 'assembled': 4,
  "awaiting the agency's signature": 4, 'signed': 5, 'delivered': 6, 'refused': 0, 'quarantined': 1, 'voided': 0, 'replaced': 5,
}

/** What still asks for a person before the mark: doubtful fields, findings, records that seem to be the same. */
export function openQuestions(record: Pick<RecordLine, 'fields' | 'findings' | 'duplicates'>): number {
  return Object.values(record.fields).filter(({ accepted }) => !accepted).length + record.findings.filter(({ overruled }) => overruled === null).length + record.duplicates.length
}

function deliveryStep(record: Told): Step {
  const { deliveries, deliveryChoice } = record
  const open = deliveries.filter(({ state }) => state !== 'delivered' && state !== 'cancelled').length
  const step = (state: StepState): Step => ({ name: 'deliver', state, open })
  if (deliveries.some(({ state }) => state === 'refused')) return step('stopped')
  if (deliveries.some(({ state }) => state === 'held') || (record.frozen !== null && open > 0)) return step('person')
  if (deliveries.some(({ state }) => state === 'queued')) return step('network')
  if (deliveries.some(({ state }) => state === 'delivered')) return step('done')
  return step(deliveryChoice !== null && deliveryChoice.targets.length === 0 ? 'none' : 'later')
}

/** The truth of a record in one line: what is done, what waits and for whom. The same in every list. */
export function stepsOf(record: Told): readonly Step[] {
  const { work, trust } = record.state
  const done = over[work]
  const steps = stepNames.slice(0, 5).map((name, at): Step => {
    // Of an original nothing is converted: no mark, no signature of ours.
    if (record.origin === 'signed electronic original' && (name === 'mark' || name === 'sign')) return { name, state: 'none', open: 0 }
    if (at < done) return { name, state: name === 'sign' && isTrustIncomplete(trust) ? 'network' : 'done', open: 0 }
    if (at > done) return { name, state: work === 'voided' || work === 'refused' ? 'none' : 'later', open: 0 }
    if (work === 'refused' || work === 'voided' || work === 'quarantined') return { name, state: 'stopped', open: 0 }
    if (work === 'awaiting review') return { name, state: 'person', open: Math.max(1, openQuestions(record)) }
    if (work === 'reviewed' || work === "awaiting the agency's signature" || (work === 'capturing' && record.stoppedBy !== null)) return { name, state: 'person', open: 0 }
    return { name, state: 'now', open: 0 }
  })
  return [...steps, work === 'signed' || work === 'delivered' || work === 'replaced' ? deliveryStep(record) : { name: 'deliver', state: done > 5 ? 'done' : 'later', open: 0 }]
}
