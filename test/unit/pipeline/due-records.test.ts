import { expect, test } from 'vitest'
import { defaultConfiguration } from '../../../shared/contract/index.ts'
import { instant, SohoaError } from '../../../shared/model/index.ts'
import type { Digest, Instant, RecordId } from '../../../shared/model/index.ts'
import { recordsToResume, runDeliveries, queueDeliveries, type PipelineContext } from '../../../shared/pipeline/index.ts'
import { ReadingPlaces } from '../../../shared/pipeline/reading/reading-places.ts'
import type { Courier } from '../../../shared/deliver/index.ts'
import type { Store } from '../../../shared/store/index.ts'
import { newOpenStation, record, recordId } from '../store/station.ts'

const at = (seconds: number): Instant => instant(new Date(Date.UTC(2026, 10, 22, 3, 0, seconds)))

/** A pipeline whose receivers cannot be reached; `asked` notes who was tried. */
function pipeline(store: Store, asked: string[] = []): PipelineContext {
  const courier: Pick<Courier, 'deliver' | 'close'> = {
    deliver: (_, message) => {
      asked.push(message.record.code)
      return Promise.reject(new SohoaError('hub_busy', { target: 'kho' }))
    },
    close: () => Promise.resolve(),
  }
  const absent = (): never => { throw new Error('not needed') }
  const configuration = { ...defaultConfiguration, agency: 'Ủy ban nhân dân xã Đồng Mây', targets: { kho: { url: 'https://kho.invalid', caPem: '' } } }
  return {
    store, actor: 'Hà', training: true, configuration: () => configuration, now: () => at(0), emit: () => undefined, stop: new AbortController().signal,
    rooms: {
      processes: 1, readingPlaces: new ReadingPlaces(1), image: absent, images: absent, ocr: absent, pdf: absent, assembler: absent, verifier: absent, courier: () => courier as Courier, tokens: absent,
      scanners: absent, restDecoders: absent, warmReaders: absent, restReaders: absent, interrupt: absent, close: absent,
    },
  }
}

/** A signed record that asks for the Kho. */
function signed(store: Store, number: number): RecordId {
  const digest: Digest = store.putBlob(Uint8Array.of(1))
  const owner = { kind: 'person', name: 'Mạc Đình Gia Phong', id: '099085001162', source: 'dossier' } as const
  store.insertRecord(record(number, {
    work: 'signed', trust: 'B-T', rawDigest: digest, pdfDigest: digest, owners: [owner], recipient: { state: 'agreed' },
    deliveryChoice: { targets: ['kho'], basis: 'asked', at: at(0), by: 'Hà', reason: null },
  }))
  return recordId(number)
}

test('everything due is tried once in one run, however much of it there is', async () => {
  const { store } = await newOpenStation()
  const asked: string[] = []
  const context = pipeline(store, asked)
  const ids = Array.from({ length: 120 }, (_, index) => signed(store, index + 1))
  store.transaction(() => { for (const id of ids) queueDeliveries(context, id) })
  expect(await runDeliveries(context, { now: false })).toHaveLength(120)
  expect(new Set(asked).size).toBe(120)
  expect(asked).toHaveLength(120)
  expect(await runDeliveries(context, { now: false })).toEqual([])
  expect(await runDeliveries(context, { now: true, id: recordId(7) })).toEqual([recordId(7)])
  expect(asked).toHaveLength(121)
})

test('what was signed and not put into the outbox when the process was killed is found, and what is settled is not', async () => {
  const { store } = await newOpenStation()
  const context = pipeline(store)
  const [first, second] = [signed(store, 1), signed(store, 2)]
  store.insertRecord(record(3, { work: 'awaiting review' }))
  store.insertRecord(record(4, { work: 'refused' }))
  expect(recordsToResume(context)).toEqual([first, second, recordId(3)])
  queueDeliveries(context, first)
  expect(store.listUnsettled()).toEqual([second])
  expect(recordsToResume(context)).toEqual([first, second, recordId(3)])
  const [due] = store.dueDeliveries(at(0))
  store.recordAttempt(due?.idempotencyKey ?? '', {
    state: 'delivered', receipt: { id: 'r', recordId: first, target: 'kho', digest: store.getRecord(first).pdfDigest ?? store.putBlob(Uint8Array.of(2)), raw: Uint8Array.of(1), receivedAt: at(1) },
  })
  queueDeliveries(context, first)
  expect(store.getRecord(first).work).toBe('delivered')
  expect(recordsToResume(context)).toEqual([second, recordId(3)])
})

test('counts of what waits agree with the records themselves', async () => {
  const { store } = await newOpenStation()
  const context = pipeline(store)
  for (let number = 1; number <= 6; number += 1) queueDeliveries(context, signed(store, number))
  store.updateRecord(recordId(2), (current) => ({ ...current, recipient: { state: 'open', why: 'no id' }, pdfDigest: store.putBlob(Uint8Array.of(2)) }))
  queueDeliveries(context, recordId(2))
  const [due] = store.dueDeliveries(at(0))
  store.recordAttempt(due?.idempotencyKey ?? '', { state: 'refused', error: 'hub_refused' })
  const walked = [...store.everyRecord()].flatMap(({ deliveries, pdfDigest }) => deliveries.filter(({ digest }) => digest === pdfDigest).map(({ state }) => state))
  const count = (state: string): number => walked.filter((other) => other === state).length
  expect(store.countUndelivered()).toEqual({ queued: count('queued'), held: count('held'), refused: count('refused') })
  expect(store.countUndelivered()).toEqual({ queued: 4, held: 1, refused: 1 })
})
