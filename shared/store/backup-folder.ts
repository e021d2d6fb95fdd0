import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { SohoaError } from '../model/index.ts'
import type { BlobRow } from './blob-file.ts'
import { blobPath } from './blobs.ts'
import { readIfPresent, replaceFile } from './durable-files.ts'
import { unlock } from './key-slots.ts'
import type { Unlocked } from './key-slots.ts'
import { digestColumn, instantColumn } from './record-rows.ts'

/**
 * Backups of a station lie in DIR/STATION-ID: one folder a generation (database, two header copies, manifest) and one folder of blob
 * files that all generations share, encrypted as they are in the station. A generation counts only with its manifest, which is written last.
 */
const generationsName = 'generations'
const manifestName = 'manifest.json'
const manifestFormat = 'sohoa-backup'

const manifestSchema = z.strictObject({
  format: z.literal(manifestFormat),
  version: z.literal(1),
  stationId: z.string(),
  training: z.boolean(),
  generation: z.number().int().min(1),
  madeAt: instantColumn,
  records: z.number().int(),
  pages: z.number().int(),
  blobs: z.number().int(),
  blobBytes: z.number().int(),
  auditHead: z.strictObject({ seq: z.number().int(), hash: digestColumn }),
  database: z.strictObject({ size: z.number().int(), sha256: digestColumn }),
  /** Blobs that the station itself no longer had whole; their digests, as file names of the backup. Empty: the backup is whole. */
  damaged: z.array(z.string()),
})
const fileSchema = z.object({ mac: z.string().regex(/^[0-9a-f]{64}$/), content: z.record(z.string(), z.unknown()) })

/** What a generation holds. Tells nothing about papers or people: it is not encrypted, only authenticated. */
export type Manifest = z.infer<typeof manifestSchema>

/** The folder of one station's backups in a place where several stations may keep theirs. */
export function backupFolder(place: string, stationId: string): string {
  return path.join(place, stationId)
}

/**
 * The folder of backups that a person means: of the only station that has some in `place`, or `place` itself.
 * Throws `backup_not_found`, `backup_ambiguous` (params: folder, count).
 */
export function findBackupFolder(place: string): string {
  if (completeGenerations(place).length > 0) return place
  const names = fs.existsSync(place) ? fs.readdirSync(place) : []
  const folders = names.filter((name) => /^[0-9a-f]{32}$/.test(name)).map((name) => path.join(place, name)).filter((folder) => completeGenerations(folder).length > 0)
  const [folder] = folders
  if (folder === undefined) throw new SohoaError('backup_not_found', { folder: place })
  if (folders.length > 1) throw new SohoaError('backup_ambiguous', { folder: place, count: folders.length })
  return folder
}

/** Folder of a generation. */
export function generationFolder(folder: string, generation: number): string {
  return path.join(folder, generationsName, String(generation).padStart(6, '0'))
}

/** All generations begun, the newest first. */
export function allGenerations(folder: string): number[] {
  const generations = path.join(folder, generationsName)
  const names = fs.existsSync(generations) ? fs.readdirSync(generations) : []
  return names.filter((name) => /^\d{6,9}$/.test(name)).map(Number).toSorted((left, right) => right - left)
}

/** Generations that were finished, the newest first. */
export function completeGenerations(folder: string): number[] {
  return allGenerations(folder).filter((generation) => fs.existsSync(path.join(generationFolder(folder, generation), manifestName)))
}

/** Takes a generation away: first what makes it count. */
export function removeGeneration(folder: string, generation: number): void {
  const place = generationFolder(folder, generation)
  fs.rmSync(path.join(place, manifestName), { force: true })
  fs.rmSync(place, { recursive: true, force: true })
}

/** Place of a blob in a folder of backups. Named by its key too: a blob that was written anew is another file, and older generations keep theirs. */
export function backupBlobPath(blobsFolder: string, row: Pick<BlobRow, 'name' | 'wrapped_key'>): string {
  return blobPath(blobsFolder, backupBlobName(row))
}

export function backupBlobName(row: Pick<BlobRow, 'name' | 'wrapped_key'>): string {
  return createHash('sha256').update(row.name, 'utf8').update(row.wrapped_key).digest('hex')
}

/** Makes a generation count. Returns the digest of the manifest as written. */
export function writeManifest(folder: string, manifest: Omit<Manifest, 'format' | 'version'>, key: Uint8Array): string {
  const content = manifestSchema.parse({ format: manifestFormat, version: 1, ...manifest })
  const text = JSON.stringify({ mac: macOf(content, key).toString('hex'), content }, null, 1)
  replaceFile(path.join(generationFolder(folder, manifest.generation), manifestName), Buffer.from(text, 'utf8'))
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** A generation's manifest, authenticated. Throws `backup_not_found`, `backup_damaged` (params: generation, what). */
export function readManifest(folder: string, generation: number, key: Uint8Array): Manifest {
  const bytes = readIfPresent(path.join(generationFolder(folder, generation), manifestName))
  if (bytes === undefined) throw new SohoaError('backup_not_found', { folder })
  const damaged = new SohoaError('backup_damaged', { generation, what: manifestName })
  const file = fileSchema.safeParse(parseJson(bytes))
  if (!file.success) throw damaged
  const { mac, content } = file.data
  if (!timingSafeEqual(Buffer.from(mac, 'hex'), macOf(content, key))) throw damaged
  const manifest = manifestSchema.safeParse(content)
  if (!manifest.success || manifest.data.generation !== generation) throw damaged
  return manifest.data
}

/** Opens a generation with a passphrase or recovery key of its day; one sound copy of its header is enough. Throws `wrong_passphrase`, `backup_damaged`. */
export async function unlockBackup(backup: string, generation: number, passphrase: Uint8Array): Promise<Unlocked> {
  try {
    return await unlock(generationFolder(backup, generation), passphrase)
  } catch (thrown) {
    if (!(thrown instanceof SohoaError) || (thrown.code !== 'header_damaged' && thrown.code !== 'station_not_found')) throw thrown
    throw new SohoaError('backup_damaged', { generation, what: 'header.json' }, { cause: thrown })
  }
}

function macOf(content: unknown, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(content), 'utf8').digest()
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined // not JSON any more: the schema refuses it and the backup counts as damaged
  }
}
