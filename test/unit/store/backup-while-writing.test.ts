import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { expect, test } from 'vitest'
import { appendEntry } from '../../../shared/audit/index.ts'
import { restoreStation } from '../../../shared/store/index.ts'
import { bytesOf, newOpenStation, open, passphrase, record, temporaryFolder } from './station.ts'

const megabytes = (count: number): string => randomBytes(count * 750_000).toString('base64')

test('a backup holds the station as it was when it began, whatever is written while it is made', async () => {
  const { folder, store } = await newOpenStation()
  const place = path.join(temporaryFolder(), 'sao lưu')
  store.insertRecord(record(1))
  store.putSetting('nhiều', megabytes(5))
  let written = 1
  const made = await store.backup(place, 2, { onProgress: (done) => {
    if (done > 4) return
    written += 1
    store.transaction(() => {
      store.insertRecord(record(written))
      // More than the write-ahead log takes before it is moved into the file.
      store.putSetting('nhiều', megabytes(6))
      appendEntry(store, { actor: 'station', action: 'record begun' })
    })
  } })
  expect(written).toBeGreaterThan(3)
  // What was written before the first byte was copied is in it: the first progress comes before.
  expect(made.manifest.records).toBe(2)
  expect(store.listRecords({ limit: 100 })).toHaveLength(written)
  store.close()
  const target = path.join(temporaryFolder(), 'mới')
  expect(await restoreStation(place, target, bytesOf(passphrase), {}, () => undefined)).toMatchObject({ records: 2, lost: [] })
  expect((await (await open(target)).checkStation('full')).database).toEqual([])
  expect((await (await open(folder)).checkStation('full')).database).toEqual([])
})

test('a backup and a full check leave the lock on the database as it was', async () => {
  const { folder, store } = await newOpenStation()
  await store.backup(path.join(temporaryFolder(), 'sao lưu'), 2)
  await store.checkStation('full')
  const other = `const Sqlite = require('better-sqlite3'); try { new Sqlite(process.argv[1], { timeout: 0 }).exec('BEGIN IMMEDIATE') } catch (thrown) { console.log(thrown.code) }`
  const { stdout } = spawnSync(process.execPath, ['-e', other, path.join(folder, 'station.db')], { encoding: 'utf8', cwd: import.meta.dirname })
  expect(stdout.trim()).toBe('SQLITE_BUSY')
})
