import { instant, toRecordId } from '../../../shared/model/index.ts'
import type { RecordId } from '../../../shared/model/index.ts'
import type { RecordBody } from '../../../shared/store/index.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Record ids that sort by `number`. */
export function recordId(number: number): RecordId {
  const digits = Array.from({ length: 26 }, (_, place) => alphabet.charAt(Math.floor(number / 32 ** (25 - place)) % 32))
  return toRecordId(digits.join(''))
}

export function record(number: number, change: Partial<RecordBody> = {}): RecordBody {
  return {
    id: recordId(number),
    code: `SH-${number}`,
    origin: 'scan',
    work: 'captured',
    trust: 'unsigned',
    stoppedBy: null,
    createdAt: instant(new Date(Date.UTC(2026, 10, 22, 3, 0, 0))),
    createdBy: 'Nguyễn Thị Hà',
    sourceName: 'giấy khai sinh.jpg',
    pageCount: 0,
    rawDigest: null,
    pdfDigest: null,
    fields: {},
    dossier: { dossierCode: null, procedureCode: null, resultCode: null, validUntil: null, kind: 'result', sheets: null, owners: [], receiver: null },
    owners: [],
    recipient: { state: 'open', why: 'no owner' },
    deliveryChoice: null,
    version: 1,
    replaces: null,
    replacedBy: null,
    frozen: null,
    voided: null,
    reusedFrom: null, returned: null, handover: null,
    captureClock: 'plausible',
    ...change,
  }
}
