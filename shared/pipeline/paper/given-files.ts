import { readFile } from 'node:fs/promises'
import { mostSourceBytes, planDocument, readSource, sourceFormatOf, type PlannedFile, type Source } from '../../capture/index.ts'
import { instant, SohoaError, toMilliseconds } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { audit } from '../transition.ts'

/** Begins the name of a file that was handed in over a door; anything else is a path on this machine. */
const stagedPrefix = 'staged:'
const keptHours = 24

/**
 * Keeps a file that is handed in over a door, encrypted from its first byte on; returns by what name calls take it. `told`: its bytes as
 * the sender counts them. Nothing is kept of one that came empty or cut short. Throws empty_file, upload_cut_short, file_too_large, disk_full.
 */
export async function stageFile(context: PipelineContext, name: string, pieces: AsyncIterable<Uint8Array>, told?: number): Promise<string> {
  const shown = name.normalize('NFC').split(/[\\/]/u).at(-1)?.trim().slice(0, 200) ?? ''
  const staged = await context.store.stageFile(shown === '' ? 'tệp' : shown, pieces, mostSourceBytes, context.now())
  const { name: file, sizeBytes } = staged
  if (sizeBytes === 0 || (told !== undefined && told !== sizeBytes)) {
    context.store.dropStaged([staged.token])
    throw (told ?? 0) === 0 && sizeBytes === 0 ? new SohoaError('empty_file', { file }) : new SohoaError('upload_cut_short', { file, received: sizeBytes, told: told ?? 0 })
  }
  audit(context, 'file handed in', null, { bytes: staged.sizeBytes, digest: staged.digest })
  return `${stagedPrefix}${staged.token}`
}

/** Forgets files handed in that nobody used for a day; those of piles stay until these are worked off. */
export function sweepStaged(context: PipelineContext): void {
  const before = new Date(toMilliseconds(context.now()) - keptHours * 3_600_000)
  const old = context.store.listStaged(instant(before)).filter((token) => !context.store.isInLots(`${stagedPrefix}${token}`))
  if (old.length === 0) return
  context.store.dropStaged(old)
  audit(context, 'handed-in files forgotten', null, { files: old.length })
}

/** Forgets what of these was handed in over a door: it is in the station now. */
export function dropUsed(context: PipelineContext, paths: readonly string[]): void {
  context.store.dropStaged(paths.flatMap((path) => tokenOf(path) ?? []))
}

function tokenOf(path: string): string | undefined {
  return path.startsWith(stagedPrefix) ? path.slice(stagedPrefix.length) : undefined
}

/** The files that make one document, in page order. Throws upload_unknown, and what planDocument throws. */
export async function planGiven(context: PipelineContext, path: string): Promise<readonly PlannedFile[]> {
  const token = tokenOf(path)
  if (token === undefined) return (await planDocument(path)).files
  const { name, sizeBytes, stagedAt } = context.store.getStaged(token)
  if (sizeBytes === 0) throw new SohoaError('empty_file', { file: name })
  return [{ path, name, sizeBytes, modifiedAt: stagedAt }]
}

/** How people know what a call names: its path, NFC, or how a file that was handed in was called. Throws upload_unknown. */
export function nameGiven(context: PipelineContext, path: string): string {
  const token = tokenOf(path)
  return token === undefined ? path.normalize('NFC') : context.store.getStaged(token).name
}

/** The same for messages: of a file that is no longer there, what the call named. */
export function shownName(context: PipelineContext, path: string): string {
  try {
    return nameGiven(context, path)
  } catch (thrown) {
    if (thrown instanceof SohoaError && thrown.code === 'upload_unknown') return path
    throw thrown
  }
}

/** A planned file whole. Throws upload_unknown, and what readSource throws. */
export async function readGiven(context: PipelineContext, file: PlannedFile): Promise<Source> {
  const token = tokenOf(file.path)
  if (token === undefined) return readSource(file)
  const { digest } = context.store.getStaged(token)
  const bytes = context.store.getBlob(digest)
  return { bytes, digest, format: sourceFormatOf(bytes, file.name) }
}

/** The bytes of any file that a call names, and what it is called. Throws upload_unknown, file_not_found. */
export async function bytesGiven(context: PipelineContext, path: string): Promise<Uint8Array> {
  const token = tokenOf(path)
  if (token !== undefined) return context.store.getBlob(context.store.getStaged(token).digest)
  return readFile(path).catch((thrown: unknown) => { throw new SohoaError('file_not_found', { file: path }, { cause: thrown }) })
}
