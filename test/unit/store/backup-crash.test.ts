import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { verifyChain } from '../../../shared/audit/index.ts'
import { restoreStation } from '../../../shared/store/index.ts'
import { bytesOf, codeOf, newOpenStation, open, page, passphrase, record, temporaryFolder } from './station.ts'

/** Each round starts a process: a busy machine takes its time. */
const patience = { timeout: 240_000 } as const
const pages = 60

async function filledStation(): Promise<{ folder: string; id: string }> {
  const { folder, store } = await newOpenStation()
  store.insertRecord(record(1))
  for (let ordinal = 1; ordinal <= pages; ordinal += 1) store.addPage(record(1).id, page(store, ordinal, randomBytes(5000)))
  store.close()
  return { folder, id: store.stationId }
}

/** Runs the writer; it is killed after so many lines. Returns the lines it came to. */
function run(what: 'backup' | 'restore', folder: string, place: string, killAfter = Infinity): Promise<string[]> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'custody-writer.ts'), what, folder, place], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(passphrase)
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    if (lines.length === killAfter) child.kill('SIGKILL')
  })
  return new Promise((resolve) => { child.on('close', () => { resolve(lines) }) })
}

test('a backup killed at any moment is none, harms neither the earlier one nor the station, and the next one is whole', patience, async () => {
  const { folder, id } = await filledStation()
  const place = path.join(temporaryFolder(), 'sao lưu')
  const generations = path.join(place, id, 'generations')
  const all = await run('backup', folder, place)
  expect(all.at(-1)).toBe('done')
  for (const moment of [2, 3, 5, Math.floor(all.length / 2), all.length - 1]) {
    await run('backup', folder, place, moment)
    const complete = fs.readdirSync(generations).filter((name) => fs.existsSync(path.join(generations, name, 'manifest.json')))
    expect(complete).toContain('000001')
    const target = path.join(temporaryFolder(), 'x')
    expect(await restoreStation(place, target, bytesOf(passphrase), {}, () => undefined)).toMatchObject({ pages, lost: [] })
  }
  const store = await open(folder)
  expect((await store.backup(place, 3)).damaged).toEqual([])
  expect(fs.readdirSync(generations).every((name) => fs.existsSync(path.join(generations, name, 'manifest.json')))).toBe(true)
})

test('a restore killed at any moment is no station, and goes on to the end when it is run again', patience, async () => {
  const { folder } = await filledStation()
  const place = path.join(temporaryFolder(), 'sao lưu')
  await run('backup', folder, place)
  const all = await run('restore', path.join(temporaryFolder(), 'y'), place)
  expect(all.slice(-2)).toEqual(['settled', 'done'])
  for (const moment of [1, 2, 4, Math.floor(all.length / 2), all.length - 1]) {
    const target = path.join(temporaryFolder(), 'trạm')
    const lines = await run('restore', target, place, moment)
    // Between the last line and its death the process may have come to the end.
    const code = fs.existsSync(target) && !fs.existsSync(path.join(target, 'restoring')) ? undefined : await codeOf(() => open(target))
    if (code !== undefined) {
      expect(['station_not_found', 'restore_unfinished'], lines.at(-1)).toContain(code)
      expect((await run('restore', target, place)).at(-1)).toBe('done')
    }
    const store = await open(target)
    expect(store.listPages(record(1).id)).toHaveLength(pages)
    expect(await store.checkStation('full')).toMatchObject({ database: [], badBlobs: [] })
    expect(verifyChain(store).faults).toEqual([])
    store.close()
  }
})
