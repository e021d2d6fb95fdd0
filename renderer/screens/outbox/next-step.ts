import type { RecordLine } from '../../../shared/contract/index.ts'
import { targetNames, type ErrorCode, type RefusalReason, type TargetName } from '../../../shared/model/index.ts'

/** Who is to act; of what waits for the network, nobody. */
export type Person = 'officer' | 'administrator' | 'network'

export const nextActs = ['send', 'recall again', 'choose targets', 'attach', 'open record', 'settings'] as const
export type NextAct = (typeof nextActs)[number]

/** What stands between a record and its receiver. */
export const troubles = ['refused', 'recall refused', 'frozen', 'held', 'not chosen', 'not sent', 'recall open', 'certificate revoked', 'status not checked', 'no time stamp', 'no validation data', 'no archive stamp', 'queued'] as const
export type Trouble = (typeof troubles)[number]

/** One thing that is stuck, who is to act, and what he does. */
export interface NextStep {
  readonly trouble: Trouble
  readonly person: Person
  readonly act: NextAct
  /** Null: all of them. */
  readonly target: TargetName | null
  /** Why, as an error code of the registry; null where the trouble says it. */
  readonly why: ErrorCode | null
  /** What of the recipient is not certain, where that is why. */
  readonly uncertain?: string
  /** Why the receiver refused, where it told. */
  readonly refusal?: RefusalReason
}

type Told = Pick<RecordLine, 'state' | 'deliveries' | 'recalls' | 'frozen' | 'deliveryChoice' | 'recipient'>
type Delivery = RecordLine['deliveries'][number]

/** What is to be done about a reason to hold a delivery back. */
const heldActs: Readonly<Partial<Record<ErrorCode, NextAct>>> = {
  recipient_uncertain: 'open record', authorisation_agreement_missing: 'choose targets', authorisation_missing: 'attach', owner_not_reachable: 'choose targets', record_frozen: 'open record',
}

/** Failures that no waiting mends. */
const administrators: readonly string[] = ['target_not_configured', 'target_off', 'hub_untrusted', 'hub_receipt_invalid', 'hub_digest_mismatch', 'not_configured']

/** Codes that the outbox writes beside those of the registry. */
const plainly: readonly string[] = ['not_chosen', 'superseded']

const codeOf = (lastError: string | null): ErrorCode | null => (lastError === null || plainly.includes(lastError) ? null : lastError as ErrorCode)

const refusalTold = (refusal: RefusalReason | null): Pick<NextStep, 'refusal'> => (refusal === null ? {} : { refusal })

function deliveryStep({ target, state, lastError, refusal }: Delivery, { frozen, uncertain }: { readonly frozen: boolean; readonly uncertain: string }): NextStep[] {
  const why = codeOf(lastError)
  switch (state) {
    case 'delivered': case 'cancelled': return []
    case 'refused': return lastError === 'superseded' ? [] : [{ trouble: 'refused', person: 'officer', act: 'choose targets', target, why: null, ...refusalTold(refusal) }]
    case 'held':
      if (frozen) return []
      if (why === null) return [{ trouble: 'not chosen', person: 'officer', act: 'choose targets', target, why: null }]
      return [{ trouble: 'held', person: 'officer', act: heldActs[why] ?? 'open record', target, why, ...(why === 'recipient_uncertain' ? { uncertain } : {}) }]
    case 'queued':
      if (frozen) return []
      if (why === null) return [{ trouble: 'queued', person: 'network', act: 'send', target, why: null }]
      if (administrators.includes(why)) return [{ trouble: 'not sent', person: 'administrator', act: 'settings', target, why }]
      if (why === 'hub_holds_another') return [{ trouble: 'not sent', person: 'officer', act: 'open record', target, why }]
      return [{ trouble: 'not sent', person: 'network', act: 'send', target, why }]
  }
}

const missing: Readonly<Partial<Record<Told['state']['trust'], NextStep['trouble']>>> = {
  'status not checked': 'status not checked', 'time stamp pending': 'no time stamp', 'validation data pending': 'no validation data', 'archive stamp pending': 'no archive stamp',
}

/** What a signature waits for. One with a revoked certificate waits for a person who signs anew. */
function signatureStep(trust: Told['state']['trust']): NextStep[] {
  if (trust === 'certificate revoked') return [{ trouble: 'certificate revoked', person: 'officer', act: 'open record', target: null, why: null }]
  const trouble = missing[trust]
  return trouble === undefined ? [] : [{ trouble, person: 'network', act: 'send', target: null, why: null }]
}

/** Everything that is stuck of a record, what a person must do first. Empty where nothing is. */
export function nextStepsOf({ state, deliveries, recalls, frozen, recipient }: Told): readonly NextStep[] {
  const withdrawn = state.work === 'voided' || state.work === 'replaced'
  const waiting = deliveries.some(({ state: delivery }) => delivery === 'queued' || delivery === 'held')
  const steps: readonly NextStep[] = [
    ...(frozen === null || withdrawn || !waiting ? [] : [{ trouble: 'frozen', person: 'officer', act: 'open record', target: null, why: 'record_frozen' } as const]),
    ...(withdrawn ? [] : deliveries.flatMap((delivery) => deliveryStep(delivery, { frozen: frozen !== null, uncertain: recipient.why ?? 'no owner' }))),
    ...(withdrawn ? [] : signatureStep(state.trust)),
    ...recalls.flatMap(({ target, state: recall, lastError, refusal }): NextStep[] => {
      if (recall === 'acknowledged') return []
      if (recall === 'refused') return [{ trouble: 'recall refused', person: 'officer', act: 'recall again', target, why: null, ...refusalTold(refusal) }]
      const why = codeOf(lastError)
      if (why !== null && administrators.includes(why)) return [{ trouble: 'recall open', person: 'administrator', act: 'settings', target, why }]
      return [{ trouble: 'recall open', person: 'network', act: 'recall again', target, why }]
    }),
  ]
  const rank: Readonly<Record<Person, number>> = { officer: 0, administrator: 1, network: 2 }
  return steps.map((step, at) => ({ step, at })).sort((left, right) => rank[left.step.person] - rank[right.step.person] || troubles.indexOf(left.step.trouble) - troubles.indexOf(right.step.trouble) || left.at - right.at).map(({ step }) => step)
}

/** The one thing to do next about a record; null where nothing is stuck. */
export function nextStepOf(record: Told): NextStep | null {
  return nextStepsOf(record)[0] ?? null
}

/** How far a result is on its way to one receiver. */
export interface Way {
  readonly target: TargetName
  readonly signed: boolean
  /** Null: no time stamp is to be. */
  readonly stamped: boolean | null
  readonly sent: boolean
  readonly received: boolean
  readonly delivery: Delivery | null
}

const stampedStates: readonly string[] = ['B-T', 'validation data pending', 'B-LT', 'archive stamp pending', 'B-LTA']

/** The way to each receiver: chosen ones first in their usual order, and those that have it already. Of several files that went there the newest counts. */
export function waysOf({ state, deliveries, deliveryChoice }: Told): readonly Way[] {
  const stamped = state.trust === 'time stamp pending' ? false : stampedStates.includes(state.trust) ? true : null
  return targetNames.flatMap((target) => {
    const mine = deliveries.filter((delivery) => delivery.target === target && delivery.state !== 'cancelled')
    const delivery = mine.find(({ state: now }) => now !== 'delivered' && now !== 'refused') ?? mine.at(-1) ?? null
    if (delivery === null && deliveryChoice?.targets.includes(target) !== true) return []
    const received = delivery?.state === 'delivered'
    return [{ target, signed: state.trust !== 'unsigned', stamped, sent: received || delivery?.state === 'refused', received, delivery }]
  })
}
