import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { ResultOf } from '../contract/index.ts'
import { SohoaError, type RecordId } from '../model/index.ts'
import type { PipelineContext } from './context.ts'
import { documentText, pagesReadSoFar } from './pages-read.ts'
import { recordDetailOf } from './record-view.ts'
import { audit } from './transition.ts'

/** Writes a file so that it is there whole or not at all. Throws disk_full, folder_not_writable. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = `${path}.tmp`
  try {
    const handle = await open(temporary, 'w', 0o600)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, path)
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'write'
    throw new SohoaError(code === 'ENOSPC' ? 'disk_full' : 'folder_not_writable', code === 'ENOSPC' ? {} : { reason: code }, { cause: thrown })
  }
}

/**
 * Writes `ID.pdf` (the signed PDF, or the original), `ID.txt` (recognised text in reading order, without the mark) and
 * `ID.json` (what `record.show` tells, but for attachments: they are nobody's result). A record that is not signed has no PDF; `missing` says so.
 * Throws secret_document for a paper that bears a secrecy class: nothing of it leaves the station; folder_not_writable, disk_full.
 */
export async function exportRecord(context: PipelineContext, id: RecordId, folder: string): Promise<ResultOf<'record.export'>> {
  const record = context.store.getRecord(id)
  if (record.stoppedBy?.code === 'secret_document') throw new SohoaError('secret_document', record.stoppedBy.params)
  await mkdir(folder, { recursive: true }).catch((thrown: unknown) => {
    throw new SohoaError('folder_not_writable', { reason: 'mkdir' }, { cause: thrown })
  })
  const files: string[] = []
  const missing: string[] = []
  const write = async (extension: string, content: Uint8Array | string): Promise<void> => {
    const path = join(folder, `${id}.${extension}`)
    await writeWhole(path, content)
    files.push(path)
  }
  if (record.pdfDigest !== null && record.trust !== 'unsigned') await write('pdf', context.store.getBlob(record.pdfDigest))
  else missing.push('PDF')
  await write('txt', `${documentText(pagesReadSoFar(context, id, record.pageCount))}\n`)
  const { attachments, ...told } = recordDetailOf(context, id)
  await write('json', `${JSON.stringify(told, undefined, 2)}\n`)
  audit(context, 'exported', id, { files: files.length, attachmentsKept: attachments.length })
  const standing = record.work === 'voided' || record.work === 'replaced' ? record.work : record.frozen === null ? 'in use' : 'frozen'
  return { files, missing, standing }
}
