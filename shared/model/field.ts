import type { Box } from './geometry.ts'
import type { OwnerKind, PaperPerson } from './owner.ts'

/** Header fields of an administrative document, named after Decree 30/2020 Annex VI. */
export const fieldNames = [
  'codeNumber', 'codeNotation', 'issuedDate', 'place', 'parentAgency', 'issuingAgency', 'documentType',
  'subject', 'signerName', 'signerPosition', 'signingCapacity', 'urgency',
] as const
export type FieldName = (typeof fieldNames)[number]

/** Where on the paper a value was read, and by which rule. */
export interface Evidence {
  /** Page number, from 1. */
  readonly page: number
  readonly box: Box
  /** Name of the extraction rule, e.g. `number-line`. */
  readonly rule: string
  /** The words as read, before any mending. */
  readonly read: string
}

/** A value proposed by the extractor. */
export interface ProposedField {
  readonly name: FieldName
  /** NFC; dates as YYYY-MM-DD; empty where something stands on the paper that only a person can read (check `HANDWRITTEN`). */
  readonly value: string
  /** 0..1: how sure the extractor is that `value` is what the paper says. */
  readonly confidence: number
  readonly evidence: Evidence
  /** Codes of checks that the value failed, e.g. `DATE_IN_FUTURE`; empty when it passes. */
  readonly failedChecks: readonly string[]
}

/** What a paper or a card tells of somebody besides name and number. */
export const particularNames = ['birthDate', 'sex', 'address'] as const
export type ParticularName = (typeof particularNames)[number]

/** One of these as read: `birthDate` as YYYY-MM-DD, or YYYY where no more is told; `sex` as `male` or `female`. */
export interface ProposedParticular {
  readonly name: ParticularName
  readonly value: string
  readonly confidence: number
  readonly evidence: Evidence
}

/** An owner as read on the paper. */
export interface ProposedOwner {
  readonly kind: OwnerKind
  readonly name: string
  readonly nameEvidence: Evidence
  /** 12 digits, or an organisation's code; absent where the paper has none. */
  readonly id?: string
  readonly idEvidence?: Evidence
  /** Each name once. */
  readonly particulars: readonly ProposedParticular[]
  /** Codes of the checks that the number fails, by itself or against the particulars; empty without a number. */
  readonly failedChecks: readonly string[]
  readonly confidence: number
  /** What the paper says this person is: the result's owner, or the deceased on a death extract (never a recipient). */
  readonly role: PaperPerson['role']
}

/** A secrecy class printed on the page (Decree 30/2020 ô 10a). The job must stop. */
export interface SecrecyFinding {
  readonly class: 'MẬT' | 'TỐI MẬT' | 'TUYỆT MẬT'
  readonly evidence: Evidence
}

/** Everything that extraction proposes for one document. */
export interface Extraction {
  readonly fields: readonly ProposedField[]
  readonly owners: readonly ProposedOwner[]
  /** The template by which the paper was known as its kind; absent where it is none of them. */
  readonly template?: string
  readonly secrecy?: SecrecyFinding
  /** Last day of validity printed or computed from the paper, YYYY-MM-DD. */
  readonly validUntil?: { readonly value: string; readonly evidence: Evidence }
}

/** Who took a value as true. */
export type AcceptedBy = 'machine' | 'operator'

/** A field as the record holds it. `value` null: the paper has none, and somebody or the machine took that as right. */
export interface RecordField {
  readonly value: string | null
  readonly confidence: number
  readonly accepted: boolean
  readonly acceptedBy: AcceptedBy | null
  readonly failedChecks: readonly string[]
  readonly evidence: Evidence | null
  /** Why an officer took a value that fails a check: the paper says so. */
  readonly reason?: string
}
