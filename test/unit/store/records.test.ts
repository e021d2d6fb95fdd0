import { expect, test } from 'vitest'
import { z } from 'zod'
import { instant, toDigest } from '../../../shared/model/index.ts'
import type { Instant } from '../../../shared/model/index.ts'
import { codeOf, newOpenStation, page, record, recordId } from './station.ts'

const at = (seconds: number): Instant => instant(new Date(Date.UTC(2026, 10, 22, 3, 0, seconds)))

test('a record comes back as it went in, all its parts', async () => {
  const { store } = await newOpenStation()
  const evidence = { page: 1, box: { x: 1, y: 2, width: 3.5, height: 4 }, rule: 'number-line', read: 'So: 37' }
  const whole = record(1, {
    stoppedBy: { code: 'page_unread', params: { page: 2 } },
    fields: { codeNumber: { value: '37', confidence: 0.9, accepted: true, acceptedBy: 'machine', failedChecks: ['X'], evidence } },
    owners: [{ kind: 'person', name: 'Nguyễn Văn Ất', id: '001099012345', source: 'paper' }],
    recipient: { state: 'confirmed', by: 'Hà', at: at(1), reason: 'đúng người', despite: 'no id', onPaper: [{ kind: 'person', name: 'Nguyễn Văn Ất', id: null, role: 'owner' }] },
    deliveryChoice: { targets: ['kho'], basis: 'asked', at: at(2), by: 'Hà', reason: null },
  })
  store.insertRecord(whole)
  expect(store.getRecord(whole.id)).toEqual({ ...whole, deliveries: [] })
})

test('what is not a record is not written', async () => {
  const { store } = await newOpenStation()
  const broken = { ...record(1), work: 'done' } as unknown as ReturnType<typeof record>
  expect(await codeOf(() => store.insertRecord(broken))).toBe('internal')
  expect(store.listRecords({ limit: 10 })).toEqual([])
})

test('a change made from an old version is refused and nothing is overwritten', async () => {
  const { store } = await newOpenStation()
  const { id } = record(1)
  store.insertRecord(record(1))
  const version = store.recordVersion(id)
  store.updateRecord(id, (current) => ({ ...current, pageCount: 1 }), version)
  expect(await codeOf(() => store.updateRecord(id, (current) => ({ ...current, pageCount: 9 }), version))).toBe('record_changed')
  expect(store.getRecord(id).pageCount).toBe(1)
})

test('neither id nor code of a record can be taken twice', async () => {
  const { store } = await newOpenStation()
  store.insertRecord(record(1))
  expect(await codeOf(() => store.insertRecord(record(1)))).toBe('record_changed')
  expect(await codeOf(() => store.insertRecord({ ...record(2), code: record(1).code }))).toBe('record_changed')
  expect(await codeOf(() => store.getRecord(recordId(2)))).toBe('not_found')
})

test('records are listed newest first, page by page, by state', async () => {
  const { store } = await newOpenStation()
  for (let number = 1; number <= 7; number += 1) store.insertRecord(record(number, { work: number % 2 === 0 ? 'signed' : 'refused' }))
  const first = store.listRecords({ limit: 3 })
  const cursor = first.at(-1)?.id
  if (cursor === undefined) throw new Error('no records')
  expect([...first, ...store.listRecords({ limit: 9, cursor })].map(({ id }) => id)).toEqual([7, 6, 5, 4, 3, 2, 1].map(recordId))
  expect(store.listRecords({ limit: 9, work: 'signed' }).map(({ id }) => id)).toEqual([6, 4, 2].map(recordId))
  expect([...store.everyRecord()].map(({ id }) => id)).toEqual([7, 6, 5, 4, 3, 2, 1].map(recordId))
  expect(store.countRecords()).toEqual({ signed: 3, refused: 4 })
})

test('the same files in the same order, or the same raw pages, lead to the record', async () => {
  const { store } = await newOpenStation()
  const digests = [1, 2].map((byte) => store.putBlob(Uint8Array.of(byte)))
  const [one, two] = digests
  if (one === undefined || two === undefined) throw new Error('digests')
  const sources = digests.map((digest, index) => ({ ordinal: index + 1, path: `/x/${index}`, name: `${index}`, sizeBytes: 1, digest, format: 'jpeg' as const }))
  store.insertRecord(record(1, { rawDigest: two }))
  store.planSources(recordId(1), sources)
  store.planSources(recordId(1), sources)
  expect(store.listSources(recordId(1))).toEqual(sources.map((source) => ({ ...source, stored: false })))
  store.markSourceStored(recordId(1), 2)
  expect(store.listSources(recordId(1)).map(({ stored }) => stored)).toEqual([false, true])
  expect(store.findRecordBySources([one, two])?.id).toBe(recordId(1))
  expect(store.findRecordBySources([two, one])).toBeUndefined()
  expect(store.findRecordByRawDigest(two)?.id).toBe(recordId(1))
  expect(await codeOf(() => store.planSources(recordId(1), sources.toReversed()))).toBe('record_changed')
  expect(await codeOf(() => store.planSources(recordId(5), sources))).toBe('not_found')
})

test('a page enters the ledger only after its bytes, once, and is never replaced', async () => {
  const { store } = await newOpenStation()
  store.insertRecord(record(1))
  const first = page(store, 1)
  store.addPage(recordId(1), first)
  store.addPage(recordId(1), first)
  expect(store.listPages(recordId(1))).toEqual([first])
  expect(await codeOf(() => store.addPage(recordId(1), page(store, 1)))).toBe('page_differs')
  const unstored = { ...first, ordinal: 2, digest: toDigest('ab'.repeat(32)) }
  expect(await codeOf(() => store.addPage(recordId(1), unstored))).toBe('blob_missing')
  expect(store.listPages(recordId(1))).toEqual([first])
})

test('a step is kept with its inputs and replaced when it ran again', async () => {
  const { store } = await newOpenStation()
  store.insertRecord(record(1))
  const inputs = store.putBlob(Uint8Array.of(1))
  const result = { inputs, engine: 'clean 1', result: { blank: false, words: ['đã'] }, resultDigest: null, startedAt: at(1), finishedAt: at(2) }
  store.putStep(recordId(1), 1, 'clean', result)
  store.putStep(recordId(1), 2, 'clean', { ...result, engine: 'clean 2', resultDigest: inputs })
  store.putStep(recordId(1), 2, 'clean', { ...result, engine: 'clean 3' })
  expect(store.getStep(recordId(1), 1, 'clean')).toEqual(result)
  expect(store.getStep(recordId(1), 2, 'clean')?.engine).toBe('clean 3')
  expect(store.getStep(recordId(1), 3, 'clean')).toBeUndefined()
})

test('a capture that was the same paper again leaves, but never with a page that nobody else has', async () => {
  const { store } = await newOpenStation()
  const bytes = Uint8Array.of(7)
  for (const number of [1, 2]) {
    store.insertRecord(record(number, { work: 'capturing' }))
    store.addPage(recordId(number), page(store, 1, bytes))
  }
  store.addHistory(recordId(2), { at: at(1), from: null, to: 'capturing', inputs: { pages: 1 } })
  store.dropCapture(recordId(2))
  expect(await codeOf(() => store.getRecord(recordId(2)))).toBe('not_found')
  expect(store.checkDatabase()).toEqual([])
  expect(await codeOf(() => store.dropCapture(recordId(1)))).toBe('wrong_state')
  expect(store.listPages(recordId(1))).toHaveLength(1)
})

test('a transaction is all or nothing, nested ones too, and may not be asynchronous', async () => {
  const { store } = await newOpenStation()
  const failure = new Error('on purpose')
  expect(() => store.transaction(() => {
    store.insertRecord(record(1))
    store.transaction(() => store.insertRecord(record(2)))
    throw failure
  })).toThrow(failure)
  expect(await codeOf(() => store.transaction(async () => {
    store.insertRecord(record(3))
    await Promise.resolve()
  }))).toBe('internal')
  expect(store.listRecords({ limit: 10 })).toEqual([])
})

test('settings and signing keys come back as they went in', async () => {
  const { store } = await newOpenStation()
  const key = { id: 'k1', profile: 'RSA', certificate: Uint8Array.of(1, 2), chain: [Uint8Array.of(3)], addedAt: at(1) }
  store.addKey(key, Uint8Array.of(9, 9))
  expect(store.listKeys().map((stored) => ({ ...stored, certificate: Uint8Array.from(stored.certificate) }))).toEqual([key])
  expect(Uint8Array.from(store.getKeyMaterial('k1'))).toEqual(Uint8Array.of(9, 9))
  expect(await codeOf(() => store.getKeyMaterial('k2'))).toBe('not_found')
  const schema = z.object({ agency: z.string() })
  expect(store.getSetting('configuration', schema)).toBeUndefined()
  store.putSetting('configuration', { agency: 'UBND phường Bến Nghé' })
  expect(store.getSetting('configuration', schema)).toEqual({ agency: 'UBND phường Bến Nghé' })
})
