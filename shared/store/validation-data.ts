import { z } from 'zod'
import type { Digest, Instant, RecordId } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { digestColumn, instantColumn, recordIdColumn } from './record-rows.ts'

/** A trust package as it was imported. */
export interface StoredTrustPackage {
  readonly name: string
  /** SHA-256 of `content`. */
  readonly digest: Digest
  readonly importedAt: Instant
  readonly importedBy: string
  /** The file, byte for byte. */
  readonly content: Uint8Array
}

/** Whom the station trusts beside its settings, the revocation lists that it got, and how long files prove themselves. */
export interface ValidationStore {
  /** Keeps a package; one of the same name is replaced. */
  putTrustPackage(given: StoredTrustPackage): void
  /** By name. */
  listTrustPackages(): StoredTrustPackage[]
  /** Changes with every import and removal: the digests of all packages. */
  trustPackagesDigest(): string
  /** False when there was none of that name. */
  removeTrustPackage(name: string): boolean
  /** Keeps the list that came from an address last, DER. */
  putRevocationList(address: string, list: Uint8Array, fetchedAt: Instant): void
  getRevocationList(address: string): { readonly list: Uint8Array; readonly fetchedAt: Instant } | undefined
  /** When each kept list came. */
  listRevocationLists(): { readonly address: string; readonly fetchedAt: Instant }[]
  /** Notes until when the last archive time stamp of a record's PDF holds. */
  putArchiveStamp(id: RecordId, endsAt: Instant): void
  /** Records whose last archive time stamp ends before a moment, the earliest first, at most `limit`; those out of use are left alone. */
  archiveStampsEnding(before: Instant, limit: number): RecordId[]
}

const packageRow = z.object({ name: z.string(), digest: digestColumn, importedAt: instantColumn, importedBy: z.string(), content: z.instanceof(Uint8Array) })
const digestRow = z.object({ digest: digestColumn })
const listRow = z.object({ list: z.instanceof(Uint8Array), fetchedAt: instantColumn })
const fetchedRow = z.object({ address: z.string(), fetchedAt: instantColumn })
const idRow = z.object({ id: recordIdColumn })

export function validationStore(database: StationDatabase): ValidationStore {
  return {
    putTrustPackage: (given) => {
      database.run(
        `INSERT INTO trust_packages (name, digest, imported_at, imported_by, content) VALUES ($name, $digest, $importedAt, $importedBy, $content)
         ON CONFLICT (name) DO UPDATE SET digest = excluded.digest, imported_at = excluded.imported_at, imported_by = excluded.imported_by, content = excluded.content`,
        { ...given },
      )
    },
    listTrustPackages: () => database.all(packageRow, 'SELECT name, digest, imported_at AS importedAt, imported_by AS importedBy, content FROM trust_packages ORDER BY name'),
    trustPackagesDigest: () => database.all(digestRow, 'SELECT digest FROM trust_packages ORDER BY name').map(({ digest }) => digest).join(),
    removeTrustPackage: (name) => database.run('DELETE FROM trust_packages WHERE name = $name', { name }) > 0,
    putRevocationList: (address, list, fetchedAt) => {
      database.run(
        'INSERT INTO revocation_lists (address, fetched_at, list) VALUES ($address, $fetchedAt, $list) ON CONFLICT (address) DO UPDATE SET fetched_at = excluded.fetched_at, list = excluded.list',
        { address, list, fetchedAt },
      )
    },
    getRevocationList: (address) => database.get(listRow, 'SELECT list, fetched_at AS fetchedAt FROM revocation_lists WHERE address = $address', { address }),
    listRevocationLists: () => database.all(fetchedRow, 'SELECT address, fetched_at AS fetchedAt FROM revocation_lists ORDER BY address'),
    putArchiveStamp: (id, endsAt) => {
      database.run('INSERT INTO archive_stamps (record_id, ends_at) VALUES ($id, $endsAt) ON CONFLICT (record_id) DO UPDATE SET ends_at = excluded.ends_at', { id, endsAt })
    },
    archiveStampsEnding: (before, limit) => database.all(
      idRow,
      `SELECT record_id AS id FROM archive_stamps JOIN records ON records.id = record_id
       WHERE ends_at < $before AND work IN ('signed', 'delivered') ORDER BY ends_at, record_id LIMIT $limit`,
      { before, limit },
    ).map(({ id }) => id),
  }
}
