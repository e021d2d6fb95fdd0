import type { Dossier } from '../../contract/index.ts'
import { SohoaError, type DeliveryChoice, type RecordId } from '../../model/index.ts'
import { captureDocument, type CapturedDocument, type NewIssue } from '../paper/capture-document.ts'
import type { PipelineContext } from '../context.ts'
import { becomeIssue, nextIssue, refuseSecondReplacement } from '../issues.ts'
import { scanRecord, type Alone, type ScanOrder } from '../paper/scan-paper.ts'
import { dossierData, settledOwners } from './told-data.ts'

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
  refuseReplaced(context, old)
  const captured = await captureDocument(context, paths, told.dossier, told.choice, (begun) => beginIssue(context, old, begun, told))
  if (captured.id === old) throw new SohoaError('replacement_same', { id: old })
  becomeIssue(context, captured.id, old, () => nextIssue(context, old, { id: captured.id, reason: told.reason }), told.reason)
  return captured
}

/**
 * Scans the paper that was issued in a record's place: a record of its own from the first page on, while the old one is frozen. Asked
 * before a sheet is fed whether that is possible. Throws record_replaced, replacement_under_way, and what scanning throws.
 */
export async function scanReplacement(context: PipelineContext, old: RecordId, order: Omit<ScanOrder, 'dossier' | 'choice'>, told: Replacement, alone: Alone): Promise<CapturedDocument> {
  refuseReplaced(context, old)
  refuseSecondReplacement(context, old)
  return scanRecord(context, { ...order, dossier: told.dossier, choice: told.choice, issue: (begun) => beginIssue(context, old, begun, told) }, alone)
}

function refuseReplaced(context: PipelineContext, old: RecordId): void {
  const { id, replacedBy } = context.store.getRecord(old)
  if (replacedBy !== null) throw new SohoaError('record_replaced', { id, by: replacedBy })
}

/**
 * What a new issue begins with. Owners and codes are those of the old one unless told otherwise; whether the new paper agrees with
 * them is judged anew. Sheets, validity and who comes for the paper belong to a paper and are never taken over.
 */
function beginIssue(context: PipelineContext, old: RecordId, id: RecordId, { dossier, choice, reason }: Replacement): NewIssue {
  const record = context.store.getRecord(old)
  const told = dossierData(dossier)
  const { dossierCode, procedureCode, resultCode, kind } = record.dossier
  const before = record.deliveryChoice
  return {
    ...nextIssue(context, old, { id, reason }),
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
