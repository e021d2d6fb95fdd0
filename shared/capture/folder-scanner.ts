import { mkdir, rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createChildPool } from '../child/index.ts'
import { SohoaError, type Scanner } from '../model/index.ts'
import type { FolderAnswer, FolderQuestion } from './folder-protocol.ts'
import { planDocument } from './plan.ts'
import { checkCancelled, type ScannerDriver } from './scanner-driver.ts'
import { fileError, readSource } from './source.ts'

/** Files that are in the station are moved here, beside those to come. */
export const takenFolder = 'Đã nhận'

export interface FolderDriverOptions {
  /** The folder into which a machine writes its scans; null: there is none. */
  readonly folder: () => string | null
  /** The paper is taken to be all in when nothing more came for so long, ms. */
  readonly quietMs?: number
  /** So long the first file is waited for, ms. */
  readonly patienceMs?: number
}

const limits = { memoryBytes: 300 * 1_048_576, timeMs: 30_000 }
const askMs = 500

/**
 * A watched folder as a scanner: a machine (or a phone) writes files into it. They are found by a child process, and taken once they
 * are written to their end, in the order in which they came.
 */
export function openFolderDriver({ folder, quietMs = 5000, patienceMs = 120_000 }: FolderDriverOptions): ScannerDriver {
  const pool = createChildPool<FolderQuestion, FolderAnswer>({ script: path.join(import.meta.dirname, `folder-worker${path.extname(import.meta.filename)}`), size: 1, limits })
  return {
    name: 'folder',
    async devices() {
      const place = folder()
      if (place === null || !await isFolder(place)) return []
      const device: Scanner = { id: `folder:${place}`, name: path.basename(place).normalize('NFC'), driver: 'folder', sources: ['folder'], duplex: false, resolutions: [], colours: [] }
      return [device]
    },
    async scan(device, _settings, sink, { cancelled, finish }) {
      const place = device.id.replace(/^folder:/u, '')
      if (!await isFolder(place)) throw new SohoaError('scanner_not_found', { device: device.name })
      let waited = 0
      for (;;) {
        checkCancelled(cancelled)
        const { files } = await pool.run({ folder: place, waitMs: askMs })
        for (const file of files) {
          checkCancelled(cancelled)
          await takeFile(file, async (bytes) => { await sink.take({ bytes, name: path.basename(file).normalize('NFC'), form: 'file' }) })
        }
        if (finish.aborted) break
        waited = files.length > 0 ? 0 : waited + askMs
        if (waited >= (sink.pages() > 0 ? quietMs : patienceMs)) break
      }
      if (sink.pages() === 0) throw new SohoaError('scanner_empty')
    },
    close: () => pool.close(),
  }
}

async function isFolder(place: string): Promise<boolean> {
  return stat(place).then((found) => found.isDirectory(), () => false)
}

const retryMs = 400
const mostRetries = 10

/** Takes one file and moves it away once it is in; a machine that goes on writing after a pause is waited for. */
async function takeFile(file: string, take: (bytes: Uint8Array) => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      const { files: [planned] } = await planDocument(file)
      if (planned === undefined) return
      const { bytes } = await readSource(planned)
      await take(bytes)
      break
    } catch (thrown) {
      if (!(thrown instanceof SohoaError) || !['file_being_written', 'source_changed'].includes(thrown.code) || tries >= mostRetries) throw thrown
      await wait(retryMs)
    }
  }
  const place = path.join(path.dirname(file), takenFolder)
  try {
    await mkdir(place, { recursive: true })
    await rename(file, await freeName(place, path.basename(file)))
  } catch (thrown) {
    throw fileError(path.basename(file).normalize('NFC'), thrown)
  }
}

/** A name that no file of the folder has: the machine counts from 1 every day. */
async function freeName(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = path.parse(name)
  for (let number = 1; ; number++) {
    const place = path.join(folder, number === 1 ? name : `${stem} (${number})${ext}`)
    if (!await stat(place).then(() => true, () => false)) return place
  }
}
