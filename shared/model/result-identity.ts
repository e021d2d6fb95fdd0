import type { StationRecord } from './record.ts'
import { fold } from './vietnamese.ts'

/**
 * By what a result is known: the number and agency printed on it, and whose it is with its result code. Kept in forms in which two
 * readings of one paper agree; whether two records are one result is for `sameNumber` and `sameOwnerAndCode` to say.
 */
export const identityKinds = ['number', 'owner'] as const
export type IdentityKind = (typeof identityKinds)[number]

/** One thing a record is known by. Values are made here and nowhere else. */
export interface ResultIdentity {
  readonly kind: IdentityKind
  readonly value: string
}

/** How two records agree. */
export const agreements = ['number', 'owner and result code'] as const
export type Agreement = (typeof agreements)[number]

/** Why a result cannot serve as component of another dossier. */
export const notReusableReasons = ['not signed', 'frozen', 'voided', 'replaced', 'expired', 'invalid signature'] as const
export type NotReusable = (typeof notReusableReasons)[number]

/** The parts of a record that say which result it is. */
export type IdentifiedRecord = Pick<StationRecord, 'fields' | 'dossier' | 'owners'>

/** A document's number for comparison: `05`, `5` and ` 5` are the same; `5a` is another. */
export function numberKey(number: string): string {
  return number.normalize('NFKC').replace(/[^\p{L}\p{N}-]/gu, '').toLowerCase().replace(/^0+(?=\d)/u, '')
}

/** A notation for comparison: letter case, white space and the stroke of Đ, which print and recognition drop, do not count. */
export function notationKey(notation: string): string {
  return fold(notation.normalize('NFKC')).replace(/[‐‑–—−]/gu, '-').replace(/[^\p{L}\p{N}/&.-]/gu, '').replace(/^\//u, '')
}

/**
 * An agency's or document type's name for comparison: tones (which recognition errs in, and which stand in two places: `Ủy`, `Uỷ`),
 * letter case, i and y, white space and punctuation do not count; `UBND`, `HĐND` and `TP` are spelt out.
 */
export function nameKey(name: string): string {
  const words = fold(name.normalize('NFKC')).replace(/[^\p{L}\p{N}]+/gu, ' ').trim().split(' ')
  return words.map((word) => spelledOut[word] ?? word).join('').replace(/y/gu, 'i')
}

const spelledOut: Readonly<Record<string, string>> = { ubnd: 'uybannhandan', hdnd: 'hoidongnhandan', tp: 'thanhpho' }

/** An owner's identifier or a code for comparison: letters and digits only, capitals. */
export function codeKey(code: string): string {
  return code.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()
}

function valueOf(record: IdentifiedRecord, name: 'codeNumber' | 'codeNotation' | 'issuedDate' | 'issuingAgency' | 'documentType'): string {
  return record.fields[name]?.value ?? ''
}

/** How identities of a kind begin that hold this; parts left out may be anything. */
export function identityPrefix(kind: IdentityKind, first: string, second?: string): string {
  const rest = second === undefined ? '' : kind === 'number' ? nameKey(second) : codeKey(second)
  return `${kind === 'number' ? numberKey(first) : codeKey(first)}|${rest}`
}

/** Everything a record is known by; nothing of what is not known yet. Its order is always the same. */
export function identitiesOf(record: IdentifiedRecord): ResultIdentity[] {
  const number = numberKey(valueOf(record, 'codeNumber'))
  const agency = nameKey(valueOf(record, 'issuingAgency'))
  const numbered: ResultIdentity[] = number === '' || agency === '' ? [] : [{ kind: 'number', value: `${number}|${agency}` }]
  const ids = new Set(record.owners.flatMap(({ id }) => (id === null || codeKey(id) === '' ? [] : [codeKey(id)])))
  const resultCode = codeKey(record.dossier.resultCode ?? '')
  return [...numbered, ...[...ids].toSorted().map((id) => ({ kind: 'owner' as const, value: `${id}|${resultCode}` }))]
}

/** True unless both are known and differ. */
const mayAgree = (left: string, right: string): boolean => left === '' || right === '' || left === right

/** The year a number counts in: of issue, else the one in the notation (`37/2026/TT-BCA`); empty where neither is known. */
function yearOf(record: IdentifiedRecord): string {
  return valueOf(record, 'issuedDate').slice(0, 4) || (/^(\d{4})\//u.exec(notationKey(valueOf(record, 'codeNotation')))?.[1] ?? '')
}

/**
 * True when two records bear the same number of the same agency: same {số, ký hiệu, cơ quan} (Decree 30/2020 Annex VI), in the same
 * year, since numbers begin anew each January. Where one of the two shows no notation or year, what both show decides, the type of
 * document included: a register numbers births and marriages each from 1, and an appendix has its decision's number.
 */
export function sameNumber(left: IdentifiedRecord, right: IdentifiedRecord): boolean {
  const shared = identitiesOf(left).some(({ kind, value }) => kind === 'number' && identitiesOf(right).some((other) => other.kind === 'number' && other.value === value))
  const type = (record: IdentifiedRecord): string => nameKey(valueOf(record, 'documentType'))
  const notation = (record: IdentifiedRecord): string => notationKey(valueOf(record, 'codeNotation'))
  return shared && mayAgree(notation(left), notation(right)) && mayAgree(type(left), type(right)) && mayAgree(yearOf(left), yearOf(right))
}

/** True when two records name one owner and the same result code (mã kết quả). */
export function sameOwnerAndCode(left: IdentifiedRecord, right: IdentifiedRecord): boolean {
  if (codeKey(left.dossier.resultCode ?? '') === '') return false
  return identitiesOf(left).some(({ kind, value }) => kind === 'owner' && identitiesOf(right).some((other) => other.kind === 'owner' && other.value === value))
}
