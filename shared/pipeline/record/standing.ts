import { SohoaError, type StationRecord } from '../../model/index.ts'

/** True for a record that is out of use for good: kept to be seen, never sent or changed again. */
export function isWithdrawn({ work }: StationRecord): boolean {
  return work === 'voided' || work === 'replaced'
}

/** Throws record_voided (params: id) or record_replaced (params: id, by) for a record that is out of use. */
export function refuseWithdrawn(record: StationRecord): void {
  const { id, work, replacedBy } = record
  if (replacedBy !== null) throw new SohoaError('record_replaced', { id, by: replacedBy })
  if (work === 'voided') throw new SohoaError('record_voided', { id })
}

/** Throws record_frozen: a freeze is heard at once, also by a mark or a signature that is under way. */
export function refuseFrozen({ id, frozen }: StationRecord): void {
  if (frozen !== null) throw new SohoaError('record_frozen', { id })
}
