import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createDatabase, openDatabase } from '../../../shared/store/database.ts'
import { migrate, schemaVersion } from '../../../shared/store/migrations/chain.ts'
import { migrations } from '../../../shared/store/migrations/index.ts'
import { instant } from '../../../shared/model/index.ts'
import { outboxStore } from '../../../shared/store/outbox.ts'
import { recordStore } from '../../../shared/store/records.ts'
import { record } from './record.ts'
import { codeOf, temporaryFolder } from './station.ts'

const key = randomBytes(32)
const next = { version: migrations.length + 1, sql: "CREATE TABLE added (id TEXT) STRICT; INSERT INTO added SELECT name FROM settings" }
const names = (sql: string) => [z.object({ name: z.string() }), sql] as const

test('the chain has no gap and every step runs from the one before', () => {
  const database = createDatabase(path.join(temporaryFolder(), 'a.db'), key)
  for (let end = 1; end <= migrations.length; end += 1) expect(migrate(database, migrations.slice(0, end))).toEqual([end])
  expect(migrate(database, migrations)).toEqual([])
  expect(database.faults()).toEqual([])
  database.close()
})

test('a later step keeps the data of the schema before it', () => {
  const file = path.join(temporaryFolder(), 'a.db')
  const before = createDatabase(file, key)
  migrate(before, migrations)
  before.run("INSERT INTO settings (name, value) VALUES ('agency', '1')")
  before.close()
  const after = openDatabase(file, key)
  expect(migrate(after, [...migrations, next])).toEqual([next.version])
  expect(after.all(...names('SELECT id AS name FROM added'))).toEqual([{ name: 'agency' }])
  after.close()
})

test('a step that fails leaves the schema and its number as they were', async () => {
  const file = path.join(temporaryFolder(), 'a.db')
  const database = createDatabase(file, key)
  migrate(database, migrations)
  const failing = { ...next, sql: `${next.sql}; INSERT INTO nowhere VALUES (1)` }
  expect(await codeOf(() => migrate(database, [...migrations, failing]))).toBe('SQLITE_ERROR')
  expect(schemaVersion(database)).toBe(migrations.length)
  expect(database.all(...names("SELECT name FROM sqlite_schema WHERE name = 'added'"))).toEqual([])
  database.close()
})

test('a newer schema is refused and left as it is', async () => {
  const file = path.join(temporaryFolder(), 'a.db')
  const database = createDatabase(file, key)
  migrate(database, [...migrations, next])
  expect(await codeOf(() => migrate(database, migrations))).toBe('station_newer')
  expect(schemaVersion(database)).toBe(next.version)
  database.close()
})

test('a gap in the chain is a fault of the program', async () => {
  const database = createDatabase(path.join(temporaryFolder(), 'a.db'), key)
  expect(await codeOf(() => migrate(database, [...migrations, { ...next, version: next.version + 1 }]))).toBe('internal')
  database.close()
})

test('a record written under schema 1 is read under the present one, with nothing decided about it yet', () => {
  const file = path.join(temporaryFolder(), 'a.db')
  const before = createDatabase(file, key)
  migrate(before, migrations.slice(0, 1))
  const { version, replaces, replacedBy, frozen, voided, reusedFrom, captureClock, ...old } = record(1, { deliveryChoice: { targets: ['kho'], basis: 'asked', at: instant(), by: 'Hà', reason: null } })
  expect([version, replaces, replacedBy, frozen, voided, reusedFrom, captureClock]).toEqual([1, null, null, null, null, null, 'plausible'])
  const { sheets, ...dossier } = old.dossier
  expect(sheets).toBeNull()
  const { basis, reason, ...choice } = old.deliveryChoice ?? { basis: null, reason: null }
  expect([basis, reason]).toEqual(['asked', null])
  before.run(
    "INSERT INTO records (id, version, code, work, trust, created_at, body) VALUES ($id, 1, $code, $work, $trust, $at, $body)",
    { id: old.id, code: old.code, work: old.work, trust: old.trust, at: old.createdAt, body: JSON.stringify({ ...old, dossier, deliveryChoice: choice }) },
  )
  before.close()
  const after = openDatabase(file, key)
  migrate(after, migrations)
  expect(recordStore(after, () => []).getRecord(old.id)).toEqual({ ...record(1, { deliveryChoice: old.deliveryChoice }), deliveries: [] })
  after.close()
})

test('what was tried under schema 3 may have arrived; what was not tried was not sent', () => {
  const database = createDatabase(path.join(temporaryFolder(), 'a.db'), key)
  migrate(database, migrations.slice(0, 3))
  const { id, code, work, trust, createdAt } = record(1)
  database.run('INSERT INTO records (id, version, code, work, trust, created_at, body) VALUES ($id, 1, $code, $work, $trust, $at, $body)', { id, code, work, trust, at: createdAt, body: '{}' })
  for (const [target, attempts] of [['kho', 2], ['vneid', 0]] as const) {
    database.run(
      "INSERT INTO outbox (idempotency_key, record_id, target, digest, state, attempts, chosen_at, chosen_by) VALUES ($target, $id, $target, $digest, 'held', $attempts, $at, 'Hà')",
      { id, target, digest: 'a'.repeat(64), attempts, at: createdAt },
    )
  }
  migrate(database, migrations)
  expect(outboxStore(database).listDeliveries(id).map(({ target, sent }) => `${target} ${sent}`)).toEqual(['kho yes', 'vneid no'])
  database.close()
})
