import type { AuditLog } from '../model/index.ts'
import { blobStore } from './blobs.ts'
import type { BlobStore } from './blobs.ts'
import type { StationDatabase } from './database.ts'
import type { Header, HeaderName } from './header.ts'
import { keyRing } from './key-ring.ts'
import type { KeyRing } from './key-ring.ts'
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
  readonly header: Header
  readonly dataKey: Uint8Array
  readonly keys: DerivedKeys
  readonly database: StationDatabase
  readonly audit: AuditLog
  readonly lock: StationLock
  readonly officer: string
  readonly opening: OpeningReport
}

/** Puts the store together from its parts, which it owns from now on. */
export function assembleStore(parts: StationParts): Store {
  const { folder, blobsFolder, header, dataKey, keys, database, audit, lock, officer, opening } = parts
  const blobs = blobStore(blobsFolder, database, keys)
  const outbox = outboxStore(database)
  let open = true
  return {
    stationId: header.stationId,
    training: header.training,
    officer,
    opening,
    ...blobs,
    ...outbox,
    ...recordStore(database, (id) => outbox.listDeliveries(id)),
    ...pageStore(database, (digest) => blobs.hasBlob(digest)),
    ...settingsStore(database),
    ...searchStore(database),
    ...keyRing(folder, header, dataKey, keys, () => open),
    ...audit,
    transaction: (work) => database.transaction(work),
    checkDatabase: () => database.faults(),
    close: () => {
      if (!open) return
      open = false
      try {
        database.close()
      } finally {
        wipe(dataKey)
        wipeKeys(keys)
        lock.release()
      }
    },
  }
}
