import { z } from 'zod'
import { SohoaError } from '../model/index.ts'
import type { Instant } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { instantColumn, jsonColumn } from './record-rows.ts'

/** A signing key as listed: all but the secret. */
export interface StoredKey {
  readonly id: string
  /** Signature profile, e.g. `RSA-PSS`. */
  readonly profile: string
  /** The signer's certificate, DER. */
  readonly certificate: Uint8Array
  /** The issuers' certificates, DER, signer's issuer first. */
  readonly chain: readonly Uint8Array[]
  readonly addedAt: Instant
}

/** Configuration, and the keys to sign with. */
export interface SettingsStore {
  /** Keeps a JSON value under a name. */
  putSetting(name: string, value: unknown): void
  /** The value, parsed; undefined when never set. Throws `station_damaged` when it does not fit the schema. */
  getSetting<T>(name: string, schema: z.ZodType<T>): T | undefined
  /** Keeps a signing key (its own protection, if any, stays as it is; the database is encrypted). Replaces a key of the same id. */
  addKey(key: StoredKey, material: Uint8Array): void
  /** Takes a key and its secret away; nothing changes where there is none of this id. */
  removeKey(id: string): void
  /** By the time of adding, oldest first. */
  listKeys(): StoredKey[]
  /** The private key's bytes, to be wiped after use. Throws `not_found`. */
  getKeyMaterial(id: string): Uint8Array
}

const valueRow = z.object({ value: z.string() })
const certificates = z.array(z.base64().transform((text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))))
const keyRow = z.object({
  id: z.string(), profile: z.string(), certificate: z.instanceof(Uint8Array), chain: jsonColumn(certificates), addedAt: instantColumn,
})
const materialRow = z.object({ material: z.instanceof(Uint8Array) })

export function settingsStore(database: StationDatabase): SettingsStore {
  return {
    putSetting: (name, value) => {
      database.run(
        'INSERT INTO settings (name, value) VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        { name, value: JSON.stringify(value ?? null) },
      )
    },
    getSetting: (name, schema) => {
      const row = database.get(valueRow, 'SELECT value FROM settings WHERE name = $name', { name })
      if (row === undefined) return undefined
      const parsed = jsonColumn(schema).safeParse(row.value)
      if (!parsed.success) throw new SohoaError('station_damaged', { detail: `setting ${name}` })
      return parsed.data
    },
    addKey: (key, material) => {
      database.run(
        `INSERT OR REPLACE INTO keys (id, profile, certificate, chain, material, added_at)
         VALUES ($id, $profile, $certificate, $chain, $material, $addedAt)`,
        {
          id: key.id, profile: key.profile, certificate: key.certificate, material, addedAt: key.addedAt,
          chain: JSON.stringify(key.chain.map((certificate) => Buffer.from(certificate).toString('base64'))),
        },
      )
    },
    removeKey: (id) => { database.run('DELETE FROM keys WHERE id = $id', { id }) },
    listKeys: () => database.all(keyRow, 'SELECT id, profile, certificate, chain, added_at AS addedAt FROM keys ORDER BY added_at, id'),
    getKeyMaterial: (id) => {
      const row = database.get(materialRow, 'SELECT material FROM keys WHERE id = $id', { id })
      if (row === undefined) throw new SohoaError('not_found', { what: id })
      return row.material
    },
  }
}
