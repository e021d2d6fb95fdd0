import { isCalendarDate } from '../model/index.ts'
import type { Extraction, ProposedField } from '../model/index.ts'
import type { CheckCode } from './checks.ts'
import { isOfEndedUnit } from './places/provinces.ts'

/** A value that contradicts another is not believed, however well it was read. */
const contradicted = 0.3

/** The less believed of the two that contradict each other is doubted. */
function doubted(fields: readonly ProposedField[], names: readonly ProposedField['name'][], code: CheckCode): ProposedField[] {
  const worst = fields.filter(({ name }) => names.includes(name)).sort((one, other) => one.confidence - other.confidence)[0]
  return fields.map((field) => (field === worst ? { ...field, confidence: Math.min(field.confidence, contradicted), failedChecks: [...field.failedChecks, code] } : field))
}

/**
 * Holds the values of one paper against each other: no agency of a unit after that unit ended, no day of issue behind the printed
 * last day of validity. Of two that cannot both be right the less believed one gets the failed check.
 */
export function checkTogether(fields: readonly ProposedField[], validUntil: Extraction['validUntil']): readonly ProposedField[] {
  const issued = fields.find(({ name, value }) => name === 'issuedDate' && isCalendarDate(value))?.value ?? ''
  if (!isCalendarDate(issued)) return fields
  const ended = (['issuingAgency', 'parentAgency'] as const).filter((name) => fields.some((field) => field.name === name && isOfEndedUnit(field.value, issued)))
  const placed = ended.length === 0 ? fields : doubted(fields, [...ended, 'issuedDate'], 'UNIT_ENDED')
  return validUntil !== undefined && validUntil.value < issued ? doubted(placed, ['issuedDate'], 'ISSUED_AFTER_VALIDITY') : placed
}
