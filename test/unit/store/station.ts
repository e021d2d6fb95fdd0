import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { instant, toDigest, toRecordId } from '../../../shared/model/index.ts'
import type { LedgerPage, RecordId } from '../../../shared/model/index.ts'
import { createStation, openStation } from '../../../shared/store/index.ts'
import type { OpenOptions, RecordBody, Store } from '../../../shared/store/index.ts'

export const passphrase = 'bốn từ không liên quan'

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** An empty folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sohoa-store-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A new station, closed. */
export async function newStation(training = false): Promise<{ folder: string; recoveryKey: string }> {
  const folder = path.join(temporaryFolder(), 'trạm')
  const { recoveryKey } = await createStation(folder, { officer: 'Nguyễn Thị Hà', passphrase: bytesOf(passphrase), training })
  return { folder, recoveryKey }
}

/** Opens a station and closes it when the test ends. */
export async function open(folder: string, secret: string = passphrase, options: OpenOptions = {}): Promise<Store> {
  const store = await openStation(folder, bytesOf(secret), options)
  onTestFinished(() => store.close())
  return store
}

export async function newOpenStation(training = false): Promise<{ folder: string; recoveryKey: string; store: Store }> {
  const made = await newStation(training)
  return { ...made, store: await open(made.folder) }
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Record ids that sort by `number`. */
export function recordId(number: number): RecordId {
  const digits = Array.from({ length: 26 }, (_, place) => alphabet.charAt(Math.floor(number / 32 ** (25 - place)) % 32))
  return toRecordId(digits.join(''))
}

export function record(number: number, change: Partial<RecordBody> = {}): RecordBody {
  return {
    id: recordId(number),
    code: `SH-${number}`,
    origin: 'scan',
    work: 'captured',
    trust: 'unsigned',
    stoppedBy: null,
    createdAt: instant(new Date(Date.UTC(2026, 10, 22, 3, 0, 0))),
    createdBy: 'Nguyễn Thị Hà',
    sourceName: 'giấy khai sinh.jpg',
    pageCount: 0,
    rawDigest: null,
    pdfDigest: null,
    fields: {},
    dossier: { dossierCode: null, procedureCode: null, resultCode: null, validUntil: null, kind: 'result', owners: [], receiver: null },
    owners: [],
    recipient: { state: 'open', why: 'no owner' },
    deliveryChoice: null,
    ...change,
  }
}

export function page(store: Store, ordinal: number, bytes: Uint8Array = randomBytes(2000)): LedgerPage {
  return {
    ordinal, digest: store.putBlob(bytes), format: 'jpeg', widthPx: 1654, heightPx: 2339, dpi: 200, dpiFrom: 'image',
    exifOrientation: 1, capturedAt: instant(),
  }
}

/** Flips one bit of a file. `at` < 0 counts from the end. */
export function flipBit(file: string, at: number): void {
  const bytes = fs.readFileSync(file)
  const place = at < 0 ? bytes.length + at : at
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place)
  fs.writeFileSync(file, bytes)
}

/** All files under a folder, absolute. */
export function filesOf(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}

/** The error code that a call throws; undefined when it does not. */
export async function codeOf(call: () => unknown): Promise<unknown> {
  try {
    await call()
    return undefined
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown ? thrown.code : thrown
  }
}

export const someDigest = toDigest('ab'.repeat(32))
