import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { appendEntry } from '../../../shared/audit/index.ts'
import { instant, toDigest, type Digest, type Instant } from '../../../shared/model/index.ts'
import { auditRows } from '../../../shared/store/audit-rows.ts'
import { createDatabase, openDatabase, type StationDatabase } from '../../../shared/store/database.ts'
import { migrate } from '../../../shared/store/migrations/chain.ts'
import { migrations } from '../../../shared/store/migrations/index.ts'
import { outboxStore } from '../../../shared/store/outbox.ts'
import { pageStore } from '../../../shared/store/pages.ts'
import { recordStore } from '../../../shared/store/records.ts'
import { searchStore } from '../../../shared/store/search.ts'
import { codeOf, newOpenStation, record, recordId, temporaryFolder } from './station.ts'

const key = randomBytes(32)
const at = (seconds: number): Instant => instant(new Date(Date.UTC(2026, 10, 22, 3, 0, seconds)))
const digestOf = (text: string): Digest => toDigest(createHash('sha256').update(text).digest('hex'))
const step = (result: unknown) => ({ inputs: digestOf('in'), engine: 'e 1', result, resultDigest: null, startedAt: at(1), finishedAt: at(2) })

test('a station written before packed results keeps every step, and lists know what was found before', () => {
  const file = path.join(temporaryFolder(), 'a.db')
  const before = createDatabase(file, key)
  migrate(before, migrations.slice(0, 2))
  const words = Array.from({ length: 300 }, (_, place) => ({ text: `chữ${place}`, box: { x: place, y: 0, width: 9, height: 9 } }))
  const steps = [
    { page: 1, step: 'clean', result: { blank: false, warnings: ['blurred'], ink: { cells: 'AAAA' } }, summary: { blank: false, warnings: ['blurred'] } },
    { page: 1, step: 'recognise', result: { state: 'read', words }, summary: { state: 'read' } },
    { page: 0, step: 'assemble', result: { pages: 1, reencoded: [1] }, summary: { reencoded: [1] } },
    { page: 0, step: 'extract', result: { fields: [] }, summary: null },
  ]
  const states = ['signed', 'delivered', 'awaiting review'] as const
  for (const [index, work] of states.entries()) {
    const body = record(index + 1, { work, pdfDigest: digestOf(work) })
    before.run('INSERT INTO records (id, version, code, work, trust, created_at, body) VALUES ($id, 1, $code, $work, $trust, $at, $body)',
      { id: body.id, code: body.code, work, trust: body.trust, at: body.createdAt, body: JSON.stringify(body) })
  }
  for (const { page: number, step: name, result } of steps) {
    before.run(`INSERT INTO steps (record_id, page, step, inputs_digest, engine, result, started_at, finished_at) VALUES ($id, $number, $name, $inputs, 'e 1', $result, $from, $to)`,
      { id: recordId(1), number, name, inputs: digestOf('in'), result: JSON.stringify(result), from: at(1), to: at(2) })
  }
  before.close()
  const after = openDatabase(file, key)
  expect(migrate(after, migrations)).toContain(3)
  const pages = pageStore(after, () => true)
  for (const { page: number, step: name, result } of steps) expect(pages.getStep(recordId(1), number, name)).toEqual(step(result))
  expect(pages.listSteps(recordId(1)).map(({ page: number, step: name, summary }) => ({ page: number, step: name, summary })))
    .toEqual(steps.map(({ page: number, step: name, summary }) => ({ page: number, step: name, summary })).toSorted((left, right) => left.page - right.page || (left.step < right.step ? -1 : 1)))
  expect(recordStore(after, () => []).listUnsettled()).toEqual([recordId(1)])
  expect(after.all(z.object({ pdf: z.string() }), 'SELECT pdf_digest AS pdf FROM records ORDER BY id').map(({ pdf }) => pdf)).toEqual(states.map(digestOf))
  expect(after.faults()).toEqual([])
  after.close()
})

/** An empty database of the present schema. */
function newDatabase(): StationDatabase {
  const database = createDatabase(path.join(temporaryFolder(), 'a.db'), key)
  onTestFinished(() => database.close())
  migrate(database, migrations)
  return database
}

test('a long result comes back as it went in and takes a fraction of its length', () => {
  const database = newDatabase()
  recordStore(database, () => []).insertRecord(record(1))
  const result = { state: 'read', words: Array.from({ length: 400 }, (_, place) => ({ text: `Nghị định ${place}`, confidence: 0.9, box: { x: place * 7.5, y: 42, width: 90, height: 40.5 } })) }
  const pages = pageStore(database, () => true)
  pages.putStep(recordId(1), 1, 'recognise', { ...step(result), summary: { state: 'read' } })
  expect(pages.getStep(recordId(1), 1, 'recognise')).toEqual(step(result))
  const kept = database.get(z.object({ length: z.number() }), 'SELECT length(result) AS length FROM steps')
  expect(kept?.length).toBeLessThan(Buffer.from(JSON.stringify(result), 'utf8').length / 4)
  expect(pages.listSteps(recordId(1))).toEqual([{ page: 1, step: 'recognise', startedAt: at(1), finishedAt: at(2), summary: { state: 'read' } }])
})

test('a packed result that was damaged is damage of the station, never an empty result', async () => {
  const database = newDatabase()
  recordStore(database, () => []).insertRecord(record(1))
  const pages = pageStore(database, () => true)
  pages.putStep(recordId(1), 1, 'recognise', step('chữ '.repeat(1000)))
  database.run("UPDATE steps SET result = substr(result, 1, 20)")
  expect(await codeOf(() => pages.getStep(recordId(1), 1, 'recognise'))).toBe('station_damaged')
})

test('a signed record is unsettled until its outbox is settled, and again after each change', () => {
  const store = recordStore(newDatabase(), () => [])
  store.insertRecord(record(2, { work: 'signed' }))
  store.insertRecord(record(1, { work: 'delivered', trust: 'time stamp pending' }))
  store.insertRecord(record(3, { work: 'awaiting review' }))
  expect(store.listUnsettled()).toEqual([recordId(1), recordId(2)])
  store.settleOutbox(recordId(2))
  store.settleOutbox(recordId(1))
  expect(store.listUnsettled()).toEqual([recordId(1)])
  store.updateRecord(recordId(2), (current) => ({ ...current, recipient: { state: 'agreed' } }))
  store.updateRecord(recordId(1), (current) => ({ ...current, trust: 'B-T' }))
  store.settleOutbox(recordId(1))
  expect(store.listUnsettled()).toEqual([recordId(2)])
  store.updateRecord(recordId(2), (current) => ({ ...current, work: 'delivered' }))
  expect(store.listUnsettled()).toEqual([recordId(2)])
  store.settleOutbox(recordId(2))
  store.updateRecord(recordId(2), (current) => ({ ...current, work: 'signed' }))
  store.settleOutbox(recordId(2))
  store.updateRecord(recordId(2), (current) => ({ ...current, work: 'delivered' }))
  expect(store.listUnsettled()).toEqual([])
})

test('an attachment makes a record unsettled: it may let a delivery go', async () => {
  const { store } = await newOpenStation()
  store.insertRecord(record(1, { work: 'signed' }))
  store.settleOutbox(recordId(1))
  expect(store.listUnsettled()).toEqual([])
  store.addAttachment(recordId(1), { kind: 'authorisation', name: 'giấy ủy quyền.pdf', format: 'pdf', digest: store.putBlob(Uint8Array.of(1)), addedAt: at(1), addedBy: 'Hà' })
  expect(store.listUnsettled()).toEqual([recordId(1)])
})

/** The database, with the plan of every query that is asked of it. */
function planning(database: StationDatabase): { database: StationDatabase; plans: () => string[] } {
  const plans = new Set<string>()
  const explain = (sql: string, params: Parameters<StationDatabase['run']>[1]): void => {
    for (const { detail } of database.all(z.object({ detail: z.string() }), `EXPLAIN QUERY PLAN ${sql}`, params)) plans.add(detail)
  }
  return {
    plans: () => [...plans],
    database: {
      ...database,
      script: (sql) => { database.script(sql) },
      transaction: (work) => database.transaction(work),
      afterCommit: (listener) => { database.afterCommit(listener) },
      faults: () => database.faults(),
      close: () => { database.close() },
      run: (sql, params) => {
        explain(sql, params)
        return database.run(sql, params)
      },
      get: (schema, sql, params) => {
        explain(sql, params)
        return database.get(schema, sql, params)
      },
      all: (schema, sql, params) => {
        explain(sql, params)
        return database.all(schema, sql, params)
      },
    },
  }
}

test('what is asked at every opening, status, resume, delivery and mark walks no whole table', () => {
  const { database, plans } = planning(newDatabase())
  const outbox = outboxStore(database)
  const records = recordStore(database, (id) => outbox.listDeliveries(id))
  const pages = pageStore(database, () => true)
  const audit = auditRows(temporaryFolder(), database, 'a'.repeat(32), key)
  records.insertRecord(record(1, { work: 'signed' }))
  records.updateRecord(recordId(1), (current) => current)
  records.countRecords()
  records.listRecords({ limit: 50, cursor: recordId(2) })
  records.listRecords({ limit: 50, work: 'awaiting review' })
  records.listRecordIds({ work: ['captured', 'awaiting review'] })
  records.listUnsettled()
  records.settleOutbox(recordId(1))
  records.findRecordByRawDigest(digestOf('raw'))
  records.listReplacements(recordId(1))
  records.findRecordByCode('SH-1')
  records.findRecordBySources([digestOf('raw')])
  pages.listSteps(recordId(1))
  pages.getStep(recordId(1), 0, 'mark')
  outbox.countUndelivered()
  outbox.queuedRecords()
  outbox.releaseLeases()
  outbox.nextDeliveryAt()
  outbox.dueDeliveries(at(1))
  outbox.dueDeliveries(at(1), 10, recordId(1))
  outbox.countDue(at(1))
  outbox.countDue(at(1), recordId(1))
  outbox.hastenDeliveries(at(1))
  outbox.hastenDeliveries(at(1), recordId(1))
  outbox.listDeliveries(recordId(1))
  audit.lastAuditEntry()
  audit.latestAuditTime('clock confirmed')
  audit.auditEntries(5, 100)
  expect(plans().length).toBeGreaterThan(15)
  const used = new Set(plans().flatMap((plan) => /(?:INDEX) (\w+)/u.exec(plan)?.[1] ?? []))
  const expected = ['records_unsettled', 'records_to_complete', 'records_by_work', 'records_by_replaced', 'outbox_due', 'outbox_undelivered', 'outbox_leased', 'audit_by_time', 'audit_by_action']
  expect(expected.filter((index) => !used.has(index))).toEqual([])
  // An index walked from end to end is told by its name; a whole table, or a virtual one, is not.
  expect(plans().filter((plan) => /^SCAN \w+$/u.test(plan))).toEqual([])
})

test('the latest time is that of the entries since the clock was confirmed, whatever order their times have', async () => {
  const { store } = await newOpenStation()
  const add = (action: string, seconds: number): void => {
    appendEntry(store, { actor: 'station', action, at: at(seconds) })
  }
  expect(store.latestAuditTime('clock confirmed')).toBeUndefined()
  add('a', 50)
  add('b', 10)
  expect(store.latestAuditTime('clock confirmed')).toBe(at(50))
  add('clock confirmed', 20)
  expect(store.latestAuditTime('clock confirmed')).toBe(at(20))
  add('c', 30)
  add('d', 25)
  expect(store.latestAuditTime('clock confirmed')).toBe(at(30))
})

test('a search among very many records finds none but those', () => {
  const database = newDatabase()
  const [records, search] = [recordStore(database, () => []), searchStore(database)]
  const states = ['captured', 'signed', 'captured'] as const
  for (const [index, work] of states.entries()) {
    records.insertRecord(record(index + 1, { work }))
    search.indexText(recordId(index + 1), 'giấy khai sinh', '')
    if (index === 1) database.run(`WITH RECURSIVE filler (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM filler WHERE n < 20001)
      INSERT INTO records (id, version, code, work, trust, created_at, body) SELECT 'F' || n, 1, 'F-' || n, work, trust, created_at, body FROM filler JOIN records WHERE number = 1`)
  }
  expect(search.search({ words: 'khai sinh', work: ['captured'] }, 10).map((hit) => hit.recordId)).toEqual([recordId(3), recordId(1)])
})
