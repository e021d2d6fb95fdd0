import { isCalendarDate } from '../model/index.ts'
import type { Extraction, ProposedField } from '../model/index.ts'
import type { CheckCode } from './checks.ts'
import { abbreviationOf } from './head/number-line.ts'
import { isOfEndedUnit } from './places/provinces.ts'

/** A value that contradicts another is not believed, however well it was read. */
const contradicted = 0.3

/** The less believed of the two that contradict each other is doubted. */
function doubted(fields: readonly ProposedField[], names: readonly ProposedField['name'][], code: CheckCode): ProposedField[] {
  const worst = fields.filter(({ name }) => names.includes(name)).sort((one, other) => one.confidence - other.confidence)[0]
  return fields.map((field) => (field === worst ? { ...field, confidence: Math.min(field.confidence, contradicted), failedChecks: [...field.failedChecks, code] } : field))
}

/** Authorities that write no other's abbreviation into their own notations. */
const authorities = ['UBND', 'HĐND', 'CP', 'TTg', 'QH', 'CTN']

/** Who heads such agencies (Law on Organization of Local Government, Decree 30/2020 Art. 13); deputies are told apart elsewhere. */
const headsOf: readonly (readonly [agency: RegExp, heads: readonly string[]])[] = [
  [/^(?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND)/u, ['Chủ tịch', 'Phó Chủ tịch']],
  [/^Sở\s/u, ['Giám đốc', 'Phó Giám đốc']],
  [/^Bộ\s(?!Tư lệnh|Chỉ huy)/u, ['Bộ trưởng', 'Thứ trưởng']],
  [/^(?:Thủ tướng|Chính phủ)/u, ['Thủ tướng', 'Phó Thủ tướng']],
]

/** Pairs of values of which only one can be right: a law's number bears its year, a notation its authority, and an agency's head signs unless it is by order. */
function contradictions(valueOf: (name: ProposedField['name']) => string): (readonly [names: readonly ProposedField['name'][], code: CheckCode])[] {
  const [notation, agency, position, issued] = [valueOf('codeNotation'), valueOf('issuingAgency'), valueOf('signerPosition'), valueOf('issuedDate')]
  const year = /^(\d{4})\//u.exec(notation)?.[1]
  const own = abbreviationOf(agency)
  const named = notation.split(/[-/&]/u).filter((part) => authorities.includes(part))
  const heads = headsOf.find(([pattern]) => pattern.test(agency))?.[1]
  const otherHead = heads !== undefined && !heads.includes(position) && headsOf.some(([, known]) => known.includes(position))
  return [
    ...(year !== undefined && issued !== '' && !issued.startsWith(year) ? [[['codeNotation', 'issuedDate'], 'YEAR_DIFFERS'] as const] : []),
    ...(authorities.includes(own) && named.length > 0 && !named.includes(own) ? [[['codeNotation', 'issuingAgency'], 'AUTHORITY_DIFFERS'] as const] : []),
    ...(otherHead && !/T(?:L|UQ)\./u.test(valueOf('signingCapacity')) ? [[['signerPosition', 'issuingAgency'], 'POSITION_DIFFERS'] as const] : []),
  ]
}

/**
 * Holds the values of one paper against each other: year, authority and head of the agency agree, no agency of a unit after that unit
 * ended, no day of issue behind the printed last day of validity. Of two that cannot both be right the less believed one gets the failed check.
 */
export function checkTogether(proposed: readonly ProposedField[], validUntil: Extraction['validUntil']): readonly ProposedField[] {
  const valueOf = (name: ProposedField['name']): string => proposed.find((field) => field.name === name)?.value ?? ''
  const fields = contradictions(valueOf).reduce<readonly ProposedField[]>((checked, [names, code]) => doubted(checked, names, code), proposed)
  const issued = fields.find(({ name, value }) => name === 'issuedDate' && isCalendarDate(value))?.value ?? ''
  if (!isCalendarDate(issued)) return fields
  const ended = (['issuingAgency', 'parentAgency'] as const).filter((name) => fields.some((field) => field.name === name && isOfEndedUnit(field.value, issued)))
  const placed = ended.length === 0 ? fields : doubted(fields, [...ended, 'issuedDate'], 'UNIT_ENDED')
  return validUntil !== undefined && validUntil.value < issued ? doubted(placed, ['issuedDate'], 'ISSUED_AFTER_VALIDITY') : placed
}
