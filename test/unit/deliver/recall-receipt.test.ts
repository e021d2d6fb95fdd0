import { beforeAll, describe, expect, it } from 'vitest'
import { certificatesPem, makeDemoPki, privateKeyPem, type DemoPki } from '../../../demo/pki.ts'
import { signReceipt } from '../../../hub/receipt-signer.ts'
import { checkReceipt, checkRecallReceipt } from '../../../shared/deliver/index.ts'
import { instant } from '../../../shared/model/index.ts'
import { toPem } from '../../../shared/pki/index.ts'
import { deliveryMessage, recallMessage, type DeliveryMessage, type RecallMessage, type RecallReceiptClaims } from '../../../shared/wire/index.ts'
import { codeOf } from '../store/station.ts'

let pki: DemoPki
let stranger: DemoPki
let caPem: string
beforeAll(async () => {
  pki = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Đồng Mây' })
  stranger = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Đồng Mây' })
  caPem = toPem(pki.hubRoot.certificate)
})

const key = 'a'.repeat(64)
const file = 'b'.repeat(64)
const auditHead = { seq: 3, hash: 'c'.repeat(64) }
const sender = { agency: 'Ủy ban nhân dân xã Đồng Mây', agencyCode: null, training: false }
const message: RecallMessage = recallMessage.parse({
  version: 1, idempotencyKey: key, target: 'kho', sender, recordCode: 'SH-1', pdfDigest: file, reason: 'withdrawn', replacedBy: null, recalledAt: instant(), auditHead,
})
const honest: RecallReceiptClaims = {
  version: 1, kind: 'recall', receiptId: 'r1', receiver: 'thử', target: 'kho', idempotencyKey: key, recordCode: 'SH-1', pdfDigest: file,
  outcome: 'taken back', acknowledgedAt: instant(), auditHead,
}

const signed = (claims: Parameters<typeof signReceipt>[0], by: DemoPki = pki): Promise<string> =>
  signReceipt(claims, { privateKeyPem: privateKeyPem(by.hubReceipts), certificatePem: certificatesPem(by.hubReceipts) })
const check = (jws: string): Promise<unknown> => checkRecallReceipt(jws, message, caPem, instant())

describe('the receipt of a recall', () => {
  it('is taken when the pinned CA’s receiver signed it about this recall', async () => {
    expect(await check(await signed(honest))).toMatchObject({ claims: honest })
  })

  it.each([
    ['of another delivery', { idempotencyKey: 'd'.repeat(64) }, 'hub_receipt_invalid'],
    ['of another record', { recordCode: 'SH-2' }, 'hub_receipt_invalid'],
    ['of another target', { target: 'vneid' as const }, 'hub_receipt_invalid'],
    ['of another file', { pdfDigest: 'e'.repeat(64) }, 'hub_digest_mismatch'],
  ])('is refused when it is that %s', async (_, change, code) => {
    expect(await codeOf(async () => check(await signed({ ...honest, ...change })))).toBe(code)
  })

  it('is refused when a stranger signed it, or when it was changed after signing', async () => {
    expect(await codeOf(async () => check(await signed(honest, stranger)))).toBe('hub_receipt_invalid')
    const [header = '', , signature = ''] = (await signed({ ...honest, outcome: 'never received' })).split('.')
    const changed = Buffer.from(JSON.stringify(honest)).toString('base64url')
    expect(await codeOf(() => check(`${header}.${changed}.${signature}`))).toBe('hub_receipt_invalid')
    expect(await codeOf(() => check(''))).toBe('hub_receipt_invalid')
  })

  it('cannot be exchanged with the receipt of a delivery, in either direction', async () => {
    const delivered = await signed({
      version: 1, receiptId: 'r1', receiver: 'thử', target: 'kho', idempotencyKey: key, recordCode: 'SH-1', pdfDigest: file, pdfBytes: 10,
      verdict: 'passed', receivedAt: instant(), link: 'https://127.0.0.1/x', auditHead,
    })
    expect(await codeOf(() => check(delivered))).toBe('hub_receipt_invalid')
    const delivery: DeliveryMessage = deliveryMessage.parse({
      version: 1, idempotencyKey: key, target: 'kho', sender,
      record: { code: 'SH-1', origin: 'scan', trust: 'B-T', pages: 1, rawDigest: file, pdfDigest: file, pdfBytes: 10 },
      result: {
        kind: 'result', dossierCode: null, procedureCode: null, resultCode: null, validUntil: null, documentType: null, codeNumber: null, codeNotation: null,
        issuedDate: null, issuingAgency: null, subject: null,
      },
      owners: [{ kind: 'person', name: 'Mạc Đình Gia Phong', id: '099085001162' }], chosenAt: instant(), replaces: null, auditHead,
    })
    expect(await checkReceipt(delivered, delivery, caPem, instant())).toMatchObject({ jws: delivered })
    expect(await codeOf(async () => checkReceipt(await signed(honest), delivery, caPem, instant()))).toBe('hub_receipt_invalid')
  })
})
