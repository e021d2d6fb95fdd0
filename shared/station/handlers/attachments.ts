import { toRecordId } from '../../model/index.ts'
import { attachFile, recordLineOf, takeAttachmentOut } from '../../pipeline/index.ts'
import { finish } from '../run.ts'
import type { Handlers } from './handlers.ts'

export const attachmentHandlers: Handlers = {
  'record.attach': async ({ id: given, file, kind, deliver }, context) => {
    const id = toRecordId(given)
    const attachment = await attachFile(context, id, file, kind)
    await finish(context, id, { deliver })
    return { attachment: { ...attachment, bytes: context.store.blobSize(attachment.digest) ?? 0 }, record: recordLineOf(context, id) }
  },
  'record.attachment': async ({ id, ordinal, folder }, context) => ({ file: await takeAttachmentOut(context, toRecordId(id), ordinal, folder) }),
}
