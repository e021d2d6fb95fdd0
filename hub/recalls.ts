import { randomUUID } from 'node:crypto'
import { instant, type Digest } from '../shared/model/index.ts'
import type { RecallMessage, Refusal } from '../shared/wire/index.ts'
import type { Inbox } from './inbox.ts'
import { signReceipt, type ReceiptIdentity } from './receipt-signer.ts'

/**
 * Takes a sender's result out of use, all of it that is here, and signs that it is: also one that never arrived, which is then
 * refused when it comes. The same recall again gets the first receipt. Gives the reason when the result is another sender's, or
 * the key that of another.
 */
export async function acceptRecall(
  inbox: Inbox, message: RecallMessage, sender: Digest, receiver: string, identity: ReceiptIdentity,
): Promise<{ readonly receipt: string } | { readonly refused: Refusal['reason'] }> {
  const { target, idempotencyKey, recordCode, pdfDigest, auditHead } = message
  const told = (await inbox.entry(target, idempotencyKey))?.message.record
  if (told !== undefined && (told.code !== recordCode || told.pdfDigest !== pdfDigest)) return { refused: 'key reused for another message' }
  const entries = await inbox.ofRecord(target, recordCode)
  if (entries.some((entry) => entry.sender !== sender)) return { refused: 'not the sender' }
  const record = { target, sender, recordCode }
  const known = await inbox.recallReceipt(record, idempotencyKey)
  if (known !== undefined) return { receipt: known }
  await inbox.recall(message, sender)
  const taken = entries.some((entry) => entry.state === 'received' && (pdfDigest === null || entry.message.record.pdfDigest === pdfDigest))
  const receipt = await signReceipt({
    version: 1, kind: 'recall', receiptId: randomUUID(), receiver, target, idempotencyKey, recordCode, pdfDigest,
    outcome: taken ? 'taken back' : 'never received', acknowledgedAt: instant(), auditHead,
  }, identity)
  await inbox.acknowledgeRecall(record, idempotencyKey, receipt)
  return { receipt }
}
