import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { SohoaError, type Attachment, type AttachmentKind, type Digest, type RecordId, type SourceFormat } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { dropUsed, planGiven, readGiven } from '../paper/given-files.ts'
import { takeOut } from './take-out.ts'
import { move } from '../transition.ts'

/** Opens a file in a child process, so that what is kept can be looked at later. Throws the errors of opening. */
async function checkOpens({ rooms }: PipelineContext, bytes: Uint8Array, format: SourceFormat): Promise<void> {
  if (format === 'pdf') {
    await rooms.pdf().inspect(bytes)
    return
  }
  for (const index of await rooms.images().pages(bytes, format)) await rooms.images().page(bytes, format, index)
}

/** True when these bytes are, or are part of, the result itself. */
function isOfTheResult({ store }: PipelineContext, id: RecordId, digest: Digest): boolean {
  const { pdfDigest } = store.getRecord(id)
  return digest === pdfDigest || store.listSources(id).some((source) => source.digest === digest) || store.listPages(id).some((page) => page.digest === digest)
}

/**
 * Keeps one file with a record: flushed and encrypted like a page, and part of no PDF, message or export (Decree 137/2024
 * Art. 8(4): under an authorisation, what it agrees is followed). The same file again is the same attachment.
 * Throws the errors of planning and opening, wrong_state while the record is being captured, secret_document,
 * attachment_is_the_result, empty_folder when a folder is given.
 */
export async function attachFile(context: PipelineContext, id: RecordId, path: string, kind: AttachmentKind): Promise<Attachment> {
  const { store } = context
  const record = store.getRecord(id)
  if (record.work === 'capturing') throw new SohoaError('wrong_state', { state: record.work })
  if (record.stoppedBy?.code === 'secret_document') throw new SohoaError('secret_document', record.stoppedBy.params)
  const [file, second] = await planGiven(context, path)
  if (file === undefined || second !== undefined) throw new SohoaError('invalid_params', { method: 'record.attach', path: 'file' })
  const { bytes, digest, format } = await readGiven(context, file)
  if (isOfTheResult(context, id, digest)) throw new SohoaError('attachment_is_the_result')
  await checkOpens(context, bytes, format)
  store.putBlob(bytes)
  const kept = store.transaction(() => {
    const before = store.listAttachments(id).length
    const attachment = store.addAttachment(id, { kind, name: file.name, format, digest, addedAt: context.now(), addedBy: context.actor })
    if (attachment.ordinal > before) move(context, id, 'file attached', (current) => current, { kind, ordinal: attachment.ordinal, digest, bytes: bytes.length })
    return attachment
  })
  dropUsed(context, [path])
  return kept
}

/** Writes an attachment as `ID.dinh-kem-N.FORMAT` into a folder. Throws not_found, folder_not_writable, disk_full. */
export async function takeAttachmentOut(context: PipelineContext, id: RecordId, ordinal: number, folder: string): Promise<string> {
  const { store } = context
  const { id: known } = store.getRecord(id)
  const attachment = store.listAttachments(known).find((other) => other.ordinal === ordinal)
  if (attachment === undefined) throw new SohoaError('not_found', { what: `${id} ${ordinal}` })
  await mkdir(folder, { recursive: true }).catch((thrown: unknown) => {
    throw new SohoaError('folder_not_writable', { reason: 'mkdir' }, { cause: thrown })
  })
  const file = join(folder, `${id}.dinh-kem-${ordinal}.${attachment.format === 'jpeg' ? 'jpg' : attachment.format}`)
  await takeOut(context, [{ path: file, content: store.getBlob(attachment.digest) }], { action: 'attachment taken out', recordId: known, details: { ordinal, kind: attachment.kind } })
  return file
}
