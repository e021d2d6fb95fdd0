import { createHmac } from 'node:crypto'
import type { AuditLog, Digest, TargetName } from '../model/index.ts'
import { SohoaError } from '../model/index.ts'
import type { AuditRows } from './audit-rows.ts'
import { makeBackup } from './backup.ts'
import type { BackupMade } from './backup.ts'
import { blobUses } from './blob-uses.ts'
import type { BlobUse } from './blob-uses.ts'
import { attachmentStore } from './attachments.ts'
import type { AttachmentStore } from './attachments.ts'
import { blobStore } from './blobs.ts'
import type { BlobStore } from './blobs.ts'
import type { StationDatabase } from './database.ts'
import type { HeaderName } from './header.ts'
import type { HeaderKeeper, KeyRing } from './key-ring.ts'
import type { StationLock } from './lock.ts'
import { identityStore } from './identities.ts'
import type { IdentityStore } from './identities.ts'
import { lotStore } from './lots.ts'
import type { LotStore } from './lots.ts'
import { outboxStore } from './outbox.ts'
import type { OutboxStore } from './outbox.ts'
import { pageEditStore } from './page-edits.ts'
import type { PageEditStore } from './page-edits.ts'
import { pageStore } from './pages.ts'
import type { PageStore } from './pages.ts'
import { recallStore } from './recalls.ts'
import type { RecallStore } from './recalls.ts'
import { recordStore } from './records.ts'
import type { RecordStore } from './records.ts'
import { searchStore } from './search.ts'
import type { SearchStore } from './search.ts'
import { repairBlobs } from './repair.ts'
import type { MendedBlob, Repair } from './repair.ts'
import { wipe, wipeKeys } from './sealed.ts'
import type { DerivedKeys } from './sealed.ts'
import { stagedStore } from './staged.ts'
import type { StagedStore } from './staged.ts'
import { settingsStore } from './settings.ts'
import type { SettingsStore } from './settings.ts'
import { checkStation } from './station-check.ts'
import type { BadBlob, StationCheck } from './station-check.ts'
import { validationStore } from './validation-data.ts'
import type { ValidationStore } from './validation-data.ts'
import type { Watch } from './watch.ts'

/** What opening found and mended. */
export interface OpeningReport {
  /** Header copies that were damaged, missing or older, and were written anew from the sound one. */
  readonly mendedHeaders: readonly HeaderName[]
  /** Blob files left unfinished by a killed process, removed: none of them was ever acknowledged. */
  readonly unfinishedBlobs: number
  /** Page files of unfinished records that are missing or of another length. */
  readonly badBlobs: readonly BadBlob[]
  /** Schema versions applied. */
  readonly migrated: readonly number[]
  /** True when the chain ended before its seal and a person accepted it: to be audited at once: the loss counts as accepted from that entry on. */
  readonly acceptedLoss: boolean
}

/** Keeping the data whole: copies of it, checks, and what is taken back from copies. */
export interface CustodyStore {
  /** Makes a backup and reads it back; see makeBackup. `keep`: how many whole generations stay with this one, at least 2. */
  backup(place: string, keep: number, watch?: Watch): Promise<BackupMade>
  /** Checks database, ledger and blobs; see checkStation. (Audit: the audit room.) */
  checkStation(depth: 'full' | 'quick', watch?: Watch): Promise<StationCheck>
  /** Writes bad blobs anew from backups; see repairBlobs. `trace` is run for each in the transaction that makes it whole. */
  repairBlobs(bad: readonly BadBlob[], place: string, trace: (blob: MendedBlob) => void, watch?: Watch): Promise<Repair>
  /** The records that need a blob, and what for. */
  blobUses(digest: Digest): readonly BlobUse[]
}

/** An open station's data. All calls are synchronous but those that stretch a passphrase or read a stream. */
export interface Store extends BlobStore, RecordStore, PageStore, PageEditStore, StagedStore, LotStore, AttachmentStore, OutboxStore, RecallStore, IdentityStore, SettingsStore, ValidationStore, SearchStore, KeyRing, AuditLog, CustodyStore {
  /** 32 hexadecimal digits, random, for ever. */
  readonly stationId: string
  /** Set at creation, authenticated with the keys: it cannot be taken away. */
  readonly training: boolean
  /** By which a target knows this station again, also a restored one: 64 hexadecimal digits, for each target others. A secret. */
  senderCredential(target: TargetName): string
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
  const { folder, blobsFolder, keeper, state, dataKey, keys, database, audit, lock, officer, opening } = parts
  const { stationId, training } = keeper.header()
  const blobs = blobStore(blobsFolder, database, keys)
  const outbox = outboxStore(database)
  return {
    stationId,
    training,
    officer,
    opening,
    senderCredential: (target) => createHmac('sha256', keys.sender).update(target).digest('hex'),
    ...blobs,
    ...outbox,
    ...recallStore(database),
    ...recordStore(database, (id) => outbox.listDeliveries(id)),
    ...pageStore(database, (digest) => blobs.hasBlob(digest)),
    ...pageEditStore(database),
    ...lotStore(database),
    ...stagedStore(blobsFolder, database, blobs),
    ...attachmentStore(database, (digest) => blobs.hasBlob(digest)),
    ...identityStore(database),
    ...settingsStore(database),
    ...validationStore(database),
    ...searchStore(database),
    ...keeper.ring,
    ...audit,
    headerAuditHead: () => keeper.header().auditHead,
    transaction: (work) => database.transaction(work),
    checkDatabase: () => database.faults(),
    backup: (place, keep, watch = {}) => makeBackup({ folder, database, keys, keeper, audit }, place, keep, watch),
    checkStation: (depth, watch = {}) => checkStation({ database, keys, blobsFolder }, depth, watch),
    repairBlobs: (bad, place, trace, watch = {}) => repairBlobs(bad, place, { stationId, keys, blobs }, trace, watch),
    blobUses: (digest) => blobUses(database, digest),
    close: () => {
      if (!state.open) return
      try {
        sealIfWritable(audit, keeper)
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

/** A disk that takes nothing more must not make an error of work that is done: older heads stay true, and the next entry is sealed with all before it. */
function sealIfWritable(audit: AuditRows, keeper: HeaderKeeper): void {
  try {
    audit.sealWhatIsDue()
    keeper.sealAuditHead()
  } catch (thrown) {
    if (!(thrown instanceof SohoaError) || (thrown.code !== 'disk_full' && thrown.code !== 'folder_not_writable')) throw thrown
  }
}
