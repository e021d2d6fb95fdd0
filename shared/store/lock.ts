import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { SohoaError, instant } from '../model/index.ts'
import { readIfPresent, systemCode, writing } from './durable-files.ts'

const lockName = 'lock'
const holderName = 'lock-holder.json'

const holderSchema = z.object({ pid: z.number().int(), host: z.string(), since: z.string() })

/** Who holds a station. */
export type LockHolder = z.infer<typeof holderSchema>

export interface StationLock {
  release(): void
}

/**
 * Takes the station's one-writer lock, or throws `station_in_use` (params: pid, since, host; each `?` when not known).
 *
 * The lock is the operating system's own file lock, held by an exclusive SQLite transaction on an empty file: it cannot be
 * taken twice, whatever the race, and it ends with its process, kill -9 included, so there is no stale lock to guess about
 * from process numbers (which containers and reboots reuse). `lock-holder.json` beside it only tells whom to look for.
 *
 * POSIX drops such a lock when the same process closes any other handle on the file: nobody else may open `lock`.
 */
export function lockStation(folder: string): StationLock {
  const file = path.join(folder, lockName)
  const database = openLock(file)
  try {
    database.pragma('journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
  } catch (thrown) {
    database.close()
    throw lockError(thrown, folder)
  }
  try {
    const holder: LockHolder = { pid: process.pid, host: os.hostname(), since: instant() }
    writing(() => fs.writeFileSync(path.join(folder, holderName), JSON.stringify(holder), { mode: 0o600 }))
  } catch (thrown) {
    database.close()
    throw thrown
  }
  return {
    release: () => {
      fs.rmSync(path.join(folder, holderName), { force: true })
      database.close()
    },
  }
}

/**
 * Which other process holds the station in `folder`; null when none does. Where a killed process left its name behind, the lock is
 * tried (and let go at once), and the name taken away.
 */
export function stationHolder(folder: string): LockHolder | null {
  const holder = readHolder(folder)
  if (holder === undefined || (holder.pid === process.pid && holder.host === os.hostname())) return null
  try {
    lockStation(folder).release()
    return null
  } catch (thrown) {
    if (thrown instanceof SohoaError && thrown.code === 'station_in_use') return holder
    throw thrown
  }
}

function openLock(file: string): Database.Database {
  try {
    return new Database(file, { timeout: 0 })
  } catch (thrown) {
    throw lockError(thrown, path.dirname(file))
  }
}

function lockError(thrown: unknown, folder: string): unknown {
  const code = systemCode(thrown) ?? ''
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    const holder = readHolder(folder)
    return new SohoaError('station_in_use', { pid: holder?.pid ?? '?', since: holder?.since ?? '?', host: holder?.host ?? '?' })
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_PERM')) {
    return new SohoaError('folder_not_writable', { reason: code }, { cause: thrown })
  }
  if (code.startsWith('SQLITE_FULL')) return new SohoaError('disk_full', {}, { cause: thrown })
  return thrown
}

function readHolder(folder: string): LockHolder | undefined {
  const bytes = readIfPresent(path.join(folder, holderName))
  if (bytes === undefined) return undefined
  try {
    return holderSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return undefined // being written this moment, or cut short: the lock itself does not depend on it
  }
}
