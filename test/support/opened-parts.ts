import path from 'node:path'
import type { AuditLog } from '../../shared/model/index.ts'
import { auditRows } from '../../shared/store/audit-rows.ts'
import { blobStore } from '../../shared/store/blobs.ts'
import { openDatabase, type StationDatabase } from '../../shared/store/database.ts'
import type { Store } from '../../shared/store/index.ts'
import { unlock } from '../../shared/store/key-slots.ts'
import { lockStation } from '../../shared/store/lock.ts'
import { migrate } from '../../shared/store/migrations/chain.ts'
import { migrations } from '../../shared/store/migrations/index.ts'
import { outboxStore } from '../../shared/store/outbox.ts'
import { pageStore } from '../../shared/store/pages.ts'
import { recordStore } from '../../shared/store/records.ts'
import { searchStore } from '../../shared/store/search.ts'
import { deriveKeys } from '../../shared/store/sealed.ts'

/** The parts of a station's folder that records are written to. */
export type RecordParts = Pick<
  Store, 'putBlob' | 'insertRecord' | 'updateRecord' | 'countRecords' | 'settleOutbox' | 'planSources' | 'markSourceStored' | 'addHistory' | 'addPage' | 'putStep' | 'indexText' | 'getRecord'
  | 'enqueueDelivery' | 'recordAttempt' | 'transaction' | keyof AuditLog
>

/** An unlocked station whose database can be reached past the store: for filling it quickly, and for looking at what queries do. */
export interface OpenedParts extends RecordParts {
  readonly database: StationDatabase
  close(): void
}

/** Opens the parts of the station in `folder`. The station must be nobody else's meanwhile. */
export async function openParts(folder: string, passphrase: Uint8Array): Promise<OpenedParts> {
  const { dataKey, header } = await unlock(folder, passphrase)
  const keys = deriveKeys(dataKey, header.stationId)
  const lock = lockStation(folder)
  const database = openDatabase(path.join(folder, 'station.db'), keys.database)
  migrate(database, migrations)
  const outbox = outboxStore(database)
  const blobs = blobStore(path.join(folder, 'blobs'), database, keys)
  return {
    database,
    ...blobs,
    ...outbox,
    ...recordStore(database, (id) => outbox.listDeliveries(id)),
    ...pageStore(database, (digest) => blobs.hasBlob(digest)),
    ...searchStore(database),
    ...auditRows(folder, database, header.stationId, keys.auditSeal),
    headerAuditHead: () => undefined,
    transaction: (work) => database.transaction(work),
    close: () => {
      database.close()
      lock.release()
    },
  }
}
