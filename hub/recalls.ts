import { randomUUID } from 'node:crypto'
import { instant } from '../shared/model/index.ts'
import type { RecallMessage, Refusal } from '../shared/wire/index.ts'
import type { Inbox } from './inbox.ts'
import { signReceipt, type ReceiptIdentity } from './receipt-signer.ts'

/**
 * Takes a result out of use and signs that it is: also one that never arrived, which is then refused when it comes. The same
 * recall again gets the first receipt. Gives the reason when the key belongs to another result.
 */
export async function acceptRecall(
  inbox: Inbox, message: RecallMessage, receiver: string, identity: ReceiptIdentity,
): Promise<{ readonly receipt: string } | { readonly refused: Refusal['reason'] }> {
  const { target, idempotencyKey, recordCode, pdfDigest, auditHead } = message
  const entry = await inbox.entry(target, idempotencyKey)
  const known = await inbox.recallOf(target, idempotencyKey)
  const delivered = entry === undefined ? undefined : { recordCode: entry.message.record.code, pdfDigest: entry.message.record.pdfDigest }
  for (const told of [delivered, known?.message]) {
    if (told !== undefined && (told.recordCode !== recordCode || told.pdfDigest !== pdfDigest)) return { refused: 'key reused for another message' }
  }
  if (known !== undefined && known.receipt !== null) return { receipt: known.receipt }
  await inbox.recall(message)
  const receipt = await signReceipt({
    version: 1, kind: 'recall', receiptId: randomUUID(), receiver, target, idempotencyKey, recordCode, pdfDigest,
    outcome: entry?.state === 'received' ? 'taken back' : 'never received', acknowledgedAt: instant(), auditHead,
  }, identity)
  await inbox.acknowledgeRecall(target, idempotencyKey, receipt)
  return { receipt }
}
