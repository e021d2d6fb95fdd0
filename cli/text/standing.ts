import type { RecordLine } from '../../shared/contract/index.ts'
import { parseInstant, toVietnamTime, type RefusalReason } from '../../shared/model/index.ts'
import { deliveryTerms, handoverTerms, recallTerms, refusalTerms, targetTerms, type Language } from '../../shared/words/index.ts'
import { texts } from '../language.ts'

/** True for a record that is out of use: what once stopped it is of no matter any more. */
export function isWithdrawn({ state: { work } }: RecordLine): boolean {
  return work === 'voided' || work === 'replaced'
}

/** Whether a result may be used, said before all else; then the issues around it and where it is called back. */
export function standingText(record: RecordLine, language: Language): string[] {
  const say = texts(language)
  const { voided, frozen, replaces, replacedBy, recalls, returned, handover } = record
  const because = (state: string, refusal: RefusalReason | null): string => (refusal === null ? state : `${state}: ${refusalTerms[refusal][language]}`)
  const decided = ({ reason, by, at }: NonNullable<RecordLine['frozen']>): Record<string, string> => ({ reason, by, at: toVietnamTime(parseInstant(at)) })
  return [
    ...(voided === null ? [] : [`  ${say('voidedBy', decided(voided))}`]),
    ...(replacedBy === null ? [] : [`  ${say('replacedBy', { id: replacedBy })}`]),
    ...(frozen === null || isWithdrawn(record) ? [] : [`  ${say('frozenBy', decided(frozen))}`]),
    ...(returned === null || record.state.work !== 'awaiting review' ? [] : [`  ${say('returnedBy', decided(returned))}`]),
    ...(handover === null ? [] : [`  ${say('handedOver', { way: handoverTerms[handover.way][language], at: toVietnamTime(parseInstant(handover.at)), by: handover.by })}`]),
    ...(replaces === null ? [] : [`  ${say('replaces', { id: replaces })}`]),
    ...recalls.map(({ target, state, outcome, refusal }) => `  ${say('recallOf', { target: targetTerms[target][language], state: because(recallTerms[outcome ?? (state === 'refused' ? state : 'queued')][language], refusal) })}`),
    ...record.deliveries.flatMap(({ target, refusal }) => (refusal === null ? [] : [`  ! ${targetTerms[target][language]}: ${because(deliveryTerms.refused[language], refusal)}`])),
  ]
}
