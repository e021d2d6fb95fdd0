import { methods, type ResultOf } from '../../shared/contract/index.ts'
import type { DeliveredStory, RecordDetail, RefusalStory, Story } from '../../demo/story.ts'
import type { GeneratedPaper } from '../../demo/papers/generate.ts'

const at = '2026-11-22T03:06:25.000Z'
const digest = (letter: string): string => letter.repeat(64)
const pdf = digest('b')

/** The paper of a made-up run: one page, one field. */
export const storyPaper: GeneratedPaper = {
  name: '1-giay', title: 'Giấy một', folder: '/giay/1-giay', dossierFile: '/giay/1-giay.dossier.json', truthFile: '/giay/1-giay.truth.json',
  dossier: { dossierCode: 'H99.07-261103-0012', owners: [{ kind: 'person', name: 'Đặng Hữu Thiện Tâm', id: '099078004417' }], deliverTo: ['kho'] },
  truth: {
    paper: '1-giay', title: 'Giấy một', pageCount: 1, fields: { codeNumber: '112' }, handwritten: [], validUntil: null, traps: [], places: [],
    owners: [{ role: 'owner', name: 'Đặng Hữu Thiện Tâm', id: '099078004417' }],
    pages: [{ file: '01.jpg', size: 'A4', widthPx: 1654, heightPx: 2339, dpi: 200, paperDpi: 200, text: '', words: [], stamps: [] }],
  },
}

/** A record as `record.show` tells it, in order but for what is changed. */
export function recordDetail(changes: Partial<RecordDetail> = {}): RecordDetail {
  const record: ResultOf<'record.show'> = methods['record.show'].result.parse({
    id: '01M814A4JH0N1D1RZE9QEE085C', code: '01M8-14A4', source: storyPaper.folder, capturedAt: at, origin: 'scan', existing: false, pages: 1,
    state: { work: 'delivered', trust: 'B-LT', delivery: { kho: 'delivered' } },
    fields: { codeNumber: { value: '112', confidence: 0.98, accepted: true, acceptedBy: 'machine', failedChecks: [], evidence: null } },
    owners: [{ kind: 'person', name: 'Đặng Hữu Thiện Tâm', id: '099078004417', source: 'dossier' }],
    recipient: { state: 'agreed', why: null, onPaper: [], by: null, at: null, reason: null, despite: null },
    deliveryChoice: { targets: ['kho'], basis: 'asked', at, by: 'Hà', reason: null },
    people: [], cards: [], warnings: [], stoppedBy: null, findings: [], duplicates: [],
    deliveries: [{ target: 'kho', state: 'delivered', attempts: 1, nextAttemptAt: null, lastError: null, refusal: null, chosenAt: at, chosenBy: 'Hà', receiptId: 'kho/1', deliveredAt: at }],
    version: 1, replaces: null, replacedBy: null, frozen: null, voided: null, recalls: [], timings: {},
    rawDigest: digest('a'), pdfDigest: pdf, captureClock: 'plausible', convertedAt: at, createdBy: 'Hà', mark: ['Bản điện tử chuyển đổi từ văn bản giấy', '2026-11-22T10:06:25+07:00', 'Trung tâm'],
    dossier: { dossierCode: null, procedureCode: null, resultCode: null, validUntil: null, kind: 'result', sheets: null, receiver: null },
    attachments: [{ ordinal: 1, kind: 'authorisation', name: '01.jpg', format: 'jpeg', bytes: 10, digest: digest('c'), addedAt: at, addedBy: 'Hà' }],
    markPlace: null, straightPages: [], reusedFrom: null, reuses: [], toldApartFrom: [], returned: null, handover: null, effort: null,
    history: [{ at, from: null, to: 'captured', actor: 'Hà', decision: null, reason: null, inputs: '{}' }],
  })
  return { ...record, ...changes }
}

/** A result that tells the truth, but for what is changed. */
export function deliveredStory(changes: Partial<DeliveredStory> = {}): DeliveredStory {
  const waiting = recordDetail({
    state: { work: 'signed', trust: 'status not checked', delivery: { kho: 'queued' } },
    deliveries: [{ target: 'kho', state: 'queued', attempts: 1, nextAttemptAt: null, lastError: null, refusal: null, chosenAt: at, chosenBy: 'Hà', receiptId: null, deliveredAt: null }],
  })
  return {
    paper: storyPaper, read: recordDetail(), corrections: [], offline: waiting, final: recordDetail(), pdf: null, pdfDigest: pdf,
    verdict: { file: 'a.pdf', verdict: 'passed', signatures: [], reasons: [], mark: null },
    receipts: [{
      genuine: true, fileDigest: pdf, claims: {
        version: 1, receiptId: 'kho/1', receiver: 'TRẠM THẾ CHỖ', target: 'kho', idempotencyKey: digest('d'), recordCode: '01M8-14A4', pdfDigest: pdf, pdfBytes: 10, verdict: 'passed',
        receivedAt: at, link: 'https://127.0.0.1/kho/files/b', auditHead: { seq: 9, hash: digest('e') },
      },
    }],
    ...changes,
  }
}

export const refusal: RefusalStory = {
  title: 'Thiếu trang 2', source: '11-thieu', picture: null, expected: ['paper_incomplete'], said: { code: 'paper_incomplete', params: { finding: 'page-missing', missing: 2, after: 1, before: 3, page: 2 } }, record: null, verdict: null,
}

/** A run without an untruth, but for what is changed. */
export function truthfulStory(changes: Partial<Story> = {}): Story {
  const audit = { sound: true, entries: 9, head: { seq: 9, hash: digest('e') }, faults: [], receipts: { agreeing: 1, unchecked: 0, beforeBreak: 0 }, breaks: [] }
  const holdings = { records: [{ id: recordDetail().id, raw: digest('a'), pdf, receipts: ['kho/1'] }], pages: 1, audit }
  const replaced = recordDetail({
    state: { work: 'replaced', trust: 'B-LT', delivery: { kho: 'delivered' } }, replacedBy: '01M814AV3P6V20NWJMFZS6SFJ0',
    recalls: [{
      target: 'kho', state: 'acknowledged', reason: 'replaced', replacedBy: '01M814AV3P6V20NWJMFZS6SFJ0', attempts: 1, nextAttemptAt: null, lastError: null, refusal: null,
      askedAt: at, askedBy: 'Hà', receiptId: 'kho/2', acknowledgedAt: at, outcome: 'taken back',
    }],
  })
  return {
    agency: 'Trung tâm', station: '/tram', beganAt: at, endedAt: '2026-11-22T03:09:25.000Z', results: [deliveredStory()],
    cut: { from: at, to: at, whileCut: [{ service: 'receivers', port: 1, answered: false }], afterwards: [{ service: 'receivers', port: 1, answered: true }] },
    refusals: [refusal],
    interruption: { paper: storyPaper, signal: 'SIGKILL', afterMs: 4000, found: recordDetail(), resumeExit: 4, records: 1, existing: true },
    attachment: { paper: storyPaper, recordId: recordDetail().id, kept: { ordinal: 1, kind: 'authorisation', name: '01.jpg', format: 'jpeg', bytes: 10, digest: digest('c'), addedAt: at, addedBy: 'Hà' } },
    correction: {
      frozen: recordDetail({ frozen: { by: 'Hà', at, reason: 'sai tên đệm' } }), sentWhileFrozen: 0, replaced,
      replacement: deliveredStory({ final: recordDetail({ id: '01M814AV3P6V20NWJMFZS6SFJ0', version: 2, replaces: replaced.id }) }),
    },
    custody: {
      before: holdings, after: holdings, deleted: true, hashAtOldEnd: digest('e'),
      backup: { generation: 1, madeAt: at, records: 1, pages: 1, blobs: 2, folder: '/sao-luu', whole: true, blobBytes: 10, copiedBlobs: 2, manifestDigest: digest('f'), damaged: [] },
      restored: { generation: 1, madeAt: at, records: 1, pages: 1, blobs: 2, folder: '/tram', lost: [], unsent: 0 },
      check: { sound: true, full: true, blobs: 2, database: [], badBlobs: [], badRecords: [], audit: { entries: 9, faults: [] } },
    },
    secrecy: { files: 3, bytes: 30, texts: 4, found: [] },
    ...changes,
  }
}
