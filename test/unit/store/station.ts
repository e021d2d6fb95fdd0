import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { instant } from '../../../shared/model/index.ts'
import type { LedgerPage } from '../../../shared/model/index.ts'
import { openStation } from '../../../shared/store/index.ts'
import type { OpenOptions, Store } from '../../../shared/store/index.ts'
import { createStationAt } from '../../../shared/store/station-folder.ts'

export { record, recordId } from './record.ts'

export const passphrase = 'bốn từ không liên quan'

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** An empty folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sohoa-store-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

const cheap = { algorithm: 'argon2id', memoryKib: 8, passes: 1, parallelism: 1 } as const

/** A new station, closed; its passphrase is stretched as little as can be, so that the tests are quick. */
export async function newStation(training = false): Promise<{ folder: string; recoveryKey: string }> {
  const folder = path.join(temporaryFolder(), 'trạm')
  const { recoveryKey } = await createStationAt(folder, { officer: 'Nguyễn Thị Hà', passphrase: bytesOf(passphrase), training }, cheap)
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
