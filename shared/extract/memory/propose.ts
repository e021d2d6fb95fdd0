import { editDistance, fold, sameName } from '../../model/index.ts'
import type { FieldName, RecordField } from '../../model/index.ts'
import { essence } from '../text/text-matching.ts'
import { isProven } from './entry.ts'
import type { RememberedEntry } from './entry.ts'

type Fields = Readonly<Partial<Record<FieldName, RecordField>>>

/** The check that a proposal from memory fails until an officer takes it: it is shown as remembered, and no threshold accepts it. */
export const rememberedCheck = 'REMEMBERED'
/** The check that a sure reading fails whose tones differ from what an officer taught. */
export const differsCheck = 'REMEMBERED_DIFFERS'

/** Letters that may differ between what was read and what is remembered: of names about one in five, of longer texts one in eight. */
const allowances: Readonly<Record<RememberedEntry['kind'], number>> = { agency: 8, signer: 5, subject: 8 }

/** How far `read` is from `remembered` in letters (tones count a tenth); undefined where it is another. The beginning of a name lost under a seal is no difference. */
function distance(read: string, { kind, value }: RememberedEntry): number | undefined {
  const [left, right] = [essence(read), essence(value)]
  const limit = Math.max(1, Math.floor(right.length / allowances[kind]))
  const letters = editDistance(left, right, limit)
  const tones = sameName(read, value) ? 0 : 0.1
  if (letters <= limit) return letters + tones
  const words = fold(value).split(' ')
  const lost = kind === 'signer' && words.slice(1, -1).some((_, at) => words.slice(at + 1).join('') === left)
  return lost ? limit + 0.5 : undefined
}

/** The one that fits best; undefined where none does, or two equally well. */
function best(read: string, entries: readonly RememberedEntry[]): RememberedEntry | undefined {
  const fitting = entries.flatMap((entry) => {
    const far = distance(read, entry)
    return far === undefined ? [] : [{ entry, far }]
  }).sort((one, other) => one.far - other.far)
  const [first, second] = fitting
  return first === undefined || (second !== undefined && second.far === first.far && !sameName(second.entry.value, first.entry.value)) ? undefined : first.entry
}

const isSure = (field: RecordField | undefined): boolean => field?.accepted === true
const isOpen = (field: RecordField | undefined): field is RecordField => field !== undefined && !field.accepted && !field.failedChecks.includes('HANDWRITTEN')

function remembered(before: RecordField | undefined, value: string): RecordField {
  return { value, confidence: before?.confidence ?? 0, accepted: false, acceptedBy: null, failedChecks: [rememberedCheck], evidence: before?.evidence ?? null }
}

/** An agency or subject that was read, but not surely, as it is remembered. */
function mended(fields: Fields, name: 'issuingAgency' | 'parentAgency' | 'subject', entries: readonly RememberedEntry[]): Fields {
  const field = fields[name]
  if (!isOpen(field) || field.value === null) return {}
  const entry = best(field.value, entries)
  return entry === undefined || sameName(entry.value, field.value) ? {} : { [name]: remembered(field, entry.value) }
}

/** True where a position as read may be the remembered one: the same, none, or the rest of it (`Chủ tịch` of `Phó Chủ tịch` under a seal) while it is not sure. */
function mayBe(read: RecordField | undefined, position: string | null): boolean {
  if (read?.value === undefined || read.value === null) return true
  if (position === null) return false
  return sameName(read.value, position) || (!isSure(read) && (editDistance(essence(read.value), essence(position), 2) <= 2 || fold(position).endsWith(` ${fold(read.value)}`)))
}

function signature(fields: Fields, entries: readonly RememberedEntry[]): Fields {
  const { signerName: name, signerPosition: position } = fields
  const fitting = entries.filter((entry) => mayBe(position, entry.position))
  const read = name?.value ?? null
  if (name !== undefined && isSure(name) && read !== null) {
    const same = fitting.filter(({ value }) => essence(value) === essence(read))
    const toned = same.length > 0 && !same.some(({ value }) => sameName(value, read)) && same.some(({ taught }) => taught)
    const doubted: Fields = toned ? { signerName: { ...name, accepted: false, acceptedBy: null, failedChecks: [...name.failedChecks, differsCheck] } } : {}
    return { ...doubted, ...positionOf(fields, same) }
  }
  const only = fitting.length === 1 && position?.value !== undefined && position.value !== null ? fitting[0] : undefined
  const entry = read === null ? (isOpen(name) ? only : undefined) : best(read, fitting)
  if (entry === undefined) return {}
  return { ...(read !== null && sameName(read, entry.value) ? {} : { signerName: remembered(name, entry.value) }), ...positionOf(fields, [entry]) }
}

/** The position as which this signer is remembered, where none was read surely. */
function positionOf({ signerPosition: field }: Fields, entries: readonly RememberedEntry[]): Fields {
  const [entry] = entries
  if (entry?.position === undefined || entry.position === null || entries.length > 1 || isSure(field) || (field !== undefined && field.value !== null && sameName(field.value, entry.position))) return {}
  return { signerPosition: remembered(field, entry.position) }
}

/**
 * The fields of a paper with what the station remembers in place of what was not read, or not surely: of agencies and subjects what
 * resembles the reading; of signers who signs for that agency in that position. Each such value waits for an officer; the reading
 * stays in the evidence. A sure reading is never changed: where only its tones differ from what an officer taught it is asked for. Pure.
 */
export function proposeRemembered(fields: Fields, entries: readonly RememberedEntry[]): Fields {
  const proven = entries.filter(isProven)
  const agencies = proven.filter(({ kind }) => kind === 'agency')
  const named = { ...fields, ...mended(fields, 'issuingAgency', agencies), ...mended(fields, 'parentAgency', agencies) }
  const agency = named.issuingAgency?.value ?? null
  if (agency === null) return named
  const ofAgency = (kind: RememberedEntry['kind']): RememberedEntry[] => proven.filter((entry) => entry.kind === kind && entry.agency !== null && sameName(entry.agency, agency))
  return { ...named, ...signature(named, ofAgency('signer')), ...mended(named, 'subject', ofAgency('subject')) }
}
