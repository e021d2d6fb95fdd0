import type { RecordLine } from '../../../shared/contract/index.ts'
import { fieldNames, type FieldName } from '../../../shared/model/index.ts'

/** A place of the screen at which something waits for a person. */
export type Stop = 'question' | FieldName

/** Fields in the order in which a paper is read. */
export const fieldOrder: readonly FieldName[] = [
  'codeNumber', 'codeNotation', 'issuedDate', 'issuingAgency', 'documentType', 'subject', 'signerName', 'signerPosition', 'signingCapacity', 'parentAgency', 'place', 'urgency',
]

type Told = Pick<RecordLine, 'fields' | 'findings' | 'duplicates' | 'stoppedBy'>

/** Reasons of a stop that a person answers beside the fields: not by looking at values. */
const askedApart: readonly string[] = ['paper_size_unknown', 'page_unread', 'paper_incomplete', 'duplicate_result', 'already_shared', 'original_undecided', 'returned_by_signer', 'secret_document', 'dossier_differs', 'capture_differs']

/** True where something other than a doubtful value waits. */
export function hasQuestion({ findings, duplicates, stoppedBy }: Told): boolean {
  return findings.some(({ overruled }) => overruled === null) || duplicates.length > 0 || (stoppedBy !== null && askedApart.includes(stoppedBy.code))
}

/** All that waits for a person, in the order in which Enter goes through it. */
export function stopsOf(record: Told): readonly Stop[] {
  const doubtful = fieldOrder.filter((name) => record.fields[name]?.accepted === false)
  return [...(hasQuestion(record) ? ['question' as const] : []), ...doubtful]
}

/** The stop after `current`, round the end; null when nothing else waits. */
export function nextStop(stops: readonly Stop[], current: Stop | null): Stop | null {
  const others = stops.filter((stop) => stop !== current)
  if (current === null || current === 'question') return others[0] ?? null
  const place = fieldOrder.indexOf(current)
  return others.find((stop) => stop !== 'question' && fieldOrder.indexOf(stop) > place) ?? others[0] ?? null
}

/** Fields that a record shows: those that were read or told, also that the paper has none, so that none goes from under the cursor; the others can be added. */
export function shownFields({ fields }: Pick<RecordLine, 'fields'>): { readonly shown: readonly FieldName[]; readonly others: readonly FieldName[] } {
  const has = (name: FieldName): boolean => fields[name] !== undefined && (fields[name].value !== null || !fields[name].accepted || fields[name].acceptedBy === 'operator')
  return { shown: fieldOrder.filter(has), others: fieldNames.filter((name) => !has(name)) }
}
