import { expect, test } from 'vitest'
import { instant } from '../../../shared/model/index.ts'
import type { Digest, Instant } from '../../../shared/model/index.ts'
import type { Receipt, Store } from '../../../shared/store/index.ts'
import { codeOf, newOpenStation, open, record, recordId } from './station.ts'

const at = (seconds: number): Instant => instant(new Date(Date.UTC(2026, 10, 22, 3, 0, seconds)))
const id = recordId(1)

async function queued(): Promise<{ folder: string; store: Store; key: string; receipt: Receipt & { digest: Digest } }> {
  const { folder, store } = await newOpenStation()
  store.insertRecord(record(1))
  const digest = store.putBlob(Uint8Array.of(1))
  const key = store.enqueueDelivery(id, { target: 'kho', digest, state: 'queued', chosenAt: at(0), chosenBy: 'Hà' })
  return { folder, store, key, receipt: { id: 'r1', recordId: id, target: 'kho', digest, raw: Uint8Array.of(5), receivedAt: at(9) } }
}

test('the same choice twice is one delivery with one idempotency key', async () => {
  const { store, key, receipt } = await queued()
  const again = store.enqueueDelivery(id, { target: 'kho', digest: receipt.digest, state: 'queued', chosenAt: at(5), chosenBy: 'B' })
  expect(again).toBe(key)
  expect(store.listDeliveries(id)).toHaveLength(1)
  expect(store.getRecord(id).deliveries).toEqual(store.listDeliveries(id))
})

test('a delivery is due at its time, to one taker at a time, and again when the lease ran out', async () => {
  const { store, key } = await queued()
  expect(store.leaseDelivery(key, at(0), at(30))).toBe(true)
  expect(store.leaseDelivery(key, at(1), at(31))).toBe(false)
  expect(store.dueDeliveries(at(1))).toEqual([])
  expect(store.dueDeliveries(at(30)).map((due) => due.idempotencyKey)).toEqual([key])
  store.recordAttempt(key, { state: 'queued', nextAttemptAt: at(40), error: 'hub_unreachable' })
  expect(store.dueDeliveries(at(39))).toEqual([])
  expect(store.nextDeliveryAt()).toBe(at(40))
  expect(store.dueDeliveries(at(40))[0]?.delivery).toMatchObject({ attempts: 1, lastError: 'hub_unreachable', state: 'queued' })
})

test('what a killed process had reserved is due again once the next one frees it', async () => {
  const { store, key } = await queued()
  store.leaseDelivery(key, at(0), at(600))
  expect(store.dueDeliveries(at(1))).toEqual([])
  store.releaseLeases()
  expect(store.dueDeliveries(at(1)).map((due) => due.idempotencyKey)).toEqual([key])
})

test('delivered is written only together with the receipt of this very delivery, and stays', async () => {
  const { folder, store, key, receipt } = await queued()
  const other = store.putBlob(Uint8Array.of(2))
  expect(await codeOf(() => store.recordAttempt(key, { state: 'delivered', receipt: { ...receipt, digest: other } }))).toBe('hub_receipt_invalid')
  expect(await codeOf(() => store.recordAttempt(key, { state: 'delivered', receipt: { ...receipt, target: 'vneid' } }))).toBe('hub_receipt_invalid')
  expect(store.listDeliveries(id)[0]?.state).toBe('queued')
  expect(store.listReceipts(id)).toEqual([])
  store.recordAttempt(key, { state: 'delivered', receipt })
  store.recordAttempt(key, { state: 'refused', error: 'late answer' })
  store.close()
  const again = await open(folder)
  expect(again.listDeliveries(id)[0]).toMatchObject({ state: 'delivered', receiptId: 'r1', deliveredAt: at(9), lastError: null, nextAttemptAt: null })
  expect(Uint8Array.from(again.getReceipt('r1')?.raw ?? [])).toEqual(receipt.raw)
  expect(again.dueDeliveries(at(59))).toEqual([])
  expect(again.nextDeliveryAt()).toBeUndefined()
})

test('a held delivery waits for a person and goes when it is let go', async () => {
  const { store, receipt } = await queued()
  const choice = { target: 'vneid', digest: receipt.digest, chosenAt: at(1), chosenBy: 'Hà' } as const
  const key = store.enqueueDelivery(id, { ...choice, state: 'held' })
  expect(store.dueDeliveries(at(59)).map((due) => due.idempotencyKey)).not.toContain(key)
  expect(store.leaseDelivery(key, at(1), at(9))).toBe(false)
  expect(store.enqueueDelivery(id, { ...choice, state: 'queued', chosenAt: at(2), chosenBy: 'B' })).toBe(key)
  expect(store.dueDeliveries(at(59)).find((due) => due.idempotencyKey === key)?.delivery).toMatchObject({ state: 'queued', chosenBy: 'B' })
})
