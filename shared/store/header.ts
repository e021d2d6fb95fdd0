import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import { SohoaError } from '../model/index.ts'
import type { AuditHead } from '../model/index.ts'
import { readIfPresent, replaceFile } from './durable-files.ts'
import { digestColumn } from './record-rows.ts'

export const headerFormat = 'sohoa-station'
/** The version that is written. Version 1 had no audit head; it is read, and written anew as version 2. */
export const headerVersion = 2

/** The two copies, in the order in which they are written. */
export const headerNames = ['header.json', 'header.backup.json'] as const
export type HeaderName = (typeof headerNames)[number]

export const slotKinds = ['officer', 'recovery', 'keyring'] as const
export type SlotKind = (typeof slotKinds)[number]

const bytes = z.base64().transform((text): Uint8Array => new Uint8Array(Buffer.from(text, 'base64')))

/** Upper bounds keep a forged header from making the station ask for all memory before it is authenticated. */
const derivationSchema = z.object({
  algorithm: z.literal('argon2id'),
  memoryKib: z.number().int().min(8).max(1_048_576),
  passes: z.number().int().min(1).max(16),
  parallelism: z.number().int().min(1).max(4),
})

const slotSchema = z.object({
  id: z.string(),
  kind: z.enum(slotKinds),
  createdAt: z.string(),
  derivation: derivationSchema,
  salt: bytes,
  /** Sealed under a key of the data key: the folder tells no officer's name. */
  sealedName: bytes,
  /** The data key, sealed under the key that the slot's secret gives. */
  wrapped: bytes,
})

const auditHeadSchema = z.object({ seq: z.number().int().min(0), hash: digestColumn })

const headerSchema = z.object({
  format: z.literal(headerFormat),
  version: z.union([z.literal(1), z.literal(headerVersion)]),
  stationId: z.string().regex(/^[0-9a-f]{32}$/),
  createdAt: z.string(),
  training: z.boolean(),
  /** Rises with each change; of two sound copies the higher counts. */
  generation: z.number().int().min(1),
  /** Where the audit chain ended when the header was written: a chain shorter than this, or other at this place, was cut or rewritten. */
  auditHead: auditHeadSchema.optional(),
  slots: z.array(slotSchema).min(1),
  /** HMAC-SHA-256 over all the above under a key of the data key, 64 hex digits. */
  mac: z.string(),
}).refine(({ version, auditHead }) => (version === 1) === (auditHead === undefined))

const fileSchema = z.object({ checksum: z.string(), content: z.object({ version: z.number() }).loose() })

export type KeySlot = z.infer<typeof slotSchema>
export type Header = z.infer<typeof headerSchema>

/** One copy as found on disk. */
export type HeaderCopy =
  | { readonly name: HeaderName; readonly state: 'sound'; readonly header: Header; readonly text: string }
  | { readonly name: HeaderName; readonly state: 'damaged' | 'missing' }

/** Reads both copies. Throws `station_newer` (params: found, known) when a sound copy is of a newer format. */
export function readHeaderCopies(folder: string): readonly HeaderCopy[] {
  return headerNames.map((name) => readCopy(folder, name))
}

/** Writes both copies, one after the other, each whole and durable: at any instant one of them is sound. */
export function writeHeader(folder: string, header: Header): void {
  for (const name of headerNames) writeHeaderCopy(folder, name, header)
}

/** Writes one copy. */
export function writeHeaderCopy(folder: string, name: HeaderName, header: Header): void {
  replaceFile(path.join(folder, name), Buffer.from(fileText(header), 'utf8'))
}

/** What a header says, before it is authenticated. */
export type HeaderContent = Omit<Header, 'mac' | 'version' | 'format' | 'auditHead'> & { readonly auditHead: AuditHead }

/** A header of the present version with its MAC, made under the station's header key. */
export function withMac(content: HeaderContent, key: Uint8Array): Header {
  const header = { ...content, format: headerFormat, version: headerVersion } as const
  return { ...header, mac: macOf(header, key) }
}

/** True when the header is the one that was written with this header key. */
export function macFits(header: Header, key: Uint8Array): boolean {
  const { mac, ...rest } = header
  const found = Buffer.from(mac, 'hex')
  const expected = Buffer.from(macOf(rest, key), 'hex')
  return found.length === expected.length && timingSafeEqual(found, expected)
}

function macOf(header: Omit<Header, 'mac'>, key: Uint8Array): string {
  return createHmac('sha256', key).update(JSON.stringify(plainForm({ ...header, mac: '' })), 'utf8').digest('hex')
}

function readCopy(folder: string, name: HeaderName): HeaderCopy {
  const found = readIfPresent(path.join(folder, name))
  if (found === undefined) return { name, state: 'missing' }
  const text = new TextDecoder().decode(found)
  const file = fileSchema.safeParse(parseJson(text))
  if (!file.success || file.data.checksum !== checksum(JSON.stringify(file.data.content))) return { name, state: 'damaged' }
  const version = file.data.content.version
  if (version > headerVersion) throw new SohoaError('station_newer', { found: version, known: headerVersion })
  const header = headerSchema.safeParse(file.data.content)
  return header.success ? { name, state: 'sound', header: header.data, text } : { name, state: 'damaged' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // not JSON any more: the schema refuses it and the copy counts as damaged
  }
}

function fileText(header: Header): string {
  const content = plainForm(header)
  return JSON.stringify({ checksum: checksum(JSON.stringify(content)), content })
}

/** JSON form with its keys always in the same order. */
function plainForm(header: Header): Record<string, unknown> {
  const base64 = (value: Uint8Array): string => Buffer.from(value).toString('base64')
  return {
    version: header.version,
    format: header.format,
    stationId: header.stationId,
    createdAt: header.createdAt,
    training: header.training,
    generation: header.generation,
    ...(header.auditHead === undefined ? {} : { auditHead: { seq: header.auditHead.seq, hash: header.auditHead.hash } }),
    slots: header.slots.map((slot) => ({
      id: slot.id,
      kind: slot.kind,
      createdAt: slot.createdAt,
      derivation: {
        algorithm: slot.derivation.algorithm,
        memoryKib: slot.derivation.memoryKib,
        passes: slot.derivation.passes,
        parallelism: slot.derivation.parallelism,
      },
      salt: base64(slot.salt),
      sealedName: base64(slot.sealedName),
      wrapped: base64(slot.wrapped),
    })),
    mac: header.mac,
  }
}

function checksum(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
