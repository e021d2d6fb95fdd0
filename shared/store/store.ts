import type { AuditLog } from '../model/index.ts'
import { SohoaError } from '../model/index.ts'
import type { AuditRows } from './audit-rows.ts'
import { blobStore } from './blobs.ts'
import type { BlobStore } from './blobs.ts'
import type { StationDatabase } from './database.ts'
import type { HeaderName } from './header.ts'
import type { HeaderKeeper, KeyRing } from './key-ring.ts'
import type { StationLock } from './lock.ts'
import { outboxStore } from './outbox.ts'
import type { OutboxStore } from './outbox.ts'
import { pageStore } from './pages.ts'
import type { PageStore } from './pages.ts'
import { recordStore } from './records.ts'
import type { RecordStore } from './records.ts'
import { searchStore } from './search.ts'
import type { SearchStore } from './search.ts'
import { wipe, wipeKeys } from './sealed.ts'
import type { DerivedKeys } from './sealed.ts'
import { settingsStore } from './settings.ts'
import type { SettingsStore } from './settings.ts'

/** What opening found and mended. */
export interface OpeningReport {
  /** Header copies that were damaged, missing or older, and were written anew from the sound one. */
  readonly mendedHeaders: readonly HeaderName[]
  /** Blob files left unfinished by a killed process, removed: none of them was ever acknowledged. */
  readonly unfinishedBlobs: number
  /** Schema versions applied. */
  readonly migrated: readonly number[]
  /** True when the chain ended before its seal and a person accepted it: to be audited. */
  readonly acceptedLoss: boolean
}

/** An open station's data. All calls are synchronous but those that stretch a passphrase or read a stream. */
export interface Store extends BlobStore, RecordStore, PageStore, OutboxStore, SettingsStore, SearchStore, KeyRing, AuditLog {
  /** 32 hexadecimal digits, random, for ever. */
  readonly stationId: string
  /** Set at creation, authenticated with the keys: it cannot be taken away. */
  readonly training: boolean
  /** Name of the slot that opened the station; empty for a recovery key. */
  readonly officer: string
  readonly opening: OpeningReport
  /** All or nothing; may be nested. `work` must be synchronous. When it returns, all is flushed to the disk. */
  transaction<T>(work: () => T): T
  /** Full check of the database; empty when all is well. (Blobs: checkBlobs. Audit: the audit room.) */
  checkDatabase(): readonly string[]
  /** Ends all work, overwrites the keys in memory and lets the lock go. May be called twice. */
  close(): void
}

/** What an opened folder is made of. */
export interface StationParts {
  readonly folder: string
  readonly blobsFolder: string
  readonly keeper: HeaderKeeper
  /** `open` is set to false at closing. */
  readonly state: { open: boolean }
  readonly dataKey: Uint8Array
  readonly keys: DerivedKeys
  readonly database: StationDatabase
  readonly audit: AuditRows
  readonly lock: StationLock
  readonly officer: string
  readonly opening: OpeningReport
}

/** Puts the store together from its parts, which it owns from now on. */
export function assembleStore(parts: StationParts): Store {
  const { blobsFolder, keeper, state, dataKey, keys, database, audit, lock, officer, opening } = parts
  const { stationId, training } = keeper.header()
  const blobs = blobStore(blobsFolder, database, keys)
  const outbox = outboxStore(database)
  return {
    stationId,
    training,
    officer,
    opening,
    ...blobs,
    ...outbox,
    ...recordStore(database, (id) => outbox.listDeliveries(id)),
    ...pageStore(database, (digest) => blobs.hasBlob(digest)),
    ...settingsStore(database),
    ...searchStore(database),
    ...keeper.ring,
    ...audit,
    headerAuditHead: () => keeper.header().auditHead,
    transaction: (work) => database.transaction(work),
    checkDatabase: () => database.faults(),
    close: () => {
      if (!state.open) return
      try {
        sealHeaderIfWritable(keeper)
      } finally {
        state.open = false
        try {
          database.close()
        } finally {
          wipe(dataKey)
          wipeKeys(keys)
          lock.release()
        }
      }
    },
  }
}

/** A disk that takes nothing more must not make an error of work that is done and sealed: the header's older head stays true. */
function sealHeaderIfWritable(keeper: HeaderKeeper): void {
  try {
    keeper.sealAuditHead()
  } catch (thrown) {
    if (!(thrown instanceof SohoaError) || (thrown.code !== 'disk_full' && thrown.code !== 'folder_not_writable')) throw thrown
  }
}
