import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Stats } from 'node:fs'
import { instant, SohoaError } from '../model/index.ts'
import { headBytes } from './format.ts'
import { fileError, formatOf, type PlannedFile } from './source.ts'
import { findOnDisk } from './spelling.ts'

/** The files that make one document, in page order. */
export interface DocumentPlan {
  /** Name of the file without its ending, or of the folder, for people: NFC. */
  readonly name: string
  readonly files: readonly PlannedFile[]
}

export interface PlanOptions {
  /** A file changed within this time is watched for `settleMs` before it is believed to be complete, ms. */
  readonly freshMs?: number
  readonly settleMs?: number
}

const defaultTimes = { freshMs: 3000, settleMs: 600 }

const collator = new Intl.Collator('vi', { numeric: true })

/** Traces that the system leaves in folders, and copies under way. */
const unfinished = /\.(part|partial|tmp|crdownload|download|filepart)$/iu
const bystander = /^(thumbs\.db|desktop\.ini|ehthumbs\.db|icon\r)$/iu

/**
 * Plans one document: one file, or the files of one folder in natural order. Names are found in whatever Unicode form the
 * disk has them. Hidden and temporary files are passed over, unless one is being written this moment.
 * Throws file_not_found, file_unreadable, empty_folder, folder_nested, empty_file, file_being_written, not_an_image,
 * image_unsupported, each with `file`.
 */
export async function planDocument(place: string, options: PlanOptions = {}): Promise<DocumentPlan> {
  const times = { ...defaultTimes, ...options }
  const asked = path.resolve(place)
  const shown = path.basename(asked).normalize('NFC')
  const found = await findOnDisk(asked)
  if (found === undefined) throw new SohoaError('file_not_found', { file: shown })
  const stats = await statOf(found, shown)
  if (!stats.isDirectory()) {
    const files = await settled([found], times)
    return { name: path.parse(shown).name, files }
  }
  const files = await settled(await filesOfFolder(found, shown), times)
  if (files.length === 0) throw new SohoaError('empty_folder', { file: shown })
  return { name: shown, files }
}

function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || bystander.test(name) || unfinished.test(name)
}

async function filesOfFolder(folder: string, shown: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((thrown: unknown) => { throw fileError(shown, thrown) })
  const kept = entries.filter((entry) => !isPassedOver(entry.name) || unfinished.test(entry.name))
  const nested = kept.find((entry) => entry.isDirectory() && !unfinished.test(entry.name))
  if (nested !== undefined) throw new SohoaError('folder_nested', { file: nested.name.normalize('NFC') })
  return kept.filter((entry) => !entry.isDirectory()).map((entry) => entry.name)
    .sort((one, other) => collator.compare(one.normalize('NFC'), other.normalize('NFC')) || (one < other ? -1 : 1))
    .map((name) => path.join(folder, name))
}

async function statOf(file: string, shown: string): Promise<Stats> {
  return stat(file).catch((thrown: unknown) => { throw fileError(shown, thrown) })
}

/**
 * The files as planned, once none of them is moving. A temporary file is watched like the others (a page may be on its
 * way under that name) but is no page.
 */
async function settled(files: readonly string[], { freshMs, settleMs }: Required<PlanOptions>): Promise<PlannedFile[]> {
  const before = await Promise.all(files.map((file) => statOf(file, path.basename(file).normalize('NFC'))))
  const now = Date.now()
  if (before.some((stats) => stats.mtimeMs > now - freshMs)) await wait(settleMs)
  const planned: PlannedFile[] = []
  for (const [index, file] of files.entries()) {
    const name = path.basename(file).normalize('NFC')
    const first = before[index]
    const stats = await statOf(file, name)
    if (first === undefined || stats.size !== first.size || stats.mtimeMs !== first.mtimeMs) throw new SohoaError('file_being_written', { file: name })
    if (unfinished.test(name) && files.length > 0 && isPassedOver(name)) continue
    if (!stats.isFile()) throw new SohoaError('not_an_image', { file: name })
    if (stats.size === 0) throw new SohoaError('empty_file', { file: name })
    formatOf(await headOf(file, name), name)
    planned.push({ path: file, name, sizeBytes: stats.size, modifiedAt: instant(stats.mtime) })
  }
  return planned
}

async function headOf(file: string, name: string): Promise<Uint8Array> {
  try {
    await using handle = await open(file, 'r')
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } catch (thrown) {
    throw fileError(name, thrown)
  }
}
