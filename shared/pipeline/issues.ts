import { SohoaError, type RecordId, type StationRecord } from '../model/index.ts'
import type { PipelineContext } from './context.ts'
import { freezeForReplacement } from './record/freeze-record.ts'
import { withdrawDeliveries } from './delivery/recall-deliveries.ts'
import { refuseWithdrawn } from './record/standing.ts'
import { move } from './transition.ts'

/** Which issue of a result a record is, and of what it takes the place. */
export interface Issue {
  readonly version: number
  readonly replaces: RecordId
}

/** Makes `id` the issue that comes after `old`, which is frozen. Throws replacement_under_way while another may still become it. */
export function nextIssue(context: PipelineContext, old: RecordId, { id, reason }: { readonly id: RecordId; readonly reason: string }): Issue {
  refuseSecondReplacement(context, old)
  const record = context.store.getRecord(old)
  const made = context.store.listReplacements(old)
  if (record.work !== 'voided') freezeForReplacement(context, old, id, reason)
  return { replaces: old, version: 1 + Math.max(record.version, ...made.map(({ version }) => version)) }
}

/** Throws replacement_under_way while another may still become the issue after `old`. */
export function refuseSecondReplacement(context: PipelineContext, old: RecordId): void {
  const other = context.store.listReplacements(old).find(({ work }) => work !== 'voided')
  if (other !== undefined) throw new SohoaError('replacement_under_way', { id: other.id })
}

/**
 * Makes a record that is here already the new issue of `old`; one that is signed takes its place at once. `issueOf` runs in the same
 * transaction. Nothing changes where it is that already. Throws replaces_another, and record_voided or record_replaced for a record out of use.
 */
export function becomeIssue(context: PipelineContext, id: RecordId, old: RecordId, issueOf: () => Issue, reason?: string): void {
  const record = context.store.getRecord(id)
  if (record.replaces === old) return
  refuseWithdrawn(record)
  if (record.replaces !== null) throw new SohoaError('replaces_another', { id, replaces: record.replaces })
  context.store.transaction(() => {
    const issue = issueOf()
    move(context, id, 'taken as new issue', (current) => ({ ...current, ...issue }), { replaces: old }, reason)
    if (isSigned(record)) supersede(context, id)
  })
}

const isSigned = ({ work }: StationRecord): boolean => work === 'signed' || work === 'delivered'

/**
 * Puts a signed record in the place of the one it replaces: that one is out of use from now on and called back from wherever it is.
 * In the transaction that makes the new one signed, so that there is never a moment with two issues in use, or none.
 */
export function supersede(context: PipelineContext, id: RecordId): void {
  const { code, replaces } = context.store.getRecord(id)
  if (replaces === null) return
  const old = context.store.getRecord(replaces)
  if (old.replacedBy !== null) return
  move(context, replaces, 'replaced', (record) => ({ ...record, work: old.work === 'voided' ? 'voided' : 'replaced', replacedBy: id }), { by: code })
  if (old.work !== 'voided') withdrawDeliveries(context, replaces, 'replaced', id)
}
