import { expect, test } from 'vitest'
import { instant, mayHaveArrived, type Digest, type Instant } from '../../../shared/model/index.ts'
import type { Receipt, Store } from '../../../shared/store/index.ts'
import { codeOf, newOpenStation, open, record, recordId } from './station.ts'

const at = (seconds: number): Instant => instant(new Date(Date.UTC(2026, 10, 22, 3, 0, seconds)))
const id = recordId(1)

async function recalled(): Promise<{ folder: string; store: Store; key: string; receipt: Receipt & { digest: Digest } }> {
  const { folder, store } = await newOpenStation()
  store.insertRecord(record(1))
  store.insertRecord(record(2, { replaces: id, version: 2 }))
  const digest = store.putBlob(Uint8Array.of(1))
  store.enqueueRecall(id, { target: 'kho', digest, reason: 'replaced', replacedBy: recordId(2), askedAt: at(0), askedBy: 'Hà' })
  const [due] = store.dueRecalls(at(0))
  if (due === undefined) throw new Error('no recall')
  return { folder, store, key: due.key, receipt: { id: 'kho/r1', recordId: id, target: 'kho', digest, raw: Uint8Array.of(5), receivedAt: at(9) } }
}

test('a recall asked for twice is one recall, as asked first', async () => {
  const { store, receipt } = await recalled()
  store.enqueueRecall(id, { target: 'kho', digest: receipt.digest, reason: 'withdrawn', replacedBy: null, askedAt: at(5), askedBy: 'B' })
  expect(store.listRecalls(id)).toMatchObject([{ target: 'kho', state: 'queued', reason: 'replaced', replacedBy: recordId(2), askedAt: at(0), askedBy: 'Hà', outcome: null }])
  expect(store.countRecalls()).toEqual({ queued: 1, acknowledged: 0, refused: 0 })
})

test('a recall that names no file stands beside those that do, is asked for once, and keeps its receipt', async () => {
  const { store } = await recalled()
  for (const askedAt of [at(1), at(2)]) store.enqueueRecall(id, { target: 'kho', digest: null, reason: 'withdrawn', replacedBy: null, askedAt, askedBy: 'Hà' })
  expect(store.listRecalls(id).map(({ digest, askedAt }) => [digest === null, askedAt])).toEqual([[false, at(0)], [true, at(1)]])
  const due = store.dueRecalls(at(9)).find(({ recall }) => recall.digest === null)
  store.recordRecallAttempt(due?.key ?? '', { state: 'acknowledged', outcome: 'taken back', receipt: { id: 'kho/r2', recordId: id, target: 'kho', digest: null, raw: Uint8Array.of(6), receivedAt: at(9) } })
  expect(store.listRecalls(id).map(({ state }) => state)).toEqual(['queued', 'acknowledged'])
  expect(store.listReceipts(id)).toMatchObject([{ id: 'kho/r2', digest: null }])
})

test('a recall is due at its time, to one taker at a time, and again after a kill', async () => {
  const { folder, store, key } = await recalled()
  expect(store.leaseRecall(key, at(0), at(30))).toBe(true)
  expect(store.leaseRecall(key, at(1), at(31))).toBe(false)
  expect(store.dueRecalls(at(1))).toEqual([])
  store.close()
  const again = await open(folder)
  again.releaseRecallLeases()
  expect(again.dueRecalls(at(1), id)).toMatchObject([{ key, recall: { attempts: 1 } }])
  expect(again.dueRecalls(at(1), recordId(2))).toEqual([])
  again.recordRecallAttempt(key, { state: 'queued', nextAttemptAt: at(40), error: 'hub_unreachable' })
  expect(again.dueRecalls(at(39))).toEqual([])
  expect(again.dueRecalls(at(40))[0]?.recall).toMatchObject({ state: 'queued', lastError: 'hub_unreachable' })
})

test('acknowledged is written only together with the receipt of this very recall, and stays', async () => {
  const { folder, store, key, receipt } = await recalled()
  const other = store.putBlob(Uint8Array.of(2))
  const acknowledged = (change: Partial<Receipt>): void => store.recordRecallAttempt(key, { state: 'acknowledged', outcome: 'taken back', receipt: { ...receipt, ...change } })
  for (const wrong of [{ digest: other }, { target: 'vneid' as const }, { recordId: recordId(2) }]) expect(await codeOf(() => { acknowledged(wrong) })).toBe('hub_receipt_invalid')
  expect(store.listRecalls(id)[0]?.state).toBe('queued')
  expect(store.listReceipts(id)).toEqual([])
  acknowledged({})
  store.recordRecallAttempt(key, { state: 'refused', error: 'late answer' })
  store.close()
  const again = await open(folder)
  expect(again.listRecalls(id)[0]).toMatchObject({ state: 'acknowledged', outcome: 'taken back', receiptId: 'kho/r1', acknowledgedAt: at(9), lastError: null, nextAttemptAt: null })
  expect(Uint8Array.from(again.getReceipt('kho/r1')?.raw ?? [])).toEqual(receipt.raw)
  again.retryRecalls(id, at(50))
  expect(again.dueRecalls(at(59))).toEqual([])
})

test('a receipt that was given for something else before proves no recall', async () => {
  const { store, key, receipt } = await recalled()
  const delivery = store.enqueueDelivery(id, { target: 'kho', digest: receipt.digest, state: 'queued', chosenAt: at(0), chosenBy: 'Hà' })
  store.recordAttempt(delivery, { state: 'delivered', receipt })
  expect(await codeOf(() => { store.recordRecallAttempt(key, { state: 'acknowledged', outcome: 'taken back', receipt }) })).toBe('hub_receipt_invalid')
  expect(store.listRecalls(id)[0]?.state).toBe('queued')
})

test('what a receiver refused waits until somebody asks', async () => {
  const { store, key } = await recalled()
  store.recordRecallAttempt(key, { state: 'refused', error: 'hub_refused' })
  expect(store.dueRecalls(at(59))).toEqual([])
  store.retryRecalls(id, at(20))
  expect(store.dueRecalls(at(20))[0]?.recall).toMatchObject({ state: 'queued', lastError: null })
})

test('a delivery may have arrived from when its file left, whatever came of it', async () => {
  const { store } = await recalled()
  const digest = store.putBlob(Uint8Array.of(3))
  const key = store.enqueueDelivery(id, { target: 'vneid', digest, state: 'queued', chosenAt: at(0), chosenBy: 'Hà' })
  const arrived = (): boolean => store.listDeliveries(id).some(mayHaveArrived)
  expect(arrived()).toBe(false)
  store.recordAttempt(key, { state: 'held', error: 'recipient_uncertain' })
  expect(arrived(), 'held before anything was sent').toBe(false)
  store.enqueueDelivery(id, { target: 'vneid', digest, state: 'queued', chosenAt: at(1), chosenBy: 'Hà' })
  store.leaseDelivery(key, at(1), at(9))
  store.releaseLeases()
  expect(arrived(), 'killed before anything was sent').toBe(false)
  store.noteSending(key, '{}')
  store.recordAttempt(key, { state: 'refused', error: 'hub_refused' })
  expect(arrived()).toBe(true)
  const other = store.putBlob(Uint8Array.of(7))
  store.enqueueDelivery(recordId(2), { target: 'kho', digest: other, state: 'queued', chosenAt: at(0), chosenBy: 'Hà' })
  expect(store.listDeliveries(recordId(2)).some(mayHaveArrived)).toBe(false)
  store.assumeSent()
  expect(store.listDeliveries(recordId(2)).some(mayHaveArrived), 'restored: it may have been sent since the backup').toBe(true)
})

test('what is held or cancelled is taken out of the queue; what was delivered or refused stays as it is', async () => {
  const { store } = await recalled()
  const first = store.putBlob(Uint8Array.of(4))
  const [queued = '', refused = ''] = [first, store.putBlob(Uint8Array.of(5)), store.putBlob(Uint8Array.of(6))].map((digest) => store.enqueueDelivery(id, { target: 'kho', digest, state: 'queued', chosenAt: at(0), chosenBy: 'Hà' }))
  store.recordAttempt(refused, { state: 'refused', error: 'hub_refused' })
  store.holdDeliveries(id, { state: 'cancelled', error: 'record_voided' })
  expect(store.listDeliveries(id).map(({ state, lastError }) => `${state} ${lastError ?? ''}`)).toEqual(['cancelled record_voided', 'refused hub_refused', 'cancelled record_voided'])
  expect(store.dueDeliveries(at(59))).toEqual([])
  expect(store.leaseDelivery(queued, at(1), at(9))).toBe(false)
  expect(store.enqueueDelivery(id, { target: 'kho', digest: first, state: 'queued', chosenAt: at(1), chosenBy: 'Hà', again: true })).toBe(queued)
  expect(store.listDeliveries(id)[0]?.state, 'cancelled for good').toBe('cancelled')
})

test('the replacements of a record are found, newest first, voided ones among them', async () => {
  const { store } = await recalled()
  store.insertRecord(record(3, { replaces: id, version: 3, work: 'voided' }))
  store.insertRecord(record(4))
  expect(store.listReplacements(id).map(({ id: found }) => found)).toEqual([recordId(3), recordId(2)])
  expect(store.listReplacements(recordId(4))).toEqual([])
})
