import type { Dossier } from '../contract/index.ts'
import { SohoaError, type DeliveryChoice, type RecordId, type StationRecord } from '../model/index.ts'
import { captureDocument, type CapturedDocument, type NewIssue } from './capture-document.ts'
import type { PipelineContext } from './context.ts'
import { freezeRecord } from './freeze-record.ts'
import { withdrawDeliveries } from './recall-deliveries.ts'
import { refuseWithdrawn } from './standing.ts'
import { dossierData, settledOwners } from './told-data.ts'
import { move } from './transition.ts'

/** What is told beside the paper of a new issue. */
export interface Replacement {
  readonly dossier: Dossier
  /** Null: the new issue goes where the old one was to go. */
  readonly choice: DeliveryChoice | null
  readonly reason: string
}

/**
 * Takes in the paper that was issued in place of a record's. The old one is frozen at once; it is out of use when the new one is
 * signed. The same paper again goes on with the replacement that is there; a paper converted as a result of its own becomes one.
 * Throws record_replaced, replacement_under_way, replacement_same, replaces_another, and what capturing throws.
 */
export async function replaceRecord(context: PipelineContext, old: RecordId, paths: readonly [string, ...string[]], told: Replacement): Promise<CapturedDocument> {
  const { id, replacedBy } = context.store.getRecord(old)
  if (replacedBy !== null) throw new SohoaError('record_replaced', { id, by: replacedBy })
  const captured = await captureDocument(context, paths, told.dossier, told.choice, () => beginIssue(context, old, told))
  if (captured.id === old) throw new SohoaError('replacement_same', { id: old })
  if (captured.existing) adopt(context, old, captured.id, told.reason)
  return captured
}

/** Which issue comes next; the old one is frozen. Throws replacement_under_way while another may still become it. */
function nextIssue(context: PipelineContext, old: RecordId, reason: string): Pick<NewIssue, 'version' | 'replaces'> {
  const record = context.store.getRecord(old)
  const made = context.store.listReplacements(old)
  const other = made.find(({ work }) => work !== 'voided')
  if (other !== undefined) throw new SohoaError('replacement_under_way', { id: other.id })
  if (record.work !== 'voided') freezeRecord(context, old, reason)
  return { replaces: old, version: 1 + Math.max(record.version, ...made.map(({ version }) => version)) }
}

/**
 * What a new issue begins with. Owners and codes are those of the old one unless told otherwise; whether the new paper agrees with
 * them is judged anew. Sheets, validity and who comes for the paper belong to a paper and are never taken over.
 */
function beginIssue(context: PipelineContext, old: RecordId, { dossier, choice, reason }: Replacement): NewIssue {
  const record = context.store.getRecord(old)
  const told = dossierData(dossier)
  const { dossierCode, procedureCode, resultCode, kind } = record.dossier
  const before = record.deliveryChoice
  return {
    ...nextIssue(context, old, reason),
    dossier: {
      ...told,
      dossierCode: told.dossierCode ?? dossierCode,
      procedureCode: told.procedureCode ?? procedureCode,
      resultCode: told.resultCode ?? resultCode,
      kind: told.kind === 'result' ? kind : told.kind,
      owners: told.owners.length > 0 ? told.owners : settledOwners(record),
    },
    deliveryChoice: choice ?? (before === null ? null : { ...before, at: context.now(), by: context.actor }),
  }
}

/** Makes a record that is here already the new issue of another. */
function adopt(context: PipelineContext, old: RecordId, id: RecordId, reason: string): void {
  const record = context.store.getRecord(id)
  if (record.replaces === old) return
  refuseWithdrawn(record)
  if (record.replaces !== null) throw new SohoaError('replaces_another', { id, replaces: record.replaces })
  context.store.transaction(() => {
    const issue = nextIssue(context, old, reason)
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
