import type { DeliveryChoice, DossierData } from '../../model/index.ts'
import type { RecordBody } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { newRecordCode, newRecordId } from './record-id.ts'

/** A record as it begins: nothing of it is taken in yet. */
export function newRecord(context: PipelineContext, name: string, dossier: DossierData, choice: DeliveryChoice | null): RecordBody {
  const at = context.now()
  return {
    id: newRecordId(at), code: newRecordCode(at), origin: 'scan', work: 'capturing', trust: 'unsigned', stoppedBy: null,
    createdAt: at, createdBy: context.actor, sourceName: name, pageCount: 0, rawDigest: null, pdfDigest: null, fields: {},
    dossier, owners: [], recipient: { state: 'open', why: 'no owner' }, deliveryChoice: choice,
    version: 1, replaces: null, replacedBy: null, frozen: null, voided: null, reusedFrom: null, returned: null, handover: null, captureClock: 'plausible',
  }
}
