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
  /** What changed within this time is watched for `settleMs` before it is believed to be complete, ms. */
  readonly freshMs?: number
  readonly settleMs?: number
}

const defaultTimes = { freshMs: 3000, settleMs: 600 }

const collator = new Intl.Collator('vi', { numeric: true })

/** Copies under way: no pages yet, but a page may be coming under such a name. */
const unfinished = /\.(part|partial|tmp|crdownload|download|filepart)$/iu
/** Traces that systems leave in folders. */
const bystander = /^(\..*|~\$.*|thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r)$/iu

/** True for a file of a folder that is no page, or none yet. */
export function isPassedOver(name: string): boolean {
  return unfinished.test(name) || bystander.test(name)
}

const shownName = (file: string): string => path.basename(file).normalize('NFC')

/**
 * Plans one document: one file, or the files of one folder in natural order. Names are found in whatever Unicode form the
 * disk has them. Hidden and temporary files of a folder are passed over, but while one of them moves the folder is not complete.
 * Throws file_not_found, file_unreadable, empty_folder, folder_nested, empty_file, file_being_written, not_an_image,
 * image_unsupported, each with `file`.
 */
export async function planDocument(place: string, options: PlanOptions = {}): Promise<DocumentPlan> {
  const times = { ...defaultTimes, ...options }
  const asked = path.resolve(place)
  const found = await findOnDisk(asked)
  if (found === undefined) throw new SohoaError('file_not_found', { file: shownName(asked) })
  const name = shownName(found)
  const isFolder = (await statOf(found)).isDirectory()
  const listing = isFolder ? await listFolder(found) : [found]
  const before = await Promise.all([found, ...listing].map(momentOf))
  if (before.some((moment) => moment.modifiedMs > Date.now() - times.freshMs)) await wait(times.settleMs)
  const after = isFolder ? await listFolder(found) : listing
  if (after.join('\n') !== listing.join('\n')) throw new SohoaError('file_being_written', { file: name })
  for (const [index, file] of listing.entries()) {
    const [first, last] = [before[index + 1], await momentOf(file)]
    if (first?.size !== last.size || first.modifiedMs !== last.modifiedMs) throw new SohoaError('file_being_written', { file: shownName(file) })
  }
  const pages = isFolder ? listing.filter((file) => !unfinished.test(file)) : listing
  if (pages.length === 0) throw new SohoaError('empty_folder', { file: name })
  const files: PlannedFile[] = []
  for (const file of pages) files.push(await planned(file))
  return { name: isFolder ? name : path.parse(name).name, files }
}

/** The files of a folder in page order, copies under way included. Throws folder_nested, file_unreadable. */
async function listFolder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((thrown: unknown) => { throw fileError(shownName(folder), thrown) })
  const kept = entries.filter((entry) => !bystander.test(entry.name))
  const nested = kept.find((entry) => entry.isDirectory())
  if (nested !== undefined) throw new SohoaError('folder_nested', { file: nested.name.normalize('NFC') })
  return kept.map((entry) => entry.name)
    .sort((one, other) => collator.compare(one.normalize('NFC'), other.normalize('NFC')) || (one < other ? -1 : 1))
    .map((name) => path.join(folder, name))
}

async function statOf(file: string): Promise<Stats> {
  return stat(file).catch((thrown: unknown) => { throw fileError(shownName(file), thrown) })
}

async function momentOf(file: string): Promise<{ size: number; modifiedMs: number }> {
  const { size, mtimeMs } = await statOf(file)
  return { size, modifiedMs: mtimeMs }
}

async function planned(file: string): Promise<PlannedFile> {
  const name = shownName(file)
  const stats = await statOf(file)
  if (!stats.isFile()) throw new SohoaError('not_an_image', { file: name })
  if (stats.size === 0) throw new SohoaError('empty_file', { file: name })
  formatOf(await headOf(file, name), name)
  return { path: file, name, sizeBytes: stats.size, modifiedAt: instant(stats.mtime) }
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
