import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { SohoaError, instant } from '../model/index.ts'
import { auditRows, readSeal, sealFault, sealName } from './audit-rows.ts'
import type { AuditRows } from './audit-rows.ts'
import { sweepUnfinished, unfinishedFolder } from './blobs.ts'
import { createDatabase, openDatabase } from './database.ts'
import type { StationDatabase } from './database.ts'
import { flushFolder, replaceFile, writing } from './durable-files.ts'
import { blobsName, creatingName, databaseName, databaseNames, restoringName } from './folder-names.ts'
import { headerNames, withMac, writeHeader, writeHeaderCopy } from './header.ts'
import { keepHeader, makeRecoverySlot } from './key-ring.ts'
import type { HeaderKeeper } from './key-ring.ts'
import { makeSlot, slotName, unlock } from './key-slots.ts'
import type { Opened, StationIdentity, Unlocked } from './key-slots.ts'
import { lockStation } from './lock.ts'
import type { StationLock } from './lock.ts'
import { migrations } from './migrations/index.ts'
import { migrate } from './migrations/chain.ts'
import { checkPassphraseLength, keyDerivation } from './passphrase.ts'
import type { KeyDerivation } from './passphrase.ts'
import { deriveKeys, wipe, wipeKeys } from './sealed.ts'
import { badBlobsInWork } from './station-check.ts'
import { assembleStore } from './store.ts'
import type { Store } from './store.ts'

/** What a creation makes, and what is taken away again when it was cut off. */
const createdNames = [...headerNames, ...databaseNames, sealName]

export interface NewStation {
  /** Name of the first officer, kept sealed. */
  readonly officer: string
  /** At least 12 characters, UTF-8; overwritten with zeros before the call ends. */
  readonly passphrase: Uint8Array
  /** A training station prints its training mark on everything, for ever. */
  readonly training: boolean
}

export interface OpenOptions {
  /**
   * Goes on although the database is older than its seal, or the seal is gone: the last entry of the audit chain that is left,
   * as `station_rolled_back` or `audit_broken` told it to the person who accepts that all later ones are lost.
   */
  readonly acceptLossAfter?: number
  /** The slot that the passphrase is known to open: it is tried before the others, each of which takes its time. */
  readonly slot?: string
}

/**
 * Creates a station in `folder` (made when missing) and returns its recovery key, to be written down by a person and kept nowhere else.
 * All or nothing: a creation that was cut off leaves no station and may be repeated.
 * Throws `station_exists`, `passphrase_too_short`, `station_in_use`, `disk_full`, `folder_not_writable`.
 */
export function createStation(folder: string, station: NewStation): Promise<{ readonly recoveryKey: string }> {
  return createStationAt(folder, station, keyDerivation)
}

/** createStation with another cost of guessing a passphrase: inside this room only. */
export async function createStationAt(folder: string, station: NewStation, cost: KeyDerivation): Promise<{ readonly recoveryKey: string }> {
  try {
    checkPassphraseLength(station.passphrase)
    if (isStation(folder)) throw new SohoaError('station_exists')
    writing(() => fs.mkdirSync(folder, { recursive: true, mode: 0o700 }))
    const lock = lockStation(folder)
    try {
      clearCutOffCreation(folder)
      const marker = path.join(folder, creatingName)
      replaceFile(marker, new Uint8Array())
      const recoveryKey = await fillFolder(folder, station, cost)
      writing(() => {
        fs.rmSync(marker)
        flushFolder(folder)
      })
      return { recoveryKey }
    } finally {
      lock.release()
    }
  } finally {
    wipe(station.passphrase)
  }
}

/**
 * Opens the station in `folder` with an officer's passphrase or a typed recovery key (UTF-8; overwritten with zeros before the call ends).
 * Takes the one-writer lock, mends a damaged header copy, brings the schema up to date, removes unfinished blob files. Never creates anything.
 * Throws `station_not_found`, `station_in_use`, `wrong_passphrase`, `header_damaged`, `station_damaged`, `station_newer`,
 * `restore_unfinished`, `station_rolled_back` and `audit_broken` (see OpenOptions.acceptLossAfter), `disk_full`, `folder_not_writable`.
 */
export async function openStation(folder: string, passphrase: Uint8Array, options: OpenOptions = {}): Promise<Store> {
  try {
    requireStation(folder)
    const lock = lockStation(folder)
    try {
      return openUnlocked(folder, await unlock(folder, passphrase, (opened) => fitsSeal(folder, opened), options.slot), lock, options)
    } catch (thrown) {
      lock.release()
      throw thrown
    }
  } finally {
    wipe(passphrase)
  }
}

/** True when the station's audit seal was made under the keys of this header: no other station's header can be taken for its own. */
function fitsSeal(folder: string, { dataKey, header }: Opened): boolean {
  const keys = deriveKeys(dataKey, header.stationId)
  const { state } = readSeal(folder, keys.auditSeal)
  wipeKeys(keys)
  return state === 'sealed'
}

/** True when `folder` holds a station (which may yet be damaged). Throws `folder_not_writable` where nobody lets us see: that is no empty place. */
export function isStation(folder: string): boolean {
  const has = (name: string): boolean => writing(() => fs.statSync(path.join(folder, name), { throwIfNoEntry: false })) !== undefined
  return [...headerNames, databaseName, restoringName].some(has) && !isCutOffCreation(folder)
}

/** Only a folder without a single blob may be taken for one: whatever else stands there, a station with pages is never cleared away. */
function isCutOffCreation(folder: string): boolean {
  if (!fs.existsSync(path.join(folder, creatingName))) return false
  const blobsFolder = path.join(folder, blobsName)
  return !fs.existsSync(blobsFolder) || fs.readdirSync(blobsFolder).every((name) => name === unfinishedFolder)
}

function requireStation(folder: string): void {
  if (!isStation(folder)) throw new SohoaError('station_not_found')
  if (fs.existsSync(path.join(folder, restoringName))) throw new SohoaError('restore_unfinished')
  if (!headerNames.some((name) => fs.existsSync(path.join(folder, name)))) throw new SohoaError('header_damaged')
}

function clearCutOffCreation(folder: string): void {
  if (isStation(folder)) throw new SohoaError('station_exists')
  writing(() => {
    for (const name of createdNames) fs.rmSync(path.join(folder, name), { force: true })
  })
}

async function fillFolder(folder: string, station: NewStation, cost: KeyDerivation): Promise<string> {
  const dataKey = randomBytes(32)
  const identity = { stationId: randomBytes(16).toString('hex'), createdAt: instant(), training: station.training }
  const keys = deriveKeys(dataKey, identity.stationId)
  try {
    const officer = await makeSlot(identity, dataKey, { kind: 'officer', name: station.officer, secret: station.passphrase }, cost)
    const recovery = await makeRecoverySlot(identity, dataKey, cost)
    sweepUnfinished(path.join(folder, blobsName))
    const database = createDatabase(path.join(folder, databaseName), keys.database)
    try {
      migrate(database, migrations)
      database.run(
        'INSERT INTO station (only, station_id, training, created_at) VALUES (1, $id, $training, $createdAt)',
        { id: identity.stationId, training: identity.training ? 1 : 0, createdAt: identity.createdAt },
      )
      const audit = auditRows(folder, database, identity.stationId, keys.auditSeal)
      audit.sealAuditHead()
      writeHeader(folder, withMac({ ...identity, generation: 1, slots: [officer, recovery.slot], auditHead: audit.auditHead() }, keys.header))
    } finally {
      database.close()
    }
    return recovery.text
  } finally {
    wipe(dataKey)
    wipeKeys(keys)
  }
}

/** Puts an unlocked station together. Takes over the lock and the data key, and wipes the key when it fails. */
export function openUnlocked(folder: string, unlocked: Unlocked, lock: StationLock, options: OpenOptions): Store {
  const { header, dataKey, slot, copiesToMend } = unlocked
  const keys = deriveKeys(dataKey, header.stationId)
  let database: StationDatabase | undefined
  try {
    sweepUnrenamed(folder)
    const blobsFolder = path.join(folder, blobsName)
    if (!fs.existsSync(blobsFolder)) throw new SohoaError('station_damaged', { detail: blobsName })
    database = openDatabase(path.join(folder, databaseName), keys.database)
    const migrated = migrate(database, migrations)
    checkIdentity(database, header)
    // Only now: a header put here from another station with the same passphrase must not overwrite the copy that belongs here.
    for (const name of copiesToMend) writeHeaderCopy(folder, name, header)
    const audit = auditRows(folder, database, header.stationId, keys.auditSeal)
    const state = { open: true }
    const keeper = keepHeader(folder, header, dataKey, keys, () => audit.auditHead(), () => state.open)
    const lost = sealFault(audit, header.auditHead)
    if (lost !== undefined && options.acceptLossAfter !== audit.auditHead().seq) throw lost
    if (lost !== undefined) sealWithNextEntry(database, audit, keeper)
    return assembleStore({
      folder, blobsFolder, keeper, state, dataKey, keys, database, audit, lock,
      officer: slotName(slot, keys.header),
      opening: { mendedHeaders: copiesToMend, unfinishedBlobs: sweepUnfinished(blobsFolder), migrated, badBlobs: badBlobsInWork(database, blobsFolder), acceptedLoss: lost !== undefined },
    })
  } catch (thrown) {
    database?.close()
    wipe(dataKey)
    wipeKeys(keys)
    throw thrown
  }
}

/** An accepted loss counts from the entry that tells of it: the seal follows each new entry by itself, the header is written here. */
function sealWithNextEntry(database: StationDatabase, audit: AuditRows, keeper: HeaderKeeper): void {
  const { seq: after } = audit.auditHead()
  let due = true
  database.afterCommit(() => {
    if (!due || audit.auditHead().seq === after) return
    keeper.sealAuditHead()
    due = false
  })
}

/** Removes what a killed process wrote and did not put into its place: the file itself is whole as it was. */
function sweepUnrenamed(folder: string): void {
  writing(() => {
    for (const name of [...headerNames, sealName]) fs.rmSync(path.join(folder, `${name}.new`), { force: true })
  })
}

const identityRow = z.object({ station_id: z.string(), training: z.number() })

/** Header and database must be of one station: a database put in from elsewhere, or an emptied one, is damage. */
export function checkIdentity(database: StationDatabase, { stationId, training }: StationIdentity): void {
  const row = database.get(identityRow, 'SELECT station_id, training FROM station WHERE only = 1')
  if (row?.station_id !== stationId || (row.training === 1) !== training) throw new SohoaError('station_damaged', { detail: 'identity' })
}
