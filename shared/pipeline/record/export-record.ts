import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ResultOf } from '../../contract/index.ts'
import { SohoaError, type RecordId } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { documentText, pagesReadSoFar } from '../reading/pages-read.ts'
import { recordDetailOf } from './record-view.ts'
import { takeOut, type FileOut } from './take-out.ts'

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
  const { attachments, ...told } = recordDetailOf(context, id)
  const fileOut = (extension: string, content: Uint8Array | string): FileOut => ({ path: join(folder, `${id}.${extension}`), content })
  const pdf = record.pdfDigest !== null && record.trust !== 'unsigned' ? [fileOut('pdf', context.store.getBlob(record.pdfDigest))] : []
  const files = [
    ...pdf,
    fileOut('txt', `${documentText(pagesReadSoFar(context, id, record.pageCount))}\n`),
    fileOut('json', `${JSON.stringify(told, undefined, 2)}\n`),
  ]
  await takeOut(context, files, { action: 'exported', recordId: id, details: { files: files.length, attachmentsKept: attachments.length } })
  const standing = record.work === 'voided' || record.work === 'replaced' ? record.work : record.frozen === null ? 'in use' : 'frozen'
  return { files: files.map(({ path }) => path), missing: pdf.length === 0 ? ['PDF'] : [], standing }
}
