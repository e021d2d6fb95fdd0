import type { RecordLine, ResultLine } from '../../shared/contract/index.ts'
import { shownId } from '../../shared/model/index.ts'

/** Number and notation as the paper writes them, `218/QĐ-UBND`; empty where it has none. */
export function numberOf({ fields }: Pick<RecordLine, 'fields'>): string {
  return [fields.codeNumber?.value, fields.codeNotation?.value].filter((part) => typeof part === 'string').join('/')
}

/** What people call a record: its kind and number, else its subject, else its code. */
export function titleOf({ fields, code }: Pick<RecordLine, 'fields' | 'code'>): string {
  return joined(fields.documentType?.value ?? null, numberOf({ fields }), fields.subject?.value ?? null, code)
}

/** The same for a result told beside others. */
export function resultTitle({ documentType, number, subject, code }: Pick<ResultLine, 'documentType' | 'number' | 'subject' | 'code'>): string {
  return joined(documentType, number ?? '', subject, code)
}

function joined(documentType: string | null, number: string, subject: string | null, code: string): string {
  const named = [documentType ?? '', number].filter((part) => part !== '').join(' ')
  return named !== '' ? named : subject ?? code
}

/** Whose a record is, their numbers masked, whether the station told them so or in full. */
export function ownersOf({ owners }: Pick<RecordLine, 'owners'>): string {
  return owners.map((owner) => [owner.name, shownId(owner)].filter((part) => part !== null).join(' · ')).join('; ')
}
