import { randomInt } from 'node:crypto'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { verifyChain } from '../../../shared/audit/index.ts'
import { codeOf, newStation, open, passphrase, record } from './station.ts'

const rounds = 6
/** Each round starts a process: a busy machine takes its time. */
const patience = { timeout: 240_000 } as const

test('a station killed while writing keeps every acknowledged page, whole, and nothing half-done', patience, async () => {
  const { folder } = await newStation()
  const begun = await open(folder)
  begun.insertRecord(record(1))
  begun.close()
  const acknowledged = new Map<number, string>()
  for (let round = 0; round < rounds; round += 1) {
    const next = acknowledged.size + 1
    await writeUntilKilled(folder, next, randomInt(1, 25), acknowledged)
    const store = await open(folder)
    const pages = store.listPages(record(1).id)
    for (const [ordinal, digest] of acknowledged) expect(pages[ordinal - 1]?.digest).toBe(digest)
    expect(pages.map((page) => page.ordinal)).toEqual(pages.map((_, index) => index + 1))
    // Pages durable but not acknowledged before the kill count from now on.
    for (const page of pages) acknowledged.set(page.ordinal, page.digest)
    expect(store.getRecord(record(1).id).pageCount).toBe(pages.length)
    expect(store.lastAuditEntry()?.details).toMatchObject({ page: pages.length })
    expect(verifyChain(store).faults).toEqual([])
    expect(store.checkBlobs()).toEqual([])
    expect(store.checkDatabase()).toEqual([])
    store.close()
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(rounds)
})

test('a write-ahead log that was cut off or deleted after a kill is told, never taken for the whole', patience, async () => {
  for (const size of [undefined, 0, 40_000]) {
    const { folder } = await newStation()
    const begun = await open(folder)
    begun.insertRecord(record(1))
    begun.close()
    await writeUntilKilled(folder, 1, 12, new Map())
    const log = path.join(folder, 'station.db-wal')
    if (size === undefined) fs.rmSync(log)
    else fs.truncateSync(log, size)
    expect(await codeOf(() => open(folder))).toBe('station_rolled_back')
  }
})

function writeUntilKilled(folder: string, first: number, pages: number, acknowledged: Map<number, string>): Promise<void> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'crash-writer.ts'), folder, String(first)], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(passphrase)
  let seen = 0
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [ordinal = '', digest = ''] = line.split(' ')
    acknowledged.set(Number(ordinal), digest)
    seen += 1
    if (seen === pages) child.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => {
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve()
      else reject(new Error('the writer ended by itself'))
    })
  })
}
