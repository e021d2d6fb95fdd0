import { open, rename, rm } from 'node:fs/promises'
import { describeThrown, SohoaError, type AuditDetails, type RecordId } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { audit } from '../transition.ts'

/** A file for somebody outside of the station. */
export interface FileOut {
  readonly path: string
  /** An iterable is written piece by piece: memory does not grow with it. */
  readonly content: Uint8Array | string | Iterable<string>
}

/**
 * Writes files outside of the station, where nothing protects them any more. The audit entry is durable before the first of them
 * appears: none is ever there without its trace. When not all can be written, a second entry says how many are there.
 * Each file is there whole or not at all. Throws disk_full, folder_not_writable.
 */
export async function takeOut(
  context: PipelineContext, files: readonly FileOut[], entry: { readonly action: string; readonly recordId: RecordId | null; readonly details: AuditDetails },
): Promise<void> {
  audit(context, entry.action, entry.recordId, entry.details)
  let written = 0
  try {
    for (const { path, content } of files) {
      await writeWhole(path, content)
      written += 1
    }
  } catch (thrown) {
    audit(context, 'not all taken out', entry.recordId, { files: files.length, written, code: describeThrown(thrown).code })
    throw thrown
  }
}

async function writeWhole(path: string, content: FileOut['content']): Promise<void> {
  const temporary = `${path}.tmp`
  try {
    const handle = await open(temporary, 'w', 0o600)
    try {
      try {
        await handle.writeFile(content)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(temporary, path)
    } catch (thrown) {
      await rm(temporary, { force: true })
      throw thrown
    }
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
    if (thrown instanceof SohoaError || code === '') throw thrown
    throw new SohoaError(code === 'ENOSPC' ? 'disk_full' : 'folder_not_writable', code === 'ENOSPC' ? {} : { reason: code }, { cause: thrown })
  }
}
